"""What the cards show: per KPI its number, what it is compared with, its recent months, target and plan; remembered."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date

from pages.parts import cubes
from pages.parts.answers import KEPT, Where, state_of
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.trend.data import MONTHS
from queries import questions
from queries.catalogue import Kpi, kpis
from queries.judged_trend import judged
from queries.questions import Number, Window, earlier
from queries.standards import aimed_at, city_averages, planned
from queries.surroundings import target_on, targets
from queries.warehouse import Warehouse
from queries.windows import EARLIER, Month, last_months, months, whole_months
from queries.xmr import Row

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
    (trend/data.py), of a stock SPARK_MONTHS, and none from before there was any data. ``judged`` are those of a flow,
    held against their natural limits.
    """

    kpi: str
    now: Number
    before: Number | None
    months: list[SparkMonth]
    target: float | None
    plan: int | None
    complete_to: date | None
    judged: list[Row] = field(default_factory=list)


@remembered(KEPT_WALLS)
def cards(_warehouse: Warehouse, state: str, window: Window, where: Where, compare: str) -> list[CardData]:
    """Return the data of every card, in order. ``state`` (state_of) makes a new version or definition a new key."""
    reached = [kpi for kpi in kpis().values() if not kpi.lacking(split for split, _ in where)]
    return _cards(_warehouse, reached, window, where, compare)


def _cards(warehouse: Warehouse, every: list[Kpi], window: Window, where: Where, compare: str) -> list[CardData]:
    """Ask each KPI once for all that its card shows: the window, the one compared with, and the recent months."""
    kinds = {"flow": MONTHS, "stock": SPARK_MONTHS}
    recent = {kind: months(last_months(warehouse, window.last, most)) for kind, most in kinds.items()}
    before = earlier(window, compare) if compare in EARLIER else None
    if before and (warehouse.first_day is None or before.first < warehouse.first_day):
        before = None
    city = city_averages(warehouse, window) if compare == "city" and not where else {}
    first = [window, before] if before else [window]
    asked = {kind: [*first, *(Window(month.first, month.last) for month in own)] for kind, own in recent.items()}
    found = _over_windows(warehouse, every, asked, where)
    aims = targets(warehouse)
    now = {kpi.name: numbers[0] for kpi, numbers in zip(every, found, strict=True)}
    data = []
    for kpi, numbers in zip(every, found, strict=True):
        known_to = questions.complete_to(warehouse, kpi)
        own = _months(warehouse, kpi, recent[kpi.kind], numbers[len(first) :])
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
                months=own,
                judged=judged(kpi, own),
                target=target,
                plan=int(plan.denominator or 0) if plan else None,
                complete_to=known_to,
            )
        )
    return data


def _months(warehouse: Warehouse, kpi: Kpi, recent: list[Month], numbers: list[Number]) -> list[SparkMonth]:
    whole = whole_months(warehouse, kpi, recent)
    return [
        SparkMonth(month.name, number.value, is_whole, number.numerator, number.denominator)
        for month, is_whole, number in zip(recent, whole, numbers, strict=True)
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
