"""Rows with a fault as a person knows them again: every cell as written, but for what is nobody's business."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from etl.checking.stack import Stack

# So many rows of a kind are shown at once.
ROWS_AT_ONCE = 20
# A value of a personal column, of which only is said that there is one.
HIDDEN = "••••"
IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?!\d)", re.ASCII
)
_PHONE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)", re.ASCII)


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
    return HIDDEN if is_personal else without_numbers(cell)


def without_numbers(text: str) -> str:
    """Return ``text`` with the numbers of people hidden: an identity number whole, of a mobile one four digits."""
    return _PHONE.sub(r"\1****\2", IDENTITY.sub(HIDDEN, text))
