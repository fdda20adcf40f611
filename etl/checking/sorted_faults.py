"""Sorting the faults of a file's rows by kind: by rule and column, a wrong word apart, a repeated row apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from etl.checking.cell_rules import words as named
from etl.checking.check import Stage
from etl.checking.stack import Stack
from etl.faults import FileCheck, doubts
from etl.types.table_schema import Column

# So many wrong words of one column stand alone, the most frequent ones; the rest are one kind together.
WORDS_APART = 20
# Rows that repeat an earlier one in every cell: the second may be left out without a loss.
SAME_ROW = "same"


@contextmanager
def sorted_out(staged: Stage, stack: Stack, check: FileCheck) -> Iterator[None]:
    """Keep the faults of the file's rows sorted by kind in check_sorted, until the end of the block."""
    _sort_out(staged.connection, stack, check.file_no, staged.fault_table)
    try:
        yield
    finally:
        staged.connection.execute("DROP TABLE check_sorted")


def _sort_out(connection: duckdb.DuckDBPyConnection, stack: Stack, file_no: int, fault_table: str) -> None:
    """Write every fault of a row, and every doubt let through, to check_sorted: with its kind's number and its word.

    A wrong word of a list is a kind of its own: all cells with it are put right alike. Codes of projects are not: each
    is wrong in its own way.
    """
    of_words = [position for position, column in enumerate(stack.schema.columns) if _has_words(stack, column, position)]
    words = ", ".join(map(str, of_words)) or "NULL"
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE check_sorted AS
        WITH told AS (
            SELECT f.row_no, f.position, f.column_name, f.rule, f.severity, f.value, f.message,
                CASE WHEN s.row_no IS NOT NULL AND f.rule = 'primaryKey' THEN '{SAME_ROW}'
                    WHEN f.position IN ({words}) AND f.rule IN ('enum', 'foreignKey', 'item', 'type') THEN f.value
                END AS word
            FROM {fault_table} AS f LEFT JOIN ({_same_rows(stack, file_no)}) AS s ON s.row_no = f.row_no
            WHERE f.file_no = {file_no} AND f.row_no IS NOT NULL AND f.severity <> 'stop'
                AND (f.severity <> 'notice' OR f.rule IN ({named(sorted(doubts()))}))
        ), frequent AS (
            SELECT position, rule, word FROM told WHERE word IS NOT NULL GROUP BY position, rule, word
            QUALIFY row_number() OVER (PARTITION BY position, rule ORDER BY count(*) DESC, word) <= {WORDS_APART}
        )
        SELECT t.* EXCLUDE (word), q.word,
            dense_rank() OVER (ORDER BY t.position, t.rule, t.severity, q.word NULLS FIRST) AS kind
        FROM told AS t LEFT JOIN frequent AS q USING (position, rule, word)
        """
    )


def _has_words(stack: Stack, column: Column, position: int) -> bool:
    if column.personal or position == stack.projects:
        return False
    return column.type == "boolean" or bool(stack.rules[position].accepted)


def _same_rows(stack: Stack, file_no: int) -> str:
    """SQL: the rows that repeat an earlier one cell by cell, neither of them wrong in any other way."""
    same = " AND ".join(f"a.v{i} IS NOT DISTINCT FROM b.v{i}" for i in range(len(stack.rules)))
    mine = f"stack = {stack.number} AND file_no = {file_no} AND severity <> 'notice'"
    return (
        f"SELECT DISTINCT f.row_no FROM (SELECT * FROM check_found WHERE {mine} AND rule = 'primaryKey') AS f "
        f"JOIN {stack.records()} AS a ON a.file_no = f.file_no AND a.row_no = f.row_no "
        f"JOIN {stack.records()} AS b ON b.file_no = f.file_no AND b.row_no = f.first_row AND {same} "
        f"ANTI JOIN (SELECT row_no FROM check_found WHERE {mine} AND rule <> 'primaryKey') AS o "
        f"ON o.row_no = f.row_no OR o.row_no = f.first_row"
    )
