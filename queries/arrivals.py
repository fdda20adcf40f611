"""Arrivals: which months of each record type have come in, and when the next file is due from whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from queries.upload_calendar import due_on
from queries.warehouse import Warehouse
from queries.windows import shift


@dataclass(frozen=True)
class Arrival:
    """What has arrived of one record type; ``gaps`` are the months without a file, up to the last complete one."""

    type: str
    latest_month: date | None = None
    complete_to: date | None = None
    rows: int = 0
    batches: int = 0
    gaps: tuple[date, ...] = ()
    due_day: int | None = None
    owed_by: str = ""

    @property
    def next_month(self) -> date | None:
        """The month whose file comes next: the one after the latest; None when nothing ever arrived."""
        return shift(self.latest_month, 1) if self.latest_month else None

    @property
    def due_on(self) -> date | None:
        """The day by which the next month's file is due: the due day of the month that follows it."""
        if self.next_month is None or not self.due_day:
            return None
        return due_on(self.next_month, self.due_day)


def arrivals(warehouse: Warehouse) -> dict[str, Arrival]:
    """Return per record type what has arrived, as of the version; types without a file and without a deadline lack.

    Source of the deadlines: data/reference/deadline.csv as of the version.
    """
    fresh = {
        name: rest
        for name, *rest in warehouse.rows(
            "SELECT type, latest_month, complete_to, rows, batches FROM journal.freshness"
        )
    }
    due = {name: rest for name, *rest in warehouse.rows("SELECT type, due_day, owed_by FROM reference.deadline")}
    months: dict[str, set[date]] = {}
    for name, month in warehouse.rows(
        "SELECT DISTINCT type, month FROM journal.batch WHERE stands AND month IS NOT NULL"
    ):
        months.setdefault(name, set()).add(month)
    found = {}
    for name in dict.fromkeys([*fresh, *due]):
        latest, complete, rows, batches = fresh.get(name, (None, None, 0, 0))
        day, owed_by = due.get(name, (None, ""))
        gaps = _gaps(months.get(name, set()), warehouse.complete_to)
        found[name] = Arrival(name, latest, complete, rows, batches, gaps, int(day) if day else None, owed_by or "")
    return found


def _gaps(months: set[date], complete_to: date | None) -> tuple[date, ...]:
    """Return the months from the first of ``months`` to that of ``complete_to`` that are not among them."""
    if not months or complete_to is None:
        return ()
    missing, month = [], min(months)
    while month <= complete_to:
        if month not in months:
            missing.append(month)
        month = shift(month, 1)
    return tuple(missing)
