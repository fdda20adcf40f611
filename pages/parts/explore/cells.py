"""One cell of a pivot: its number as it is written, how deep its shade is, and the address of its records."""

from __future__ import annotations

from datetime import date

from pages.parts import address, narrowing
from pages.parts.explore.asked import Asked
from pages.parts.figures import decimal, rate, whole
from pages.parts.place import Here
from queries.axes import PERIODS, Key, Mark
from queries.pivot import Pivot
from queries.questions import Number

# The deepest shade leaves the ink on it readable, in light and in dark.
DEEPEST = 42.0


def written(asked: Asked, number: Number) -> tuple[str, str]:
    """Return a number as it is written, and what stands smaller behind it: 27/38 and 71.1%; 12; 8.4 and 30."""
    if asked.kpi.shown_as == "share":
        return f"{whole(number.numerator)}/{whole(number.denominator)}", rate(number.numerator, number.denominator)
    if asked.kpi.shown_as in ("mean", "median"):
        return decimal(number.value), f"({whole(number.denominator)})"
    return whole(number.value), ""


def scale(asked: Asked, found: Pivot) -> tuple[float, float]:
    """Return the values with no shade and with the deepest one, over the cells; counts begin at nothing."""
    columns = found.columns or (Mark.ALL,)
    cells = [number.value for row in found.rows for column in columns if (number := found.at(row, column))]
    values = [value for value in cells if value is not None]
    if not values:
        return 0.0, 1.0
    low = 0.0 if asked.kpi.shown_as in ("count", "distinct") else min(values)
    return low, max(values)


def shade(value: float | None, low: float, high: float) -> float:
    """Return how much of the data's colour lies under a value, in percent."""
    if value is None or high <= low:
        return 0.0
    return (value - low) / (high - low) * DEEPEST


def records_of(at: Here, asked: Asked, found: Pivot, row: Key, column: Key) -> str:
    """Return the address of exactly the records behind one place of the pivot; '' where it cannot be said.

    A period becomes the days asked for, a group one more thing that holds on the KPI's page.
    """
    number = found.at(row, column)
    if number is None or Mark.REST in (row, column):
        return ""
    is_empty_share = asked.kpi.shown_as == "share" and not number.numerator
    days: dict[str, date] = {}
    within = []
    for name, key in ((asked.rows, row), (asked.columns, column)):
        if name is None or isinstance(key, Mark):
            continue
        if name in PERIODS:
            period = found.periods[str(key)]
            days = {"to": period.last} | ({} if asked.kpi.kind == "stock" else {"from_": period.first})
        else:
            within.append(narrowing.said(name, key))
    part = "remainder" if is_empty_share else None
    return address.link(at.choice, "kpi", kpi=asked.kpi.name, part=part, within=within, **days)
