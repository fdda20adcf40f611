"""Python values handed to the database as columns of text, which its tables turn into their own types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb
import pyarrow as pa


def text_batch(shape: pa.Schema, rows: Sequence[Sequence[object]]) -> pa.RecordBatch:
    """Return rows as text columns of ``shape``; None is an empty cell.

    A builder instead of ``pa.array``, which imports pandas: a quarter of a second of a short command.
    """
    columns = []
    for values in zip(*rows, strict=True):
        builder = pa.lib.StringBuilder()
        builder.append_values([value if value is None or type(value) is str else str(value) for value in values])
        columns.append(builder.finish())
    return pa.RecordBatch.from_arrays(columns, schema=shape)


def text_shape(names: Iterable[str]) -> pa.Schema:
    """Return the shape of a table of text columns."""
    return pa.schema([(name, pa.string()) for name in names])


def text_table(names: Iterable[str], rows: Sequence[Sequence[object]]) -> pa.Table:
    """Return rows as a table of text columns."""
    shape = text_shape(names)
    return pa.Table.from_batches([text_batch(shape, rows)]) if rows else shape.empty_table()


def insert_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Append ``rows`` to a table, in the order of its columns."""
    if not rows:
        return
    shape = text_shape(f"c{i}" for i in range(len(rows[0])))
    reader = pa.RecordBatchReader.from_batches(shape, [text_batch(shape, rows)])
    connection.register("python_rows", reader)
    try:
        connection.execute(f"INSERT INTO {table} SELECT * FROM python_rows")
    finally:
        connection.unregister("python_rows")
