"""A workbook to take away: a sheet a table, typed and ready to print, and a last sheet that says what all of it is."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any

import xlsxwriter

from pages.parts.take_away.about import About
from pages.parts.take_away.cells import Average, Count, Share
from pages.parts.words import _
from queries.row_writer import RowWriter

FONT, CODE_FONT = "Microsoft YaHei", "Consolas"
WIDEST, NARROWEST = 48, 8
LOOKED_AT = 200
LONGEST_SHEET_NAME = 31
LONGEST_PRINTED = 120
A4 = 9
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
# What number a cell is shown as, by its type; the first that fits.
NUMBERS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (Share, "0.0%"),
    (Average, "#,##0.0"),
    (Count, "#,##0"),
    (int, "0"),
    ((float, Decimal), "#,##0.0##"),
)


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook: the name on its tab, its columns and its rows, which may come one after the other."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[object]]


def workbook(sheets: Sequence[Sheet], about: About) -> bytes:
    """Return the tables as one XLSX file, and behind them a sheet with the lines of ``about``.

    Every text is written as text, never as a formula or a link. The rows are written as they come: none is kept.
    """
    out = io.BytesIO()
    settings = {"constant_memory": True, "default_format_properties": {"font_name": FONT, "font_size": 10}}
    book = xlsxwriter.Workbook(out, settings)
    looks = _Looks(book)
    taken: set[str] = set()
    for sheet in sheets:
        _write(book, looks, sheet, _sheet_name(sheet.title, taken))
    if about:
        _explain(book, looks, about, _sheet_name(_("说明"), taken))
    book.close()
    return out.getvalue()


class _Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self.head = self._made(book, bold=True, bg_color="#EAF1F9", bottom=1, text_wrap=True)
        self.words = self._made(book, text_wrap=True, num_format="@")
        self.numbers = {shown: self._made(book, num_format=shown) for shown in [*dict(NUMBERS).values(), DAY, MOMENT]}
        self.name = self._made(book, bold=True, font_color="#5B6673")
        self.title = self._made(book, bold=True, font_size=14)
        self.code = self._made(book, font_name=CODE_FONT, num_format="@")

    @staticmethod
    def _made(book: Any, **how: object) -> Any:
        return book.add_format({"font_name": FONT, "font_size": 10, "valign": "top", **how})


def _write(book: Any, looks: _Looks, table: Sheet, name: str) -> None:
    sheet = book.add_worksheet(name)
    rows = iter(table.rows)
    first = list(islice(rows, LOOKED_AT))
    for column, head in enumerate(table.header):
        widest = max([_width(head) + 3, *(_width(row[column]) + 2 for row in first)])
        sheet.set_column(column, column, max(NARROWEST, min(widest, WIDEST)))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    _print_on_paper(sheet, table.title)
    writer = RowWriter(sheet)
    writer.begin(0)
    for column, head in enumerate(table.header):
        writer.text(column, str(head), looks.head)
    writer.end()
    at = 0
    for at, row in enumerate(chain(first, rows), start=1):
        writer.begin(at)
        for column, cell in enumerate(row):
            _write_cell(writer, column, cell, looks)
        writer.end()
    sheet.autofilter(0, 0, at, max(len(table.header) - 1, 0))


def _print_on_paper(sheet: Any, title: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f'&L&"{FONT}"{title[:LONGEST_PRINTED].replace("&", "&&")}')
    sheet.set_footer("&R&P / &N")


def _write_cell(writer: RowWriter, column: int, cell: object, looks: _Looks) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        writer.text(column, _("是") if cell else _("否"), looks.words)
    elif isinstance(cell, datetime) and (cell.hour or cell.minute or cell.second):
        serial = (cell.replace(tzinfo=None) - datetime(1899, 12, 30)).total_seconds() / 86_400
        writer.number(column, repr(serial), looks.numbers[MOMENT])
    elif isinstance(cell, date):
        writer.day(column, cell, looks.numbers[DAY])
    elif isinstance(cell, int | float | Decimal):
        if math.isfinite(cell):
            shown = next(shown for kind, shown in NUMBERS if isinstance(cell, kind))
            writer.number(
                column, repr(float(cell)) if not isinstance(cell, int) else str(int(cell)), looks.numbers[shown]
            )
    else:
        writer.text(column, str(cell), looks.words)


def _explain(book: Any, looks: _Looks, about: About, name: str) -> None:
    """The sheet of explanation: what stands first is its title; a name once, its lines below one another."""
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    _print_on_paper(sheet, about[0][1])
    writer = RowWriter(sheet)
    for at, (said, line, is_first) in enumerate(_lines(about)):
        writer.begin(at)
        if is_first:
            writer.text(0, said, looks.name)
        writer.text(1, line, looks.title if at == 0 else looks.code if said == "SQL" else looks.words)
        writer.end()


def _lines(about: About) -> Iterator[tuple[str, str, bool]]:
    for said, text in about:
        for number, line in enumerate(text.splitlines() or [""]):
            yield said, line, number == 0


def _sheet_name(title: str, taken: set[str]) -> str:
    """Return the title as Excel takes it for a tab: without its special characters, not too long, and only once."""
    plain = "".join("·" if character in "[]:*?/\\" else character for character in title).strip("' ") or "1"
    name, number = plain[:LONGEST_SHEET_NAME], 2
    while name.casefold() in taken:
        mark = f" {number}"
        name, number = plain[: LONGEST_SHEET_NAME - len(mark)] + mark, number + 1
    taken.add(name.casefold())
    return name


def _width(cell: object) -> int:
    """Return about how wide a cell is in a spreadsheet: a Chinese character is twice as wide as a letter."""
    return sum(2 if ord(character) > 0x2E80 else 1 for character in str("" if cell is None else cell))
