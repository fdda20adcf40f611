"""Remembered mappings: which column a person took a header for in earlier months, per record type, from the journal."""

from __future__ import annotations

import json
from collections.abc import Mapping

import duckdb

from etl.recognising.header_faults import FAULT_WORDS, LINE_NUMBERS
from etl.types.table_schema import TableSchema, record_types
from etl.types.wordmatch import normalised

# Record type → header in its one form → column, or "" where the header was left out.
Memory = Mapping[str, Mapping[str, str]]


def remembered_mappings(connection: duckdb.DuckDBPyConnection, catalogue: str = "") -> Memory:
    """Return what the batches that stand say of headers the schemas do not know; of two choices the latest counts.

    ``catalogue`` is the name under which the version is attached, if it is. Derived, never stored: a rebuild has it,
    and an undone batch is forgotten.
    """
    place = f"{catalogue}.journal.batch" if catalogue else "journal.batch"
    found: dict[str, dict[str, str]] = {}
    for name, written in connection.execute(
        f"SELECT type, mapping FROM {place} WHERE stands AND mapping IS NOT NULL ORDER BY batch_no"
    ).fetchall():
        schema = record_types().get(name)
        if schema:
            found.setdefault(name, {}).update(chosen_by_hand(schema, json.loads(written)))
    return found


def chosen_by_hand(schema: TableSchema, mapping: Mapping[str, str]) -> dict[str, str]:
    """Return the part of a batch's mapping that a person chose: header in its one form → column, "" for left out.

    What the schema knows by itself, columns that number the lines and our own column of faults are no choices; nor is
    a column that the schema no longer has.
    """
    names = {column.name for column in schema.columns}
    return {
        header: column
        for header, column in ((normalised(written), column) for written, column in mapping.items())
        if header
        and header not in schema.headers
        and header not in LINE_NUMBERS | FAULT_WORDS
        and (column in names or not column)
    }
