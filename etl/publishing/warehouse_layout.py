"""The layout of a version file: its schemas, the ledgers of the record types, their current rows, the journal."""

from __future__ import annotations

import duckdb

from etl.types.ledgers import ledgers

SCHEMAS = ("ledger", "record", "reference", "journal", "fact")

JOURNAL = """
CREATE TABLE IF NOT EXISTS journal.batch (
    batch_no INTEGER, type VARCHAR, file_name VARCHAR, sha256 VARCHAR, encoding VARCHAR, mode VARCHAR,
    month DATE, covers_from DATE, covers_to DATE,
    rows INTEGER, accepted INTEGER, refused INTEGER,
    new_rows INTEGER, changed_rows INTEGER, unchanged_rows INTEGER, vanished_rows INTEGER,
    "by" VARCHAR, note VARCHAR, loaded_at TIMESTAMP, is_sample BOOLEAN, stands BOOLEAN, version_no INTEGER,
    mapping VARCHAR,
    -- What a replacing batch makes vanish: 'all', or its months such as '2025-05,2025-06'; NULL for a merge.
    replaces VARCHAR,
    -- The refused rows as ranges such as '3,7-9': a rebuild leaves out the same ones.
    refused_rows VARCHAR
);
-- What was put right in the file before it was loaded: where that is kept, and how many cells and rows, as JSON.
ALTER TABLE journal.batch ADD COLUMN IF NOT EXISTS mends VARCHAR;
-- Why what was in doubt was let through; empty text: nobody wrote it; NULL: loaded before anybody was asked.
ALTER TABLE journal.batch ADD COLUMN IF NOT EXISTS reason VARCHAR;
-- What its rows add up to, as JSON (etl/publishing/digests.py); NULL: loaded before there were digests.
ALTER TABLE journal.batch ADD COLUMN IF NOT EXISTS digest VARCHAR;
-- What tells the masking key from any other, without telling the key.
CREATE TABLE IF NOT EXISTS journal.masking_key (fingerprint VARCHAR);
CREATE TABLE IF NOT EXISTS journal.version (
    version_no INTEGER, made_at TIMESTAMP, action VARCHAR, batches VARCHAR, "by" VARCHAR, note VARCHAR
);
-- How the KPIs moved with it, as JSON; NULL: nobody asked, or it was made before they were kept.
ALTER TABLE journal.version ADD COLUMN IF NOT EXISTS moves VARCHAR;
CREATE TABLE IF NOT EXISTS journal.refused (
    batch_no INTEGER, row_no INTEGER,
    column_name VARCHAR, value VARCHAR, rule VARCHAR, severity VARCHAR, message VARCHAR
);
-- What was in doubt and was let through with a reason: by the row that holds it now, and the batch the reason was
-- written for. A whole file has no row.
CREATE TABLE IF NOT EXISTS journal.let_through (
    batch_no INTEGER, row_no INTEGER, record_type VARCHAR, record_id VARCHAR,
    rule VARCHAR, column_name VARCHAR, value VARCHAR, message VARCHAR, reason VARCHAR, since_batch INTEGER
);
CREATE TABLE IF NOT EXISTS journal.freshness (
    type VARCHAR, complete_to DATE, latest_month DATE, rows BIGINT, batches INTEGER
);
CREATE TABLE IF NOT EXISTS journal.complete (complete_to DATE);
-- What each reference table and fact was made from, so that only what changed is made again.
CREATE TABLE IF NOT EXISTS journal.made_from (name VARCHAR, fingerprint VARCHAR);
"""


def create_layout(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the version file behind ``connection`` to the present layout; what is already there stays as it is.

    Source of the rule: a column added to a schema later appears empty in the rows loaded before.
    """
    connection.execute(";".join(f"CREATE SCHEMA IF NOT EXISTS {schema}" for schema in SCHEMAS))
    connection.execute(JOURNAL)
    known = set(
        connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'ledger'"
        ).fetchall()
    )
    statements = []
    for name, kind in ledgers().items():
        missing = {column: sql for column, sql in kind.columns.items() if (name, column) not in known}
        if not any(table == name for table, _ in known):
            columns = ", ".join(f'"{column}" {sql}' for column, sql in kind.columns.items())
            statements.append(
                f"CREATE TABLE {kind.table} (batch_no INTEGER, row_no INTEGER, is_current BOOLEAN, {columns})"
            )
        elif missing:
            statements += [f'ALTER TABLE {kind.table} ADD COLUMN "{c}" {sql}' for c, sql in missing.items()]
        else:
            continue
        statements.append(f"CREATE OR REPLACE VIEW record.{name} AS SELECT * FROM {kind.table} WHERE is_current")
    connection.execute(";".join(statements) or "SELECT 1")
