"""Tables to look at and to take away: quiet HTML, CSV with BOM, XLSX; cells like formulas are made harmless."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal

import streamlit as st

from pages.parts.markup import text
from pages.parts.words import _
from queries.csv_text import as_csv

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60

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
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("下载 CSV"), lambda: as_csv(*make()), f"{name}.csv", "text/csv", key=f"{name}-csv", on_click="ignore"
        )
        st.download_button(
            _("下载 XLSX"), lambda: as_xlsx(*make()), f"{name}.xlsx", XLSX, key=f"{name}-xlsx", on_click="ignore"
        )


def html_table(header: Sequence[str], rows: Sequence[Sequence[object]], caption: str = "") -> str:
    """Return a quiet table as HTML: numbers and days to the right; on a phone each row becomes a card."""
    heads = "".join(f"<th scope=col>{text(name)}</th>" for name in header)
    body = []
    for row in rows:
        cells = "".join(
            f'<td data-label="{text(name)}"{_kind(cell)}>{_cell(cell)}</td>'
            for name, cell in zip(header, row, strict=True)
        )
        body.append(f"<tr>{cells}</tr>")
    said = f"<caption>{text(caption)}</caption>" if caption else ""
    return (
        f'<div class="table"><table>{said}<thead><tr>{heads}</tr></thead><tbody>{"".join(body)}</tbody></table></div>'
    )


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


def _kind(cell: object) -> str:
    said = str(cell)
    number = isinstance(cell, int | float | Decimal | date) or (said[:1].isdigit() and said[-1:] in "0123456789%")
    return ' class="number"' if number and not isinstance(cell, Html) else ""
