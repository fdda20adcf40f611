"""Cases still running on a day whose promised days are used up: how many, by how much, and which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from queries.filter_conditions import Where, conditions_of
from queries.warehouse import Warehouse

# The cases that run at the end of the day $last, with the working days they have used of their promise.
RUNNING_CASES = """SELECT a.*, today.working_day_no - a.begun_no - a.suspended_days AS used_days
    FROM fact.approval AS a
    CROSS JOIN (SELECT working_day_no FROM reference.calendar WHERE day = $last) AS today
    WHERE a.accepted_on <= $last AND (a.ended_on IS NULL OR a.ended_on > $last)"""
# A day that is the last of the promise has not gone by yet.
IS_OVERDUE = "used_days > promised_days"


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
    parameters: dict[str, Any] = {"last": last}
    passing = " AND ".join(conditions_of(where, parameters)) or "TRUE"
    rows = warehouse.rows(
        f"SELECT COUNT(*), COUNT(promised_days), COUNT(*) FILTER (WHERE {IS_OVERDUE}) "
        f"FROM ({RUNNING_CASES}) AS c WHERE {passing}",
        parameters,
    )
    return Running(*rows[0])


def overdue(warehouse: Warehouse, last: date, where: Where, limit: int, offset: int = 0) -> list[OverdueCase]:
    """Return ``limit`` of the cases beyond their promise at the end of ``last``, after the first ``offset``.

    The furthest over come first, of those the longest running.
    """
    parameters: dict[str, Any] = {"last": last}
    rows = warehouse.rows(
        f"""SELECT record_id, project_id, item_id, department, accepted_on, promised_days, used_days
        FROM ({RUNNING_CASES}) AS c
        WHERE {" AND ".join([IS_OVERDUE, *conditions_of(where, parameters)])}
        ORDER BY used_days - promised_days DESC NULLS LAST, accepted_on NULLS LAST, record_id NULLS LAST
        LIMIT {int(limit)} OFFSET {int(offset)}""",
        parameters,
    )
    return [OverdueCase(*row) for row in rows]
