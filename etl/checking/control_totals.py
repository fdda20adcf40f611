"""Totals rows as control totals: what a file says its columns add up to, held against what they do add up to."""

from __future__ import annotations

import duckdb

from etl.checking.cell_rules import text
from etl.checking.stack import Stack

# 小计 and 累计 are of a part of the rows, or of more than them.
_OF_ALL = "(合计|总计|共计|总和)[:：]?"
# Sums of amounts written with two decimals differ by less.
_ALIKE = 0.01


def hold_totals(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    """Note in check_found each column whose total, in the one row of totals of a file, is not the sum of its rows."""
    columns = enumerate(stack.schema.columns)
    numbers = [place for place, column in columns if column.type in ("integer", "number") and column.unit != "%"]
    if not numbers or stack.schema.is_standard:
        return
    cells = ", ".join(f"t{i}" for i in range(len(stack.rules)))
    label = f"list_filter([{cells}], lambda x: regexp_full_match(regexp_replace(x, '\\s', '', 'g'), {text(_OF_ALL)}))"
    left_out = f"SELECT file_no, row_no FROM check_left_out WHERE stack = {stack.number} AND kind = 'totalRow'"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE check_total AS SELECT * FROM {stack.odd} SEMI JOIN ({left_out}) "
        f"USING (file_no, row_no) WHERE len({label}) > 0 QUALIFY count(*) OVER (PARTITION BY file_no) = 1"
    )
    for place in numbers if connection.execute("SELECT count(*) FROM check_total").fetchall()[0][0] else ():
        value = f"CAST({stack.rules[place].read(f't.t{place}')} AS DOUBLE)"
        sums = f"SELECT file_no, sum(CAST(v{place} AS DOUBLE)) AS total FROM {stack.records()} GROUP BY file_no"
        connection.execute(
            f"INSERT INTO check_found SELECT {stack.number}, t.file_no, t.row_no, {place}, t.t{place}, 'controlTotal', "
            f"'notice', NULL, regexp_replace(CAST(round(s.total, 2) AS VARCHAR), '\\.0$', '') FROM check_total AS t "
            f"JOIN ({sums}) AS s ON s.file_no = t.file_no WHERE abs({value} - coalesce(s.total, 0)) > {_ALIKE}"
        )
    connection.execute("DROP TABLE check_total")
