"""The rows of one sheet on their way to a file: as text, numbered by their place, and no more than allowed."""

from __future__ import annotations

import csv
from pathlib import Path

from etl.reading.marks import Refused

# A cell longer than this is no cell (Excel ends at 32 767 characters).
LONGEST_CELL = 1 << 17
# So many rows are written between two looks at how much it has become.
_OFTEN = 512


class Allowance:
    """How much all sheets of a workbook may hold together."""

    def __init__(self, rows: int, columns: int, cells: int, written: int) -> None:
        self.rows, self.columns, self.cells, self.written = rows, columns, cells, written
        self.cells_used = self.written_used = 0


class RowFile:
    """A CSV file with the rows of a sheet; a row's place in it is its number."""

    def __init__(self, path: Path, allowance: Allowance) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file)
        self._allowance = allowance
        self._row = self._written = 0
        self.width = 0

    def write(self, row: int, cells: list[str]) -> None:
        """Write the cells of the row number ``row``; rows come in their order. Raises Refused when it is too much."""
        while cells and not cells[-1]:
            cells = cells[:-1]
        if not cells:
            return
        used = self._allowance
        self.width = max(self.width, len(cells))
        used.cells_used += len(cells)
        if row > used.rows:
            raise Refused("too_many_rows", rows=row, most=used.rows)
        if len(cells) > used.columns:
            raise Refused("too_many_columns", columns=len(cells), row=row, most=used.columns)
        if used.cells_used > used.cells:
            raise Refused("too_many_cells", most=used.cells)
        if row > self._row + 1:
            self._file.write("\r\n" * (row - self._row - 1))
        self._writer.writerow(cells)
        self._row = row
        if sum(map(len, cells)) > LONGEST_CELL and max(map(len, cells)) > LONGEST_CELL:
            raise Refused("long_cell", row=row, most=LONGEST_CELL)
        if row % _OFTEN == 0 or len(cells) > _OFTEN:
            self._count_bytes()

    def close(self) -> None:
        """Finish the file."""
        self._count_bytes()
        self._file.close()

    def _count_bytes(self) -> None:
        written = self._file.tell()
        self._allowance.written_used += written - self._written
        self._written = written
        if self._allowance.written_used > self._allowance.written:
            raise Refused("too_much_text", most=self._allowance.written >> 20)
