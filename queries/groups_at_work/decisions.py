"""Decisions of meetings followed up to their due day: done in time, done late, overdue, not due yet, without a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from queries.filter_conditions import Where, conditions_of
from queries.warehouse import Warehouse
from queries.windows import Window

TYPES = ("调度会", "联合会商", "顶格协调")
# How a decision stands at the end of $last; each row of the ledger (one meeting and project) has one standing. A due
# day that is $last has not gone by yet.
STANDING = (
    "CASE WHEN m.due_on IS NULL AND m.done_on IS NULL AND m.decision IS NULL THEN 'none' "
    "WHEN m.due_on IS NULL THEN 'no_day' "
    "WHEN m.done_on <= $last AND m.done_on <= m.due_on THEN 'on_time' "
    "WHEN m.done_on <= $last THEN 'late' "
    "WHEN m.due_on < $last THEN 'overdue' ELSE 'not_due' END"
)
STANDINGS = ("on_time", "late", "overdue", "not_due", "no_day", "none")
BY = {"type": "m.meeting_type", "owner": "m.owner_department"}


@dataclass(frozen=True)
class Followed:
    """Rows (a meeting and a project) of one meeting type or owner (None: not filled in), by how each stands."""

    label: str | None
    rows: int
    on_time: int
    late: int
    overdue: int
    not_due: int
    no_day: int
    none: int


@dataclass(frozen=True)
class Overdue:
    """One decision past its day: ``days`` since its due day."""

    meeting_id: str
    project_id: str
    project_name: str | None
    meeting_type: str | None
    held_on: date
    decision: str | None
    owner: str | None
    due_on: date
    days: int


def _from(where: Where) -> str:
    joined = "LEFT JOIN fact.project AS p ON p.project_id = m.project_id " if where else ""
    return f"FROM record.meeting AS m {joined}"


def followed(warehouse: Warehouse, window: Window, where: Where, by: str) -> list[Followed]:
    """Return how the decisions of meetings held in ``window`` stand, by 'type' of meeting or by 'owner'.

    Types stand in their usual order; owners with the most overdue first.
    """
    parameters = {"first": window.first, "last": window.last}
    conditions = ["m.held_on >= $first", "m.held_on <= $last", *conditions_of(where, parameters, "p.")]
    counts = ", ".join(f"COUNT(*) FILTER (WHERE standing = '{name}')" for name in STANDINGS)
    rows = warehouse.rows(
        f"SELECT label, COUNT(*), {counts} FROM (SELECT {BY[by]} AS label, {STANDING} AS standing "
        f"{_from(where)}WHERE {' AND '.join(conditions)}) AS stood GROUP BY label",
        parameters,
    )
    found = [Followed(*row) for row in rows]
    if by == "owner":
        return sorted(found, key=lambda one: (-one.overdue, -one.rows, one.label is None, one.label or ""))
    return sorted(found, key=lambda one: (TYPES.index(one.label) if one.label in TYPES else 9, one.label or ""))


def overdue_count(warehouse: Warehouse, window: Window, where: Where) -> tuple[int, int]:
    """Return how many decisions are overdue on the window's last day, whenever made, and of those made within it."""
    parameters = {"first": window.first, "last": window.last}
    conditions = [f"{STANDING} = 'overdue'", "m.held_on <= $last", *conditions_of(where, parameters, "p.")]
    every, own = warehouse.rows(
        f"SELECT COUNT(*), COUNT(*) FILTER (WHERE m.held_on >= $first) {_from(where)}WHERE {' AND '.join(conditions)}",
        parameters,
    )[0]
    return every, own


def overdue_list(
    warehouse: Warehouse, window: Window, where: Where, limit: int | None = None, offset: int = 0
) -> list[Overdue]:
    """Return the decisions of meetings held up to the window's last day that are overdue on it, the longest first."""
    parameters = {"last": window.last}
    conditions = [f"{STANDING} = 'overdue'", "m.held_on <= $last", *conditions_of(where, parameters, "p.")]
    page = f"{f' LIMIT {int(limit)}' if limit is not None else ''}{f' OFFSET {int(offset)}' if offset else ''}"
    rows = warehouse.rows(
        "SELECT o.meeting_id, o.project_id, n.project_name, o.meeting_type, o.held_on, o.decision, "
        "o.owner_department, o.due_on, CAST(days_between(o.due_on, $last) AS BIGINT) FROM ("
        f"SELECT m.* {_from(where)}WHERE {' AND '.join(conditions)} "
        f"ORDER BY m.due_on, m.meeting_id, m.project_id{page}) AS o "
        "LEFT JOIN record.project AS n ON n.project_id = o.project_id "
        "ORDER BY o.due_on, o.meeting_id, o.project_id",
        parameters,
    )
    return [Overdue(*row) for row in rows]
