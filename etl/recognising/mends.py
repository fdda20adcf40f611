"""Mends: what a person put right in a file without touching the file: cells read otherwise, rows left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Mend:
    """The cell of ``column`` in Excel row ``row``, or every cell of it written as ``written``, is read as ``value``.

    Without a column the whole row ``row`` is left out. Mends hold in their order: a later one finds the cell as the
    earlier ones left it.
    """

    column: str = ""
    value: str = ""
    row: int | None = None
    written: str | None = None

    @property
    def leaves_out(self) -> bool:
        """Whether it leaves out its row."""
        return not self.column

    def as_json(self) -> dict[str, Any]:
        """Return the mend as it is stored; ``mend_of`` reads it back."""
        return {name: value for name, value in vars(self).items() if value not in (None, "")}


def mend_of(stored: Mapping[str, Any]) -> Mend:
    """Return the mend that ``as_json`` wrote. Raises KeyError, TypeError or ValueError when it is none."""
    row, written = stored.get("row"), stored.get("written")
    mend = Mend(str(stored.get("column", "")), str(stored.get("value", "")), row and int(row), written)
    if mend.row is None and (mend.leaves_out or not mend.written):
        raise ValueError("a mend names a row or a word")
    return mend


def mends_as_text(mends: Iterable[Mend]) -> str:
    """Return mends as the text that is kept beside the original of their file; the same mends give the same text."""
    return json.dumps([mend.as_json() for mend in mends], ensure_ascii=False, sort_keys=True)


def mends_in_text(text: str) -> tuple[Mend, ...]:
    """Return the mends that ``mends_as_text`` wrote. Raises ValueError when the text is not that."""
    return tuple(mend_of(entry) for entry in json.loads(text))


def with_mends(made: Sequence[Mend], more: Iterable[Mend]) -> tuple[Mend, ...]:
    """Return ``made`` and ``more``; what is said anew of the same cell, word or row takes the place of the old."""
    found = {(mend.column, mend.row, mend.written): mend for mend in made}
    for mend in more:
        # Put last: mends hold in their order.
        found.pop((mend.column, mend.row, mend.written), None)
        found[mend.column, mend.row, mend.written] = mend
    return tuple(found.values())


class Mending:
    """The mends of one file while it is read: changes its rows, and counts the cells and rows that it changed."""

    def __init__(self, mends: Sequence[Mend], columns: Sequence[str]) -> None:
        """``columns`` are the names of the cells in the order in which rows have them."""
        self.cells = self.rows = 0
        places = {name: place for place, name in enumerate(columns)}
        self._mends = [(places[mend.column], mend) for mend in mends if mend.column in places]
        self._left_out = {mend.row for mend in mends if mend.leaves_out}
        self._rows = {mend.row for _, mend in self._mends if mend.row is not None}
        self._words: dict[int, dict[str, str]] = {}
        for place, mend in self._mends:
            if mend.written is not None:
                # What an earlier mend made of a word, this one may make something else of.
                known = self._words.setdefault(place, {})
                known.update({word: mend.value for word, read in known.items() if read == mend.written})
                known.setdefault(mend.written, mend.value)

    def leaves_out(self, row: int) -> bool:
        """Return whether ``row`` is left out, and count it."""
        is_out = row in self._left_out
        self.rows += is_out
        return is_out

    def apply(self, row: int, cells: list[str | None]) -> None:
        """Change the ``cells`` of ``row`` as the mends say."""
        if row in self._rows:
            before = list(cells)
            for place, mend in self._mends:
                if mend.row == row or (mend.written is not None and mend.written == cells[place]):
                    cells[place] = mend.value or None
            self.cells += sum(now != was for now, was in zip(cells, before, strict=True))
            return
        for place, known in self._words.items():
            cell = cells[place]
            if cell is not None and cell in known:
                cells[place] = known[cell] or None
                self.cells += cells[place] != cell
