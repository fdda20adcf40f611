"""Answers kept: what the pages ask of the numbers, remembered per warehouse version and definition text."""

from __future__ import annotations

from pages.parts import place
from pages.parts.place import Here
from pages.parts.remembered import remembered
from queries import questions
from queries.catalogue import Kpi, kpis
from queries.project import Part
from queries.project import project_parts as parts_of_project
from queries.questions import Group, Headline, Pivot, Point, Window
from queries.surroundings import Event, project_names
from queries.surroundings import events as known_events
from queries.warehouse import Warehouse

Where = tuple[tuple[str, tuple[str | None, ...]], ...]
KEPT = 2_000


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


def headline_here(at: Here, kpi: Kpi) -> Headline:
    """Return the headline of one KPI for where the page stands."""
    return headline(at.warehouse, state_of(at.warehouse), kpi.name, at.window, at.choice.where)
