"""The joint-acceptance rate of a window in two ways that are two numbers: pooled, and the mean of its months."""

from __future__ import annotations

from dataclasses import dataclass

from queries.asked_rows import Where
from queries.named_kpis import kpi_of
from queries.questions import Number, Point, over_windows, trend
from queries.warehouse import Warehouse
from queries.windows import Window


@dataclass(frozen=True)
class Rates:
    """The months of a window, its pooled rate, and the mean of the rates of the months that have one (None: none)."""

    months: tuple[Point, ...]
    pooled: Number
    mean: float | None
    rated: int


def rates(warehouse: Warehouse, window: Window, where: Where) -> Rates:
    """Return the rates of ``window`` over the records that pass ``where``.

    Pooled: all accepted jointly over all accepted, divided once (records.md, "sum, then divide"); the mean of months
    gives a month with one acceptance the weight of one with a hundred, and is told only beside it.
    """
    kpi = kpi_of("acceptance", "rate")
    points = tuple(trend(warehouse, kpi, window, where))
    values = [point.value for point in points if point.value is not None]
    mean = sum(values) / len(values) if values else None
    return Rates(points, over_windows(warehouse, kpi, [window], where)[0], mean, len(values))
