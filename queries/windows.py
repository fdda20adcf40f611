"""Windows: the days a number covers, the window it is fairly compared with, and the months inside it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from queries.catalogue import Kpi, types_behind
from queries.warehouse import Warehouse

# What a number is compared with: itself in an earlier window, or what it should be.
EARLIER = ("last_year", "last_period")
STANDARDS = ("plan", "target", "city")
COMPARISONS = (*EARLIER, *STANDARDS)
# The days that the calendar of working days knows: no question is about others.
EARLIEST, LATEST = date(2015, 1, 1), date(2035, 12, 31)


@dataclass(frozen=True, order=True)
class Window:
    """Two days, both included: a flow counts what happened in between, a stock what is true at the end of ``last``."""

    first: date
    last: date


@dataclass(frozen=True)
class Month:
    """The part of one calendar month that a window covers."""

    name: str
    first: date
    last: date

    @property
    def begins(self) -> bool:
        """Whether the part begins on the month's first day."""
        return self.first.day == 1

    @property
    def ends(self) -> bool:
        """Whether the part reaches the month's last day."""
        return self.last == month_end(self.last)


@lru_cache(4_000)
def month_end(on: date) -> date:
    """Return the last day of the month of ``on``; every page asks hundreds of times for the same few."""
    return on.replace(day=monthrange(on.year, on.month)[1])


def month_number(on: date) -> int:
    """Return the number of the month of ``on``, counted on over the years: those of neighbours differ by one."""
    return on.year * 12 + on.month


def shift(on: date, months: int) -> date:
    """Return the day ``months`` later (earlier when negative); one the month does not have becomes its last day."""
    year, month = divmod(month_number(on) - 1 + months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def default_window(warehouse: Warehouse) -> Window:
    """Return the window asked for when none is: 1 January of the last complete day's year to that day.

    Source of the rule: design, "Contracts". A warehouse without data has no such day; its window is this year so far.
    """
    last = warehouse.complete_to or date.today()
    return Window(date(last.year, 1, 1), last)


def complete_to(warehouse: Warehouse, kpi: Kpi) -> date | None:
    """Return the day up to which every record type behind ``kpi`` has arrived; None when one never did."""
    days = [warehouse.freshness.get(name) for name in types_behind(kpi)]
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


def known_from(warehouse: Warehouse, kpi: Kpi) -> date | None:
    """Return the first day from which nothing recorded of a flow means that there was nothing; None when nobody knows.

    It is the first month that every record type behind ``kpi`` has a file for, or the month of its first record that
    counts, where a file brought earlier ones along. Before it, months are not known to be empty.
    """
    begun = "SELECT type, MIN(month) FROM journal.batch WHERE stands AND month IS NOT NULL GROUP BY type"
    first_months = dict(warehouse.kept(begun, "journal.batch"))
    behind = types_behind(kpi)
    reported = [first_months[name] for name in behind if name in first_months]
    if len(reported) < len(behind):
        return None
    view = f"kpi.{kpi.name}"
    warehouse.define(view, kpi.sql)
    first = warehouse.kept(f"SELECT MIN(happened_on) FROM {view} WHERE left_out IS NULL", view)[0][0]
    return min(max(reported), first.replace(day=1)) if first else max(reported)


def whole_months(warehouse: Warehouse, kpi: Kpi, every: Sequence[Month]) -> list[bool]:
    """Return of each month whether all of it is there, in its window and in the data.

    Of a flow it must begin there too, and its records must have begun to be reported by then (known_from).
    """
    is_flow, known_to = kpi.kind == "flow", complete_to(warehouse, kpi)
    since = known_from(warehouse, kpi) if is_flow else None
    return [
        month.ends
        and (month.begins or not is_flow)
        and known_to is not None
        and month.last <= known_to
        and (since is None or since <= month.first)
        for month in every
    ]


def last_months(warehouse: Warehouse, last: date, most: int) -> Window:
    """Return the window of the ``most`` months up to ``last``, and none of those before there was any data."""
    first = shift(last.replace(day=1), 1 - most)
    return Window(max(first, warehouse.first_day or first), last)


def earlier(window: Window, compare: str = "last_year") -> Window:
    """Return the window that ``window`` is fairly compared with: 'last_year' the same days a year before, 'last_period'
    the ones just before.

    A window of whole months is compared with whole months, so February with 29 days faces February with 28; a window
    that begins with a month faces as many days of as many months (1–15 March: 1–15 February); any other faces, of the
    year before, the same days, and of the period before, as many days just before it. Raises ValueError for another
    ``compare``. Source of the rule: design, "Comparison is fair by default".
    """
    if compare not in EARLIER:
        raise ValueError(f"{compare!r} is not one of {', '.join(EARLIER)}")
    if compare == "last_year":
        return _moved(window, -12)
    if window.first.day == 1:
        spanned = (window.last.year - window.first.year) * 12 + window.last.month - window.first.month + 1
        return _moved(window, -spanned)
    days = (window.last - window.first).days + 1
    return Window(window.first - timedelta(days=days), window.first - timedelta(days=1))


def _moved(window: Window, months: int) -> Window:
    first, last = shift(window.first, months), shift(window.last, months)
    is_whole_months = window.first.day == 1 and window.last == month_end(window.last)
    return Window(first, month_end(last) if is_whole_months else last)


def months(window: Window) -> list[Month]:
    """Return the months that ``window`` touches, oldest first, the first and the last cut to its days."""
    found, first = [], window.first
    while first <= window.last:
        last = min(month_end(first), window.last)
        found.append(Month(f"{first:%Y-%m}", first, last))
        first = last + timedelta(days=1)
    return found
