"""The pivot of a KPI: its number in every cell of rows by columns, and margins from the same rows, never from cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from queries.asked_rows import Where
from queries.axes import MOST_GROUPS, PERIODS, Axis, Key, Mark, Period, axis
from queries.catalogue import Kpi
from queries.headline import Number, Sums, figures
from queries.pivot_sums import Place, sums_of
from queries.warehouse import Warehouse
from queries.windows import Window

WHOLE: Place = (Mark.ALL, Mark.ALL)


class TwoPeriods(ValueError):
    """Rows and columns are the same, or both are periods: there is nothing to read in such a table."""


@dataclass(frozen=True)
class Pivot:
    """The numbers of a KPI by rows and columns, each key in order: the largest group first, periods as they passed.

    ``numbers`` has a Number for each place where something stands: cells by (row, column), margins with Mark.ALL.
    Of a stock by period the margin over the periods is the state at the window's end.
    """

    kpi: Kpi
    rows: tuple[Key, ...]
    columns: tuple[Key, ...]
    numbers: Mapping[Place, Number]
    periods: Mapping[str, Period] = field(default_factory=dict)

    def at(self, row: Key, column: Key) -> Number | None:
        """Return the number at a place, None where nothing stands."""
        return self.numbers.get((row, column))


def pivot(warehouse: Warehouse, kpi: Kpi, window: Window, where: Where, rows: str, columns: str | None) -> Pivot:
    """Return the pivot of ``kpi`` in ``window``: ``rows`` and ``columns`` are splits or one of PERIODS, columns may be
    none.

    An axis of more than MOST_GROUPS groups keeps the largest and gathers the others under Mark.REST. Raises
    NoSuchSplit, and TwoPeriods when the axes say the same.
    """
    if rows == columns or (rows in PERIODS and columns in PERIODS):
        raise TwoPeriods(f"{rows} by {columns}")
    across, down = axis(kpi, window, rows, "row"), axis(kpi, window, columns, "column")
    numbers = _numbers(warehouse, kpi, window, where, across, down)
    row_keys, column_keys = _keys(numbers, across, 0), _keys(numbers, down, 1)
    if max(len(row_keys), len(column_keys)) > MOST_GROUPS:
        across, down = _gathered(kpi, window, across, row_keys, "row"), _gathered(kpi, window, down, column_keys, "col")
        numbers = _numbers(warehouse, kpi, window, where, across, down)
        row_keys, column_keys = _keys(numbers, across, 0), _keys(numbers, down, 1)
    named = {period.name: period for period in (*across.periods, *down.periods)}
    return Pivot(kpi, row_keys, column_keys, numbers, named)


def _numbers(
    warehouse: Warehouse, kpi: Kpi, window: Window, where: Where, across: Axis, down: Axis
) -> dict[Place, Number]:
    nothing: dict[Place, Sums] = {WHOLE: (0.0, 0.0, None)}
    found = nothing | sums_of(warehouse, kpi, window, where, across, down)
    return {place: Number(*figures(kpi, sums)) for place, sums in found.items() if any(sums[:2]) or place == WHOLE}


def _gathered(kpi: Kpi, window: Window, full: Axis, keys: tuple[Key, ...], place: str) -> Axis:
    """Return ``full`` with all but its largest groups gathered; an axis of periods or of few groups stays."""
    if full.periods or len(keys) <= MOST_GROUPS:
        return full
    kept = [str(key) for key in keys if key is not None][: MOST_GROUPS - 1]
    return axis(kpi, window, full.name, place, kept)


def _keys(numbers: Mapping[Place, Number], along: Axis, side: int) -> tuple[Key, ...]:
    """Return the keys of one axis in order: periods all, groups where something stands."""
    if along.periods:
        return tuple(period.name for period in along.periods)
    margin = {place[side]: number for place, number in numbers.items() if place[1 - side] is Mark.ALL}
    keys: Iterable[Key] = {place[side] for place in numbers} - {Mark.ALL}
    return tuple(sorted(keys, key=lambda key: _size(key, margin.get(key))))


def _size(key: Key, number: Number | None) -> tuple[bool, float, float, bool, str]:
    """Return what puts the largest group first, and the gathered ones last."""
    below, above = (number.denominator or 0, number.numerator or 0) if number else (0, 0)
    return key is Mark.REST, -below, -above, key is None, str(key)
