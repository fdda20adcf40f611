"""Finding the faults of odd rows: each becomes a row of check_found with its rule, a piece of the table at a time."""

from __future__ import annotations

import duckdb

from etl.checking.cell_rules import one_of, text
from etl.checking.control_totals import hold_totals
from etl.checking.left_out_rows import kind_sql
from etl.checking.stack import Stack

# Column position of a fault that is about the whole row.
WHOLE_ROW = -1
# In the place of a row's cells too many: it is the header once more.
_HEADER_AGAIN = 1_000_000
# So many odd rows are looked at together (each unfolds into its text, its cleaned text, its values and its faults): two
# of the database's row groups, one for each core.
PIECE = 2 * 122_880

TABLES = """
CREATE OR REPLACE TEMP TABLE check_left_out (stack INTEGER, file_no INTEGER, row_no INTEGER, kind VARCHAR);
CREATE OR REPLACE TEMP TABLE check_found (stack INTEGER, file_no INTEGER, row_no INTEGER, position INTEGER,
    value VARCHAR, rule VARCHAR, severity VARCHAR, first_row INTEGER, as_read VARCHAR);
"""


def find_faults(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    """Look at every odd row of the stack, and at repeated keys; write what is wrong to check_found."""
    take_odd_rows(connection, stack)
    odd = connection.execute(f"SELECT count(*) FROM {stack.odd}").fetchall()[0][0]
    for first in range(0, odd, PIECE):
        _look_at_piece(connection, stack, first)
    connection.execute("DROP TABLE IF EXISTS check_piece")
    _count_records(connection, stack)
    hold_totals(connection, stack)
    for number, names in enumerate(stack.unique_groups()):
        _repeats(connection, stack, names, is_primary=number == 0 and bool(stack.schema.key))


def take_odd_rows(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    """Keep the text of the odd rows, and make room for their values as read carefully."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {stack.odd} AS SELECT t.* FROM {stack.table.numbered} AS t "
        f"SEMI JOIN (SELECT file_no, row_no FROM {stack.quick} WHERE NOT ok) USING (file_no, row_no)"
    )
    values = ", ".join(f"CAST(NULL AS {rule.stored}) AS v{i}" for i, rule in enumerate(stack.rules))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {stack.careful} AS "
        f"SELECT file_no, row_no, width, {values} FROM {stack.odd} WHERE false"
    )


def _look_at_piece(connection: duckdb.DuckDBPyConnection, stack: Stack, first: int) -> None:
    rows = f"(SELECT * FROM {stack.odd} WHERE rowid >= {first} AND rowid < {first + PIECE})"
    connection.execute(
        f"INSERT INTO check_left_out SELECT {stack.number}, file_no, row_no, kind FROM "
        f"(SELECT file_no, row_no, {kind_sql(stack.schema)} AS kind FROM {rows}) WHERE kind IS NOT NULL"
    )
    sure = ", ".join(f"coalesce({rule.is_sure(f't{i}')}, false) AS s{i}" for i, rule in enumerate(stack.rules))
    # Most cells of an odd row are plain all the same: only the others are worth the careful reading.
    cleaned = ", ".join(
        f"CASE WHEN s{i} THEN {rule.as_given(f't{i}')} ELSE {rule.cleaned(f't{i}')} END AS c{i}"
        for i, rule in enumerate(stack.rules)
    )
    values = ", ".join(
        f"CAST(CASE WHEN s{i} THEN {rule.read_quickly(f't{i}')} ELSE {rule.read_carefully(f'c{i}')} END "
        f"AS {rule.stored}) AS v{i}"
        for i, rule in enumerate(stack.rules)
    )
    left = f"SELECT file_no, row_no FROM check_left_out WHERE stack = {stack.number}"
    stranger = "false"
    if stack.projects is not None:
        # Nothing is "not in" an empty list of projects, too.
        code = f"v{stack.projects}"
        stranger = f"{code} IS NOT NULL AND {code} NOT IN (SELECT project_id FROM {stack.known})"
    width = "width"
    if stack.schema.is_standard:
        # To the standard a row without a value is wrong as a whole; the bureau's were left out above.
        width = (
            f"CASE WHEN width = 0 AND coalesce({_cleaned(stack)}) IS NULL THEN -{len(stack.rules)} "
            f"WHEN width = 0 AND {_is_header(stack)} THEN {_HEADER_AGAIN} ELSE width END"
        )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE check_piece AS "
        f"SELECT * REPLACE ({width} AS width), coalesce({stranger}, false) AS is_stranger FROM "
        f"(SELECT *, {values} FROM (SELECT *, {cleaned} FROM (SELECT *, {sure} FROM {rows} "
        f"ANTI JOIN ({left}) USING (file_no, row_no))))"
    )
    _cells(connection, stack)
    _rows(connection, stack)
    connection.execute(f"INSERT INTO {stack.careful} SELECT file_no, row_no, width, {stack.values} FROM check_piece")


def _is_header(stack: Stack) -> str:
    """SQL: whether a row holds the name of each column; where there is but one, its name may be a value."""
    same = " AND ".join(one_of(f"t{i}", column.names) for i, column in enumerate(stack.schema.columns))
    return f"coalesce({same}, false)" if len(stack.rules) > 1 else "false"


def _cleaned(stack: Stack) -> str:
    return ", ".join(f"c{i}" for i in range(len(stack.rules)))


def _cells(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    """One statement for all columns: of each the cells that are not plain, each with the rule it breaks, if any."""
    parts = []
    for i, rule in enumerate(stack.rules):
        places = (f"t{i}", f"c{i}", f"v{i}")
        broken = {"refuse": rule.fault(*places)}
        if rule.notices:
            broken["notice"] = rule.notice(*places)
        if i == stack.projects:
            broken["refuse"] = f"coalesce({broken['refuse']}, CASE WHEN is_stranger THEN 'foreignKey' END)"
        looked_at = f"NOT s{i} OR is_stranger" if i == stack.projects else f"NOT s{i}"
        parts += [
            f"SELECT file_no, row_no, {i} AS position, coalesce(t{i}, '') AS value, {found} AS rule, "
            f"'{severity}' AS severity, CAST(v{i} AS VARCHAR) AS as_read FROM check_piece "
            f"WHERE width = 0 AND ({looked_at})"
            for severity, found in broken.items()
        ]
    # A row whose cells do not line up with the header is told once, not cell by cell.
    connection.execute(
        f"INSERT INTO check_found "
        f"SELECT {stack.number}, file_no, row_no, position, value, rule, severity, NULL, as_read "
        f"FROM ({' UNION ALL '.join(parts)}) WHERE rule IS NOT NULL"
    )


def _rows(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    connection.execute(
        f"INSERT INTO check_found SELECT {stack.number}, file_no, row_no, {WHOLE_ROW}, "
        "CASE WHEN width > 0 THEN coalesce(aside, '') ELSE '' END, "
        f"CASE WHEN coalesce({_cleaned(stack)}) IS NULL AND aside IS NULL THEN 'blankRow' "
        f"WHEN width = {_HEADER_AGAIN} THEN 'headerAgain' "
        "WHEN width > 0 THEN 'tooManyCells' ELSE 'tooFewCells' END, 'refuse', NULL, CAST(abs(width) AS VARCHAR) "
        f"FROM check_piece WHERE width <> 0"
    )
    for rule in stack.schema.rules:
        one, other = (stack.schema.position(name) for name in (rule.column, rule.other))
        # A cell that is wrong by itself is told once, not again for not going with another.
        right = " AND ".join(
            f"(s{i} OR {stack.rules[i].fault(f't{i}', f'c{i}', f'v{i}')} IS NULL)" for i in (one, other)
        )
        connection.execute(
            f"INSERT INTO check_found SELECT {stack.number}, file_no, row_no, {one}, t{one}, {text(rule.rule)}, "
            f"{text(stack.doubt_severity if rule.sense else rule.severity)}, NULL, t{other} FROM check_piece "
            f"WHERE width = 0 AND NOT (v{one} {rule.compare} v{other}) AND {right}"
        )


def _count_records(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    left_out = dict(
        connection.execute(
            f"SELECT file_no, count(*) FROM check_left_out WHERE stack = {stack.number} GROUP BY file_no"
        ).fetchall()
    )
    stack.rows = {file_no: rows - left_out.get(file_no, 0) for file_no, rows in stack.rows.items()}


def _repeats(connection: duckdb.DuckDBPyConnection, stack: Stack, names: tuple[str, ...], is_primary: bool) -> None:
    """The second and every further row with the same key in one file, whatever else is wrong with it.

    Only the standard compares keys of which a part is empty; that nothing of a key is filled in is a fault there.
    """
    places = [stack.schema.position(name) for name in names]
    columns = ", ".join(f"v{i}" for i in places)
    is_partial = is_primary and stack.schema.is_standard
    filled = (" OR " if is_partial else " AND ").join(f"v{i} IS NOT NULL" for i in places)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE check_repeated AS SELECT file_no, {columns}, min(row_no) AS first_row "
        f"FROM {stack.records()} WHERE {filled} GROUP BY file_no, {columns} HAVING count(*) > 1"
    )
    if connection.execute("SELECT count(*) FROM check_repeated").fetchall()[0][0]:
        value = "concat_ws(' · ', " + ", ".join(f"CAST(s.v{i} AS VARCHAR)" for i in places) + ")"
        rule = "primaryKey" if is_primary else "unique"
        same = " AND ".join(f"s.v{i} IS NOT DISTINCT FROM r.v{i}" for i in places)
        connection.execute(
            f"INSERT INTO check_found SELECT {stack.number}, s.file_no, s.row_no, {places[0]}, {value}, '{rule}', "
            f"'refuse', r.first_row, NULL FROM {stack.records()} AS s JOIN check_repeated AS r "
            f"ON s.file_no = r.file_no AND {same} WHERE s.row_no > r.first_row AND s.width = 0"
        )
    connection.execute("DROP TABLE check_repeated")
    if is_partial and not stack.rules[places[0]].required:
        connection.execute(
            f"INSERT INTO check_found SELECT {stack.number}, file_no, row_no, {places[0]}, '', 'emptyKey', 'refuse', "
            f"NULL, NULL FROM {stack.records()} WHERE width = 0 AND NOT ({filled})"
        )
