"""The break-down of a KPI: its number for each value of a split, each from its own sums, never a mean of rates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from queries.asked_rows import AskedRows, Where, asked_rows, has_split
from queries.bins import ProjectSets
from queries.catalogue import Kpi
from queries.headline import Sums, figures
from queries.medians import heaps, median_of
from queries.over_windows import over_windows
from queries.stepping_stones import relations_behind, stones
from queries.warehouse import Warehouse
from queries.windows import Window, months

# A KPI of fewer rows sorts out different projects group by group quicker than it gathers bits for every project.
FEW_ROWS = 2_000_000
MOST_BINS = 240


@dataclass(frozen=True)
class Group:
    """One group of a break-down; ``label`` is None for records that do not say. The rest is as in Number."""

    label: str | None
    numerator: float | int | None
    denominator: int | None
    value: float | None


def groups(warehouse: Warehouse, kpi: Kpi, window: Window, where: Where, split: str) -> list[Group]:
    """Return the number of ``kpi`` for each value of ``split`` that something stands for, the largest first.

    Raises NoSuchSplit.
    """
    has_split(kpi, split)
    asked = asked_rows(warehouse, kpi, window, where)
    sums: Iterable[tuple[str | None, Sums]]
    if split == "month" and kpi.kind == "flow":
        return _months(warehouse, kpi, window, where)
    if kpi.shown_as == "median":
        found = heaps(warehouse, asked, split)
        sums = [(label, (0.0, bottom, median_of(heap))) for label, (heap, bottom) in found.items()]
    elif kpi.shown_as == "distinct":
        sums = [(label, (projects, 0.0, None)) for label, projects in _projects(warehouse, asked, split)]
    else:
        rows = warehouse.rows(asked.select(f"{split} AS label, {asked.sums}", asked.stands, "label"), asked.parameters)
        sums = [(label, (top or 0.0, bottom or 0.0, None)) for label, top, bottom in rows]
    return _largest_first(Group(label, *figures(kpi, own)) for label, own in sums)


def _largest_first(found: Iterable[Group]) -> list[Group]:
    return sorted(found, key=lambda g: (-(g.denominator or 0), -(g.numerator or 0), g.label is None, g.label or ""))


def _months(warehouse: Warehouse, kpi: Kpi, window: Window, where: Where) -> list[Group]:
    """Group a flow by the month of happened_on: it is what the split of that name says, without reading its words."""
    every = months(window)
    numbers = over_windows(warehouse, kpi, [Window(month.first, month.last) for month in every], where)
    found = zip((month.name for month in every), numbers, strict=True)
    return _largest_first(
        Group(name, own.numerator, own.denominator, own.value)
        for name, own in found
        if own.numerator or own.denominator
    )


def _projects(warehouse: Warehouse, asked: AskedRows, split: str) -> list[tuple[str | None, int]]:
    if warehouse.kept(f"SELECT COUNT(*) FROM {asked.view}", asked.view)[0][0] > FEW_ROWS:
        if is_of_project(asked.kpi.sql, split):
            return _looked_up(warehouse, asked, split)
        found = warehouse.kept(f"SELECT DISTINCT {split} FROM {asked.view}", asked.view)
        if 0 < len(found) <= MOST_BINS:
            return _gathered(warehouse, asked, split, [label for (label,) in found])
    columns = f"{split} AS label, COUNT(DISTINCT project_no)"
    return warehouse.rows(asked.select(columns, asked.is_counted, "label"), asked.parameters)


@lru_cache(maxsize=256)
def is_of_project(sql: str, split: str) -> bool:
    """Return whether a KPI's ``sql`` takes ``split`` from the project as it stands, in every stepping stone behind it.

    Then a project belongs to one group alone.
    """
    behind = relations_behind(sql)
    made = [stone for stone in stones() if stone.relation in behind and stone.relation != "fact.project"]
    return bool(made and re.search(rf"^\s*{split},\s*$", sql, re.MULTILINE)) and all(
        re.search(rf"\bp\.{split},", stone.sql) if stone.is_stored else not re.search(rf"\bAS {split}\b", stone.sql)
        for stone in made
    )


def _looked_up(warehouse: Warehouse, asked: AskedRows, split: str) -> list[tuple[str | None, int]]:
    """Count projects first and look up the group of each once: no row's own text is read."""
    seen = asked.select("project_no", f"{asked.is_counted} AND project_no IS NOT NULL", "project_no")
    return warehouse.rows(
        f"SELECT p.{split} AS label, COUNT(*) FROM ({seen}) AS seen "
        f"INNER JOIN fact.project AS p ON p.project_no = seen.project_no GROUP BY p.{split}",
        asked.parameters,
    )


def _gathered(
    warehouse: Warehouse, asked: AskedRows, split: str, found: list[str | None]
) -> list[tuple[str | None, int]]:
    """Count projects by the labels ``found`` in one pass. Both engines order text as Python does, by code point."""
    labels = sorted(label for label in found if label is not None)
    sets = ProjectSets("label", [f"$label_{at}" for at in range(len(labels))], with_empty=None in found)
    counts = sets.counts(
        asked.select(f"project_no, {split} AS label", asked.is_counted), [range(at, at + 1) for at in range(sets.bins)]
    )
    parameters = asked.parameters | {f"label_{at}": label for at, label in enumerate(labels)}
    every: list[str | None] = [*labels, None]
    return [(every[at], projects) for at, projects in warehouse.rows(counts, parameters) if projects]
