"""The records that count now, as a check may ask for them: those of a type, what was let through, the last file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from etl.types.table_schema import TableSchema


@dataclass(frozen=True)
class CurrentRecords:
    """What stands in the warehouse behind ``connection``; ``room`` is the name under which it is attached, if it is."""

    connection: duckdb.DuckDBPyConnection
    room: str = ""

    def has(self, schema: TableSchema) -> bool:
        """Return whether any record of the type counts now."""
        return bool(self.columns(schema)) and bool(self._rows(f"SELECT 1 FROM {self.of(schema)} LIMIT 1"))

    def of(self, schema: TableSchema) -> str:
        """SQL: the current records of the type, with their batch_no and row_no."""
        return f"(SELECT * FROM {self._named(f'ledger.{schema.name}')} WHERE is_current)"

    def of_batch(self, schema: TableSchema, batch_no: int) -> str:
        """SQL: every row that a batch brought."""
        return f"(SELECT * FROM {self._named(f'ledger.{schema.name}')} WHERE batch_no = {batch_no})"

    def columns(self, schema: TableSchema) -> frozenset[str]:
        """Return the columns the type has there: an older version may lack the latest ones, or the whole type."""
        return self._columns("ledger", schema.name)

    def let_through(self, schema: TableSchema) -> str | None:
        """SQL: what was let through of the type, or None when nothing ever was."""
        if not self._columns("journal", "let_through"):
            return None
        found = f"(SELECT * FROM {self._named('journal.let_through')} WHERE record_type = '{schema.name}')"
        return found if self._rows(f"SELECT 1 FROM {found} LIMIT 1") else None

    def batch_before(self, schema: TableSchema, month: date) -> tuple[int, date, str] | None:
        """Return the standing batch that reports the latest month before ``month``: number, month, file name."""
        if not self._columns("journal", "batch"):
            return None
        found = self._rows(
            f"SELECT batch_no, month, file_name FROM {self._named('journal.batch')} "
            f"WHERE stands AND type = '{schema.name}' AND month < DATE '{month}' "
            "ORDER BY month DESC, batch_no DESC LIMIT 1"
        )
        return (int(found[0][0]), found[0][1], str(found[0][2])) if found else None

    def _named(self, table: str) -> str:
        return f"{self.room}.{table}" if self.room else table

    def _columns(self, schema: str, table: str) -> frozenset[str]:
        place = f"'{self.room}'" if self.room else "current_database()"
        return frozenset(
            str(name)
            for (name,) in self._rows(
                f"SELECT column_name FROM duckdb_columns() WHERE database_name = {place} "
                f"AND schema_name = '{schema}' AND table_name = '{table}'"
            )
        )

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()


@dataclass(frozen=True)
class Sense:
    """What files are held against besides themselves: the records that count now (None: nothing is held against them).

    With a ``reason`` what is in doubt is let through. ``replaces``: the files are the whole ledger of their type.
    """

    current: CurrentRecords | None = None
    reason: str = ""
    replaces: bool = False
