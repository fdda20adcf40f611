"""Customised acceptance plans and segments: of the projects with a plan how many passed; segments passed, the last."""

from __future__ import annotations

from dataclasses import dataclass

from queries.filter_conditions import Where, conditions_of
from queries.warehouse import Warehouse
from queries.windows import Window

# What the plans are told by: the column of SQL for each.
BY = {"month": "SUBSTR(CAST(plan_issued_on AS STRING), 1, 7)", "category": "category"}


@dataclass(frozen=True)
class Plans:
    """Projects whose plan was issued, and those of them that passed, of one month or category (None: not filled in)."""

    label: str | None
    issued: int
    passed: int


@dataclass(frozen=True)
class Segments:
    """Segmented acceptance: projects in it by the window's last day, of them with the last segment passed by then;
    segments passed in the window, of them last ones.
    """

    projects: int
    finished: int
    passed: int
    last: int


@dataclass(frozen=True)
class FirstTime:
    """The acceptances passed in one month: how many said whether at once, how many did; rectifications of how many."""

    month: str
    passed: int
    said: int
    at_once: int
    rectifications: int
    counted: int


def plans_of(warehouse: Warehouse, window: Window, where: Where) -> Plans:
    """Return all projects with a plan issued in ``window``, each once, and those of them that passed."""
    return _plans(warehouse, window, where, None)[0]


def plans_by(warehouse: Warehouse, window: Window, where: Where, by: str) -> list[Plans]:
    """Return the same for each 'month' (a project counts in each month it got a plan in) or 'category'."""
    return _plans(warehouse, window, where, BY[by])


def _plans(warehouse: Warehouse, window: Window, where: Where, by: str | None) -> list[Plans]:
    parameters = {"first": window.first, "last": window.last}
    conditions = ["not_planned IS NULL", "plan_issued_on >= $first", "plan_issued_on <= $last"]
    conditions += conditions_of(where, parameters)
    # One row a project and group first: counting them then sorts out nothing.
    rows = warehouse.rows(
        "SELECT label, COUNT(*), CAST(COALESCE(SUM(has_passed), 0) AS BIGINT) FROM ("
        f"SELECT {by or 'NULL'} AS label, project_no, MAX(CASE WHEN passed = '是' THEN 1 ELSE 0 END) AS has_passed "
        f"FROM fact.acceptance WHERE {' AND '.join(conditions)} AND project_no IS NOT NULL "
        f"GROUP BY {f'{by}, ' if by else ''}project_no) AS planned GROUP BY label ORDER BY label NULLS LAST",
        parameters,
    )
    return [Plans(*row) for row in rows] or ([] if by else [Plans(None, 0, 0)])


def segments(warehouse: Warehouse, window: Window, where: Where) -> Segments:
    """Return the segmented acceptances of ``window`` over the records that pass ``where``."""
    parameters = {"first": window.first, "last": window.last}
    conditions = ["mode = '分段联合验收'", *conditions_of(where, parameters)]
    found = warehouse.rows(
        "SELECT COUNT(*) FILTER (WHERE is_known > 0), COUNT(*) FILTER (WHERE is_finished > 0), "
        "CAST(COALESCE(SUM(passed), 0) AS BIGINT), CAST(COALESCE(SUM(ended), 0) AS BIGINT) FROM ("
        "SELECT project_no, MAX(CASE WHEN planned_or_known_on <= $last THEN 1 ELSE 0 END) AS is_known, "
        "MAX(CASE WHEN passed_on <= $last AND planned_or_known_on <= $last AND NOT is_before_last THEN 1 ELSE 0 END) "
        "AS is_finished, "
        "SUM(CASE WHEN passed_on >= $first AND passed_on <= $last THEN 1 ELSE 0 END) AS passed, "
        "SUM(CASE WHEN passed_on >= $first AND passed_on <= $last AND NOT is_before_last THEN 1 ELSE 0 END) AS ended "
        f"FROM fact.acceptance WHERE {' AND '.join(conditions)} GROUP BY project_no) AS segmented",
        parameters,
    )
    return Segments(*found[0])


def first_times(warehouse: Warehouse, window: Window, where: Where) -> list[FirstTime]:
    """Return, month by month, the acceptances passed in ``window`` (segments before the last as well)."""
    parameters = {"first": window.first, "last": window.last}
    conditions = ["a.passed_on >= $first", "a.passed_on <= $last", *conditions_of(where, parameters, "p.")]
    # What the page is filtered by stands on the project: without filters nobody need be looked up.
    joined = " LEFT JOIN fact.project AS p ON p.project_id = a.project_id" if where else ""
    rows = warehouse.rows(
        "SELECT SUBSTR(CAST(month_of(a.passed_on) AS STRING), 1, 7) AS month, COUNT(*), COUNT(a.first_time), "
        "COUNT(*) FILTER (WHERE a.first_time), CAST(COALESCE(SUM(a.rectifications), 0) AS BIGINT), "
        f"COUNT(a.rectifications) FROM record.acceptance AS a{joined} WHERE {' AND '.join(conditions)} "
        "GROUP BY month_of(a.passed_on) ORDER BY month",
        parameters,
    )
    return [FirstTime(*row) for row in rows]
