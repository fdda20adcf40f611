"""A header on two or three rows: a parent above its children, put together to one name for each column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from etl.types.table_schema import TableSchema
from etl.types.wordmatch import normalised

MOST_LEVELS = 3
# Filled in above the header by the person who reports, or a banner's date: no parent of anything.
_NO_PARENT = re.compile(r".*[:：].*|[\d\s年月日./-]+", re.S)


@lru_cache
def _edges(headers: tuple[str, ...]) -> frozenset[str]:
    """Every beginning and every ending of a header, also of one before its unit in brackets is closed."""
    written = {*headers, *(header.removesuffix(")") for header in headers)}
    return frozenset(
        piece for header in written for at in range(len(header)) for piece in (header[at:], header[: at + 1])
    )


# First row, first position, last row, last position.
Region = tuple[int, int, int, int]


class Names:
    """The headers that are known: those of a type, and those a person spoke of, now or in an earlier month."""

    def __init__(self, schema: TableSchema, *said: Mapping[str, str]) -> None:
        self._said = {header for headers in said for header in headers}
        self._columns = {header: column.name for header, column in schema.headers.items()}
        self._edges = _edges((*self._columns, *self._said))

    def know(self, header: str) -> bool:
        """Whether ``header`` means a column, or was spoken of."""
        return normalised(header) in self._said or normalised(header) in self._columns

    def begin_or_end_with(self, part: str) -> bool:
        """Whether a header that is known begins or ends with ``part``: most rows hold nothing of the kind."""
        return normalised(part) in self._edges

    def is_clear(self, child: str) -> bool:
        """Whether a child means one column whatever stands above it.

        开工时间 does not: there is a planned and an actual one.
        """
        ending = normalised(child)
        meant = {column for header, column in self._columns.items() if header.endswith(ending)}
        return ending in self._said or (ending in self._columns and len(meant) == 1)


def combine(
    head: Sequence[Sequence[str]], row: int, merged: Sequence[Region], names: Names
) -> tuple[list[str], int] | None:
    """Return the header whose last row is ``row`` (from 1), a name for each cell, and its number of rows.

    None when the row stands alone. ``merged`` are the merged cells; where there are none (CSV), a parent stands in the
    first cell of its group.
    """
    cells, levels = [cell.strip() for cell in head[row - 1]], 1
    if not any(cell and names.begin_or_end_with(cell) for cell in cells):
        return None
    while levels < MOST_LEVELS and row - levels >= 1:
        above = row - levels
        parents = _parents(head, above, merged, cells)
        is_merged = any(top <= above <= bottom and last > first for top, first, bottom, last in merged)
        joined = _joined(head[above - 1], parents, cells, names, is_merged)
        if joined is None:
            break
        cells, levels = joined, levels + 1
    return (cells, levels) if levels > 1 else None


def _parents(head: Sequence[Sequence[str]], row: int, merged: Sequence[Region], children: Sequence[str]) -> list[str]:
    """What stands above each child: the merged cell it is under, else the cell itself; in a CSV the last one filled."""
    upper = [cell.strip() for cell in head[row - 1]] + [""] * len(children)
    parents = upper[: len(children)]
    across = [region for region in merged if region[0] <= row <= region[2] and region[3] > region[1]]
    filled = {place for place, child in enumerate(children) if child}
    if across:
        for top, first, _, last in across:
            value = head[top - 1][first].strip() if first < len(head[top - 1]) else ""
            covered = set(range(first, min(last + 1, len(parents))))
            # What covers every child, and has nothing beside it, is a banner.
            is_banner = filled <= covered and not any(own for place, own in enumerate(upper) if place not in covered)
            for place in covered:
                parents[place] = "" if is_banner else value
    else:
        running = ""
        for place, own in enumerate(parents):
            if own:
                running = own if children[place] else ""
            elif children[place]:
                parents[place] = running
        if len({parent for parent in parents if parent}) == 1 and all(parents[place] for place in filled):
            return [""] * len(parents)
    return ["" if _NO_PARENT.fullmatch(parent) else parent for parent in parents]


def _joined(
    upper: Sequence[str], parents: list[str], children: list[str], names: Names, is_merged: bool
) -> list[str] | None:
    """Put parents and children together; None when the upper row turns out to be no header above the lower one."""
    pairs = list(zip(parents, children, strict=True))
    joined = [_name(parent, child, names) for parent, child in pairs]
    under = [(parent, child, name) for (parent, child), name in zip(pairs, joined, strict=True) if parent and child]
    over = Counter(parent for parent, _, _ in under)
    is_joint = any(name != child and names.know(name) for _, child, name in under)
    is_unclear = any(name != child and names.know(child) for _, child, name in under) and (is_merged or len(over) > 1)
    has_family = any(over[parent] > 1 and names.know(child) for parent, child, _ in under)
    is_beside = any(not child and names.know(parent) for parent, child in pairs)
    if not (is_joint or is_unclear or (has_family and is_beside)):
        return None
    times = Counter(joined)
    for place, (parent, child) in enumerate(pairs):
        if not child:
            # A cell merged downwards: its name stands in the upper row. What is merged across stands there once.
            joined[place] = upper[place].strip() if place < len(upper) else ""
        elif times[joined[place]] > 1:
            joined[place] = parent + child
    return joined + [cell.strip() for cell in upper[len(joined) :]]


def _name(parent: str, child: str, names: Names) -> str:
    if not parent or not child:
        return child or parent
    # 计划 above 开工时间, 总投资 above 万元, 开工时间 above 计划.
    ways = (parent + child, f"{parent}({child})", child + parent)
    known = next((name for name in ways if names.know(name)), None)
    if known:
        return known
    return child if names.is_clear(child) else parent + child
