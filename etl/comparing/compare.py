"""What a load changes: its rows against the current state, as new, changed (which fields), unchanged and vanished."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

from etl.types.ledgers import Ledger

# A person reads a few dozen examples; the counts beside them are always complete.
EXAMPLES_SHOWN = 50


@dataclass(frozen=True)
class FieldChange:
    """One cell that reads otherwise than before."""

    row: int
    record_id: str
    column: str
    before: Any
    after: Any


@dataclass
class Comparison:
    """What one file changes in its ledger."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    vanished: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    examples: list[FieldChange] = field(default_factory=list)
    vanished_ids: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the comparison as the command line writes it."""
        return {
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "vanished": self.vanished,
            "fields": self.fields,
            "examples": [
                {**vars(change), "before": _plain(change.before), "after": _plain(change.after)}
                for change in self.examples
            ],
            "vanished_ids": self.vanished_ids,
        }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def row_key(ledger: Ledger, alias: str) -> str:
    """Return the SQL of a row's key as the one text ``record_id`` shows."""
    return " || ' · ' || ".join(f'CAST({alias}."{column}" AS VARCHAR)' for column in ledger.key)


def same_key(ledger: Ledger, left: str, right: str) -> str:
    """Return the SQL condition that two rows have the same key."""
    return " AND ".join(f'{left}."{column}" = {right}."{column}"' for column in ledger.key)


def find_prior(connection: duckdb.DuckDBPyConnection, ledger: Ledger, batches: list[int]) -> None:
    """Make the temporary table ``prior``: per row of ``batches`` (the newest ones) the row of the same key it follows.

    Columns batch_no, row_no, prior_batch, prior_row, same (all fields equal). Rows without a predecessor are not in it.
    """
    first = min(batches)
    digest = "hash(" + ", ".join(f'"{column}"' for column in ledger.columns) + ")"
    keys = ", ".join(f'"{column}"' for column in ledger.key)
    connection.execute("DROP TABLE IF EXISTS prior")
    started = connection.execute(
        f"SELECT 1 FROM {ledger.table} WHERE is_current AND batch_no < {first} LIMIT 1"
    ).fetchone()
    if len(batches) == 1 and not started:
        connection.execute(
            "CREATE TEMP TABLE prior "
            "(batch_no INTEGER, row_no INTEGER, prior_batch INTEGER, prior_row INTEGER, same BOOLEAN)"
        )
        return
    if len(batches) == 1:
        connection.execute(
            f"""
            CREATE TEMP TABLE prior AS
            SELECT n.batch_no, n.row_no, o.batch_no AS prior_batch, o.row_no AS prior_row, n.digest = o.digest AS same
            FROM (SELECT batch_no, row_no, {digest} AS digest, {keys} FROM {ledger.table} WHERE batch_no = {first}) AS n
            JOIN (
                SELECT batch_no, row_no, {digest} AS digest, {keys} FROM {ledger.table}
                WHERE is_current AND batch_no < {first}
            ) AS o ON {same_key(ledger, "n", "o")}
            """
        )
        return
    # Several files of one type in one load may follow one another: each row is held against the one just before it.
    connection.execute(
        f"""
        CREATE TEMP TABLE prior AS
        SELECT batch_no, row_no, prior_batch, prior_row, digest = prior_digest AS same FROM (
            SELECT batch_no, row_no, digest, lag(batch_no) OVER w AS prior_batch, lag(row_no) OVER w AS prior_row,
                lag(digest) OVER w AS prior_digest
            FROM (
                SELECT batch_no, row_no, {digest} AS digest, {keys} FROM {ledger.table}
                WHERE batch_no >= {first} OR is_current
            )
            WINDOW w AS (PARTITION BY {keys} ORDER BY batch_no, row_no)
        )
        WHERE batch_no >= {first} AND prior_batch IS NOT NULL
        """
    )


def describe_changes(connection: duckdb.DuckDBPyConnection, ledger: Ledger, comparisons: dict[int, Comparison]) -> None:
    """Move rows that follow another (the table ``prior``) from new to changed or unchanged, per batch.

    Adds which fields changed how often, and the first changed rows field by field.
    """
    for batch_no, same, other in connection.execute(
        "SELECT batch_no, count(*) FILTER (same), count(*) FILTER (NOT same) FROM prior GROUP BY batch_no"
    ).fetchall():
        comparison = comparisons[batch_no]
        comparison.new, comparison.unchanged, comparison.changed = comparison.new - same - other, same, other
    if any(comparison.changed for comparison in comparisons.values()):
        _describe_fields(connection, ledger, comparisons)


def _describe_fields(connection: duckdb.DuckDBPyConnection, ledger: Ledger, comparisons: dict[int, Comparison]) -> None:
    pairs = f"""
        FROM prior
        JOIN {ledger.table} AS n ON n.batch_no = prior.batch_no AND n.row_no = prior.row_no
        JOIN {ledger.table} AS o ON o.batch_no = prior.prior_batch AND o.row_no = prior.prior_row
        WHERE NOT prior.same
    """
    others = [column for column in ledger.columns if column not in ledger.key]
    counts = ", ".join(f'count(*) FILTER (n."{c}" IS DISTINCT FROM o."{c}")' for c in others)
    for batch_no, *numbers in connection.execute(f"SELECT n.batch_no, {counts} {pairs} GROUP BY 1").fetchall():
        comparisons[batch_no].fields = {c: number for c, number in zip(others, numbers, strict=True) if number}
    values = ", ".join(f'o."{c}", n."{c}"' for c in others)
    rows = connection.execute(
        f"""
        SELECT n.batch_no, n.row_no, {row_key(ledger, "n")}, {values} {pairs}
        QUALIFY row_number() OVER (PARTITION BY n.batch_no ORDER BY n.row_no) <= {EXAMPLES_SHOWN}
        ORDER BY n.batch_no, n.row_no
        """
    ).fetchall()
    for batch_no, row_no, record_id, *cells in rows:
        for column, before, after in zip(others, cells[::2], cells[1::2], strict=True):
            if before != after:
                comparisons[batch_no].examples.append(FieldChange(row_no, record_id, column, before, after))
