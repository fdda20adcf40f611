"""One sheet of the wall chart: the projects in the order asked for, each with its milestones as judged on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from queries.filter_conditions import Where, conditions_of
from queries.wall.judged import MAY_HAVE_SLIPPED, Milestone, forecast, judged, judged_on
from queries.warehouse import Warehouse

EVERYTHING, SLIPPED, DUE = "all", "slipped", "due"
BY_SLIP, BY_NAME, BY_START = "slip", "name", "start"
# Which projects are shown, by the milestones they have.
ONLY = {
    EVERYTHING: "TRUE",
    SLIPPED: "slipped > 0",
    DUE: "due > 0",
}
# Overdue most first, then reached late most; a total order each, because project_no is a project's own.
ORDERS = {
    BY_SLIP: "overdue_days DESC NULLS LAST, late_days DESC NULLS LAST, c.project_no",
    BY_NAME: "c.project_name NULLS LAST, c.project_no",
    BY_START: "starts_on NULLS LAST, c.project_no",
}
GROUPED_BY = ("workgroup", "category", "street")


@dataclass(frozen=True)
class Asked:
    """Which chart: the projects ``only`` with something, their ``order``, and by what they stand in groups, if any."""

    only: str = EVERYTHING
    order: str = BY_SLIP
    by: str | None = None


@dataclass
class Project:
    """A row of the chart. ``group`` is what it stands under; ``milestones`` are in the order of their plan."""

    project_id: str
    name: str
    category: str | None
    street: str | None
    workgroup: str | None
    status: str | None
    group: str | None = None
    milestones: list[Milestone] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    """A heading of the chart: how many of the projects stand under it, and how many of their milestones are overdue."""

    label: str | None
    projects: int
    overdue: int


@dataclass(frozen=True)
class Sheet:
    """One sheet: its projects in order, how many there are on all sheets, and the groups that this sheet shows."""

    projects: Sequence[Project]
    total: int
    groups: tuple[Group, ...] = ()


def sheet(
    warehouse: Warehouse, last: date, where: Where, asked: Asked, limit: int | None = None, offset: int = 0
) -> Sheet:
    """Return the projects from ``offset`` on, ``limit`` at most, with their milestones at the end of ``last``.

    ``where`` (column → accepted values) holds for milestones, so that a project shows those that the KPI counts;
    under a working group of ``asked.by`` it stands by its own leading one. The slip that forecasts are shifted by
    is that of all milestones of a project.
    """
    numbers, total, groups = _order(warehouse, last, where, asked, limit, offset)
    projects = _projects(warehouse, list(numbers))
    for number, label in numbers.items():
        projects[number].group = label
    held = {name: values for name, values in where.items() if name == "workgroup"}
    for number, milestone in _milestones(warehouse, last, held, list(numbers)):
        projects[number].milestones.append(milestone)
    return Sheet([projects[number] for number in numbers], total, groups)


def _order(
    warehouse: Warehouse, last: date, where: Where, asked: Asked, limit: int | None, offset: int
) -> tuple[dict[int, str | None], int, tuple[Group, ...]]:
    """Return the numbers of the projects of a sheet in order, each with its group; how many there are; the groups."""
    parameters: dict[str, Any] = judged_on(last)
    label = f"p.{asked.by}" if asked.by in GROUPED_BY else "CAST(NULL AS STRING)"
    names = "LEFT JOIN record.project AS n ON n.project_id = p.project_id" if asked.order == BY_NAME else ""
    own = "n.project_name" if asked.order == BY_NAME else "0 AS project_name"
    # Only projects with such milestones are asked for, and nothing of them that others tell.
    few = asked.only != EVERYTHING and asked.order != BY_START
    slips = "COUNT(*) FILTER (WHERE is_slipped)" if asked.only == SLIPPED else "0"
    within = judged(where, parameters, MAY_HAVE_SLIPPED if few else "TRUE", asked.only == SLIPPED)
    bounds = f" LIMIT {int(limit)} OFFSET {int(offset)}" if limit is not None else ""
    rows = warehouse.rows(
        f"{within}, a AS (SELECT project_no, MAX(CASE WHEN status = 'overdue' THEN days END) AS overdue_days, "
        "MAX(CASE WHEN status = 'late' AND is_of_now THEN days END) AS late_days, MIN(planned_on) AS starts_on, "
        f"{slips} AS slipped, COUNT(*) FILTER (WHERE status IN ('overdue', 'soon')) AS due, "
        "COUNT(*) FILTER (WHERE status = 'overdue') AS overdue "
        "FROM judged WHERE project_no IS NOT NULL GROUP BY project_no), "
        f"c AS (SELECT a.*, {label} AS label, {own} FROM a "
        f"JOIN fact.project AS p ON p.project_no = a.project_no {names} WHERE {ONLY[asked.only]}), "
        "g AS (SELECT label, COUNT(*) AS projects, CAST(SUM(overdue) AS BIGINT) AS overdue FROM c GROUP BY label) "
        "SELECT c.project_no, c.label, (SELECT CAST(SUM(projects) AS BIGINT) FROM g), g.projects, g.overdue "
        "FROM c JOIN g ON COALESCE(g.label, '') = COALESCE(c.label, '') "
        f"ORDER BY g.overdue DESC, g.label NULLS LAST, {ORDERS[asked.order]}{bounds}",
        parameters,
    )
    found = {number: label for number, label, *_ in rows}
    headings = dict.fromkeys((label, projects, overdue) for _, label, _, projects, overdue in rows)
    return found, int(rows[0][2]) if rows else 0, tuple(Group(*heading) for heading in headings if asked.by)


def _among(numbers: Iterable[int]) -> str:
    """Return project numbers as SQL writes them: whole numbers of ours, never what somebody typed."""
    return ", ".join(str(int(number)) for number in numbers) or "NULL"


def _projects(warehouse: Warehouse, numbers: list[int]) -> dict[int, Project]:
    rows = warehouse.rows(
        "SELECT p.project_no, p.project_id, COALESCE(r.project_name, p.project_id), p.category, p.street, p.workgroup, "
        "p.status FROM fact.project AS p LEFT JOIN record.project AS r ON r.project_id = p.project_id "
        f"WHERE p.project_no IN ({_among(numbers)})"
    )
    return {number: Project(*of_project) for number, *of_project in rows}


def _milestones(warehouse: Warehouse, last: date, where: Where, numbers: list[int]) -> Iterable[tuple[int, Milestone]]:
    """Yield project_no and milestone for the projects ``numbers``, by plan, with forecasts."""
    parameters: dict[str, Any] = judged_on(last)
    of_sheet = f"SELECT project_id FROM fact.project WHERE project_no IN ({_among(numbers)})"
    within = judged({}, parameters, f"f.project_no IN ({_among(numbers)})", with_put_off=False)
    passing = " AND ".join(conditions_of(where, parameters, "j.")) or "TRUE"
    rows = warehouse.rows(
        f"{within}, slip AS (SELECT project_no, days AS slip FROM judged WHERE status IN ('late', 'overdue') "
        "QUALIFY ROW_NUMBER() OVER (PARTITION BY project_no ORDER BY planned_on DESC, days DESC) = 1) "
        "SELECT j.project_no, j.project_id, COALESCE(j.item_id, r.milestone), j.workgroup, j.planned_on, "
        "r.baseline_on, j.actual_on, j.status, j.days, CASE WHEN r.baseline_on < r.planned_on "
        "THEN days_between(r.baseline_on, r.planned_on) END, r.moved_reason, s.slip "
        f"FROM judged AS j JOIN (SELECT * FROM record.milestone WHERE project_id IN ({of_sheet})) AS r "
        "ON r.batch_no = j.source_batch AND r.row_no = j.source_row "
        f"LEFT JOIN slip AS s ON s.project_no = j.project_no WHERE {passing} "
        "ORDER BY j.project_no, j.planned_on NULLS LAST, r.milestone",
        parameters,
    )
    for number, *own, slip in rows:
        found = Milestone(*own)
        yield number, replace(found, forecast_on=forecast(found.planned_on, found.status, slip, last))
