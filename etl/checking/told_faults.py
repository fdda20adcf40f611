"""Telling faults: check_found becomes check_fault, with the file's own headers and a sentence for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb

from etl.checking.doubt_words import doubt_sentence
from etl.checking.fault_rows import WHOLE_ROW
from etl.checking.left_out_rows import said_of
from etl.checking.shown_values import as_shown, holds, row_holds, shown
from etl.checking.stack import LET_THROUGH, Stack
from etl.checking.wording import key_words, notice_sentence, sentence, template_of
from etl.faults import NOTICE, REFUSE, Fault, FileCheck
from etl.language import chinese, in_language, said, spoken
from etl.text_columns import insert_rows
from etl.types.wordmatch import nearest

FAULTS_KEPT = 1_000
# So much of a wrong value is quoted in its sentence.
QUOTED = 80
# How a person reads faults: what stops the file, then row by row, then what is only worth knowing.
IN_ORDER = "severity <> 'stop', severity = 'notice', row_no, position, rule"
# So many different wrong words get their nearest accepted one; a file with more of them has another problem.
MOST_NEAREST = 5_000
# So many row numbers are named in a notice about rows left out.
MOST_ROWS = 100_000


# What was found, as it is told: faults of rows get their sentence when they are read, for there may be millions.
_FOUND = f"""
SELECT f.file_no, f.row_no, f.header AS column_name, f.shown AS value, f.rule,
    CASE f.severity WHEN '{LET_THROUGH}' THEN 'notice' ELSE f.severity END AS severity,
    replace(replace(replace(replace(s.sentence,
    '{{value}}', left(f.shown, {QUOTED})), '{{near}}', coalesce(n.words, '')),
    '{{first}}', coalesce(CAST(f.first_row AS VARCHAR), '')), '{{width}}', coalesce(f.other, '')) AS message,
    f.position
FROM (
    SELECT found.*, h.header, {shown("found.value", "h.holds")} AS shown, {shown("found.as_read", "h.holds")} AS other
    FROM %s AS found JOIN check_headers AS h ON h.file_no = found.file_no AND h.position = found.position
) AS f
JOIN check_sentences AS s ON s.file_no = f.file_no AND s.position = f.position AND s.rule = f.rule
LEFT JOIN check_nearest AS n
    ON n.stack = f.stack AND n.position = f.position AND n.rule = f.rule AND n.value = f.value
WHERE f.severity IN ('refuse', '{LET_THROUGH}')
"""
TABLES = f"""
CREATE OR REPLACE TEMP TABLE check_headers (file_no INTEGER, position INTEGER, header VARCHAR, holds VARCHAR);
CREATE OR REPLACE TEMP TABLE check_sentences (file_no INTEGER, position INTEGER, rule VARCHAR, sentence VARCHAR);
CREATE OR REPLACE TEMP TABLE check_nearest (stack INTEGER, position INTEGER, rule VARCHAR, value VARCHAR,
    words VARCHAR);
CREATE OR REPLACE TEMP TABLE check_told (file_no INTEGER, row_no INTEGER, column_name VARCHAR, value VARCHAR,
    rule VARCHAR, severity VARCHAR, message VARCHAR, position INTEGER);
CREATE OR REPLACE TEMP VIEW check_fault AS SELECT * FROM check_told UNION ALL BY NAME {_FOUND % "check_found"};
"""


def tell(connection: duckdb.DuckDBPyConnection, stack: Stack, checks: Mapping[int, FileCheck]) -> None:
    """Make the faults of ``stack`` readable in check_fault, and sum them up in the verdicts ``checks`` (by file_no).

    A verdict gets what was found outside the database, its counts, and its first faults.
    """
    _write_sentences(connection, stack)
    found = {
        file_no: (rows, faults, through)
        for file_no, rows, faults, through in connection.execute(
            "SELECT file_no, count(DISTINCT row_no) FILTER (severity = 'refuse'), "
            f"count(*) FILTER (severity = 'refuse'), count(*) FILTER (severity = '{LET_THROUGH}') "
            f"FROM check_found WHERE stack = {stack.number} GROUP BY file_no"
        ).fetchall()
    }
    told = {
        (file_no, severity): number
        for file_no, severity, number in connection.execute(
            "SELECT file_no, severity, count(*) FROM check_told GROUP BY ALL"
        ).fetchall()
    }
    for file in stack.files:
        check, number = checks[file.file_no], file.file_no
        check.refused, refused, through = found.get(number, (0, 0, 0))
        check.counts = {severity: told.get((number, severity), 0) for severity in check.counts}
        check.counts[REFUSE] += refused
        check.counts[NOTICE] += through
        if any(check.counts.values()):
            check.faults = _first(connection, stack, number)


def tell_in_chinese(connection: duckdb.DuckDBPyConnection, stacks: Iterable[Stack]) -> None:
    """Say in check_fault everything again in Chinese, as it is kept in the warehouse, whatever language is spoken.

    The verdicts keep what the person in front of the screen is told.
    """
    if spoken() == "zh":
        return
    for table in ("check_headers", "check_sentences", "check_nearest", "check_told"):
        connection.execute(f"DELETE FROM {table}")
    with in_language("zh"):
        for stack in stacks:
            _write_sentences(connection, stack)


def _write_sentences(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    for file in stack.files:
        insert_rows(connection, "check_told", [_told(file.file_no, fault) for fault in file.found.faults])
    if not stack.is_clean:
        _sentences(connection, stack)
        _nearest(connection, stack)
        _tell_notices(connection, stack)
        _tell_left_out(connection, stack)


def _first(connection: duckdb.DuckDBPyConnection, stack: Stack, file_no: int) -> list[Fault]:
    """The first faults of a file: what stops it, then row by row, then what is only worth knowing."""
    few = (
        f"(SELECT * FROM check_found WHERE stack = {stack.number} AND file_no = {file_no} AND "
        f"severity IN ('refuse', '{LET_THROUGH}') ORDER BY severity = '{LET_THROUGH}', row_no, position, rule "
        f"LIMIT {FAULTS_KEPT})"
    )
    rows = connection.execute(
        f"SELECT row_no, column_name, value, rule, severity, message FROM "
        f"(SELECT * FROM check_told WHERE file_no = {file_no} UNION ALL BY NAME {_FOUND % few}) ORDER BY {IN_ORDER}"
    ).fetchall()
    return [Fault(*row) for row in rows]


def _told(file_no: int, fault: Fault) -> tuple[object, ...]:
    words = chinese(fault.message) if spoken() == "zh" else fault.message
    return (file_no, fault.row, fault.column, fault.value, fault.rule, fault.severity, words, WHOLE_ROW)


def _sentences(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    headers: list[tuple[object, ...]] = []
    sentences: list[tuple[object, ...]] = []
    broken = connection.execute(
        f"SELECT DISTINCT file_no, position, rule, severity = '{LET_THROUGH}' FROM check_found "
        f"WHERE stack = {stack.number} AND severity IN ('refuse', '{LET_THROUGH}')"
    ).fetchall()
    called: dict[tuple[int, int], str] = {}
    for file in stack.files:
        names = {column: header for header, column in file.found.mapping.items()}
        headers.append((file.file_no, WHOLE_ROW, "", row_holds(stack.schema)))
        for position, column in enumerate(stack.schema.columns):
            called[file.file_no, position] = names.get(column.name, column.title)
            headers.append((file.file_no, position, called[file.file_no, position], holds(stack.schema, column)))
    for file_no, position, rule, through in broken:
        words = _sentence(stack, position, rule, called.get((file_no, position), ""), through)
        sentences.append((file_no, position, rule, words))
    insert_rows(connection, "check_headers", headers)
    insert_rows(connection, "check_sentences", sentences)


def _sentence(stack: Stack, position: int, rule: str, header: str, is_let_through: bool) -> str:
    schema = stack.schema
    if position == WHOLE_ROW:
        return template_of(rule)
    in_doubt = doubt_sentence(schema, position, rule, header, is_let_through)
    if in_doubt:
        return in_doubt
    if rule in ("primaryKey", "emptyKey"):
        return template_of(rule).replace("{key}", key_words(schema, schema.key))
    if rule == "unique":
        return template_of(rule).replace("{h}", header)
    if rule == "foreignKey" and position == stack.projects:
        return template_of("foreignProject")
    return sentence(schema, schema.columns[position], header, rule, stack.rules[position].accepted)


def _nearest(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    """Find the accepted word nearest to each different wrong word (done once per word, not once per row)."""
    wrong = connection.execute(
        f"SELECT DISTINCT position, rule, value FROM check_found WHERE stack = {stack.number} AND severity = 'refuse' "
        f"AND rule IN ('enum', 'foreignKey') ORDER BY ALL LIMIT {MOST_NEAREST}"
    ).fetchall()
    rows: list[tuple[object, ...]] = []
    for position, rule, value in wrong:
        near = nearest(value, stack.rules[position].accepted)
        if near and position != stack.projects:
            rows.append((stack.number, position, rule, value, said("是不是“{near}”？", near=near)))
    insert_rows(connection, "check_nearest", rows)


def _tell_notices(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    """Notices are counted per column: one sentence with an example, however many cells."""
    found = connection.execute(
        f"""SELECT f.file_no, f.position, h.header, f.rule, count(*), min(f.row_no), arg_min(f.value, f.row_no),
            arg_min(f.as_read, f.row_no) FROM check_found f JOIN check_headers h USING (file_no, position)
        WHERE f.stack = {stack.number} AND f.severity = 'notice' GROUP BY ALL ORDER BY f.file_no, f.position, f.rule"""
    ).fetchall()
    rows: list[tuple[object, ...]] = []
    for file_no, position, header, rule, count, row, written, read in found:
        kind = holds(stack.schema, stack.schema.columns[position])
        value, as_read = as_shown(written, kind), as_shown(read, kind)
        words = notice_sentence(rule, h=header, count=count, row=row, value=value, as_read=as_read)
        rows.append((file_no, row, header, value, rule, "notice", words, position))
    insert_rows(connection, "check_told", rows)


def _tell_left_out(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    found = connection.execute(
        f"SELECT file_no, kind, row_no FROM check_left_out WHERE stack = {stack.number} "
        f"ORDER BY file_no, kind, row_no LIMIT {MOST_ROWS}"
    ).fetchall()
    numbers: dict[tuple[int, str], list[int]] = {}
    for file_no, kind, row in found:
        numbers.setdefault((file_no, kind), []).append(row)
    insert_rows(
        connection,
        "check_told",
        [
            (file_no, rows[0], "", "", kind, "notice", said_of(kind, rows), WHOLE_ROW)
            for (file_no, kind), rows in numbers.items()
        ],
    )
