"""The sheets of an ODS, cell by cell as they are shown, read from its XML piece by piece with their marks."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.parsers import expat

from etl.reading.cell_formats import EXACT, as_text, plain
from etl.reading.marks import Marks, Refused, count
from etl.reading.packed import Packed

CONTENT = "content.xml"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (f"{_NAMES}{name}:1.0 " for name in ("table", "office", "text", "style"))
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_MONTH = re.compile(r"\d{4}\s*([-/.年])\s*\d{1,2}月?|[A-Za-z]{3,9}[- ]\d{2,4}")
_NO_YEAR = re.compile(r"\d{1,2}\s*([-/.月])\s*\d{1,2}[日号]?|\d{1,2}[- ][A-Za-z]{3,9}")
_ERROR = re.compile(r"#[A-Z/0]+[!?]?|Err:\d+")
_NOTHING_CALCULATED = "#CALC!"

# Takes a row's number, its cells up to the last filled one, and how many rows say the same.
Write = Callable[[int, list[str], int], None]


class Sheet:
    """One sheet as it is read."""

    def __init__(self, name: str, is_visible: bool, write: Write) -> None:
        self.name, self.is_visible, self.write = name, is_visible, write
        self.marks = Marks()


class OdsReader:
    """Reads the content of an ODS; each sheet is begun with ``begin``, which gives what takes its rows."""

    def __init__(self, begin: Callable[[str], Write], most_columns: int) -> None:
        self.sheets: list[Sheet] = []
        self._begin, self._most = begin, most_columns
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._path: list[str] = []
        self._sheet: Sheet | None = None
        self._row = self._column = self._columns_seen = self._repeated = 0
        self._cells: dict[int, str] = {}
        self._cell: dict[str, str] | None = None
        self._lines: list[str] = []

    def read(self, packed: Packed) -> list[Sheet]:
        """Read every sheet. Raises Refused."""
        if b"encryption-data" in packed.read("META-INF/manifest.xml"):
            raise Refused("password")
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._open, self._close
        parser.CharacterDataHandler = self._write_text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            for piece in packed.unpack(CONTENT):
                parser.Parse(piece)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError):
            raise Refused("broken") from None
        return self.sheets

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        if name == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif name == f"{_STYLE}table-properties" and attributes.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(self._style)
        elif name == f"{_TABLE}table" and self._sheet is None:
            called = attributes.get(f"{_TABLE}name", "")
            is_visible = attributes.get(f"{_TABLE}style-name") not in self._hidden_styles
            self._sheet = Sheet(called, is_visible, self._begin(called))
            self.sheets.append(self._sheet)
            self._row = self._columns_seen = 0
        elif self._sheet is None:
            return
        elif self._cell is not None:
            if self._is_in_cell():
                self._open_text(name, attributes)
        elif name == f"{_TABLE}table-column":
            columns = int(attributes.get(f"{_TABLE}number-columns-repeated", 1))
            if attributes.get(f"{_TABLE}visibility", "visible") != "visible":
                self._sheet.marks.hide_columns(self._columns_seen, self._columns_seen + columns - 1)
            self._columns_seen += columns
        elif name == f"{_TABLE}table-row":
            self._column, self._cells = 0, {}
            self._repeated = int(attributes.get(f"{_TABLE}number-rows-repeated", 1))
            if attributes.get(f"{_TABLE}visibility", "visible") != "visible":
                self._sheet.marks.hide_rows(self._row + 1, self._row + self._repeated)
        elif name in _CELLS:
            self._cell, self._lines = attributes, []

    def _open_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_TEXT}p":
            self._lines.append("")
        elif name == f"{_TEXT}s" and self._lines:
            self._lines[-1] += " " * min(int(attributes.get(f"{_TEXT}c", 1)), 1 << 10)
        elif name == f"{_TEXT}tab" and self._lines:
            self._lines[-1] += "\t"
        elif name == f"{_TEXT}line-break" and self._lines:
            self._lines[-1] += "\n"

    def _is_in_cell(self) -> bool:
        """Whether we are in a paragraph of the cell itself, not of a comment or a drawing on it."""
        place = max(at for at, name in enumerate(self._path) if name in _CELLS)
        return place + 1 < len(self._path) and self._path[place + 1] == f"{_TEXT}p"

    def _write_text(self, text: str) -> None:
        if self._cell is not None and self._lines and self._is_in_cell():
            self._lines[-1] += text

    def _close(self, name: str) -> None:
        self._path.pop()
        if self._sheet is None:
            return
        if name in _CELLS and self._cell is not None and not any(above in _CELLS for above in self._path):
            self._take_cell(self._sheet.marks, self._cell, is_covered=name == _CELLS[1])
            self._cell = None
        elif name == f"{_TABLE}table-row" and self._cell is None:
            self._take_row(self._sheet)
        elif name == f"{_TABLE}table" and f"{_TABLE}table" not in self._path:
            self._sheet = None

    def _take_cell(self, marks: Marks, cell: dict[str, str], is_covered: bool) -> None:
        columns = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        row = self._row + 1
        across = int(cell.get(f"{_TABLE}number-columns-spanned", 1))
        down = int(cell.get(f"{_TABLE}number-rows-spanned", 1))
        if across > 1 or down > 1:
            marks.merge(row, self._column, row + down - 1, self._column + across - 1)
        # What a merged cell covers is kept in the file, but nobody sees it.
        text = "" if is_covered else self._text_of(marks, cell, "\n".join(self._lines))
        if text:
            if self._column + columns > self._most:
                raise Refused("too_many_columns", columns=self._column + columns, row=row)
            for column in range(self._column, self._column + columns):
                self._cells[column] = text
            marks.stretch(row + self._repeated - 1, self._column + columns)
        self._column += columns

    def _take_row(self, sheet: Sheet) -> None:
        if self._cells:
            cells = [self._cells.get(column, "") for column in range(max(self._cells) + 1)]
            sheet.write(self._row + 1, cells, self._repeated)
        self._row += self._repeated

    def _text_of(self, marks: Marks, cell: dict[str, Any], shown: str) -> str:
        kind = cell.get(f"{_OFFICE}value-type")
        is_formula = f"{_TABLE}formula" in cell
        if cell.get(f"{_CALC}value-type") == "error" or (is_formula and _ERROR.fullmatch(shown)):
            return shown if shown.startswith("#") else "#VALUE!"
        if is_formula and kind is None and not shown:
            count(marks.uncalculated, self._column, self._row + 1)
            return _NOTHING_CALCULATED
        if kind == "date":
            return self._day(marks, cell.get(f"{_OFFICE}date-value", ""), shown)
        return _plain_text(cell, kind, shown)

    def _day(self, marks: Marks, day: str, shown: str) -> str:
        if _MONTH.fullmatch(shown.strip()):
            return f"{int(day[:4])}年{int(day[5:7])}月"
        if _NO_YEAR.fullmatch(shown.strip()):
            count(marks.without_year, self._column, self._row + 1)
        written = day.replace("T", " ", 1).split(".")[0]
        return written.removesuffix(" 00:00:00")


def _plain_text(cell: dict[str, Any], kind: str | None, shown: str) -> str:
    if kind in ("float", "currency", "percentage"):
        return _number(cell.get(f"{_OFFICE}value", ""), kind, shown)
    if kind == "boolean":
        return "是" if cell.get(f"{_OFFICE}boolean-value") == "true" else "否"
    if kind == "time" and (time := _TIME.fullmatch(cell.get(f"{_OFFICE}time-value", ""))):
        return ":".join(part.zfill(2) for part in time.groups())
    return str(cell.get(f"{_OFFICE}string-value", shown)) if kind == "string" else shown


def _number(value: str, kind: str, shown: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise Refused("broken") from None
    if kind == "percentage":
        return plain(Decimal(f"{float(number):.15g}") * 100) + "%"
    if abs(number) < EXACT and re.fullmatch(r"0\d+", shown) and int(shown) == number:
        return shown
    return as_text(float(number))


def _refuse_doctype(*_: object) -> None:
    raise Refused("doctype")
