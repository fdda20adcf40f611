"""Drop-down lists in a workbook: the words that a column takes, offered in its cells, kept on a hidden sheet."""

from __future__ import annotations

import itertools
from typing import Any

import xlsxwriter

from etl.forms.column_words import words_to_choose
from etl.language import said
from etl.types.table_schema import Column, TableSchema


class WordLists:
    """The lists of one workbook; ``sheet`` takes their words, one column each, and is hidden."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.lists: dict[int, list[str]] = {}
        sheet.hide()

    def offer(self, sheet: Any, schema: TableSchema, column: Column, position: int, rows: tuple[int, int]) -> None:
        """Offer the words of ``column`` in the cells at ``position`` of ``sheet``, in the rows from … to (from 0).

        A free column has none. A cell of a list may hold several words, which a drop-down list would forbid.
        """
        chosen = words_to_choose(schema, column)
        if not chosen or column.type == "list":
            return
        self.lists[position] = chosen
        letters = xlsxwriter.utility.xl_col_to_name(position)
        sheet.data_validation(
            rows[0],
            position,
            rows[1],
            position,
            {
                "validate": "list",
                "source": f"='{self.sheet.get_name()}'!${letters}$1:${letters}${len(chosen)}",
                "error_title": column.title[:32],
                "error_message": said("请从列表里选一个词。"),
            },
        )

    def write(self) -> None:
        """Write the words row by row: a workbook that keeps nothing in memory takes them in no other order."""
        for row, words in enumerate(itertools.zip_longest(*self.lists.values())):
            for position, word in zip(self.lists, words, strict=True):
                if word is not None:
                    self.sheet.write_string(row, position, word)
