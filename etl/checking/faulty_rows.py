"""Rows with a fault as a person knows them again: every cell as written, but for what is nobody's business."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from etl.checking.people import HIDDEN, without_people
from etl.checking.stack import Stack

# So many rows of a kind are shown at once.
ROWS_AT_ONCE = 20


@dataclass(frozen=True)
class FaultyRow:
    """One row with a fault: its number in Excel, and its cells as written, in the order of the schema's columns."""

    row: int
    cells: tuple[str, ...]


def faulty_rows(
    connection: duckdb.DuckDBPyConnection, stack: Stack, file_no: int, numbers: Sequence[int]
) -> list[FaultyRow]:
    """Return the rows ``numbers`` of a file; personal cells are hidden, and the numbers of people in free text."""
    if not numbers:
        return []
    wanted = f"file_no = {file_no} AND row_no IN ({', '.join(map(str, numbers))})"
    places = range(len(stack.rules))
    values = ", ".join(f"CAST(v{i} AS VARCHAR)" for i in places)
    found = {
        row: cells
        for row, *cells in connection.execute(f"SELECT row_no, {values} FROM {stack.quick} WHERE {wanted}").fetchall()
    }
    # The rows about which there is anything to say stand there as written; the others only as read.
    written = ", ".join(f"t{i}" for i in places)
    found |= {
        row: cells
        for row, *cells in connection.execute(f"SELECT row_no, {written} FROM {stack.odd} WHERE {wanted}").fetchall()
    }
    personal = [column.personal for column in stack.schema.columns]
    return [
        FaultyRow(row, tuple(_shown(cell, hides) for cell, hides in zip(found[row], personal, strict=True)))
        for row in numbers
        if row in found
    ]


def _shown(cell: str | None, is_personal: bool) -> str:
    if not cell:
        return ""
    return HIDDEN if is_personal else without_people(cell)
