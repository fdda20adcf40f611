"""Templates to fill in: an empty table of one record type, as CSV or as a workbook that helps while one writes."""

from __future__ import annotations

import csv
import io
from typing import Any

import xlsxwriter

from etl.forms.column_words import how_to_write, words_to_choose
from etl.forms.word_lists import WordLists
from etl.types.table_schema import Column, TableSchema

# Rows for which the workbook offers its lists; what is pasted below them is checked all the same.
LAST_ROW = 20_000
EXPLANATION, WORDS = "填写说明", "可选的词"
_FORMATS = {"date": "yyyy-mm-dd", "yearmonth": "yyyy-mm", "integer": "0", "year": "0"}
_NARROW, _WIDE = 12, 36


def csv_template(schema: TableSchema) -> bytes:
    """Return the template as CSV: the header, in UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([column.title for column in schema.columns])
    return text.getvalue().encode("utf-8-sig")


def workbook_template(schema: TableSchema) -> bytes:
    """Return the template as XLSX: lists to choose from, date and text formats, notes on the header, explanations.

    The first sheet is the table, without an example row, which would be loaded as data: examples are explained on
    the second sheet. Long lists stand on a hidden third one.
    """
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet(schema.title[:31])
    explanation, words = book.add_worksheet(EXPLANATION), WordLists(book.add_worksheet(WORDS))
    sheet.freeze_panes(1, 0)
    for position, column in enumerate(schema.columns):
        _add_column(book, sheet, words, schema, position, column)
    _explain(book, explanation, schema)
    words.write()
    book.close()
    return content.getvalue()


def _add_column(book: Any, sheet: Any, words: WordLists, schema: TableSchema, position: int, column: Column) -> None:
    colours = {"bold": True, "border": 1, "bg_color": "#FCE4D6" if column.required else "#EDEDED"}
    sheet.write_string(0, position, column.title, book.add_format(colours))
    sheet.write_comment(0, position, _note(schema, column), {"x_scale": 1.6, "y_scale": 1.4, "author": ""})
    cells = book.add_format({"num_format": _FORMATS.get(column.type, "@" if column.type == "string" else "General")})
    width = min(_WIDE, max(_NARROW, 2 * len(column.title) + 2))
    sheet.set_column(position, position, width, cells)
    words.offer(sheet, schema, column, position, (1, LAST_ROW))


def _note(schema: TableSchema, column: Column) -> str:
    parts = ["必填" if column.required else "可不填", how_to_write(schema, column)]
    note = f"{'；'.join(parts)}。\n{column.description}"
    return note + ("\n（个人信息，入库前脱敏）" if column.personal and "脱敏" not in note else "")


def _explain(book: Any, sheet: Any, schema: TableSchema) -> None:
    bold, wrapped = book.add_format({"bold": True, "border": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    for position, (heading, width) in enumerate(
        (("这一列", 20), ("必填吗", 8), ("怎么写", 44), ("可选的词", 50), ("说的是", 50))
    ):
        sheet.write_string(0, position, heading, bold)
        sheet.set_column(position, position, width, wrapped)
    for row, column in enumerate(schema.columns, start=1):
        chosen = words_to_choose(schema, column)
        cells = (
            column.title,
            "必填" if column.required else "",
            how_to_write(schema, column),
            "、".join(chosen),
            column.description,
        )
        for position, cell in enumerate(cells):
            sheet.write_string(row, position, cell)
    sheet.freeze_panes(1, 0)
