"""The cells of a table to take away that are more than their plain type says: shares, averages and counts."""

from __future__ import annotations

from queries.catalogue import Kpi
from queries.rounding import half_up


class Share(float):
    """A share: 0.7105 to calculate with, shown and written as 71.1%."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{half_up(float(self) * 100, 1)}%"


class Average(float):
    """A mean or a median: shown and written with one decimal."""

    __slots__ = ()

    def __str__(self) -> str:
        return str(half_up(float(self), 1))


class Count(int):
    """A number of things: shown with thousands separators. A plain whole number is none: a row's number, a year."""

    __slots__ = ()


def cell_of(kpi: Kpi, value: float | int | None) -> object:
    """Return one value of a KPI as a cell that can be calculated with; None when there is no value."""
    if value is None:
        return None
    if kpi.shown_as == "share":
        return Share(value)
    if kpi.shown_as in ("mean", "median"):
        return Average(value)
    return amount(value)


def amount(value: float | int | None) -> object:
    """Return what stands above or below the line as a cell: a count, or a number with one decimal if it has any."""
    if value is None:
        return None
    return Count(value) if float(value).is_integer() else Average(value)
