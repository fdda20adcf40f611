"""Medians from heaps: how many rows have each value is counted by the database, and the middle is found from that."""

from __future__ import annotations

from collections import Counter
from typing import Any

from queries.asked_rows import AskedRows
from queries.warehouse import Warehouse

Heap = Counter[float]


def heaps(warehouse: Warehouse, asked: AskedRows, by: str = "0") -> dict[Any, tuple[Heap, float]]:
    """Return per value of the SQL expression ``by`` how many counted rows have each value, and their denominators' sum.

    Days and other whole numbers have few different values, so this is a small answer and quicker than a sort.
    """
    rows = warehouse.rows(
        f"SELECT heap, CAST(top AS DOUBLE), COUNT(*), CAST(SUM(bottom) AS DOUBLE) FROM ({asked.select(f'{by} AS heap')}) "
        f"AS asked WHERE {asked.is_counted} GROUP BY heap, top",
        asked.parameters,
    )
    found: dict[Any, tuple[Heap, float]] = {}
    for key, value, number, bottom in rows:
        heap, total = found.get(key, (Counter(), 0.0))
        if value is not None:
            heap[value] += number
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
