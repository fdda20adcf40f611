"""Tables to look at and to take away: quiet HTML, CSV with BOM, XLSX; cells like formulas are made harmless."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from contextvars import copy_context
from datetime import date, datetime
from decimal import Decimal

import streamlit as st

from pages.parts.markup import text
from pages.parts.words import _
from queries.csv_text import as_csv

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60
# A long run of digits is a code, not a number.
NUMBER = re.compile(r"[±+−-]?(\d{1,3}(,\d{3})+|\d{1,6})(\.\d+)?%?|\d+/\d+|\d{4}-\d\d-\d\d")

Table = tuple[Sequence[str], Sequence[Sequence[object]]]


def as_xlsx(header: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """Return the table as an Excel workbook of one sheet; every text is written as text, never as a formula or link."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    bold, dated = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
    for column, name in enumerate(header):
        sheet.write_string(0, column, str(name), bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, bool):
                sheet.write_boolean(number, column, cell)
            elif isinstance(cell, int | float | Decimal):
                sheet.write_number(number, column, float(cell))
            elif isinstance(cell, datetime | date):
                sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), dated)
            elif cell is not None:
                sheet.write_string(number, column, str(cell))
    for column, name in enumerate(header):
        longest = max([_width(name), *(_width(row[column]) for row in rows[:200])])
        sheet.set_column(column, column, min(longest + 2, WIDEST))
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _width(cell: object) -> int:
    """Return about how wide a cell is in a spreadsheet: a Chinese character is twice as wide as a letter."""
    return sum(2 if ord(character) > 0x2E80 else 1 for character in str("" if cell is None else cell))


def buttons(header: Sequence[str], rows: Sequence[Sequence[object]], name: str) -> None:
    """Draw the two download buttons of a table that is at hand."""
    buttons_for(lambda: (header, rows), name)


def buttons_for(make: Callable[[], Table], name: str) -> None:
    """Draw the two download buttons of a table that is made only when one is pressed; ``name`` names the file."""
    # It is made in a thread of its own, which would not know the language of this run.
    run = copy_context()
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("下载 CSV"),
            lambda: as_csv(*run.copy().run(make)),
            f"{name}.csv",
            "text/csv",
            key=f"{name}-csv",
            on_click="ignore",
        )
        st.download_button(
            _("下载 XLSX"),
            lambda: as_xlsx(*run.copy().run(make)),
            f"{name}.xlsx",
            XLSX,
            key=f"{name}-xlsx",
            on_click="ignore",
        )


def html_table(header: Sequence[str], rows: Sequence[Sequence[object]], caption: str = "") -> str:
    """Return a quiet table as HTML: numbers and days to the right; on a phone each row becomes a card."""
    kinds = [' class="number"' if rows and all(map(_is_number, column)) else "" for column in zip(*rows, strict=True)]
    heads = "".join(
        f"<th scope=col{kind}>{text(name)}</th>" for name, kind in zip(header, kinds or [""] * len(header), strict=True)
    )
    body = []
    for row in rows:
        cells = "".join(
            f'<td data-label="{text(name)}"{kind}>{_cell(cell)}</td>'
            for name, kind, cell in zip(header, kinds, row, strict=True)
        )
        body.append(f"<tr>{cells}</tr>")
    said = f"<caption>{text(caption)}</caption>" if caption else ""
    return (
        f'<div class="table"><table>{said}<thead><tr>{heads}</tr></thead><tbody>{"".join(body)}</tbody></table></div>'
    )


def filled(made: Table) -> Table:
    """Return a table without the columns that are empty in every row."""
    header, rows = made
    kept = [place for place in range(len(header)) if any(row[place] not in (None, "") for row in rows)]
    return [header[place] for place in kept], [[row[place] for place in kept] for row in rows]


class Html(str):
    """A cell that is HTML already, made by us: it is not escaped again."""

    __slots__ = ()


def _cell(cell: object) -> str:
    if isinstance(cell, Html):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return f"{cell:,}"
    return text(cell)


def _is_number(cell: object) -> bool:
    """Whether a cell may stand in a column set to the right: a number, a day, what is written like one, or nothing."""
    if cell is None or cell == "" or isinstance(cell, int | float | Decimal | date):
        return True
    return not isinstance(cell, Html) and bool(NUMBER.fullmatch(str(cell)))
