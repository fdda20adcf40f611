"""One record type of the town: its rows with what was known of them since when, so that each month tells its state."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from etl.sample.days import LAST, NO_DAY, month_of
from etl.sample.dice import Whole, Yes

BLANK = -1


@dataclass
class Column:
    """One column in its states: each state holds from its day on, the first from the day of the row itself.

    kind is day, word (a position in ``words``), whole or text; BLANK (the same number as NO_DAY) is an empty cell.
    """

    kind: str
    states: list[tuple[Whole | None, NDArray]]
    words: pa.Array | None = None


@dataclass
class Ledger:
    """The rows of one record type, in the order in which they came up."""

    type: str
    known_on: Whole
    columns: dict[str, Column] = field(default_factory=dict)

    def text(self, name: str, values: pa.Array) -> None:
        """Add a column of ready text."""
        self.columns[name] = Column("text", [(None, values)])

    def words(self, name: str, words: list[str] | tuple[str, ...], *states: Whole | tuple[Whole, Whole]) -> None:
        """Add a column of words chosen from a list; states after the first come with the day they are known from."""
        self.columns[name] = Column("word", [_dated(state) for state in states], pa.array(words, pa.string()))

    def days(self, name: str, *states: Whole | tuple[Whole, Whole]) -> None:
        """Add a column of days."""
        self.columns[name] = Column("day", [_dated(state) for state in states])

    def when(self, name: str, *days: Whole) -> None:
        """Add a column of days each of which is known on the day itself; a later one replaces an earlier one."""
        blank = np.full(len(self.known_on), NO_DAY)
        self.columns[name] = Column("day", [(None, blank), *((known, known) for known in days)])

    def whole(self, name: str, *states: Whole | tuple[Whole, Whole]) -> None:
        """Add a column of whole numbers."""
        self.columns[name] = Column("whole", [_dated(state) for state in states])

    def yes_no(self, name: str, *states: Whole | Yes | tuple[Whole, Whole]) -> None:
        """Add a column of 是 and 否."""
        numbers = [state if isinstance(state, tuple) else state.astype(np.int64) for state in states]
        self.words(name, ("否", "是"), *numbers)

    def change_months(self) -> list[NDArray[np.int8]]:
        """Return, for every kind of change, the month in which each row changed (-1: never within the sample)."""
        days = {id(known): known for column in self.columns.values() for known, _ in column.states if known is not None}
        return [month_of(self.known_on), *(month_of(known) for known in days.values())]

    def cells(self, name: str, rows: Whole, month: int) -> pa.Array:
        """Return the column's cells as known at the end of the month."""
        column = self.columns[name]
        if column.kind == "text":
            return column.states[0][1].take(pa.array(rows))
        state = column.states[0][1][rows]
        for known, values in column.states[1:]:
            assert known is not None
            is_known = (known[rows] != NO_DAY) & (known[rows] <= LAST[month])
            state = np.where(is_known, values[rows], state)
        blank = state == BLANK
        if column.kind == "word":
            assert column.words is not None
            return column.words.take(pa.array(state, mask=blank))
        return pa.array(state.astype(np.int32), mask=blank)


def _dated(state: Whole | tuple[Whole, Whole]) -> tuple[Whole | None, NDArray]:
    return state if isinstance(state, tuple) else (None, state)
