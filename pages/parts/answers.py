"""Answers kept: what the pages ask of the numbers, remembered per warehouse version and definition text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from pages.parts import cubes, place
from pages.parts.place import Here
from pages.parts.remembered import remembered
from queries import questions
from queries.catalogue import Kpi, kpis
from queries.project import Part
from queries.project import project_parts as parts_of_project
from queries.questions import Group, Headline, Number, Pivot, Point, Window, earlier
from queries.standards import aimed_at, city_averages, planned
from queries.surroundings import Event, project_names, target_on, targets
from queries.surroundings import events as known_events
from queries.warehouse import Warehouse
from queries.windows import EARLIER, months

Where = tuple[tuple[str, tuple[str | None, ...]], ...]
SPARK_MONTHS = 12
KEPT = 2_000
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


def first_of(last: date, months: int) -> date:
    """Return the first day of the month that lies ``months`` − 1 months before the month of ``last``."""
    number = last.year * 12 + last.month - months
    return date(number // 12, number % 12 + 1, 1)


@remembered(KEPT_WALLS)
def cards(_warehouse: Warehouse, state: str, window: Window, where: Where, compare: str) -> list[CardData]:
    """Return the data of every card, in order. ``state`` (state_of) makes a new version or definition a new key."""
    reached = [kpi for kpi in kpis().values() if not kpi.lacking(split for split, _ in where)]
    return _cards(_warehouse, reached, window, where, compare)


def _cards(warehouse: Warehouse, every: list[Kpi], window: Window, where: Where, compare: str) -> list[CardData]:
    """Ask each KPI once for all that its card shows: the window, the one compared with, and the recent months."""
    recent = months(Window(first_of(window.last, SPARK_MONTHS), window.last))
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


def state_of(warehouse: Warehouse) -> str:
    """Return what answers depend on besides the question (place.state_of), looked at once while a page is drawn."""
    at = place.here_if_known()
    return at.state if at and at.warehouse is warehouse else place.state_of(warehouse)


@remembered(KEPT)
def headline(_warehouse: Warehouse, state: str, kpi: str, window: Window, where: Where) -> Headline:
    """Return the headline of one KPI (queries.questions.headline), remembered."""
    return questions.headline(_warehouse, kpis()[kpi], window, dict(where))


@remembered(KEPT)
def trend(_warehouse: Warehouse, state: str, kpi: str, window: Window, where: Where) -> list[Point]:
    """Return the trend of one KPI (queries.questions.trend), remembered."""
    return questions.trend(_warehouse, kpis()[kpi], window, dict(where))


@remembered(KEPT)
def groups(_warehouse: Warehouse, state: str, kpi: str, window: Window, where: Where, by: str) -> list[Group]:
    """Return the break-down of one KPI (queries.questions.groups), remembered."""
    return questions.groups(_warehouse, kpis()[kpi], window, dict(where), by)


@remembered(KEPT)
def record_count(
    _warehouse: Warehouse, state: str, kpi: str, window: Window, where: Where, part: str, reason: str | None
) -> int:
    """Return how many records a part has (queries.questions.record_count), remembered."""
    return questions.record_count(_warehouse, kpis()[kpi], window, dict(where), part, reason)


@remembered(KEPT)
def pivot(
    _warehouse: Warehouse, state: str, kpi: str, window: Window, where: Where, rows: str, columns: str | None
) -> Pivot:
    """Return the pivot of one KPI (queries.questions.pivot), remembered."""
    return questions.pivot(_warehouse, kpis()[kpi], window, dict(where), rows, columns)


@remembered(KEPT)
def split_values(_warehouse: Warehouse, state: str, splits: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the values the filters offer (queries.questions.values_of_splits), remembered."""
    return questions.values_of_splits(_warehouse, splits)


@remembered(KEPT)
def values_of(_warehouse: Warehouse, state: str, kpi: str, split: str) -> list[str]:
    """Return the values that ``split`` has in one KPI (queries.questions.split_values), remembered."""
    return questions.split_values(_warehouse, split, kpis()[kpi])


@remembered(KEPT)
def events(_warehouse: Warehouse, state: str) -> list[Event]:
    """Return the events shown on trends (queries.surroundings.events), remembered."""
    return known_events(_warehouse)


@remembered(KEPT)
def remainder_names(_warehouse: Warehouse, state: str, kpi: str, window: Window, where: Where, most: int) -> list[str]:
    """Return the names of the first ``most`` projects that a share has below the line but not above it."""
    projects = questions.first_projects(_warehouse, kpis()[kpi], window, dict(where), "remainder", most)
    names = project_names(_warehouse, projects)
    return [names.get(project_id, project_id) for project_id in projects]


@remembered(KEPT)
def project_parts(_warehouse: Warehouse, state: str, project_id: str, window: Window) -> list[Part]:
    """Return which KPIs a project counts in, and as what (queries.project.project_parts), remembered."""
    return parts_of_project(_warehouse, project_id, window)


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


def headline_here(at: Here, kpi: Kpi) -> Headline:
    """Return the headline of one KPI for where the page stands."""
    return headline(at.warehouse, state_of(at.warehouse), kpi.name, at.window, at.choice.where)
