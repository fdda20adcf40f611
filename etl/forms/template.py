"""Templates to fill in: a table of one record type, as CSV or as a workbook that helps while one writes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from etl.forms.column_words import how_to_write, words_to_choose
from etl.forms.example_row import Cell, example_row
from etl.forms.word_lists import WordLists
from etl.language import clauses, listed, said
from etl.types.table_schema import Column, TableSchema
from queries.csv_text import as_csv

# Rows for which the workbook offers its lists beyond those filled in; what is pasted below is checked all the same.
EMPTY_ROWS = 20_000
# With more the making takes longer than a person waits; CSV has no such bound.
MOST_ROWS = 50_000
EXPLANATION, WORDS = "填写说明", "可选的词"
_FORMATS = {"date": "yyyy-mm-dd", "yearmonth": "yyyy-mm", "integer": "0", "year": "0"}
_NARROW, _WIDE = 12, 36
# A workbook keeps fifteen digits of a number; one with more is written as text, which is read the same.
_EXACT = "{:.15g}"


def csv_template(schema: TableSchema, rows: Iterable[Sequence[Cell]] = ()) -> bytes:
    """Return the template as CSV, in UTF-8 with the mark by which Excel knows it: header, example row, ``rows``."""
    months = {place for place, column in enumerate(schema.columns) if column.type == "yearmonth"}
    cells = (
        [f"{cell:%Y-%m}" if place in months and isinstance(cell, date) else cell for place, cell in enumerate(row)]
        for row in (example_row(schema), *rows)
    )
    return as_csv([column.title for column in schema.columns], cells)


def workbook_template(schema: TableSchema, rows: Sequence[Sequence[Cell]] = ()) -> bytes:
    """Return the template as XLSX: lists to choose from, date and text formats, notes on the header, explanations.

    The first sheet is the table: header, an example row that is never loaded, then ``rows``. The columns are explained
    on the second sheet; long lists stand on a hidden third one.
    """
    content = io.BytesIO()
    # Rows go to the disk one by one: a year's open records need not be held in memory.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet(schema.title[:31])
        explanation, words = book.add_worksheet(EXPLANATION), WordLists(book.add_worksheet(WORDS))
        sheet.freeze_panes(1, 0)
        looks = [_look(book, column) for column in schema.columns]
        for position, column in enumerate(schema.columns):
            _add_column(book, sheet, schema, position, looks[position])
            words.offer(sheet, schema, column, position, (2, len(rows) + EMPTY_ROWS))
        grey = [_look(book, column, font_color="#7F7F7F") for column in schema.columns]
        for number, (row, look) in enumerate([(example_row(schema), grey), *((row, looks) for row in rows)], start=1):
            for position, cell in enumerate(row):
                _write(sheet, number, position, cell, look[position])
        sheet.write_comment(1, 0, _note_on_example(), {"x_scale": 1.6, "author": ""})
        _explain(book, explanation, schema)
        words.write()
    return content.getvalue()


def _look(book: Any, column: Column, **more: str) -> Any:
    return book.add_format({"num_format": _FORMATS.get(column.type, "@" if _is_text(column) else "General"), **more})


def _is_text(column: Column) -> bool:
    return column.type in ("string", "list")


def _write(sheet: Any, row: int, position: int, cell: Cell, look: Any) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, position, datetime(cell.year, cell.month, cell.day), look)
    elif isinstance(cell, int | float) and float(_EXACT.format(cell)) == cell:
        sheet.write_number(row, position, cell, look)
    elif cell is not None:
        sheet.write_string(row, position, str(cell), look)


def _add_column(book: Any, sheet: Any, schema: TableSchema, position: int, look: Any) -> None:
    column = schema.columns[position]
    colours = {"bold": True, "border": 1, "bg_color": "#FCE4D6" if column.required else "#EDEDED"}
    sheet.write_string(0, position, column.title, book.add_format(colours))
    sheet.write_comment(0, position, _note(schema, column), {"x_scale": 1.6, "y_scale": 1.4, "author": ""})
    # A column whose name is its key holds the mark of the example row besides.
    widest = 20 if column.name in schema.key[:1] else _NARROW
    sheet.set_column(position, position, min(_WIDE, max(widest, 2 * len(column.title) + 2)), look)


def _note(schema: TableSchema, column: Column) -> str:
    parts = [said("必填") if column.required else said("可不填"), how_to_write(schema, column)]
    note = said("{clauses}。", clauses=clauses(parts)) + f"\n{said(column.description)}"
    return note + (said("\n（个人信息，入库前脱敏）") if column.personal and "脱敏" not in column.description else "")


def _note_on_example() -> str:
    return said("这一行是示例，不会导入。可以留着，也可以删去；从下一行开始填写。")


def _explain(book: Any, sheet: Any, schema: TableSchema) -> None:
    bold, wrapped = book.add_format({"bold": True, "border": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    for position, (heading, width) in enumerate(
        (
            (said("这一列"), 20),
            (said("必填吗"), 8),
            (said("怎么写"), 44),
            (said("例"), 24),
            (said("可选的词"), 50),
            (said("说的是"), 50),
        )
    ):
        sheet.write_string(0, position, heading, bold)
        sheet.set_column(position, position, width, wrapped)
    for row, column in enumerate(schema.columns, start=1):
        chosen = words_to_choose(schema, column)
        cells = (
            column.title,
            said("必填") if column.required else "",
            how_to_write(schema, column),
            str(column.options.get("example", "")),
            listed(chosen),
            said(column.description),
        )
        for position, cell in enumerate(cells):
            sheet.write_string(row, position, cell)
    sheet.freeze_panes(1, 0)
