"""The example row of a template: how a row looks when it is filled in, under a mark by which it is never loaded."""

from __future__ import annotations

from datetime import date

from etl.types.table_schema import Column, TableSchema

# It stands in the cell of the key. No code looks like this; 示例路改造, which begins the same, is loaded.
MARK = "示例（本行不导入）"
# The mark once its blanks are gone, as a regular expression of the database: brackets are typed in either width.
MARK_PATTERN = "示例[（(]本行不导入[）)]"

Cell = str | int | float | date | None


def example_row(schema: TableSchema) -> list[Cell]:
    """Return the cells of the example row: the mark for the key, then the example that each column's schema gives."""
    marked = schema.key[0] if schema.key else schema.columns[0].name
    return [MARK if column.name == marked else _example(column) for column in schema.columns]


def _example(column: Column) -> Cell:
    """A column without an example, such as the day something was taken back, is mostly empty."""
    written = str(column.options.get("example", ""))
    if not written:
        return None
    if column.type in ("date", "yearmonth"):
        return date.fromisoformat(written if column.type == "date" else f"{written}-01")
    if column.type in ("integer", "year"):
        return int(written)
    if column.type == "number":
        return float(written)
    return written
