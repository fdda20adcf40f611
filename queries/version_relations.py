"""What a reader finds in a version: its tables under their own names, its stepping stones as defined today."""

from __future__ import annotations

import duckdb

from queries.stepping_stones import stones


def pass_through(database: duckdb.DuckDBPyConnection) -> None:
    """Give every table of the version, in the reader's own catalogue, the two-part name that the SQL files use."""
    tables = database.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'warehouse'"
    ).fetchall()
    # A view kept in the version names its tables without the version's catalogue: made again here, it finds them.
    views = database.execute(
        "SELECT schema_name, sql FROM duckdb_views() WHERE database_name = 'warehouse' AND NOT internal"
    ).fetchall()
    schemas = dict.fromkeys(schema for schema, _ in (*tables, *views) if schema != "main")
    statements = [f'CREATE SCHEMA "{schema}"' for schema in schemas]
    statements += [f'CREATE VIEW "{s}"."{t}" AS SELECT * FROM warehouse."{s}"."{t}"' for s, t in tables]
    database.execute(";".join(statements) or "SELECT 1")
    _remake(database, [sql.replace("warehouse.", "", 1) for _, sql in views])


def _remake(database: duckdb.DuckDBPyConnection, views: list[str]) -> None:
    """Create views that may need one another: those whose inputs are missing wait for the next round."""
    while views:
        waiting = []
        for sql in views:
            try:
                database.execute(sql)
            except duckdb.CatalogException:
                waiting.append(sql)
        if len(waiting) == len(views):
            database.execute(waiting[0])
        views = waiting


def follow_definitions(database: duckdb.DuckDBPyConnection) -> None:
    """Make anew, in this reader only, the stepping stones whose files have changed since the version was made.

    So a version made before an upgrade, or long ago, answers by today's definitions; the next load stores them.
    """
    try:
        made_from = dict(database.execute("SELECT name, fingerprint FROM journal.made_from").fetchall())
    except duckdb.CatalogException:
        return
    changed: set[str] = set()
    for stone in stones():
        if made_from.get(stone.relation) != stone.fingerprint or stone.inputs & changed:
            database.execute(f"CREATE OR REPLACE VIEW {stone.relation} AS {stone.sql}")
            changed.add(stone.relation)
