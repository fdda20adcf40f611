"""The counts at the head of the wall chart: what fell due this year and how it went, and what the chart lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from queries.filter_conditions import Where, conditions_of
from queries.wall.judged import judged_on
from queries.warehouse import Warehouse

# As the KPI counts: its headline has these milestones below the line and above it those reached on time.
DUE = "f.planned_on <= $last AND f.next_year_on > $last"
REACHED = "f.actual_on <= $last"


@dataclass(frozen=True)
class Head:
    """How many milestones fell due in the year of the day, up to it: reached on time, reached late, not reached; and
    how many of them had been moved.

    ``overdue_before`` are those of earlier years that are not reached yet, ``soon`` those due within 30 days,
    ``projects`` the projects with milestones, ``without`` those without, ``unknown`` the milestones of projects that
    the ledger of projects does not know.
    """

    due: int
    on_time: int
    late: int
    overdue: int
    moved: int
    overdue_before: int
    soon: int
    projects: int
    without: int
    unknown: int


def head(warehouse: Warehouse, last: date, where: Where) -> Head:
    """Return the counts at the end of ``last`` for the milestones that pass ``where`` (column → accepted values).

    Projects are held to ``where`` but for the working group: a project is without when none of its milestones passes.
    """
    parameters: dict[str, Any] = judged_on(last)
    passing = " AND ".join(conditions_of(where, parameters, "f.")) or "TRUE"
    counts = {
        "due": DUE,
        "on_time": f"{DUE} AND f.met_on <= $last",
        "late": f"{DUE} AND {REACHED} AND f.actual_on > f.planned_on",
        "overdue": f"{DUE} AND NOT COALESCE({REACHED}, FALSE)",
        "moved": f"{DUE} AND f.moved = '是'",
        "overdue_before": f"f.next_year_on <= $last AND NOT COALESCE({REACHED}, FALSE)",
        "soon": f"f.planned_on > $last AND f.planned_on <= $soon AND NOT COALESCE({REACHED}, FALSE)",
        "unknown": "f.project_no IS NULL",
    }
    sums = ", ".join(f"COUNT(*) FILTER (WHERE {condition})" for condition in counts.values())
    *found, projects = warehouse.rows(
        f"SELECT {sums}, COUNT(DISTINCT f.project_no) FROM fact.milestone AS f WHERE {passing}", parameters
    )[0]
    own: dict[str, Any] = {}
    of_projects = conditions_of({name: values for name, values in where.items() if name != "workgroup"}, own, "p.")
    known = warehouse.rows(f"SELECT COUNT(*) FROM fact.project AS p WHERE {' AND '.join(of_projects) or 'TRUE'}", own)
    return Head(**dict(zip(counts, found, strict=True)), projects=projects, without=known[0][0] - projects)
