"""The upload calendar: who owes which table of a month by when, what has been received, what is late or overdue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from queries.warehouse import Warehouse
from queries.windows import month_end, shift

RECEIVED, LATE, DUE, OVERDUE, NOT_EXPECTED = "received", "late", "due", "overdue", "not_expected"
MISSING = (OVERDUE, DUE)
MONTHS_BACK = 12


@dataclass(frozen=True)
class Owed:
    """One table of one month. ``days`` is by how many days it came late, or is overdue; 0 for neither.

    What came is told of the first batch that stands; ``batches`` is how many there are. A table of the sample was not
    sent by anybody: it is received, without a day.
    """

    type: str
    month: date
    state: str
    due_on: date | None = None
    owed_by: str = ""
    days: int = 0
    batch_no: int | None = None
    file_name: str = ""
    received_at: datetime | None = None
    by: str = ""
    batches: int = 0


@dataclass(frozen=True)
class Calendar:
    """The tables of one month, as of ``today``: the missing ones first, the most urgent of them at the top."""

    month: date
    today: date
    tables: tuple[Owed, ...]
    # The sample ends where it ends: its calendar speaks as of the day after, and calls nothing overdue.
    is_sample: bool = False

    @property
    def expected(self) -> tuple[Owed, ...]:
        """The tables someone owes for the month."""
        return tuple(table for table in self.tables if table.state != NOT_EXPECTED)

    @property
    def missing(self) -> tuple[Owed, ...]:
        """The tables that are owed and not there yet, the most urgent first."""
        return tuple(table for table in self.tables if table.state in MISSING)

    @property
    def received(self) -> int:
        """How many of the expected tables are there."""
        return len(self.expected) - len(self.missing)


def due_on(month: date, due_day: int) -> date:
    """Return the day by which a month's table is due: the due day of the month after; its last when it has no such."""
    following = shift(month.replace(day=1), 1)
    return following.replace(day=min(due_day, month_end(following).day))


def calendar(warehouse: Warehouse, month: date | None = None, today: date | None = None) -> Calendar:
    """Return the calendar of ``month``, by default of the month that is due now.

    Source of the deadlines: data/reference/deadline.csv as of the version. For the bureau's own data the month due is
    the one before ``today``'s (default: this very day); for the sample the last one that it reports.
    """
    return calendars(warehouse, month, today, 1)[0]


def calendars(
    warehouse: Warehouse, month: date | None = None, today: date | None = None, months: int = MONTHS_BACK
) -> list[Calendar]:
    """Return the calendars of ``months`` months up to ``month``, the latest first; see ``calendar``."""
    is_sample = not warehouse.has_own_data and warehouse.has_sample
    now = _day_after_data(warehouse) if is_sample else today or date.today()
    due = _month_due(warehouse, now, is_sample)
    last = (month or due).replace(day=1)
    asked = [shift(last, -back) for back in range(months)]
    owed = _deadlines(warehouse)
    came = _came(warehouse, asked[-1], last)
    reported = warehouse.rows(
        "SELECT MIN(month) FROM journal.batch WHERE stands AND is_sample = $sample", {"sample": is_sample}
    )[0][0]
    # A bureau that never reported anything begins with the month due now, and is behind with nothing yet.
    begins, counted = reported or due, now if reported else date.min
    types = list(dict.fromkeys([*owed, *(name for name, _ in came)]))
    return [
        Calendar(
            one,
            now,
            _in_order([_table(name, one, owed, came.get((name, one)), counted, begins) for name in types]),
            is_sample,
        )
        for one in asked
    ]


def _day_after_data(warehouse: Warehouse) -> date:
    return (warehouse.complete_to or date.today()) + timedelta(days=1)


def _month_due(warehouse: Warehouse, now: date, is_sample: bool) -> date:
    if not is_sample:
        return shift(now.replace(day=1), -1)
    latest = warehouse.rows("SELECT MAX(month) FROM journal.batch WHERE stands")[0][0]
    return latest or now


def _deadlines(warehouse: Warehouse) -> dict[str, tuple[int | None, str]]:
    """Return type → due day and who owes it, in the order of their names; without a day nobody owes it monthly."""
    rows = warehouse.rows(
        "SELECT type, CAST(due_day AS INTEGER), owed_by FROM reference.deadline ORDER BY type NULLS LAST"
    )
    return {name: (day, owed_by or "") for name, day, owed_by in rows}


def _came(warehouse: Warehouse, first: date, last: date) -> dict[tuple[str, date], dict[str, Any]]:
    """Return (type, month) → the first standing batch that reports it, and how many there are.

    A file that names no month, and whose rows have no days, counts for the month that was due when it came.
    """
    names = ("type", "month", "batch_no", "file_name", "received_at", "by", "is_sample", "batches")
    rows = warehouse.rows(
        """
        WITH came AS (
            SELECT
                type, batch_no, file_name, loaded_at, "by", is_sample,
                COALESCE(month, CAST(date_trunc('month', loaded_at) - INTERVAL 1 MONTH AS DATE)) AS month
            FROM journal.batch
            WHERE stands
        )
        SELECT type, month, batch_no, file_name, loaded_at, "by", is_sample, COUNT(*) OVER (PARTITION BY type, month)
        FROM came
        WHERE month >= $first AND month <= $last
        QUALIFY ROW_NUMBER() OVER (PARTITION BY type, month ORDER BY batch_no) = 1
        """,
        {"first": first, "last": last},
    )
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return {(one["type"], one["month"]): one for one in found}


def _table(
    name: str,
    month: date,
    owed: Mapping[str, tuple[int | None, str]],
    came: dict[str, Any] | None,
    now: date,
    begins: date,
) -> Owed:
    day, owed_by = owed.get(name, (None, ""))
    due = due_on(month, day) if day else None
    if came:
        is_sample = bool(came["is_sample"])
        late = 0 if due is None or is_sample else max(0, (came["received_at"].date() - due).days)
        return Owed(
            type=name,
            month=month,
            state=LATE if late else RECEIVED,
            due_on=due,
            owed_by=owed_by,
            days=late,
            batch_no=came["batch_no"],
            file_name=came["file_name"],
            received_at=None if is_sample else came["received_at"],
            by=came["by"] or "",
            batches=came["batches"],
        )
    # Nobody owes the months before the first that was ever reported.
    if due is None or month < begins:
        return Owed(name, month, NOT_EXPECTED, due, owed_by)
    overdue = max(0, (now - due).days)
    return Owed(name, month, OVERDUE if overdue else DUE, due, owed_by, overdue)


def _in_order(tables: list[Owed]) -> tuple[Owed, ...]:
    places = {state: place for place, state in enumerate((OVERDUE, DUE, LATE, RECEIVED, NOT_EXPECTED))}
    return tuple(
        sorted(tables, key=lambda table: (places[table.state], table.due_on or date.max, table.type)),
    )
