"""One KPI over several windows at once: the numbers its headline would give for each, from one pass over its rows."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from queries.asked_rows import MEASURED, AskedRows, Where, asked_rows
from queries.bins import ProjectSets, bin_of
from queries.catalogue import Kpi
from queries.headline import Number, Sums, figures, headline
from queries.kept_cubes import kept_cube
from queries.medians import Heap, heaps, median_of
from queries.stock_moves import stock_moves
from queries.warehouse import Warehouse
from queries.windows import Window


def over_windows(warehouse: Warehouse, kpi: Kpi, windows: Sequence[Window], where: Where) -> list[Number]:
    """Return the number of ``kpi`` for each of ``windows``, which may overlap, as headline() would. Raises NoSuchSplit.

    A card or a trend shows dozens of windows of a KPI; asking for each would cost as many queries. Where a month cube
    is kept and can say, no row is asked at all.
    """
    if not windows:
        return []
    cube = kept_cube(warehouse, kpi)
    if cube and cube.answers(windows, where):
        return [Number(*figures(kpi, own)) for own in cube.sums(windows, where)]
    whole = Window(min(window.first for window in windows), max(window.last for window in windows))
    asked = asked_rows(warehouse, kpi, whole, where)
    if kpi.kind == "stock" and kpi.shown_as in ("distinct", *MEASURED):
        # Projects and medians do not add up over rows, so there is no running sum of them.
        return [headline(warehouse, kpi, window, where) for window in windows]
    if kpi.kind == "stock":
        sums = _states(warehouse, asked, windows)
    elif kpi.shown_as == "distinct":
        sums = _projects(warehouse, asked, windows)
    elif kpi.shown_as == "median":
        sums = _medians(warehouse, asked, windows)
    else:
        sums = _sums(warehouse, asked, windows)
    return [Number(*figures(kpi, own)) for own in sums]


class _Pieces:
    """The pieces into which the windows' first and last days cut the time they span, each with its last day."""

    def __init__(self, windows: Sequence[Window]) -> None:
        cuts = {window.first - timedelta(days=1) for window in windows} | {window.last for window in windows}
        self.ends = sorted(cuts)[1:]

    def inside(self, window: Window) -> range:
        """Return the positions of the pieces that make up ``window``."""
        return range(bisect_left(self.ends, window.first), bisect_left(self.ends, window.last) + 1)

    def add_up(self, rows: Iterable[tuple[date, float | None, float | None]]) -> list[Sums]:
        """Return the sums of each piece from those of days; days before the first piece belong to it."""
        tops, bottoms = [0.0] * len(self.ends), [0.0] * len(self.ends)
        for day, top, bottom in rows:
            at = bisect_left(self.ends, day)
            tops[at] += top or 0.0
            bottoms[at] += bottom or 0.0
        return [(top, bottom, None) for top, bottom in zip(tops, bottoms, strict=True)]

    @property
    def names(self) -> list[str]:
        """The SQL parameters that stand for the last days."""
        return [f"$piece_{at}" for at in range(len(self.ends))]

    @property
    def parameters(self) -> dict[str, date]:
        """The last days by the names of their parameters."""
        return {f"piece_{at}": day for at, day in enumerate(self.ends)}


def _add(sums: Sequence[Sums]) -> Sums:
    return sum(top for top, _, _ in sums), sum(bottom for _, bottom, _ in sums), None


def _sums(warehouse: Warehouse, asked: AskedRows, windows: Sequence[Window]) -> list[Sums]:
    columns = f"happened_on, {asked.sums}"
    pieces = _Pieces(windows)
    own = pieces.add_up(warehouse.rows(asked.select(columns, asked.stands, "happened_on"), asked.parameters))
    return [_add(own[inside.start : inside.stop]) for inside in map(pieces.inside, windows)]


def _states(warehouse: Warehouse, asked: AskedRows, windows: Sequence[Window]) -> list[Sums]:
    """Add up the moves of a stock: its state on a day is the sum of every move until then."""
    pieces = _Pieces(windows)
    own = pieces.add_up(warehouse.rows(stock_moves(asked), asked.parameters))
    return [_add(own[: pieces.inside(window).stop]) for window in windows]


def _projects(warehouse: Warehouse, asked: AskedRows, windows: Sequence[Window]) -> list[Sums]:
    """Count the projects of each window: those that appear in one of its pieces."""
    pieces = _Pieces(windows)
    sets = ProjectSets("happened_on", pieces.names)
    counts = sets.counts(
        asked.select("project_no, happened_on", asked.is_counted), [pieces.inside(window) for window in windows]
    )
    found = dict(warehouse.rows(counts, asked.parameters | pieces.parameters))
    return [(float(found.get(at, 0)), 0.0, None) for at in range(len(windows))]


def _medians(warehouse: Warehouse, asked: AskedRows, windows: Sequence[Window]) -> list[Sums]:
    pieces = _Pieces(windows)
    piece = bin_of("happened_on", pieces.names, range(len(pieces.ends)))
    found = heaps(warehouse, asked, piece, pieces.parameters)
    answer: list[Sums] = []
    # Windows that begin together grow out of one another, as those to date do.
    grown: dict[int, tuple[int, Heap, float]] = {}
    for inside in map(pieces.inside, windows):
        done, heap, bottom = grown.get(inside.start, (inside.stop + 1, Counter[float](), 0.0))
        if done > inside.stop:
            done, heap, bottom = inside.start, Counter[float](), 0.0
        for at in range(done, inside.stop):
            own, more = found.get(at, (Counter[float](), 0.0))
            heap.update(own)
            bottom += more
        grown[inside.start] = inside.stop, heap, bottom
        answer.append((0.0, bottom, median_of(heap)))
    return answer
