"""The trend of a KPI: a point a month, of a flow what happened in it and to date, of a stock the state at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from queries.asked_rows import Where
from queries.catalogue import Kpi
from queries.over_windows import over_windows
from queries.warehouse import Warehouse
from queries.windows import Window, months, whole_months


@dataclass(frozen=True)
class Point:
    """One month of a trend: of a flow what happened in it, of a stock the state at its ``last`` day.

    ``to_date_…`` is what happened from the window's first day to ``last`` (of a stock: the state again), so that the
    last point's is the headline. ``is_complete`` says that the whole month is there, in the window and in the data
    (windows.whole_months).
    """

    month: str
    last: date
    numerator: float | int | None
    denominator: int | None
    value: float | None
    is_complete: bool
    to_date_numerator: float | int | None
    to_date_denominator: int | None
    to_date_value: float | None


def trend(warehouse: Warehouse, kpi: Kpi, window: Window, where: Where) -> list[Point]:
    """Return a point for each month that ``window`` touches, oldest first. Raises NoSuchSplit."""
    every = months(window)
    alone = [Window(month.first, month.last) for month in every]
    to_date = [Window(window.first, month.last) for month in every]
    numbers = over_windows(warehouse, kpi, alone + to_date, where)
    whole = whole_months(warehouse, kpi, every)
    points = []
    for month, is_whole, own, running in zip(every, whole, numbers[: len(every)], numbers[len(every) :], strict=True):
        points.append(
            Point(
                month=month.name,
                last=month.last,
                numerator=own.numerator,
                denominator=own.denominator,
                value=own.value,
                is_complete=is_whole,
                to_date_numerator=running.numerator,
                to_date_denominator=running.denominator,
                to_date_value=running.value,
            )
        )
    return points
