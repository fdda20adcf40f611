"""What the cards show: per KPI its number, what it is compared with, its recent months, target and plan; remembered."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from pages.parts import cubes
from pages.parts.answers import KEPT, Where, state_of
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.trend.data import MONTHS
from queries import questions
from queries.catalogue import Kpi, kpis
from queries.questions import Number, Window, earlier
from queries.standards import aimed_at, city_averages, planned
from queries.surroundings import target_on, targets
from queries.warehouse import Warehouse
from queries.windows import EARLIER, Month, known_from, months, shift

SPARK_MONTHS = 12
# All cards of a page are some fifty kilobytes.
KEPT_WALLS = 500


@dataclass(frozen=True)
class SparkMonth:
    """One month of a card, ``month`` as 2025-06; ``is_complete`` says that the whole month is there."""

    month: str
    value: float | None
    is_complete: bool
    numerator: float | int | None = None
    denominator: int | None = None


@dataclass(frozen=True)
class CardData:
    """All that one card shows of one KPI, as plain numbers: words are added when it is drawn.

    ``before`` is what ``now`` is compared with: the number of an earlier window, of the plan, the target or the city;
    None where that is not known. ``months`` are the recent ones, oldest first: of a flow as many as its trend judges
    (trend/data.py), of a stock SPARK_MONTHS, and none from before there was any data.
    """

    kpi: str
    now: Number
    before: Number | None
    months: list[SparkMonth]
    target: float | None
    plan: int | None
    complete_to: date | None


@remembered(KEPT_WALLS)
def cards(_warehouse: Warehouse, state: str, window: Window, where: Where, compare: str) -> list[CardData]:
    """Return the data of every card, in order. ``state`` (state_of) makes a new version or definition a new key."""
    reached = [kpi for kpi in kpis().values() if not kpi.lacking(split for split, _ in where)]
    return _cards(_warehouse, reached, window, where, compare)


def _cards(warehouse: Warehouse, every: list[Kpi], window: Window, where: Where, compare: str) -> list[CardData]:
    """Ask each KPI once for all that its card shows: the window, the one compared with, and the recent months."""
    recent = {"flow": _recent(warehouse, window, MONTHS), "stock": _recent(warehouse, window, SPARK_MONTHS)}
    before = earlier(window, compare) if compare in EARLIER else None
    if before and (warehouse.first_day is None or before.first < warehouse.first_day):
        before = None
    city = city_averages(warehouse, window) if compare == "city" and not where else {}
    first = [window, before] if before else [window]
    asked = {kind: [*first, *(Window(month.first, month.last) for month, _ in own)] for kind, own in recent.items()}
    found = _over_windows(warehouse, every, asked, where)
    aims = targets(warehouse)
    now = {kpi.name: numbers[0] for kpi, numbers in zip(every, found, strict=True)}
    data = []
    for kpi, numbers in zip(every, found, strict=True):
        known_to = questions.complete_to(warehouse, kpi)
        since = known_from(warehouse, kpi) if kpi.kind == "flow" else None
        # The plan of a share is the denominator of the KPI called planned_…: what should have happened by the day.
        plan = now.get(f"planned_{kpi.name}")
        target = target_on(aims.get(kpi.name, []), window.last)
        standards = {
            "plan": planned(numbers[0], int(plan.denominator or 0) if plan else None),
            "target": aimed_at(target),
            "city": city.get(kpi.name),
        }
        data.append(
            CardData(
                kpi=kpi.name,
                now=numbers[0],
                before=numbers[1] if before else standards.get(compare),
                months=_months(recent[kpi.kind], numbers[len(first) :], since, known_to),
                target=target,
                plan=int(plan.denominator or 0) if plan else None,
                complete_to=known_to,
            )
        )
    return data


def _recent(warehouse: Warehouse, window: Window, most: int) -> list[tuple[Month, bool]]:
    """Return the last months of ``window``, ``most`` of them, each with whether it ends within."""
    first = shift(window.last.replace(day=1), 1 - most)
    every = months(Window(max(first, warehouse.first_day or first), window.last))
    return [(month, month.ends) for month in every]


def _months(
    recent: list[tuple[Month, bool]], numbers: list[Number], since: date | None, known_to: date | None
) -> list[SparkMonth]:
    return [
        SparkMonth(
            month.name,
            number.value,
            is_whole and known_to is not None and month.last <= known_to and (since is None or since <= month.first),
            number.numerator,
            number.denominator,
        )
        for (month, is_whole), number in zip(recent, numbers, strict=True)
    ]


def _over_windows(
    warehouse: Warehouse, every: list[Kpi], windows: dict[str, list[Window]], where: Where
) -> list[list[Number]]:
    """Return the numbers of each KPI over the windows of its kind: 'flow' or 'stock'."""
    cubes.prepare(warehouse)

    def numbers(kpi: Kpi) -> list[Number]:
        return questions.over_windows(warehouse, kpi, windows[kpi.kind], dict(where))

    if cubes.are_kept(warehouse, every):
        return list(map(numbers, every))
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(numbers, every))


def cards_here(at: Here) -> list[CardData]:
    """Return the data of every card for where the page stands."""
    return cards(at.warehouse, state_of(at.warehouse), at.window, at.choice.where, at.choice.compare)


@remembered(KEPT)
def card(_warehouse: Warehouse, state: str, kpi: str, window: Window, where: Where, compare: str) -> CardData:
    """Return the data of one card, for the head of a KPI page."""
    every = kpis()
    held = [split for split, _ in where]
    asked = [every[name] for name in (kpi, f"planned_{kpi}") if name in every and not every[name].lacking(held)]
    return _cards(_warehouse, asked, window, where, compare)[0]


def card_here(at: Here, kpi: Kpi) -> CardData:
    """Return the data of one card for where the page stands."""
    return card(at.warehouse, state_of(at.warehouse), kpi.name, at.window, at.choice.where, at.choice.compare)
