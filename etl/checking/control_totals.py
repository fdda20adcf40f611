"""Totals rows as control totals: what a file says its columns add up to, held against what they do add up to."""

from __future__ import annotations

import duckdb

from etl.checking.cell_rules import text
from etl.checking.stack import Stack

# 合计 is of all rows; 小计 of those since the one before, or up to the next. 累计 is of more than the file holds.
_OF_ALL, _OF_PART = "(合计|总计|共计|总和)[:：]?", ".{0,12}(小计|合计)[:：]?"
# Sums of amounts written with two decimals differ by less.
_ALIKE = 0.01


def hold_totals(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    """Note in check_found each column whose total, in a row of totals, is not the sum of the rows it is of.

    The one row that says 合计 is of the whole file. Every other row of totals is of the rows between it and the one
    before it, or, where totals stand above their rows, the one behind it.
    """
    columns = enumerate(stack.schema.columns)
    numbers = [place for place, column in columns if column.type in ("integer", "number") and column.unit != "%"]
    if not numbers or stack.schema.is_standard or not _take_totals(connection, stack):
        return
    for place in numbers:
        _hold(connection, stack, place)
    connection.execute("DROP TABLE check_total")


def _take_totals(connection: duckdb.DuckDBPyConnection, stack: Stack) -> bool:
    """Make check_total: the rows of totals, each with the rows before, behind, and whether it is of all; any at all?"""
    cells = ", ".join(f"t{i}" for i in range(len(stack.rules)))
    tight = f"list_transform([{cells}], lambda x: regexp_replace(x, '\\s', '', 'g'))"
    left_out = f"SELECT file_no, row_no FROM check_left_out WHERE stack = {stack.number} AND kind = 'totalRow'"
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE check_total AS
        SELECT *, lag(row_no, 1, 0) OVER places AS after_row, lead(row_no, 1, 2147483647) OVER places AS before_row,
            is_total AND count(*) FILTER (is_total) OVER (PARTITION BY file_no) = 1 AS is_of_all
        FROM (
            SELECT *, len(list_filter({tight}, lambda x: regexp_full_match(x, {text(_OF_ALL)}))) > 0 AS is_total,
                len(list_filter({tight}, lambda x: regexp_full_match(x, {text(_OF_PART)}))) > 0 AS is_part
            FROM {stack.odd} SEMI JOIN ({left_out}) USING (file_no, row_no)
        )
        WHERE is_total OR is_part
        WINDOW places AS (PARTITION BY file_no ORDER BY row_no)
        """
    )
    found = connection.execute("SELECT count(*) FROM check_total").fetchall()[0][0]
    if not found:
        connection.execute("DROP TABLE check_total")
    return bool(found)


def _hold(connection: duckdb.DuckDBPyConnection, stack: Stack, place: int) -> None:
    value = f"CAST({stack.rules[place].read(f't{place}')} AS DOUBLE)"
    # Sums up to each row, so that those of any stretch of rows are a difference of two.
    connection.execute(
        f"""
        INSERT INTO check_found
        WITH total AS (SELECT *, {value} AS said FROM check_total),
        record AS (SELECT file_no, row_no, CAST(v{place} AS DOUBLE) AS amount FROM {stack.records()}),
        held AS (
            SELECT t.file_no, t.row_no, t.is_of_all, any_value(t.t{place}) AS written, any_value(t.said) AS said,
                coalesce(sum(r.amount), 0) AS every,
                coalesce(sum(r.amount) FILTER (r.row_no > t.after_row AND r.row_no < t.row_no), 0) AS above,
                coalesce(sum(r.amount) FILTER (r.row_no > t.row_no AND r.row_no < t.before_row), 0) AS below
            FROM total AS t JOIN record AS r ON r.file_no = t.file_no
            WHERE t.said IS NOT NULL
            GROUP BY t.file_no, t.row_no, t.is_of_all
        )
        SELECT {stack.number}, file_no, row_no, {place}, written, 'controlTotal', 'notice', NULL,
            regexp_replace(CAST(round(CASE WHEN is_of_all THEN every ELSE above END, 2) AS VARCHAR), '\\.0$', '')
        FROM held
        WHERE CASE WHEN is_of_all THEN abs(said - every) > {_ALIKE}
            ELSE abs(said - above) > {_ALIKE} AND abs(said - below) > {_ALIKE} END
        """
    )
