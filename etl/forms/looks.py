"""How an error workbook looks: the formats of its cells, by what they hold, and the widths of its columns."""

from __future__ import annotations

from typing import Any

from etl.types.table_schema import Column

TEXT, DAY, NUMBER = "@", "yyyy-mm-dd", "General"
NARROW, WIDE = 12, 36
_KINDS = {"date": DAY, "integer": NUMBER, "number": NUMBER, "year": NUMBER}


class Looks:
    """The formats of one workbook."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "border": 1, "bg_color": "#EDEDED"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.told = book.add_format(
            {"text_wrap": True, "valign": "top", "bg_color": "#FCE4D6", "font_color": "#9C0006"}
        )
        self.right = {kind: book.add_format({"num_format": kind}) for kind in (TEXT, DAY, NUMBER)}
        self.wrong = {
            kind: book.add_format({"num_format": kind, "bg_color": "#FFC7CE"}) for kind in (TEXT, DAY, NUMBER)
        }
        self.wrong_head = book.add_format({"bold": True, "border": 1, "bg_color": "#FFC7CE"})


def kind_of(column: Column | None) -> str:
    """Return the number format of a column's cells: what is typed into a code must stay text."""
    return _KINDS.get(column.type, TEXT) if column else TEXT


def width_of(header: str) -> int:
    """Return how wide a column is: a Chinese character is twice as wide as a letter."""
    return min(WIDE, max(NARROW, sum(2 if ord(character) > 0x2E80 else 1 for character in header) + 2))
