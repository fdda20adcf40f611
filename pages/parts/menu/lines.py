"""The lines of the flow: from what must come before to what waits for it, along the gaps between the boxes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pages.parts.menu.places import Place

# In pixels: the head of the stages, a box, the gap below it, half the gap beside it, and between lines side by side.
HEAD, BOX, GAP, SIDE, APART = 34, 76, 24, 15, 4
LANES = 6
Edge = tuple[str, str]


@dataclass(frozen=True, order=True)
class X:
    """A place from the left: so many columns, and so many pixels more."""

    columns: float
    pixels: float = 0


Point = tuple[X, float]


@dataclass(frozen=True)
class Line:
    """A line of an edge as its corners, and where its arrow points: right, left or down."""

    edge: Edge
    corners: tuple[Point, ...]
    points: str


def top(row: int) -> int:
    """Return where a row begins, in pixels from the top."""
    return HEAD + GAP + row * (BOX + GAP)


@dataclass
class _Lanes:
    """Lines of one origin share a lane in a gap; those of others run beside it."""

    taken: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def shift(self, gap: tuple[str, int], origin: str) -> float:
        own = self.taken.setdefault(gap, [])
        if origin not in own:
            own.append(origin)
        return (own.index(origin) % LANES - LANES / 2 + 0.5) * APART - (2 if gap[0] == "beside" else 0)


def lines(edges: Iterable[Edge], where: Mapping[str, Place]) -> list[Line]:
    """Return a line for each of ``edges`` (item_ids: before, after)."""
    lanes = _Lanes()
    return [_line(edge, where[edge[0]], where[edge[1]], lanes) for edge in edges]


def _line(edge: Edge, start: Place, end: Place, lanes: _Lanes) -> Line:
    origin = edge[0]
    from_y, to_y = top(start.row) + BOX / 2, top(end.row) + BOX / 2

    def beside(column: int) -> X:
        return X(column, lanes.shift(("beside", column), origin))

    if start.column == end.column and end.row == start.row + 1:
        middle = X(start.column + 0.5)
        return Line(edge, ((middle, top(start.row) + BOX), (middle, top(end.row))), "down")
    is_forward = end.column > start.column
    # Back within a column, and to the right, lines arrive from the left; to the left, from the right.
    out_x = X(start.column + 1, -SIDE) if is_forward else X(start.column, SIDE)
    in_x = X(end.column + 1, -SIDE) if end.column < start.column else X(end.column, SIDE)
    first = beside(start.column + 1 if is_forward else start.column)
    last = beside(end.column + 1 if end.column < start.column else end.column)
    corners: tuple[Point, ...]
    if first == last:
        corners = ((out_x, from_y), (first, from_y), (first, to_y), (in_x, to_y))
    else:
        above = top(end.row) - GAP / 2 + lanes.shift(("above", end.row), origin) / 2
        corners = ((out_x, from_y), (first, from_y), (first, above), (last, above), (last, to_y), (in_x, to_y))
    return Line(edge, corners, "left" if end.column < start.column else "right")
