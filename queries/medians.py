"""Medians from heaps: how many rows have each value is counted by the database, and the middle is found from that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from queries.asked_rows import AskedRows
from queries.warehouse import Warehouse

Heap = Counter[float]


def heaps(
    warehouse: Warehouse, asked: AskedRows, by: str = "0", parameters: Mapping[str, Any] | None = None
) -> dict[Any, tuple[Heap, float]]:
    """Return per value of the SQL expression ``by`` how many counted rows have each value, and their denominators' sum.

    ``parameters`` are those that ``by`` needs.

    Days and other whole numbers have few different values, so this is a small answer and quicker than a sort.
    """
    columns = f"{by} AS heap, {asked.top} AS height, COUNT(*), CAST(SUM({asked.bottom}) AS DOUBLE)"
    found: dict[Any, tuple[Heap, float]] = {}
    for key, value, number, bottom in warehouse.rows(
        asked.select(columns, asked.is_counted, "heap, height"), {**asked.parameters, **(parameters or {})}
    ):
        heap, total = found.get(key, (Counter(), 0.0))
        if value is not None:
            heap[float(value)] += number
        found[key] = heap, total + (bottom or 0.0)
    return found


def median_of(heap: Heap) -> float | None:
    """Return the median of the values in ``heap``: of an even number of rows the mean of the two in the middle."""
    total = heap.total()
    lower: float | None = None
    upto = 0
    for value in sorted(heap):
        upto += heap[value]
        if lower is None and 2 * upto >= total:
            lower = value
        if lower is not None and 2 * upto > total:
            return (lower + value) / 2
    return None


def sum_of(heap: Heap) -> float:
    """Return the sum of the values in ``heap``."""
    return sum(value * number for value, number in heap.items())
