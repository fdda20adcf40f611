"""The one pass over every row: its values read quickly, and whether they are surely right; mostly that says it all."""

from __future__ import annotations

import duckdb

from etl.checking.stack import Stack
from etl.reading.delimited import Delimited


class Irregular(Exception):
    """A file that the database cannot be trusted to read by itself."""


def read_quickly(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    """Read every row of the stack into check_quick_…, and find out whether all of them are surely right.

    Raises Irregular, or duckdb.Error, when a file that the database reads by itself turns out not to be regular.
    """
    if stack.table.is_direct:
        _read_directly(connection, stack)
    else:
        connection.execute(reading_sql(stack))
    if stack.projects is not None:
        # Asked afterwards: a join would not keep the rows in the order of the file.
        connection.execute(
            f"UPDATE check_quick_{stack.number} SET ok = false WHERE ok AND v{stack.projects} IS NOT NULL "
            f"AND v{stack.projects} NOT IN (SELECT project_id FROM {stack.known})"
        )
    _count(connection, stack)


def reading_sql(stack: Stack) -> str:
    """SQL: read all values quickly, and tell of each row whether it is surely right."""
    values = ", ".join(
        f"CAST({rule.read_quickly(f't{i}')} AS {rule.stored}) AS v{i}" for i, rule in enumerate(stack.rules)
    )
    place = "" if stack.table.is_direct else "file_no, row_no, "
    # In two steps, so that each value is worked out once: for itself, and for what is asked of it.
    return (
        f"CREATE OR REPLACE TEMP TABLE check_quick_{stack.number} AS "
        f"SELECT {place}{stack.nothing_to_say()} AS ok, {stack.values} "
        f"FROM (SELECT *, {values} FROM {stack.table.quick})"
    )


def _read_directly(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    """Let the database read the file, and make sure that it keeps every line in its place."""
    (file,) = stack.files
    assert isinstance(file.found.table, Delimited)
    reading = reading_sql(stack)
    # A join would not keep the order. Source: DuckDB, "Order Preservation".
    if "join" in connection.execute(f"EXPLAIN {reading}").fetchall()[0][1].lower():
        raise Irregular
    connection.execute(reading)
    rows = connection.execute(f"SELECT count(*) FROM check_quick_{stack.number}").fetchall()[0][0]
    # The database leaves out blank lines, which shifts the numbers of those below; among quotes none are left.
    if not file.survey.has_quote and rows != file.survey.lines - file.found.header_row:
        raise Irregular


def _count(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    """Count the rows of each file, and find out whether all of them are right and no key is there twice."""
    counts = connection.execute(
        f"SELECT file_no, count(*), count(*) FILTER (WHERE NOT ok) FROM {stack.quick} GROUP BY file_no"
    ).fetchall()
    stack.rows = {file.file_no: 0 for file in stack.files} | {file_no: rows for file_no, rows, _ in counts}
    stack.is_clean = not any(odd for _, _, odd in counts) and all(
        _are_different(connection, stack, [stack.schema.position(name) for name in names])
        for names in stack.unique_groups()
    )


def _are_different(connection: duckdb.DuckDBPyConnection, stack: Stack, places: list[int]) -> bool:
    """Whether no values at ``places`` are in a file twice; soon seen where each is greater than the one before."""
    values = ", ".join(f"v{place}" for place in places)
    if stack.table.is_direct and len(places) == 1 and stack.rules[places[0]].required:
        falls = f"SELECT {values} <= lag({values}) OVER () AS falls FROM check_quick_{stack.number}"
        if not connection.execute(f"SELECT count(*) FROM ({falls}) WHERE falls").fetchall()[0][0]:
            return True
    found = connection.execute(
        f"SELECT file_no, count(DISTINCT hash({values})) FROM {stack.quick} GROUP BY file_no"
    ).fetchall()
    return all(different == stack.rows[file_no] for file_no, different in found)
