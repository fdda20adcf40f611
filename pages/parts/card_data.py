"""What the cards show: per KPI its number, what it is compared with, its recent months, target and plan; remembered."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from pages.parts import cubes
from pages.parts.answers import KEPT, Where, state_of
from pages.parts.place import Here
from pages.parts.remembered import remembered
from queries import questions
from queries.catalogue import Kpi, kpis
from queries.questions import Number, Window, earlier
from queries.standards import aimed_at, city_averages, planned
from queries.surroundings import target_on, targets
from queries.warehouse import Warehouse
from queries.windows import EARLIER, months, shift

SPARK_MONTHS = 12
# All cards of a page are some fifty kilobytes.
KEPT_WALLS = 500


@dataclass(frozen=True)
class SparkMonth:
    """One month of a card's spark line; ``is_complete`` says that the whole month is there."""

    value: float | None
    is_complete: bool
    numerator: float | int | None = None
    denominator: int | None = None


@dataclass(frozen=True)
class CardData:
    """All that one card shows of one KPI, as plain numbers: words are added when it is drawn.

    ``before`` is what ``now`` is compared with: the number of an earlier window, of the plan, the target or the city;
    None where that is not known.
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
    recent = months(Window(shift(window.last.replace(day=1), 1 - SPARK_MONTHS), window.last))
    before = earlier(window, compare) if compare in EARLIER else None
    if before and (warehouse.first_day is None or before.first < warehouse.first_day):
        before = None
    city = city_averages(warehouse, window) if compare == "city" and not where else {}
    asked = [window, *([before] if before else []), *(Window(month.first, month.last) for month in recent)]
    found = _over_windows(warehouse, every, asked, where)
    aims = targets(warehouse)
    now = {kpi.name: numbers[0] for kpi, numbers in zip(every, found, strict=True)}
    data = []
    for kpi, numbers in zip(every, found, strict=True):
        known_to = questions.complete_to(warehouse, kpi)
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
                months=[
                    SparkMonth(
                        number.value,
                        month.ends and known_to is not None and month.last <= known_to,
                        number.numerator,
                        number.denominator,
                    )
                    for month, number in zip(recent, numbers[-len(recent) :], strict=True)
                ],
                target=target,
                plan=int(plan.denominator or 0) if plan else None,
                complete_to=known_to,
            )
        )
    return data


def _over_windows(warehouse: Warehouse, every: list[Kpi], windows: list[Window], where: Where) -> list[list[Number]]:
    cubes.prepare(warehouse)

    def numbers(kpi: Kpi) -> list[Number]:
        return questions.over_windows(warehouse, kpi, windows, dict(where))

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
