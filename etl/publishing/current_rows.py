"""Which rows are current: the last row of each key among the batches that stand, less what replacing made vanish."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from etl.comparing.compare import row_key
from etl.types.ledgers import Ledger

WHOLE_LEDGER = "all"
# So many rows lose their mark in one statement; of more, those of so many rows of a file.
AT_ONCE = 2_000_000
SLICE_ROWS = 500_000


@dataclass(frozen=True)
class Vanished:
    """A current row that a replacing batch no longer has."""

    count: int
    record_ids: list[str]


def _scope(ledger: Ledger, row: str) -> str:
    """The word under which a replacing batch speaks for ``row``: its month ('2025-06'), or the whole ledger."""
    if ledger.date_column is None:
        return f"'{WHOLE_LEDGER}'"
    return f"strftime({row}.\"{ledger.date_column}\", '%Y-%m')"


def supersede(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> None:
    """Take the mark of the current row from every row that a new one follows (the temporary table ``prior``).

    Slice by slice where there are millions: what one change takes of memory does not go to the disk.
    """
    last, count = connection.execute("SELECT coalesce(max(prior_row), 0), count(*) FROM prior").fetchall()[0]
    rows = last + 1 if count <= AT_ONCE else SLICE_ROWS
    for first in range(0, last + 1, rows):
        connection.execute(
            f"""
            UPDATE {ledger.table} SET is_current = FALSE FROM (
                SELECT prior_batch, prior_row FROM prior WHERE prior_row >= {first} AND prior_row < {first + rows}
            ) AS p
            WHERE {ledger.table}.batch_no = p.prior_batch AND {ledger.table}.row_no = p.prior_row
                AND {ledger.table}.row_no >= {first} AND {ledger.table}.row_no < {first + rows}
                AND {ledger.table}.is_current
            """
        )


def let_vanish(
    connection: duckdb.DuckDBPyConnection, ledger: Ledger, first: int, scopes: list[str], shown: int
) -> Vanished:
    """Take the mark from the rows before batch ``first`` in ``scopes`` (months, or 'all') missing in the new file.

    Needs ``supersede`` done: what is still current then has no successor. Returns how many rows vanished, and the
    record_id of up to ``shown`` of them.
    """
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE gone AS
        SELECT r.rowid AS row_at, {row_key(ledger, "r")} AS record_id
        FROM {ledger.table} AS r
        WHERE r.is_current AND r.batch_no < {first} AND {_scope(ledger, "r")} IN (SELECT unnest($scopes))
        """,
        {"scopes": scopes},
    )
    count = connection.execute("SELECT count(*) FROM gone").fetchall()[0][0]
    names = connection.execute(f"SELECT record_id FROM gone ORDER BY record_id LIMIT {shown}").fetchall()
    if count:
        connection.execute(f"UPDATE {ledger.table} SET is_current = FALSE WHERE rowid IN (SELECT row_at FROM gone)")
    connection.execute("DROP TABLE gone")
    return Vanished(count, [name for (name,) in names])


def standing_rows(ledger: Ledger) -> str:
    """Return the SQL of the places (row_at) of the rows that are current, worked out from which batches stand.

    A row is current when its batch stands, no later standing row has its key, and no standing batch of a later load
    replaced the ledger, or the row's month, for which it stood. Files of one load replace together, not one another.
    """
    keys = ", ".join(f'l."{column}"' for column in ledger.key)
    return f"""
        WITH last_row AS (
            SELECT l.rowid AS row_at, l.batch_no, {_scope(ledger, "l")} AS scope
            FROM {ledger.table} AS l
            WHERE l.batch_no IN (SELECT batch_no FROM journal.batch WHERE stands)
            QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY l.batch_no DESC, l.row_no DESC) = 1
        ),
        replacement AS (
            SELECT scope, max(version_no) AS version_no FROM (
                SELECT unnest(string_split(replaces, ',')) AS scope, version_no FROM journal.batch
                WHERE stands AND type = '{ledger.name}' AND replaces IS NOT NULL
            ) GROUP BY scope
        )
        SELECT last_row.row_at
        FROM last_row
        JOIN journal.batch AS own ON own.batch_no = last_row.batch_no
        LEFT JOIN replacement ON replacement.scope = last_row.scope
        WHERE COALESCE(replacement.version_no, 0) <= own.version_no
    """


def restate(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> None:
    """Find the current rows of one ledger anew, from which batches stand: after an undo or a redo."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE standing_row AS {standing_rows(ledger)}")
    marked = "rowid IN (SELECT row_at FROM standing_row)"
    connection.execute(f"UPDATE {ledger.table} SET is_current = FALSE WHERE is_current AND NOT {marked}")
    connection.execute(f"UPDATE {ledger.table} SET is_current = TRUE WHERE NOT is_current AND {marked}")
    connection.execute("DROP TABLE standing_row")


def wrongly_marked(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> int:
    """Return how many rows of a ledger are marked as current and should not be, or should be and are not."""
    marked = f"SELECT rowid AS row_at FROM {ledger.table} WHERE is_current"
    return int(
        connection.execute(
            f"SELECT count(*) FROM ({standing_rows(ledger)}) AS s FULL JOIN ({marked}) AS m ON s.row_at = m.row_at "
            "WHERE s.row_at IS NULL OR m.row_at IS NULL"
        ).fetchall()[0][0]
    )
