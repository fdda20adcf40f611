"""The tables of a web page: what many systems export under the name .xls, cell by cell as they are shown."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from etl.reading.marks import Marks, Refused

CHUNK = 1 << 20
_PAGE = re.compile(rb"<\s*(html|table|!doctype\s+html)\b", re.I)
_UNSEEN = frozenset(("script", "style", "title"))
_CELLS = frozenset(("td", "th"))
_BLOCKS = frozenset(("br", "p", "div", "li"))
_MOST_SPAN = 1 << 16
# Takes a row's number and its cells.
Write = Callable[[int, list[str]], None]


class Table:
    """One table as it is read."""

    def __init__(self, write: Write) -> None:
        self.write, self.marks = write, Marks()
        self.row = 0
        self.cells: dict[int, str] = {}
        self.text: list[str] | None = None
        self.span = (1, 1)
        # Column → until which row a cell from above reaches down.
        self.reaching: dict[int, int] = {}


class HtmlReader(HTMLParser):
    """Reads the tables of a page, one within another too; each is begun with ``begin``, which takes its rows."""

    def __init__(self, begin: Callable[[], Write], most_columns: int) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Table] = []
        self._begin, self._most = begin, most_columns
        self._open: list[Table] = []
        self._unseen = 0

    def read(self, path: Path) -> list[Table]:
        """Read every table of the page at ``path``. Raises Refused."""
        encoding = _encoding_of(path)
        with path.open(encoding=encoding) as text:
            while piece := text.read(CHUNK):
                self.feed(piece)
        self.close()
        while self._open:
            self.handle_endtag("table")
        if not any(table.marks.rows > 1 and table.marks.columns > 1 for table in self.tables):
            raise Refused("page")
        return self.tables

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that begins a table, a row or a cell."""
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._open.append(Table(self._begin()))
            self.tables.append(self._open[-1])
        elif self._open and tag == "tr":
            _end_row(self._open[-1])
            self._open[-1].row += 1
            if "display:none" in (dict(attrs).get("style") or "").replace(" ", ""):
                self._open[-1].marks.hide_rows(self._open[-1].row, self._open[-1].row)
        elif self._open and tag in _CELLS:
            table, said = self._open[-1], dict(attrs)
            _end_cell(table)
            table.row = max(table.row, 1)
            table.text, table.span = [], (_span(said.get("rowspan")), _span(said.get("colspan")))
            self._must_be_narrow(table)
        elif self._open and tag in _BLOCKS and self._open[-1].text is not None:
            self._open[-1].text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Note a tag that ends a table, a row or a cell."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif self._open and tag in _CELLS:
            _end_cell(self._open[-1])
        elif self._open and tag == "tr":
            _end_row(self._open[-1])
        elif self._open and tag == "table":
            _end_row(self._open.pop())

    def handle_data(self, data: str) -> None:
        """Take text within a cell; blanks and line breaks of the page are one blank, as they are shown."""
        if self._open and self._open[-1].text is not None and not self._unseen:
            self._open[-1].text.append(re.sub(r"[ \t\r\n]+", " ", data))

    def _must_be_narrow(self, table: Table) -> None:
        columns = max(table.cells, default=-1) + 1 + table.span[1]
        if columns > self._most:
            raise Refused("too_many_columns", columns=columns, row=table.row, most=self._most)


def is_page(start: bytes) -> bool:
    """Whether a file that begins with ``start`` is a web page."""
    return _PAGE.search(start.replace(b"\0", b"")) is not None


def _span(said: str | None) -> int:
    return min(int(said), _MOST_SPAN) if said and said.isascii() and said.isdigit() and int(said) else 1


def _end_cell(table: Table) -> None:
    if table.text is None:
        return
    lines = (line.strip(" \xa0") for line in "".join(table.text).split("\n"))
    text = "\n".join(line for line in lines if line)
    down, across = table.span
    column = 0
    while column in table.cells or table.reaching.get(column, 0) >= table.row:
        column += 1
    for place in range(column, column + across):
        table.cells[place] = text if place == column else ""
        table.reaching[place] = table.row + down - 1
    if down > 1 or across > 1:
        table.marks.merge(table.row, column, table.row + down - 1, column + across - 1)
    table.text = None


def _end_row(table: Table) -> None:
    _end_cell(table)
    if table.cells:
        cells = [table.cells.get(column, "") for column in range(max(table.cells) + 1)]
        table.marks.stretch(table.row, len(cells))
        table.write(table.row, cells)
    table.cells = {}


def _encoding_of(path: Path) -> str:
    """UTF-16 by its mark, else UTF-8 if all of it is, else GB18030. Raises Refused for anything else."""
    with path.open("rb") as file:
        start = file.read(4)
    marked = "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else None
    for encoding in [marked] if marked else ["utf-8-sig", "gb18030"]:
        try:
            with path.open(encoding=encoding) as text:
                while text.read(CHUNK):
                    pass
        except UnicodeError:
            continue
        return encoding
    raise Refused("page_encoding")
