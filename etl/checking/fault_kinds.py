"""The faults of a file kind by kind: each rule of a column once, each wrong word once, with its rows and its fix."""

from __future__ import annotations

from dataclasses import dataclass, replace

import duckdb

from etl.checking.check import Stage
from etl.checking.fault_rows import WHOLE_ROW
from etl.checking.faulty_rows import ROWS_AT_ONCE, FaultyRow, faulty_rows
from etl.checking.people import without_people
from etl.checking.safe_fixes import near_word, safe_fix
from etl.checking.sorted_faults import SAME_ROW, sorted_out
from etl.checking.stack import Stack
from etl.faults import NOTICE, STOP, Fault, FileCheck, is_let_through
from etl.recognising.mends import Mend

# So many spans of rows, and values as written, are named of a kind; more are counted.
SPANS_NAMED = 6
VALUES_NAMED = 4


@dataclass(frozen=True)
class FaultKind:
    """Faults of one kind: ``word`` is the wrong word all of them have, or SAME_ROW, else None.

    ``spans`` are the first rows as (from, to), ``values`` the first different values, ``rows`` the first rows in full.
    ``fix`` puts all of them right once a person says yes.
    """

    rule: str
    severity: str
    message: str
    count: int = 1
    position: int = WHOLE_ROW
    # The header in the file, and the column's name in the schema.
    header: str = ""
    column: str = ""
    word: str | None = None
    near: str | None = None
    spans: tuple[tuple[int, int], ...] = ()
    values: tuple[str, ...] = ()
    rows: tuple[FaultyRow, ...] = ()
    fix: tuple[Mend, ...] = ()


def kinds_of(staged: Stage, check: FileCheck) -> list[FaultKind]:
    """Return the kinds of faults of a checked file: what stops it, what refuses rows (most frequent first), notices."""
    stops = [_of_file(fault) for fault in check.faults if fault.severity == STOP]
    notices = [fault for fault in check.faults if fault.severity == NOTICE]
    connection, stack = staged.connection, _stack_of(staged, check)
    if stack is None or stack.is_clean:
        return stops + [_of_file(fault) for fault in notices]
    # What was let through is said row by row, and is of few kinds.
    notices = [fault for fault in notices if fault.row is None or not is_let_through(fault)]
    with sorted_out(staged, stack, check):
        found = [_with_fix(connection, stack, check.file_no, kind) for kind in _grouped(connection, stack)]
    found.sort(key=lambda kind: kind.severity == NOTICE)
    return [*stops, *found, *(_of_notice(connection, stack, check.file_no, fault) for fault in notices)]


def rows_of(staged: Stage, check: FileCheck, kind: FaultKind, first: int) -> list[FaultyRow]:
    """Return ROWS_AT_ONCE rows of a kind, from the ``first`` on (counted from 0); fewer at the end."""
    stack = _stack_of(staged, check)
    if stack is None or stack.is_clean:
        return []
    with sorted_out(staged, stack, check):
        numbers = _rows_of_kind(staged.connection, kind)[first : first + ROWS_AT_ONCE]
    return faulty_rows(staged.connection, stack, check.file_no, numbers)


def _stack_of(staged: Stage, check: FileCheck) -> Stack | None:
    return next((s for s in staged.stacks for file in s.files if file.file_no == check.file_no), None)


def _of_file(fault: Fault) -> FaultKind:
    values = (without_people(fault.value),) if fault.value else ()
    spans = ((fault.row, fault.row),) if fault.row else ()
    return FaultKind(fault.rule, fault.severity, fault.message, header=fault.column, spans=spans, values=values)


def _grouped(connection: duckdb.DuckDBPyConnection, stack: Stack) -> list[FaultKind]:
    spans: dict[int, list[tuple[int, int]]] = {}
    for kind, first, last in connection.execute(
        f"""
        SELECT kind, min(row_no) AS first, max(row_no) AS last
        FROM (SELECT kind, row_no, row_no - row_number() OVER (PARTITION BY kind ORDER BY row_no) AS island
            FROM (SELECT DISTINCT kind, row_no FROM check_sorted))
        GROUP BY kind, island
        QUALIFY row_number() OVER (PARTITION BY kind ORDER BY min(row_no)) <= {SPANS_NAMED}
        ORDER BY kind, first
        """
    ).fetchall():
        spans.setdefault(kind, []).append((first, last))
    found = connection.execute(
        """
        SELECT kind, any_value(position), any_value(column_name), any_value(rule), any_value(severity), any_value(word),
            count(*) AS number, arg_min(message, row_no), min(row_no) AS first
        FROM check_sorted GROUP BY kind ORDER BY number DESC, first, kind
        """
    ).fetchall()
    kinds = []
    for kind, position, header, rule, severity, word, number, message, _first in found:
        column = stack.schema.columns[position] if position >= 0 else None
        shown = FaultKind(
            rule,
            severity,
            message,
            number,
            position,
            header,
            column.name if column else "",
            word,
            near_word(stack, position, rule, word),
            tuple(spans[kind]),
        )
        kinds.append(replace(shown, values=_values(connection, stack, kind, shown)))
    return kinds


def _values(connection: duckdb.DuckDBPyConnection, stack: Stack, number: int, kind: FaultKind) -> tuple[str, ...]:
    """The first different values of a kind as written; none where they could be anyone's name or number."""
    column = stack.schema.columns[kind.position] if kind.position >= 0 else None
    if kind.word and kind.word != SAME_ROW:
        return (kind.word,)
    is_personal = column.personal if column else any(column.personal for column in stack.schema.columns)
    if is_personal or kind.rule == "identityNumber":
        return ()
    found = connection.execute(
        f"SELECT value FROM check_sorted WHERE kind = {number} AND value <> '' GROUP BY value "
        f"ORDER BY min(row_no) LIMIT {VALUES_NAMED + 1}"
    ).fetchall()
    return tuple(without_people(value) for (value,) in found)


def _with_fix(connection: duckdb.DuckDBPyConnection, stack: Stack, file_no: int, kind: FaultKind) -> FaultKind:
    """Add the first rows of a kind, and what puts all of them right."""
    numbers = _rows_of_kind(connection, kind)
    shown = faulty_rows(connection, stack, file_no, numbers[:ROWS_AT_ONCE])
    is_same = kind.word == SAME_ROW
    fix = tuple(Mend(row=row) for row in numbers) if is_same else safe_fix(connection, stack, file_no, kind, numbers)
    return replace(kind, rows=tuple(shown), fix=fix)


def _rows_of_kind(connection: duckdb.DuckDBPyConnection, kind: FaultKind) -> list[int]:
    """The numbers of every row of a kind. Needs check_sorted."""
    found = connection.execute(
        "SELECT DISTINCT row_no FROM check_sorted WHERE position = $position AND rule = $rule "
        "AND severity = $severity AND word IS NOT DISTINCT FROM $word ORDER BY row_no",
        {"position": kind.position, "rule": kind.rule, "severity": kind.severity, "word": kind.word},
    ).fetchall()
    return [row for (row,) in found]


def _of_notice(connection: duckdb.DuckDBPyConnection, stack: Stack, file_no: int, fault: Fault) -> FaultKind:
    """A notice with the first rows it speaks of: cells that were read all the same, or rows that are no records."""
    kind = _of_file(fault)
    mine = f"stack = {stack.number} AND file_no = {file_no}"
    cells = connection.execute(
        f"SELECT f.position, list(DISTINCT f.row_no ORDER BY f.row_no) FROM check_found f JOIN check_headers h "
        f"USING (file_no, position) WHERE {mine} AND severity = 'notice' AND rule = $rule AND h.header = $header "
        f"GROUP BY f.position",
        {"rule": fault.rule, "header": fault.column},
    ).fetchall()
    if not cells:
        rows = connection.execute(
            f"SELECT row_no FROM check_left_out WHERE {mine} AND kind = $rule ORDER BY row_no", {"rule": fault.rule}
        ).fetchall()
        cells = [(WHOLE_ROW, [row for (row,) in rows])] if rows else []
    for position, numbers in cells:
        shown = faulty_rows(connection, stack, file_no, numbers[:ROWS_AT_ONCE])
        column = stack.schema.columns[position].name if position >= 0 else ""
        kind = replace(kind, position=position, column=column, count=len(numbers), rows=tuple(shown), spans=())
    return kind
