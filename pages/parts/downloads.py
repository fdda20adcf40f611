"""Tables to look at and to take away: quiet HTML, CSV with BOM, XLSX; cells like formulas are made harmless."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextvars import copy_context
from datetime import date
from decimal import Decimal

import streamlit as st

from pages.parts.figures import NO_VALUE, decimal, whole
from pages.parts.markup import sentence, text
from pages.parts.take_away.about import About, about_page, made_now
from pages.parts.take_away.cells import Average
from pages.parts.words import _
from queries.csv_text import as_csv

# Rows in one file at most: what a spreadsheet opens without complaint.
MOST_TAKEN_AWAY = 200_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A long run of digits is a code, not a number.
NUMBER = re.compile(r"[±+−-]?(\d{1,3}(,\d{3})+|\d{1,6})(\.\d+)?%?|\d+/\d+|\d{4}-\d\d-\d\d")

Table = tuple[Sequence[str], Sequence[Sequence[object]]]
# The same, its rows one after the other as they are made.
Streamed = tuple[Sequence[str], Iterable[Sequence[object]]]


def as_xlsx(header: Sequence[str], rows: Iterable[Sequence[object]], about: About = (), title: str = "") -> bytes:
    """Return the table as an Excel workbook (take_away/workbook.py), with ``about`` on a second sheet."""
    # Imported here and not above: the first page is drawn without it.
    from pages.parts.take_away.workbook import Sheet, workbook

    return workbook([Sheet(title or _("数据"), header, rows)], about)


def buttons(header: Sequence[str], rows: Sequence[Sequence[object]], name: str, about: About | None = None) -> None:
    """Draw the two download buttons of a table that is at hand."""
    buttons_for(lambda: (header, rows), name, about)


def buttons_for(
    make: Callable[[], Streamed | Table], name: str, about: About | None = None, total: int | None = None
) -> None:
    """Draw the two download buttons of a table that is made only when one is pressed; ``name`` names the file.

    ``total`` is how many rows there are in all: a sentence is drawn when the file, of MOST_TAKEN_AWAY rows at most,
    cannot hold them.

    ``about`` (take_away/about.py) stands on the second sheet of the workbook; without it, what the page itself says:
    days, filters, version. Its cells may be days, numbers and the kinds of take_away/cells.py: they stay what they are.
    """
    said = about_page() if about is None else about
    # It is made in a thread of its own, which would not know the language of this run.
    run = copy_context()
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("下载 CSV"),
            lambda: run.copy().run(lambda: as_csv(*make())),
            f"{name}.csv",
            "text/csv",
            key=f"{name}-csv",
            on_click="ignore",
        )
        st.download_button(
            _("下载 XLSX"),
            lambda: run.copy().run(lambda: as_xlsx(*make(), made_now(said))),
            f"{name}.xlsx",
            XLSX,
            key=f"{name}-xlsx",
            on_click="ignore",
        )
    if total is not None and total > MOST_TAKEN_AWAY:
        sentence(_("下载最多 {n} 行，请先筛选或缩短时间段。", n=whole(MOST_TAKEN_AWAY)))


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
    if isinstance(cell, Average):
        return decimal(float(cell))
    return text(cell)


def _is_number(cell: object) -> bool:
    """Whether a cell may stand in a column set to the right: a number, a day, what is written like one, or nothing."""
    if cell is None or cell in ("", NO_VALUE) or isinstance(cell, int | float | Decimal | date):
        return True
    return not isinstance(cell, Html) and bool(NUMBER.fullmatch(str(cell)))
