"""Coverage of the year's key list: which of its projects were visited or had a meeting, and which had neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from queries.filter_conditions import Where, conditions_of
from queries.warehouse import Warehouse
from queries.windows import Window

# Which part of the list: the construction class of the province and the city (that of the start rate), or all.
SCOPES = {"key": "level IN ('省级', '市级') AND list_class = '建设类'", "all": "TRUE"}
# The listing's own level; the other filters are those of its project.
LISTED = (
    "SELECT f.project_id, f.project_no, f.category, f.investment_type, f.street, f.workgroup, f.level, f.list_class, "
    "f.planned_start_on FROM fact.listing AS f "
    "INNER JOIN record.listing AS l ON l.row_no = f.source_row AND l.batch_no = f.source_batch "
    "WHERE f.list_year = $year AND f.on_list_from <= $last AND (l.delisted_on IS NULL OR l.delisted_on > $last)"
)
REACHED = (
    "seen AS (SELECT project_no, MAX(CASE WHEN not_on_site IS NULL THEN 1 ELSE 0 END) AS on_site FROM fact.visit "
    "WHERE visited_on >= $first AND visited_on <= $last AND project_no IS NOT NULL GROUP BY project_no), "
    "met AS (SELECT project_no FROM fact.meeting "
    "WHERE held_on >= $first AND held_on <= $last AND project_no IS NOT NULL GROUP BY project_no)"
)


@dataclass(frozen=True)
class Coverage:
    """Projects on the year's list on the window's last day, by level and class: visited in the window (of them on
    site), met about, and neither.
    """

    level: str
    list_class: str
    listed: int
    visited: int
    on_site: int
    met: int
    neither: int


@dataclass(frozen=True)
class NotReached:
    """One project on the list that was neither visited nor met about in the window."""

    project_id: str
    project_name: str | None
    level: str
    list_class: str
    category: str | None
    street: str | None
    workgroup: str | None
    planned_start_on: date | None


def _parameters(window: Window) -> dict[str, object]:
    return {"first": window.first, "last": window.last, "year": window.last.year}


def coverage(warehouse: Warehouse, window: Window, where: Where) -> list[Coverage]:
    """Return the coverage by level and class: provincial before city before district, construction class first."""
    parameters = _parameters(window)
    conditions = conditions_of(where, parameters, "l.")
    rows = warehouse.rows(
        f"WITH listed AS ({LISTED}), {REACHED} "
        "SELECT l.level, l.list_class, COUNT(*), COUNT(seen.project_no), CAST(COALESCE(SUM(seen.on_site), 0) AS "
        "BIGINT), COUNT(met.project_no), "
        "COUNT(*) FILTER (WHERE seen.project_no IS NULL AND met.project_no IS NULL) "
        "FROM listed AS l LEFT JOIN seen ON seen.project_no = l.project_no "
        "LEFT JOIN met ON met.project_no = l.project_no "
        f"WHERE {' AND '.join(conditions) or 'TRUE'} GROUP BY l.level, l.list_class",
        parameters,
    )
    order = {"省级": 0, "市级": 1, "区级": 2, "建设类": 0, "准备类": 1}
    return sorted(
        (Coverage(*row) for row in rows),
        key=lambda one: (order.get(one.list_class, 9) if one.level != "区级" else 2, order.get(one.level, 9)),
    )


def added_up(level: str, list_class: str, parts: Sequence[Coverage]) -> Coverage:
    """Return the sums of ``parts`` under the words given: each listing stands in one of them."""
    sums = [sum(getattr(part, name) for part in parts) for name in ("listed", "visited", "on_site", "met", "neither")]
    return Coverage(level, list_class, *sums)


def not_reached(
    warehouse: Warehouse, window: Window, where: Where, scope: str, limit: int | None = None, offset: int = 0
) -> list[NotReached]:
    """Return the projects of a scope (SCOPES) neither visited nor met about, those to start soonest first."""
    parameters = _parameters(window)
    conditions = [SCOPES[scope], "seen.project_no IS NULL", "met.project_no IS NULL"]
    conditions += conditions_of(where, parameters, "l.")
    page = f"{f' LIMIT {int(limit)}' if limit is not None else ''}{f' OFFSET {int(offset)}' if offset else ''}"
    rows = warehouse.rows(
        f"WITH listed AS ({LISTED}), {REACHED}, missed AS ("
        "SELECT l.project_id, l.level, l.list_class, l.category, l.street, l.workgroup, l.planned_start_on "
        "FROM listed AS l LEFT JOIN seen ON seen.project_no = l.project_no "
        f"LEFT JOIN met ON met.project_no = l.project_no WHERE {' AND '.join(conditions)} "
        f"ORDER BY l.planned_start_on NULLS LAST, l.project_id{page}) "
        "SELECT n.project_id, p.project_name, n.level, n.list_class, n.category, n.street, n.workgroup, "
        "n.planned_start_on FROM missed AS n LEFT JOIN record.project AS p ON p.project_id = n.project_id "
        "ORDER BY n.planned_start_on NULLS LAST, n.project_id",
        parameters,
    )
    return [NotReached(*row) for row in rows]
