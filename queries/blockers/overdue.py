"""Overdue blockers: open on the last day of a window although the day promised for them has passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from queries.asked_rows import AskedRows, Where, asked_rows
from queries.named_kpis import kpi_of
from queries.warehouse import Warehouse
from queries.windows import Window

COLUMNS = ("project_id", "blocker_type", "stage", "team", "department", "workgroup", "escalation", "channel")


@dataclass(frozen=True)
class Overdue:
    """One blocker, who owes it (a team, a department and a working group, never a person), and since when it is late.

    ``days`` are calendar days from ``due_on`` to the last day of the window.
    """

    record_id: str
    found_on: date
    due_on: date
    days: int
    project_id: str | None
    blocker_type: str | None
    stage: str | None
    team: str | None
    department: str | None
    workgroup: str | None
    escalation: str | None
    channel: str | None


@dataclass(frozen=True)
class Late:
    """How many open blockers are late, of how many; ``without_day`` have no day promised, so none can say.

    ``by_escalation`` are the late ones by level (None: not filled in).
    """

    open: int
    late: int
    without_day: int
    by_escalation: dict[str | None, int]


def count_late(warehouse: Warehouse, window: Window, where: Where) -> Late:
    """Return how many of the blockers open on the last day are late: due before that day."""
    asked = asked_rows(warehouse, kpi_of("blockers", "open"), window, where)
    rows = warehouse.rows(
        "SELECT o.escalation, COUNT(*), CAST(SUM(CASE WHEN b.due_on < $last THEN 1 ELSE 0 END) AS BIGINT), "
        "CAST(SUM(CASE WHEN b.due_on IS NULL THEN 1 ELSE 0 END) AS BIGINT) "
        f"{_open_with_day(asked)} GROUP BY o.escalation",
        asked.parameters,
    )
    return Late(
        open=sum(row[1] for row in rows),
        late=sum(row[2] for row in rows),
        without_day=sum(row[3] for row in rows),
        by_escalation={row[0]: row[2] for row in rows},
    )


def overdue(
    warehouse: Warehouse, window: Window, where: Where, limit: int | None = None, offset: int = 0
) -> list[Overdue]:
    """Return the late ones, the longest late first; ``limit`` of them from ``offset``, else all."""
    asked = asked_rows(warehouse, kpi_of("blockers", "open"), window, where)
    listed = ", ".join(f"o.{column}" for column in COLUMNS)
    sheet = "" if limit is None else f" LIMIT {limit:d} OFFSET {offset:d}"
    rows: list[tuple[Any, ...]] = warehouse.rows(
        f"SELECT o.record_id, o.enters_on, b.due_on, days_between(b.due_on, $last), {listed} {_open_with_day(asked)} "
        f"WHERE b.due_on < $last ORDER BY b.due_on NULLS LAST, o.record_id{sheet}",
        asked.parameters,
    )
    return [Overdue(*row) for row in rows]


def _open_with_day(asked: AskedRows) -> str:
    """Return the FROM of the open blockers (o), each with its own row (b), which alone says the day promised."""
    columns = ", ".join(("record_id", "enters_on", *COLUMNS))
    return (
        f"FROM ({asked.select(columns, asked.is_counted)}) AS o "
        "INNER JOIN record.blocker AS b ON b.blocker_id = o.record_id"
    )
