"""The town's calendar: days as whole numbers, the 24 months of the sample, and its working days."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from etl.sample.dice import Dice, Whole
from etl.types.working_days import is_working_day

NO_DAY = -1
_EPOCH = date(1970, 1, 1)


def day(text: str) -> int:
    """Return the number of the day written as ISO text."""
    return (date.fromisoformat(text) - _EPOCH).days


def iso(number: int) -> str:
    """Return the day of this number as ISO text."""
    return (_EPOCH + timedelta(days=int(number))).isoformat()


# The last month is fixed and never "today", so that the sample is the same in every year it is made in.
MONTHS = [f"{2023 + (n + 6) // 12}-{(n + 6) % 12 + 1:02d}" for n in range(24)]
FIRST = np.array([day(f"{month}-01") for month in MONTHS])
LAST = np.append(FIRST[1:] - 1, day("2025-06-30"))
START = int(FIRST[0])
END = int(LAST[-1])
TEAM_FOUNDED = day("2025-01-02")
HALL_OPENED = day("2023-09-01")
PHASED_SINCE = day("2024-03-11")

_SATURDAY = 5
# Holidays are announced a year ahead: an upgrade of the calendar that knows a later year must not move the town's days.
_LAST_KNOWN_YEAR = 2025


def _is_worked(number: int) -> bool:
    on = _EPOCH + timedelta(days=number)
    return is_working_day(on) if on.year <= _LAST_KNOWN_YEAR else on.weekday() < _SATURDAY


_WORKED = np.array([n for n in range(day("2018-01-01"), day("2029-12-31")) if _is_worked(n)])


def month_of(days: Whole) -> NDArray[np.int8]:
    """Return each day's month of the sample: 0 also for all that was before, -1 for no day and for what comes after."""
    months = np.searchsorted(LAST, days, side="left")
    return np.where((days == NO_DAY) | (days > END), -1, months).astype(np.int8)


def working(days: Whole) -> Whole:
    """Return each day, or the next working day if it is none."""
    return _WORKED[np.searchsorted(_WORKED, days)]


def worked_before(days: Whole) -> Whole:
    """Return each day, or the working day before if it is none."""
    return _WORKED[np.searchsorted(_WORKED, days, side="right") - 1]


def add_working_days(days: Whole, count: Whole) -> Whole:
    """Return the day on which ``count`` working days have passed, counted from the day after ``days``."""
    return _WORKED[np.searchsorted(_WORKED, days, side="right") - 1 + count]


def in_month(dice: Dice, month: Whole) -> Whole:
    """Return a random working day of each month given by its number, never the New Year's day of a founding."""
    low = np.searchsorted(_WORKED, FIRST)
    high = np.searchsorted(_WORKED, LAST, side="right") - 1
    place = low[month] + (dice.share(len(month)) * (high[month] - low[month] + 1)).astype(np.int64)
    return _WORKED[place]


def between(dice: Dice, first: str, last: str, n: int) -> Whole:
    """Return ``n`` random days of a span, spread evenly over it, in order."""
    low, high = day(first), day(last)
    step = (np.arange(n) + dice.share(n)) / max(n, 1)
    return low + (step * (high - low + 1)).astype(np.int64)


def only(condition: NDArray[np.bool_], days: Whole) -> Whole:
    """Return the days where the condition holds, and no day elsewhere."""
    return np.where(condition, days, NO_DAY)
