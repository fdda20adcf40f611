"""The rows with which a template begins: the records that are still open, or those that every month has anew."""

from __future__ import annotations

from datetime import date
from typing import Any

from etl.forms.example_row import Cell
from etl.types.reference_words import reference_words
from etl.types.roll_forward import RollForward, roll_forward_of
from etl.types.table_schema import Column, TableSchema
from queries.warehouse import Warehouse
from queries.windows import shift


def next_month(warehouse: Warehouse, schema: TableSchema, today: date | None = None) -> date:
    """Return the month that comes next for a type: the one after the latest reported; else the month before today."""
    found = warehouse.rows("SELECT latest_month FROM journal.freshness WHERE type = $type", {"type": schema.name})
    if found and found[0][0]:
        return shift(found[0][0], 1)
    return shift((today or date.today()).replace(day=1), -1)


def count_open(warehouse: Warehouse, schema: TableSchema, month: date) -> int:
    """Return how many rows ``open_rows`` would return."""
    rolled = roll_forward_of(schema)
    if rolled is None:
        return 0
    if rolled.each:
        return len(_words(schema, rolled))
    sql, values = _open(rolled, month)
    return int(warehouse.rows(f"SELECT count(*) FROM record.{schema.name} WHERE {sql}", values)[0][0])


def open_rows(warehouse: Warehouse, schema: TableSchema, month: date) -> list[list[Cell]]:
    """Return the rows with which the template of ``month`` begins, as the current records have them; [] for none.

    Personal columns hold their masks: what was masked at loading is known to nobody. Source of the rule: the schema's
    roll_forward.
    """
    rolled = roll_forward_of(schema)
    if rolled is None:
        return []
    if rolled.each:
        return [
            [_new_cell(column, rolled, word, month) for column in schema.columns] for word in _words(schema, rolled)
        ]
    sql, values = _open(rolled, month)
    names = ", ".join(f'"{column.name}"' for column in schema.columns)
    keys = ", ".join(f'"{name}"' for name in schema.key)
    found = warehouse.rows(f"SELECT {names} FROM record.{schema.name} WHERE {sql} ORDER BY {keys}", values)
    called = [_called(schema, column) for column in schema.columns]
    return [[_cell(value, words) for value, words in zip(row, called, strict=True)] for row in found]


def _open(rolled: RollForward, month: date) -> tuple[str, dict[str, Any]]:
    conditions, values = [], {}
    for name, asked in rolled.open.items():
        cell = f'"{name}"'
        if asked in ("empty", "filled"):
            conditions.append(f"{cell} IS {'' if asked == 'empty' else 'NOT '}NULL")
        elif asked == "this_year":
            values["year"] = month.year
            conditions.append(f"{cell} = $year")
        elif "none_of" in asked:
            words = {f"{name}_{place}": word for place, word in enumerate(asked["none_of"])}
            values |= words
            conditions.append(f"({cell} IS NULL OR {cell} NOT IN ({', '.join(f'${word}' for word in words)}))")
        else:
            conditions.append(f'({cell} IS NULL OR "{asked["empty_or_before"]}" > {cell})')
    return " AND ".join(conditions), values


def _words(schema: TableSchema, rolled: RollForward) -> list[str]:
    return list(reference_words(schema)[schema.name, rolled.each])


def _new_cell(column: Column, rolled: RollForward, word: str, month: date) -> Cell:
    if column.name == rolled.each:
        return word
    return month if column.name == rolled.month else None


def _called(schema: TableSchema, column: Column) -> dict[str, str]:
    """Where a code was stored for a name, the name is what a person reads; a name that two codes share stays a code."""
    if not column.accept_by:
        return {}
    stored = reference_words(schema)[schema.name, column.name]
    return {code: word for word, code in stored.items() if word != code}


def _cell(value: Any, words: dict[str, str]) -> Cell:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return int(value)
    return words.get(value, value) if isinstance(value, str) else value
