"""Cases still running on a day whose promised days are used up: how many, by how much, and which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from queries.approvals.cases import filtered
from queries.filter_conditions import Where
from queries.warehouse import Warehouse

# On the day a case is open unless it was decided by then; one withdrawn or returned on a day nobody wrote down is not.
OPEN = """a.accepted_on <= $last
    AND (a.decided_on IS NULL OR a.decided_on > $last OR a.outcome IS NULL)
    AND (a.decided_on IS NOT NULL OR a.outcome IS NULL OR a.outcome NOT IN ('撤件', '退件'))"""
USED = "today.working_day_no - begun.working_day_no - COALESCE(a.suspended_days, 0)"


@dataclass(frozen=True)
class Running:
    """How many cases run on a day: ``open`` in all, ``promised`` of them with a promise, ``overdue`` beyond it."""

    open: int
    promised: int
    overdue: int


@dataclass(frozen=True)
class OverdueCase:
    """One case that runs beyond its promise; days are working days, without those the clock stood still."""

    approval_id: str
    project_id: str
    item_id: str
    department: str | None
    accepted_on: date
    promised: int
    used: int

    @property
    def over(self) -> int:
        """How many working days it is over."""
        return self.used - self.promised


def running(warehouse: Warehouse, last: date, where: Where) -> Running:
    """Return how many of the cases that pass ``where`` run at the end of the day ``last``."""
    open_cases, parameters = _open(last, where)
    rows = warehouse.rows(
        f"SELECT COUNT(*), COUNT(promised_days), COUNT(*) FILTER (WHERE used > promised_days) FROM ({open_cases}) AS o",
        parameters,
    )
    return Running(*rows[0])


def overdue(warehouse: Warehouse, last: date, where: Where, limit: int, offset: int = 0) -> list[OverdueCase]:
    """Return ``limit`` of the cases beyond their promise at the end of ``last``, after the first ``offset``.

    The furthest over come first, of those the longest running.
    """
    open_cases, parameters = _open(last, where)
    rows = warehouse.rows(
        f"""SELECT approval_id, project_id, item_id, department, accepted_on, promised_days, used
        FROM ({open_cases}) AS o
        WHERE used > promised_days
        ORDER BY used - promised_days DESC NULLS LAST, accepted_on NULLS LAST, approval_id NULLS LAST
        LIMIT {int(limit)} OFFSET {int(offset)}""",
        parameters,
    )
    return [OverdueCase(*row) for row in rows]


def _open(last: date, where: Where) -> tuple[str, dict[str, Any]]:
    parameters: dict[str, Any] = {"last": last}
    source, filters = filtered(where, parameters)
    return (
        f"""SELECT a.approval_id, a.project_id, a.item_id, a.department, a.accepted_on, a.promised_days, {USED} AS used
        FROM {source}
        LEFT JOIN reference.calendar AS begun ON begun.day = a.accepted_on
        CROSS JOIN (SELECT working_day_no FROM reference.calendar WHERE day = $last) AS today
        WHERE {" AND ".join([OPEN, *filters])}""",
        parameters,
    )
