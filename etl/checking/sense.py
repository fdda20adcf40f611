"""Sense checks of records: what a record may not become without a reason, given what was known of it before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from etl.checking.cell_rules import none_of, text
from etl.checking.current_records import CurrentRecords, Sense
from etl.checking.fault_rows import take_odd_rows
from etl.checking.sense_of_files import hold_files
from etl.checking.stack import LET_THROUGH, Stack
from etl.faults import REFUSE
from etl.types.table_schema import Column, TableSchema

# What is said of a row whose doubt was let through in an earlier month and whose cells still read the same.
LET_THROUGH_BEFORE = "let_through_before"


@dataclass(frozen=True)
class Suspicion:
    """One way in which a column may go wrong from one report of a record to the next: SQL over rows n and o."""

    position: int
    rule: str
    condition: str


def suspicions(schema: TableSchema, known: frozenset[str]) -> list[Suspicion]:
    """Return what is looked for in the type's columns, as far as the records before have them."""
    found = []
    for position, column in enumerate(schema.columns):
        if column.name not in known:
            continue
        new, old = f"n.v{position}", f'o."{column.name}"'
        is_other = f"{old} IS NOT NULL AND {new} IS DISTINCT FROM {old}"
        if column.sense.get("settled"):
            found.append(Suspicion(position, "undone", f"{old} IS NOT NULL AND {new} IS NULL{_unless(schema, column)}"))
        if column.sense.get("steps"):
            found.append(Suspicion(position, "stepped_back", f"{_step(column, new)} < {_step(column, old)}"))
        if column.sense.get("cumulative"):
            found.append(Suspicion(position, "fallen", f"coalesce({new}, 0) < {old}"))
        if column.sense.get("moved_with"):
            reason = schema.position(column.sense["moved_with"])
            why, why_before = f"n.v{reason}", f'o."{column.sense["moved_with"]}"'
            silent = f"({why} IS NULL OR {why} IS NOT DISTINCT FROM {why_before})"
            found.append(Suspicion(position, "moved_date", f"{is_other} AND {silent}{_ended(schema)}"))
        if column.sense.get("fixed"):
            found.append(Suspicion(position, "moved_baseline", is_other))
        if column.name == "project_id" and column.name not in schema.key:
            found.append(Suspicion(position, "moved_project", is_other))
    return found


def _unless(schema: TableSchema, column: Column) -> str:
    """What was settled may be taken back when the column that says so was filled in anew."""
    name = column.sense.get("unless")
    if not name:
        return ""
    new, old = f"n.v{schema.position(name)}", f'o."{name}"'
    return f" AND NOT ({new} IS NOT NULL AND {new} IS DISTINCT FROM {old})"


def _ended(schema: TableSchema) -> str:
    """What is over has no plan any more that could move."""
    return "".join(
        f" AND coalesce({none_of(f'n.v{position}', column.sense['ends'])}, true)"
        for position, column in enumerate(schema.columns)
        if column.sense.get("ends")
    )


def _step(column: Column, value: str) -> str:
    cases = "".join(
        f" WHEN {text(word)} THEN {number}" for number, words in enumerate(column.sense["steps"]) for word in words
    )
    return f"CASE {value}{cases} END"


def make_sense(connection: duckdb.DuckDBPyConnection, stacks: Sequence[Stack], sense: Sense) -> None:
    """Hold the rows of ``stacks`` against what was known of their records, and whole files against the months before.

    What is in doubt is noted in check_found, or among the faults of the file; with a reason, as let through.
    """
    for stack in stacks:
        if sense.current is not None and not stack.schema.is_standard:
            alike = [one for one in stacks if one.schema.name == stack.schema.name]
            hold_against_records(connection, stack, alike, sense.current)
    for stack in stacks:
        if not stack.is_clean and not stack.table.is_direct:
            # Of the odd rows the text is kept; the text of the others was only needed for their doubts.
            connection.execute(f"DROP TABLE {stack.table.numbered}")
    if sense.current is not None:
        hold_files(connection, stacks, sense)


def hold_against_records(
    connection: duckdb.DuckDBPyConnection, stack: Stack, alike: Sequence[Stack], current: CurrentRecords
) -> None:
    """Note in check_found what the rows of ``stack`` became against the record of the same key before them.

    The record before is that of the last earlier file of the same load (in ``alike``, all stacks of the type), else
    the current one.
    """
    is_known = current.has(stack.schema)
    is_chain = len(alike) > 1 or len(stack.files) > 1
    if not is_known and not is_chain:
        return
    if is_known:
        _pass_what_was_let_through(connection, stack, current)
    known = current.columns(stack.schema)
    looked_for = suspicions(stack.schema, known) if set(stack.schema.key) <= known else []
    if not looked_for:
        return
    _find(connection, stack, alike if is_chain else (), current, looked_for)
    if connection.execute("SELECT count(*) FROM check_doubt").fetchall()[0][0]:
        _note(connection, stack)
    connection.execute("DROP TABLE check_doubt")


def _find(
    connection: duckdb.DuckDBPyConnection,
    stack: Stack,
    alike: Sequence[Stack],
    current: CurrentRecords,
    looked_for: Sequence[Suspicion],
) -> None:
    """Make check_doubt: one row a doubt, with what was there before and is now, as text.

    Where files of the same load (``alike``) come before, each row is held against the one just before it only: what
    came between was looked at by itself.
    """
    schema = stack.schema
    used = sorted({schema.columns[one.position].name for one in looked_for} | set(schema.key) | _reasons(schema))
    names = ", ".join(f'"{name}"' for name in used)
    earlier = f"SELECT 0 AS place, {names} FROM {current.of(schema)}"
    for one in alike:
        values = ", ".join(f'v{schema.position(name)} AS "{name}"' for name in used)
        earlier += f" UNION ALL SELECT file_no AS place, {values} FROM {one.sound()}"
    same = " AND ".join(f'n.v{schema.position(name)} = o."{name}"' for name in schema.key)
    only = "WHERE " + " OR ".join(f"coalesce({one.condition}, false)" for one in looked_for)
    if alike:
        same += " AND o.place < n.file_no"
        only = "QUALIFY row_number() OVER (PARTITION BY n.file_no, n.row_no ORDER BY o.place DESC) = 1"
    pairs = (
        f"SELECT n.file_no, n.row_no, {_flags(looked_for)}, {_texts(schema, looked_for)} "
        f"FROM {stack.sound()} AS n JOIN ({earlier}) AS o ON {same} {only}"
    )
    parts = " UNION ALL ".join(
        f"SELECT file_no, row_no, {one.position} AS position, '{one.rule}' AS rule, b{at} AS before, a{at} AS after "
        f"FROM pairs WHERE d{at}"
        for at, one in enumerate(looked_for)
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE check_doubt AS WITH pairs AS MATERIALIZED ({pairs}) {parts}")


def _reasons(schema: TableSchema) -> set[str]:
    named = (column.sense.get(word) for column in schema.columns for word in ("moved_with", "unless"))
    return {str(name) for name in named if name}


def _flags(looked_for: Sequence[Suspicion]) -> str:
    return ", ".join(f"coalesce({one.condition}, false) AS d{at}" for at, one in enumerate(looked_for))


def _texts(schema: TableSchema, looked_for: Sequence[Suspicion]) -> str:
    return ", ".join(
        f'CAST(o."{schema.columns[one.position].name}" AS VARCHAR) AS b{at}, '
        f"CAST(n.v{one.position} AS VARCHAR) AS a{at}"
        for at, one in enumerate(looked_for)
    )


def _note(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    """Write the doubts to check_found, each with its cell as it stands in the file."""
    if stack.is_clean:
        take_odd_rows(connection, stack)
        stack.is_clean = False
    positions = [p for (p,) in connection.execute("SELECT DISTINCT position FROM check_doubt ORDER BY 1").fetchall()]
    written = "CASE d.position " + " ".join(f"WHEN {p} THEN t.t{p}" for p in positions) + " END"
    connection.execute(
        f"INSERT INTO check_found SELECT {stack.number}, d.file_no, d.row_no, d.position, coalesce({written}, ''), "
        f"d.rule, '{stack.doubt_severity}', NULL, d.before || ' → ' || coalesce(d.after, '—') FROM check_doubt AS d "
        f"JOIN {stack.table.numbered} AS t ON t.file_no = d.file_no AND t.row_no = d.row_no"
    )


def _pass_what_was_let_through(connection: duckdb.DuckDBPyConnection, stack: Stack, current: CurrentRecords) -> None:
    """A record is rewritten month after month: nobody is asked twice about the same two cells."""
    through = current.let_through(stack.schema)
    if through is None or stack.is_clean:
        return
    schema = stack.schema
    same = " AND ".join(f'n.v{schema.position(name)} = o."{name}"' for name in schema.key)
    for rule in (rule for rule in schema.rules if rule.sense):
        place = schema.position(rule.column)
        alike = " AND ".join(
            f'n.v{schema.position(name)} IS NOT DISTINCT FROM o."{name}"' for name in (rule.column, rule.other)
        )
        connection.execute(
            f"UPDATE check_found SET severity = 'notice', rule = '{LET_THROUGH_BEFORE}' FROM ("
            f"SELECT n.file_no, n.row_no FROM {stack.records()} AS n JOIN {current.of(schema)} AS o ON {same} "
            f"SEMI JOIN {through} AS l ON l.batch_no = o.batch_no AND l.row_no = o.row_no "
            f"AND l.rule = {text(rule.rule)} AND l.column_name = {text(rule.column)} WHERE {alike}) AS known "
            f"WHERE check_found.stack = {stack.number} AND check_found.position = {place} "
            f"AND check_found.rule = {text(rule.rule)} AND check_found.severity IN ('{REFUSE}', '{LET_THROUGH}') "
            f"AND check_found.file_no = known.file_no AND check_found.row_no = known.row_no"
        )
