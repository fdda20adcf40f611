"""Finding the faults of odd rows: each becomes a row of check_found with its rule; then each gets its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from etl.cell_rules import text

if TYPE_CHECKING:
    from etl.stack import Stack

# Column position of a fault that is about the whole row.
WHOLE_ROW = -1

TABLES = """
CREATE OR REPLACE TEMP TABLE check_left_out (stack INTEGER, file_no INTEGER, row_no INTEGER, kind VARCHAR);
CREATE OR REPLACE TEMP TABLE check_found (stack INTEGER, file_no INTEGER, row_no INTEGER, position INTEGER,
    value VARCHAR, rule VARCHAR, severity VARCHAR, first_row INTEGER, as_read VARCHAR);
"""


def find_faults(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    """Look at every odd row of the stack, and at repeated keys; write what is wrong to check_found."""
    read = f"check_read_{stack.number}"
    _read_odd_rows(connection, stack, read)
    _cells(connection, stack, read)
    _rows(connection, stack, read)
    if stack.projects is not None:
        _projects(connection, stack, read, stack.projects)
    for number, names in enumerate(stack.keys()):
        _repeats(connection, stack, names, is_primary=number == 0 and bool(stack.schema.key))
    connection.execute(f"DROP TABLE {read}")


def _read_odd_rows(connection: duckdb.DuckDBPyConnection, stack: Stack, read: str) -> None:
    cleaned = ", ".join(f"{rule.cleaned(f't{i}')} AS c{i}" for i, rule in enumerate(stack.rules))
    values = ", ".join(f"{rule.read_carefully(f'c{i}')} AS v{i}" for i, rule in enumerate(stack.rules))
    left = f"SELECT file_no, row_no FROM check_left_out WHERE stack = {stack.number}"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {read} AS SELECT *, {values} FROM (SELECT *, {cleaned} FROM "
        f"{stack.odd} ANTI JOIN ({left}) USING (file_no, row_no))"
    )


def _cells(connection: duckdb.DuckDBPyConnection, stack: Stack, read: str) -> None:
    """One statement for all columns: each row unfolds into a candidate per column, and those with a rule stay."""
    for severity in ("refuse", "notice"):
        entries = []
        for i, rule in enumerate(stack.rules):
            places = (f"t{i}", f"c{i}", f"v{i}")
            broken = rule.fault(*places) if severity == "refuse" else rule.notice(*places)
            if severity == "refuse" or rule.notices:
                entries.append(
                    f"{{'position': {i}, 'value': t{i}, 'rule': {broken}, 'as_read': CAST(v{i} AS VARCHAR)}}"
                )
        # A row whose cells do not line up with the header is told once, not cell by cell.
        if entries:
            connection.execute(
                f"INSERT INTO check_found SELECT {stack.number}, file_no, row_no, f.position, coalesce(f.value, ''), f.rule, "
                f"'{severity}', NULL, f.as_read FROM (SELECT file_no, row_no, unnest([{', '.join(entries)}]) AS f "
                f"FROM {read} WHERE width = 0) WHERE f.rule IS NOT NULL"
            )


def _rows(connection: duckdb.DuckDBPyConnection, stack: Stack, read: str) -> None:
    connection.execute(
        f"INSERT INTO check_found SELECT {stack.number}, file_no, row_no, {WHOLE_ROW}, "
        "CASE WHEN width > 0 THEN coalesce(aside, '') ELSE '' END, "
        "CASE WHEN width > 0 THEN 'tooManyCells' ELSE 'tooFewCells' END, 'refuse', NULL, CAST(abs(width) AS VARCHAR) "
        f"FROM {read} WHERE width <> 0"
    )
    for rule in stack.schema.rules:
        one, other = (stack.schema.position(name) for name in (rule.column, rule.other))
        connection.execute(
            f"INSERT INTO check_found SELECT {stack.number}, file_no, row_no, {one}, t{one}, {text(rule.rule)}, "
            f"{text(rule.severity)}, NULL, t{other} FROM {read} WHERE width = 0 AND NOT (v{one} {rule.compare} v{other})"
        )


def _projects(connection: duckdb.DuckDBPyConnection, stack: Stack, read: str, place: int) -> None:
    connection.execute(
        f"INSERT INTO check_found SELECT {stack.number}, file_no, row_no, {place}, t{place}, 'foreignKey', 'refuse', NULL, NULL "
        f"FROM {read} r WHERE width = 0 AND v{place} IS NOT NULL AND v{place} NOT IN (SELECT project_id FROM {stack.known}) "
        f"AND NOT EXISTS (SELECT 1 FROM check_found f WHERE f.stack = {stack.number} AND f.severity = 'refuse' "
        f"AND f.file_no = r.file_no AND f.row_no = r.row_no AND f.position = {place})"
    )


def _repeats(connection: duckdb.DuckDBPyConnection, stack: Stack, names: tuple[str, ...], is_primary: bool) -> None:
    """The second and every further row with the same key in one file."""
    places = [stack.schema.position(name) for name in names]
    keys = ", ".join(f"{stack.rules[i].read(f't{i}')} AS k{i}" for i in places)
    columns = ", ".join(f"k{i}" for i in places)
    complete = " AND ".join(f"k{i} IS NOT NULL" for i in places)
    rows = f"(SELECT file_no, row_no, width, {keys} FROM {stack.accepted(stack.table.numbered, refused=True)})"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE check_repeated AS SELECT file_no, {columns}, min(row_no) AS first_row FROM {rows} "
        f"WHERE width = 0 AND {complete} GROUP BY file_no, {columns} HAVING count(*) > 1"
    )
    if connection.execute("SELECT count(*) FROM check_repeated").fetchall()[0][0]:
        value = " || ' · ' || ".join(f"CAST(k{i} AS VARCHAR)" for i in places)
        rule = "primaryKey" if is_primary else "unique"
        connection.execute(
            f"INSERT INTO check_found SELECT {stack.number}, file_no, row_no, {places[0]}, {value}, '{rule}', 'refuse', first_row, NULL "
            f"FROM {rows} JOIN check_repeated USING (file_no, {columns}) WHERE row_no > first_row AND width = 0"
        )
    connection.execute("DROP TABLE check_repeated")
