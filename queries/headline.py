"""The headline of a KPI: sums first, one division last, and why the rest of its rows is not counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from queries.asked_rows import MEASURED, AskedRows, Where, asked_rows, whole
from queries.catalogue import Kpi
from queries.medians import heaps, median_of, sum_of
from queries.warehouse import Warehouse
from queries.windows import Window

# What is added up: above the line, below it, and for a median the middle.
Sums = tuple[float, float, float | None]


@dataclass(frozen=True)
class Number:
    """One number: a count or distinct count has no denominator, a median no numerator.

    ``value`` is None when nothing stands below the line.
    """

    numerator: float | int | None
    denominator: int | None
    value: float | None


@dataclass(frozen=True)
class Headline(Number):
    """One number, and why the rest is not counted: ``left_out`` maps each reason to its number of rows.

    A mean carries the median of the same rows.
    """

    left_out: dict[str, int]
    median: float | None = None


def headline(warehouse: Warehouse, kpi: Kpi, window: Window, where: Where) -> Headline:
    """Return the number of ``kpi`` in ``window`` over the records that pass ``where``. Raises NoSuchSplit."""
    asked = asked_rows(warehouse, kpi, window, where)
    if kpi.shown_as == "distinct":
        sums, left_out = _distinct(warehouse, asked)
    elif kpi.shown_as in MEASURED:
        sums, left_out = _measured(warehouse, asked)
    else:
        sums, left_out = _summed(warehouse, asked)
    median = sums[2] if kpi.shown_as == "mean" else None
    return Headline(*figures(kpi, sums), left_out=dict(sorted(left_out.items())), median=median)


def figures(kpi: Kpi, sums: Sums) -> tuple[float | int | None, int | None, float | None]:
    """Return (numerator, denominator, value) as the KPI shows them, from the sums: the one division of the product."""
    numerator, denominator = whole(sums[0]), whole(sums[1])
    if kpi.shown_as in ("count", "distinct"):
        return numerator, None, numerator
    if kpi.shown_as == "median":
        return None, int(denominator), sums[2]
    return numerator, int(denominator), numerator / denominator if denominator else None


def _summed(warehouse: Warehouse, asked: AskedRows) -> tuple[Sums, dict[str, int]]:
    columns = f"{asked.reason} AS reason, COUNT(*), {asked.sums}"
    sums: Sums = (0.0, 0.0, None)
    left_out = {}
    for reason, rows, top, bottom in warehouse.rows(asked.select(columns, group_by="reason"), asked.parameters):
        if reason is None:
            sums = (top or 0.0, bottom or 0.0, None)
        else:
            left_out[reason] = rows
    return sums, left_out


def _distinct(warehouse: Warehouse, asked: AskedRows) -> tuple[Sums, dict[str, int]]:
    counted = asked.select("CAST(NULL AS STRING) AS reason, COUNT(DISTINCT project_no)", asked.is_counted)
    left = dict(warehouse.rows(f"{counted} UNION ALL {_left_out(asked)}", asked.parameters))
    return (float(left.pop(None)), 0.0, None), left


def _measured(warehouse: Warehouse, asked: AskedRows) -> tuple[Sums, dict[str, int]]:
    heap, bottom = heaps(warehouse, asked).get(0, (Counter[float](), 0.0))
    return (sum_of(heap), bottom, median_of(heap)), dict(warehouse.rows(_left_out(asked), asked.parameters))


def _left_out(asked: AskedRows) -> str:
    return asked.select(f"{asked.reason} AS reason, COUNT(*)", f"({asked.reason}) IS NOT NULL", "reason")
