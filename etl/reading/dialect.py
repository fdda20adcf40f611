"""A dialect: what parts the cells of a delimited text, what stands around them, and how that is written inside them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

# A cell longer than this is no cell: a quotation mark was left open.
LONGEST_CELL = 1 << 20
# Stands for a delimiter of several characters while a row is parted; no table has it in a cell.
_STAND_IN = "\x1f"
_NO_ESCAPE = {mark: re.compile(rf"\\(?!{mark})") for mark in "\"'"}
csv.field_size_limit(LONGEST_CELL)

# Raised where the quotation marks of a row break the rules.
Unruly = csv.Error


@dataclass(frozen=True)
class Dialect:
    """One way to read a delimited text, strictly: a quotation mark is doubled or escaped, or it breaks the rules."""

    delimiter: str = ","
    quote: str = '"'
    # Empty where a quotation mark within a cell is doubled; a backslash where one stands before it.
    escape: str = ""
    # The backslash escapes quotation marks only; before anything else it is a character of the cell.
    is_literal: bool = False

    @property
    def is_usual(self) -> bool:
        """Whether a database reads it by itself: one character between cells, double quotation marks, doubled."""
        return len(self.delimiter) == 1 and self.quote == '"' and not self.escape

    def rows(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Yield the cells of each row of ``lines`` (with their ends). Raises Unruly where quotation marks are amiss."""
        is_long = len(self.delimiter) > 1
        taken: list[str] = []
        reader = csv.reader(
            self._taking(lines, taken),
            delimiter=_STAND_IN if is_long else self.delimiter,
            quotechar=self.quote,
            escapechar=self.escape or None,
            strict=True,
        )
        for cells in reader:
            if self.quote in taken[0] and self._is_amiss("".join(taken), cells):
                raise Unruly("a quotation mark within a cell")
            taken.clear()
            yield [cell.replace(_STAND_IN, self.delimiter) for cell in cells] if is_long else cells

    def _taking(self, lines: Iterable[str], taken: list[str]) -> Iterator[str]:
        """Pass lines on, and keep those of the row being read."""
        for line in lines:
            prepared = self._prepared(line)
            taken.append(prepared)
            yield prepared

    def _prepared(self, line: str) -> str:
        if self.is_literal:
            line = _NO_ESCAPE[self.quote].sub(r"\\\\", line)
        if len(self.delimiter) > 1:
            if _STAND_IN in line:
                raise Unruly("the stand-in is taken")
            line = line.replace(self.delimiter, _STAND_IN)
        return line

    def _is_amiss(self, row: str, cells: list[str]) -> bool:
        """Whether a cell begins without a quotation mark and has an odd number of them: a delimiter before it was lost.

        Then what looks like the end of the cell may lie between quotation marks, and the row still has its width.
        """
        if not any(cell.count(self.quote) % 2 for cell in cells):
            return False
        place, cell = 0, _cell(self.quote, _STAND_IN if len(self.delimiter) > 1 else self.delimiter, bool(self.escape))
        while True:
            found = cell.match(row, place)
            if found is None or (found["bare"] or "").replace("\\" + self.quote, "").count(self.quote) % 2:
                return True
            place = found.end() + 1
            if place >= len(row) or row[place - 1] in "\r\n":
                return False


@lru_cache(64)
def _cell(quote: str, delimiter: str, has_escape: bool) -> re.Pattern[str]:
    """A cell as it is written: between quotation marks, or bare up to the next delimiter or line end."""
    end, mark = re.escape(delimiter) + r"\r\n", re.escape(quote)
    if has_escape:
        return re.compile(rf"{mark}(?:[^{mark}\\]|\\.|{mark}{mark})*{mark}|(?P<bare>(?:[^{end}\\]|\\.)*)", re.DOTALL)
    return re.compile(rf"{mark}(?:[^{mark}]|{mark}{mark})*{mark}|(?P<bare>[^{end}]*)")
