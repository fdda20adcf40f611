"""Delimited text (CSV and its relatives): its rows one by one, and whether the database may read it by itself."""

from __future__ import annotations

import csv
import itertools
import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.reading.encoding import Survey

DELIMITERS = (",", "\t", ";", "|")
# The header is looked for among this many rows.
HEAD_ROWS = 40
HEAD_BYTES = 1 << 18
# A cell longer than this is no cell: a quotation mark was left open.
LONGEST_CELL = 1 << 20
# Below this size a file is read row by row sooner than the database starts its reader.
DIRECT_FROM = 1 << 20
# What DuckDB reads in a path as standing for other characters.
_PATTERN = frozenset("*?[")
_BLANK_LINE = rb"\n\r?\n"
csv.field_size_limit(LONGEST_CELL)


class BrokenRow(Exception):
    """A row whose quotation marks do not match; carries the row's number and the sentence."""

    def __init__(self, row: int, message: str) -> None:
        super().__init__(message)
        self.row, self.message = row, message


@dataclass(frozen=True)
class Delimited:
    """A UTF-8 text file read with one delimiter."""

    path: Path
    delimiter: str

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield every row with its number as Excel counts it (a line break inside a cell begins no row).

        Raises BrokenRow when the quotation marks of a row do not match.
        """
        with self.path.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, delimiter=self.delimiter, strict=True)
            row = 0
            try:
                for row, cells in enumerate(reader, start=1):
                    yield row, cells
            except csv.Error:
                raise BrokenRow(
                    row + 1,
                    f"第 {row + 1} 行的引号没有成对，从这里起分不清单元格。"
                    "请检查这一行里的双引号（单元格里的双引号要写成两个），或用 WPS、Excel 另存为 CSV 后重新上传。",
                ) from None

    def head(self) -> list[list[str]]:
        """Return the first rows, among which the header is. A row that cannot be read ends them."""
        rows = []
        try:
            for _, cells in itertools.islice(self.rows(), HEAD_ROWS):
                rows.append(cells)
        except BrokenRow:
            pass
        return rows

    def is_plain(self, survey: Survey, header_row: int) -> bool:
        """Whether DuckDB's own reader surely gives the same rows under the same numbers as ``rows``.

        It skips blank lines (which shifts the numbers), wants one line ending, is lenient where quotes are unusual, and
        takes some characters of a path for a pattern. Blank lines in a file without quotes are found by counting.
        """
        if survey.size < DIRECT_FROM or not survey.has_one_line_ending or _PATTERN & set(str(self.path)):
            return False
        if any("\n" in cell for cells in self.head()[:header_row] for cell in cells):
            return False
        return not survey.has_quote or not (self._has(_BLANK_LINE) or self._has_unusual_quotes())

    def _has_unusual_quotes(self) -> bool:
        outside = re.escape(self.delimiter.encode()) + rb"\r\n"
        return self._has(rb'"(?:(?<=[^' + outside + rb'"]")(?=[^' + outside + rb'])|(?<="")(?=[^' + outside + rb'"]))')

    def _has(self, pattern: bytes) -> bool:
        with self.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return re.search(pattern, content) is not None


def candidates(path: Path) -> list[Delimited]:
    """Return the file read with each delimiter that occurs near its beginning, the most frequent first."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as text:
        beginning = text.read(HEAD_BYTES)
    found = [mark for mark in DELIMITERS if mark in beginning] or [","]
    return [Delimited(path, mark) for mark in sorted(found, key=lambda mark: -beginning.count(mark))]
