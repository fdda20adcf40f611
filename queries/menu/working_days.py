"""Working days: legal holidays and make-up days of the version's calendar, counted and stepped over."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from weakref import WeakKeyDictionary

from queries.warehouse import Warehouse

SATURDAY = 5
_read: WeakKeyDictionary[Warehouse, WorkingDays] = WeakKeyDictionary()


class BeyondCalendar(ValueError):
    """A day lies outside the days that the calendar knows."""


@dataclass(frozen=True)
class WorkingDays:
    """The calendar: every day from ``first`` on with the number of working days up to it, itself included.

    ``known_to`` is the last day whose holidays are announced; later days are worked from Monday to Friday.
    """

    first: date
    numbers: Sequence[int]
    known_to: date

    @property
    def last(self) -> date:
        """The last day of the calendar."""
        return self.first + timedelta(days=len(self.numbers) - 1)

    def number(self, on: date) -> int:
        """Return how many working days there are up to ``on``, itself included. Raises BeyondCalendar."""
        if not self.first <= on <= self.last:
            raise BeyondCalendar(f"{on} is not between {self.first} and {self.last}")
        return self.numbers[(on - self.first).days]

    def between(self, start: date, end: date) -> int:
        """Return the working days after ``start`` up to ``end``, as approvals count them; less than 0 backwards."""
        return self.number(end) - self.number(start)

    def day(self, number: int) -> date:
        """Return the working day of that number. Raises BeyondCalendar."""
        if not self.numbers or not self.numbers[0] <= number <= self.numbers[-1] or number <= 0:
            raise BeyondCalendar(f"there is no working day {number}")
        return self.first + timedelta(days=bisect_left(self.numbers, number))

    def after(self, start: date, days: int) -> date:
        """Return the day on which ``days`` working days after ``start`` are over; of none, ``start``'s own working day
        or the last before it. Less than 0 goes back. Raises BeyondCalendar.
        """
        return self.day(self.number(start) + days)

    def is_working_day(self, on: date) -> bool:
        """Say whether ``on`` is worked."""
        return on > self.first and self.number(on) > self.number(on - timedelta(days=1))


def working_days(warehouse: Warehouse) -> WorkingDays:
    """Return the calendar of the version (reference.calendar)."""
    if warehouse not in _read:
        _read[warehouse] = _of(warehouse)
    return _read[warehouse]


def _of(warehouse: Warehouse) -> WorkingDays:
    rows = warehouse.rows("SELECT day, working_day_no FROM reference.calendar ORDER BY day")
    first = rows[0][0]
    numbers = [int(number) for _, number in rows]
    days = WorkingDays(first, numbers, first)
    return WorkingDays(first, numbers, _known_to(days))


def _known_to(days: WorkingDays) -> date:
    """Return the end of the last year in which a holiday or a make-up day is known: every announced year has some."""
    on = days.last
    while on > days.first and days.is_working_day(on) == (on.weekday() < SATURDAY):
        on -= timedelta(days=1)
    return date(on.year, 12, 31)
