"""The headline of a KPI and its break-down: sums first, one division last, and why the rest is not counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from queries.asked_rows import MEASURED, AskedRows, Where, asked_rows, has_split, whole
from queries.catalogue import Kpi
from queries.medians import heaps, median_of
from queries.project_sets import chunks
from queries.warehouse import Warehouse
from queries.windows import Window


@dataclass(frozen=True)
class Headline:
    """One number and what it is made of.

    A count or distinct count has no denominator, a median no numerator; ``value`` is None when nothing stands below the
    line. A mean carries the median of the same rows. ``left_out`` maps each reason to the number of rows.
    """

    numerator: float | int | None
    denominator: int | None
    value: float | None
    left_out: dict[str, int]
    median: float | None = None


@dataclass(frozen=True)
class Group:
    """One group of a break-down; ``label`` is None for records that do not say."""

    label: str | None
    numerator: float | int | None
    denominator: int | None
    value: float | None


def headline(warehouse: Warehouse, kpi: Kpi, window: Window, where: Where) -> Headline:
    """Return the number of ``kpi`` in ``window`` over the records that pass ``where``. Raises NoSuchSplit."""
    asked = asked_rows(warehouse, kpi, window, where)
    found = warehouse.rows(
        "SELECT reason, COUNT(*), CAST(SUM(top) AS DOUBLE), CAST(SUM(bottom) AS DOUBLE) "
        f"FROM ({asked.select()}) AS asked GROUP BY reason",
        asked.parameters,
    )
    left_out = {reason: rows for reason, rows, _, _ in found if reason is not None}
    top, bottom = next(((top, bottom) for reason, _, top, bottom in found if reason is None), (0, 0))
    median = None
    if kpi.shown_as in MEASURED:
        median = next((median_of(heap) for heap, _ in heaps(warehouse, asked).values()), None)
    if kpi.shown_as == "distinct":
        top = _distinct(warehouse, asked)
    numerator, denominator, value = figures(kpi, top, bottom, median)
    return Headline(
        numerator=numerator,
        denominator=denominator,
        value=value,
        left_out=dict(sorted(left_out.items())),
        median=median if kpi.shown_as == "mean" else None,
    )


def figures(
    kpi: Kpi, top: float | None, bottom: float | None, median: float | None
) -> tuple[float | int | None, int | None, float | None]:
    """Return (numerator, denominator, value) as the KPI shows them, from the sums: the one division of the product."""
    numerator, denominator = whole(top), whole(bottom)
    if kpi.shown_as in ("count", "distinct"):
        return numerator, None, numerator
    if kpi.shown_as == "median":
        return None, int(denominator), median
    return numerator, int(denominator), numerator / denominator if denominator else None


def groups(warehouse: Warehouse, kpi: Kpi, window: Window, where: Where, split: str) -> list[Group]:
    """Return the number of ``kpi`` for each value of ``split`` that something stands for, the largest first.

    Raises NoSuchSplit.
    """
    has_split(kpi, split)
    asked = asked_rows(warehouse, kpi, window, where)
    sums: Iterable[tuple[str | None, float, float, float | None]]
    if kpi.shown_as == "median":
        sums = [(label, 0, bottom, median_of(heap)) for label, (heap, bottom) in heaps(warehouse, asked, split).items()]
    elif kpi.shown_as == "distinct":
        sums = [(label, projects, 0, None) for label, projects in _distinct_groups(warehouse, asked, split)]
    else:
        found = warehouse.rows(
            "SELECT label, CAST(SUM(top) AS DOUBLE), CAST(SUM(bottom) AS DOUBLE) "
            f"FROM ({asked.select(f'{split} AS label')}) AS asked WHERE reason IS NULL GROUP BY label",
            asked.parameters,
        )
        sums = [(label, top, bottom, None) for label, top, bottom in found]
    answer = [Group(label, *figures(kpi, top, bottom, median)) for label, top, bottom, median in sums]
    return sorted(answer, key=lambda g: (-(g.denominator or 0), -(g.numerator or 0), g.label is None, g.label or ""))


def _distinct(warehouse: Warehouse, asked: AskedRows) -> int:
    rows = warehouse.rows(
        f"SELECT COUNT(DISTINCT project_no) FROM ({asked.select('project_no')}) AS asked WHERE {asked.is_counted}",
        asked.parameters,
    )
    return int(rows[0][0])


def _distinct_groups(warehouse: Warehouse, asked: AskedRows, split: str) -> list[tuple[str | None, int]]:
    rows = f"SELECT * FROM ({asked.select(f'{split} AS label', 'project_no')}) AS asked WHERE {asked.is_counted}"
    found = warehouse.rows(f"SELECT DISTINCT label FROM ({rows}) AS counted", asked.parameters)
    labels = sorted(label for (label,) in found if label is not None)
    conditions = [f"label = $label_{at}" for at in range(len(labels))]
    parameters = asked.parameters | {f"label_{at}": label for at, label in enumerate(labels)}
    every: list[str | None] = [*labels]
    if len(labels) < len(found):
        conditions, every = [*conditions, "label IS NULL"], [*every, None]
    answer: list[tuple[str | None, int]] = []
    for own, mask, sums in chunks(conditions):
        counted = warehouse.rows(
            f"SELECT {sums} FROM (SELECT project_no, {mask} AS mask FROM ({rows}) AS counted "
            "WHERE project_no IS NOT NULL GROUP BY project_no) AS projects",
            parameters,
        )
        answer += [(every[at], int(number or 0)) for at, number in zip(own, counted[0], strict=True)]
    return answer
