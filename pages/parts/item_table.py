"""A table of items of the approval menu as HTML: stage by stage if wanted, short on a phone, where empty cells go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from pages.parts.downloads import Html
from pages.parts.markup import text


@dataclass(frozen=True)
class Column:
    """One column: its head, and whether it is set to the right as numbers and days are; ``kind`` is its class."""

    said: str
    is_number: bool = False
    kind: str = ""


@dataclass(frozen=True)
class Rows:
    """Rows under one head of their own (none when it is empty): cells are HTML or plain text, empty ones blank."""

    head: str
    rows: Sequence[Sequence[object]]


def item_table(columns: Sequence[Column], parts: Sequence[Rows], kind: str = "") -> str:
    """Return the table; ``kind`` is a further class of it."""
    heads = "".join(f"<th scope=col{_kind(column)}>{text(column.said)}</th>" for column in columns)
    body = []
    for part in parts:
        if part.head:
            body.append(f'<tr class="stage"><th scope=rowgroup colspan={len(columns)}>{text(part.head)}</th></tr>')
        body += [_row(columns, row) for row in part.rows]
    return (
        f'<div class="table items {kind}"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _row(columns: Sequence[Column], row: Sequence[object]) -> str:
    cells = []
    for column, cell in zip(columns, row, strict=True):
        shown = cell if isinstance(cell, Html) else text("" if cell is None else cell)
        cells.append(f'<td data-label="{escape(column.said)}"{_kind(column)}>{shown}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _kind(column: Column) -> str:
    classes = " ".join(filter(None, ("number" if column.is_number else "", column.kind)))
    return f' class="{classes}"' if classes else ""
