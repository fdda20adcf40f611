"""Delimited text (CSV and its relatives): its rows one by one, and whether the database may read it by itself."""

from __future__ import annotations

import itertools
import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from etl.language import said
from etl.limits import limits
from etl.reading.dialect import Dialect, Unruly
from etl.reading.encoding import Survey

DELIMITERS = (",", "\t", ";", "|")
# The header is looked for among this many rows.
HEAD_ROWS = 40
HEAD_BYTES = 1 << 18
# A line longer than this is none of a table.
LONGEST_LINE = 1 << 24
# Below this size a file is read row by row sooner than the database starts its reader.
DIRECT_FROM = 1 << 20
# What DuckDB reads in a path as standing for other characters.
_PATTERN = frozenset("*?[")
_BLANK_LINE = rb"\n\r?\n"


class BrokenRow(Exception):
    """A row that cannot be read, and with it all after it; carries its number, the rule and the sentence."""

    def __init__(self, row: int, message: str, rule: str = "brokenQuotes") -> None:
        super().__init__(message)
        self.row, self.message, self.rule = row, message, rule


@dataclass
class Delimited:
    """A UTF-8 text file read in one dialect."""

    path: Path
    dialect: Dialect
    # Why the first rows could not be read to their end, if so; ``head`` notes it.
    broken: BrokenRow | None = field(default=None, compare=False)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield every row with its number as Excel counts it (a line break inside a cell begins no row).

        Raises BrokenRow where the quotation marks of a row break the rules, and where the file is larger than allowed.
        """
        most = limits()
        row = cells = 0
        with self.path.open(encoding="utf-8-sig", newline="") as text:
            try:
                for row, found in enumerate(self.dialect.rows(_lines(text)), start=1):
                    cells += len(found)
                    if len(found) > most.columns:
                        raise _too_much(row, "tooManyColumns", len(found), most.columns)
                    if row > most.rows:
                        raise _too_much(row, "tooManyRows", row, most.rows)
                    if cells > most.cells:
                        raise _too_much(row, "tooManyCellsInAll", cells, most.cells)
                    yield row, found
            except Unruly:
                raise BrokenRow(row + 1, _broken(row + 1)) from None
            except _LongLine:
                raise BrokenRow(row + 1, _long(row + 1), "longLine") from None

    def head(self) -> list[list[str]]:
        """Return the first rows, among which the header is. A row that cannot be read ends them."""
        rows = []
        try:
            for _, cells in itertools.islice(self.rows(), HEAD_ROWS):
                rows.append(cells)
        except BrokenRow as broken:
            self.broken = broken
        return rows

    def is_plain(self, survey: Survey, header_row: int) -> bool:
        """Whether DuckDB's own reader surely gives the same rows under the same numbers as ``rows``.

        It skips blank lines (which shifts the numbers), wants one line ending, is lenient where quotes are unusual, and
        takes some characters of a path for a pattern. Blank lines in a file without quotes are found by counting.
        """
        if survey.size < DIRECT_FROM or not survey.has_one_line_ending or _PATTERN & set(str(self.path)):
            return False
        if not self.dialect.is_usual or survey.lines > limits().rows:
            return False
        if any("\n" in cell for cells in self.head()[:header_row] for cell in cells):
            return False
        return not survey.has_quote or not (self.has(_BLANK_LINE) or self._has_unusual_quotes())

    def _has_unusual_quotes(self) -> bool:
        outside = re.escape(self.dialect.delimiter.encode()) + rb"\r\n"
        return self.has(rb'"(?:(?<=[^' + outside + rb'"]")(?=[^' + outside + rb'])|(?<="")(?=[^' + outside + rb'"]))')

    def has(self, pattern: bytes) -> bool:
        """Whether the bytes of the file hold ``pattern`` anywhere; the file is not read into memory for it."""
        if not self.path.stat().st_size:
            return False
        with self.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return re.search(pattern, content) is not None


class _LongLine(Exception):
    """A line without end."""


def _lines(text: TextIO) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise _LongLine
        yield line


def candidates(path: Path) -> list[Delimited]:
    """Return the file read with each delimiter that occurs near its beginning, the most frequent first."""
    beginning = beginning_of(path)
    found = [mark for mark in DELIMITERS if mark in beginning] or [","]
    return [Delimited(path, Dialect(mark)) for mark in sorted(found, key=lambda mark: -beginning.count(mark))]


def beginning_of(path: Path) -> str:
    """Return the first characters of a UTF-8 file, as many as the header may stand among."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as text:
        return text.read(HEAD_BYTES)


def _broken(row: int) -> str:
    return said(
        "第 {row} 行的引号不合规矩（没有成对，或引号后面还有字），从这里起分不清单元格。"
        "请检查这一行里的双引号（单元格里的双引号要写成两个），或用 WPS、Excel 另存为 CSV 后重新上传。",
        row=row,
    )


def _long(row: int) -> str:
    return said(
        "第 {row} 行长得不像表格的一行（超过 {most} 兆字），可能没有换行，或引号没有成对。请从原系统重新导出后上传。",
        row=row,
        most=LONGEST_LINE >> 20,
    )


def _too_much(row: int, rule: str, count: int, most: int) -> BrokenRow:
    words = {
        "tooManyColumns": said(
            "第 {row} 行有 {count} 列，超过 {most} 列的上限（设置 APPROVALS_MOST_COLUMNS）。"
            "请删去多余的列，或检查分隔符后重新上传。",
            row=row, count=count, most=most,
        ),
        "tooManyRows": said(
            "文件超过 {most} 行的上限（设置 APPROVALS_MOST_ROWS）。请拆成几个文件，分别上传。", most=most
        ),
        "tooManyCellsInAll": said(
            "到第 {row} 行已有 {count} 个单元格，超过 {most} 个的上限（设置 APPROVALS_MOST_CELLS）。"
            "请拆成几个文件，分别上传。",
            row=row, count=count, most=most,
        ),
    }  # fmt: skip
    return BrokenRow(row, words[rule], rule)
