"""The rows of one sheet on their way to a file: as text, numbered by their place, and no more than allowed."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from etl.reading.cell_formats import as_text, shown
from etl.reading.marks import Marks, Refused, count

# A cell longer than this is no cell (Excel ends at 32 767 characters).
LONGEST_CELL = 1 << 17
# So many characters are held back before they are written.
_PIECE = 1 << 20


class Allowance:
    """How much all sheets of a workbook may hold together."""

    def __init__(self, rows: int, columns: int, cells: int, written: int) -> None:
        self.rows, self.columns, self.cells, self.written = rows, columns, cells, written
        self.cells_used = self.written_used = 0


class RowFile:
    """A CSV file with the rows of a sheet; a row's place in it is its number."""

    def __init__(self, path: Path, allowance: Allowance) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._held = io.StringIO(newline="")
        self._writer = csv.writer(self._held)
        self._used = allowance
        self._row = 0
        self.width = 0

    def write(self, row: int, cells: list[str], times: int = 1) -> None:
        """Write the cells of the row number ``row``, and of as many rows after it as say the same.

        Rows come in their order. Raises Refused when it is too much.
        """
        while cells and not cells[-1]:
            cells = cells[:-1]
        if not cells:
            return
        used, last = self._used, row + times - 1
        self.width = max(self.width, len(cells))
        used.cells_used += len(cells) * times
        if last > used.rows:
            raise Refused("too_many_rows", rows=last, most=used.rows)
        if len(cells) > used.columns:
            raise Refused("too_many_columns", columns=len(cells), row=row, most=used.columns)
        if used.cells_used > used.cells:
            raise Refused("too_many_cells", most=used.cells)
        if row > self._row + 1:
            self._held.write("\r\n" * (row - self._row - 1))
        begun = self._held.tell()
        self._writer.writerow(cells)
        written = self._held.tell() - begun
        if written > LONGEST_CELL and max(map(len, cells)) > LONGEST_CELL:
            raise Refused("long_cell", row=row, most=LONGEST_CELL)
        used.written_used += written * times
        if used.written_used > used.written:
            raise Refused("too_much_text", most=used.written >> 20)
        self._row = last
        for _ in range(times - 1):
            self._pour()
            self._writer.writerow(cells)
        self._pour()

    def close(self) -> None:
        """Finish the file."""
        self._pour(least=0)
        self._file.close()

    def _pour(self, least: int = _PIECE) -> None:
        if self._held.tell() >= least:
            self._file.write(self._held.getvalue())
            self._held.seek(0)
            self._held.truncate()


def as_cells(values: list[Any], row: int, first: int, marks: Marks, is_1904: bool) -> list[str]:
    """Return the cells of a row as text, from the first column on; what the reader cannot tell comes from the marks.

    ``values`` begin in the column ``first``.
    """
    cells = [""] * first + [value if type(value) is str else as_text(value) for value in values]
    for column, kind in marks.formats.get(row, {}).items():
        if first <= column < len(cells):
            text = shown(values[column - first], kind, is_1904)
            cells[column] = cells[column] if text is None else text
            if kind == "no_year" and text:
                count(marks.without_year, column, row)
    for column, text in marks.texts.get(row, {}).items():
        # What was not calculated is nothing to the reader: it may end before.
        cells += [""] * (column + 1 - len(cells))
        cells[column] = text
    return cells
