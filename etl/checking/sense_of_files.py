"""Sense checks of whole files: a month that is the last one again, and projects that are no longer in their ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import duckdb

from etl.checking.current_records import CurrentRecords, Sense
from etl.checking.stack import Stack
from etl.faults import Fault, notice, stop
from etl.language import listed, said
from etl.recognising.recognised import TextFile
from etl.types.table_schema import TableSchema

# So few rows may well be the same two months running.
FEWEST_ROWS = 5
# A file with so large a part of the open projects is meant as the whole ledger.
MOST_OF_THEM = 0.5
PROJECTS_NAMED = 8
OPEN = "status NOT IN ('竣工', '终止')"


def hold_files(connection: duckdb.DuckDBPyConnection, stacks: Sequence[Stack], sense: Sense) -> None:
    """Note among the faults of each file what is in doubt about it as a whole."""
    current = sense.current
    if current is None:
        return
    for stack in stacks:
        if stack.schema.is_standard or stack.schema.may_repeat:
            continue
        for file in stack.files:
            _hold_against_last_month(connection, stack, file, current)
    projects = [stack for stack in stacks if stack.schema.name == "project" and not stack.schema.is_standard]
    if projects and current.has(projects[0].schema):
        _look_for_missing(connection, projects, current, replaces=sense.replaces)


def _hold_against_last_month(
    connection: duckdb.DuckDBPyConnection, stack: Stack, file: TextFile, current: CurrentRecords
) -> None:
    month = file.month or _month_of_rows(connection, stack, file)
    rows = stack.rows[file.file_no]
    before = current.batch_before(stack.schema, month) if month and rows >= FEWEST_ROWS else None
    if before is None:
        return
    number, last_month, name = before
    old = current.of_batch(stack.schema, number)
    # Almost always their number tells already.
    if connection.execute(f"SELECT count(*) FROM {old}").fetchall()[0][0] != rows:
        return
    compared = _compared(stack.schema, current.columns(stack.schema))
    new_columns = ", ".join(f"v{stack.schema.position(name)}" for name in compared)
    old_columns = ", ".join(f'"{name}"' for name in compared)
    if not compared or _digest(connection, old, old_columns) != _digest(
        connection, f"(SELECT * FROM {stack.sound()} WHERE file_no = {file.file_no})", new_columns
    ):
        return
    words = said(
        "这个月的 {rows} 行，除编号和日期外，和 {month} 报的（第 {batch} 批，{file}）一模一样。"
        "请核对是不是把上个月的表又报了一遍；如果属实，请写明理由后放行。",
        rows=rows,
        month=f"{last_month:%Y-%m}",
        batch=number,
        file=name,
    )
    file.found.faults.append(_doubt(stack, "same_month", words))


def _month_of_rows(connection: duckdb.DuckDBPyConnection, stack: Stack, file: TextFile) -> date | None:
    if stack.schema.date_column is None:
        return None
    day = f"v{stack.schema.position(stack.schema.date_column)}"
    latest: date | None = connection.execute(
        f"SELECT max({day}) FROM {stack.sound()} WHERE file_no = {file.file_no}"
    ).fetchall()[0][0]
    return latest.replace(day=1) if latest else None


def _compared(schema: TableSchema, known: frozenset[str]) -> list[str]:
    """Of a ledger without days, everything; else all but the record's own number and the days. Nobody's name."""
    dated = schema.date_column is not None
    return [
        column.name
        for column in schema.columns
        if column.name in known
        and not column.personal
        and not (dated and column.type in ("date", "yearmonth"))
        and not (dated and column.name in schema.key and column.is_id and column.name != "project_id")
    ]


def _digest(connection: duckdb.DuckDBPyConnection, rows: str, columns: str) -> tuple[object, ...]:
    """Return the number of rows and the sum of their hashes, in which their order plays no part."""
    query = f"SELECT count(*), sum(CAST(hash({columns}) AS HUGEINT)) FROM {rows}"
    found: tuple[object, ...] = connection.execute(query).fetchall()[0]
    return found


def _look_for_missing(
    connection: duckdb.DuckDBPyConnection, stacks: Sequence[Stack], current: CurrentRecords, *, replaces: bool
) -> None:
    """Projects that are still open and not in the file: they vanish when it replaces the ledger, else they stay."""
    schema = stacks[0].schema
    code = schema.position("project_id")
    there = " UNION ALL ".join(f"SELECT v{code} AS project_id FROM {stack.records()}" for stack in stacks)
    missing = connection.execute(
        f"SELECT project_id, project_name FROM {current.of(schema)} WHERE {OPEN} AND project_id NOT IN "
        f"(SELECT project_id FROM ({there}) WHERE project_id IS NOT NULL) ORDER BY project_id"
    ).fetchall()
    if not missing:
        return
    named = listed([f"{project_id} {name}" for project_id, name in missing[:PROJECTS_NAMED]])
    parts = {"n": len(missing), "projects": named + (" …" if len(missing) > PROJECTS_NAMED else "")}
    faults = stacks[0].files[0].found.faults
    if replaces:
        words = said(
            "台账里有 {n} 个没有竣工也没有终止的项目，这个文件里没有了：{projects}。整本替换后它们就不再有效。"
            "请补上，或不选整本替换；如果属实，请写明理由后放行。",
            **parts,
        )
        faults.append(_doubt(stacks[0], "vanished_projects", words))
        return
    known = connection.execute(f"SELECT count(*) FROM {current.of(schema)} WHERE {OPEN}").fetchall()[0][0]
    if known >= FEWEST_ROWS and known - len(missing) >= known * MOST_OF_THEM:
        words = said(
            "这个文件里没有 {n} 个还没有竣工的项目：{projects}。它们保持原来的样子。请核对是不是漏了。", **parts
        )
        faults.append(notice("missing_projects", words))


def _doubt(stack: Stack, rule: str, words: str) -> Fault:
    return notice(rule, words) if stack.has_reason else stop(rule, words)
