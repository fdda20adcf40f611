"""What was in doubt and let through: kept with its row and its reason, and carried on while its cells read the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import duckdb

from etl.checking.cell_rules import text, words
from etl.comparing.compare import row_key
from etl.faults import doubts
from etl.types.ledgers import Ledger, ledgers
from etl.types.table_schema import record_types

# Fewer signs than these are no reason that anybody could understand later.
SHORTEST = 4


def is_reason(words: str) -> bool:
    """Return whether ``words`` are long enough for a reason; blanks and signs nobody sees do not count."""
    return sum(not character.isspace() and unicodedata.category(character)[0] != "C" for character in words) >= SHORTEST


def keep_let_through(
    connection: duckdb.DuckDBPyConnection, fault_table: str, batches: Mapping[int, tuple[int, str]], reason: str
) -> None:
    """Copy what was let through into journal.let_through; ``batches`` is file_no → (batch number, type).

    The rows must be in their ledgers already: they tell the record. What is about a whole file has no row.
    """
    if not reason:
        return
    for file_no, (number, name) in batches.items():
        ledger = ledgers()[name]
        columns = " ".join(f"WHEN {at} THEN {text(column)}" for at, column in enumerate(ledger.columns))
        connection.execute(
            f"INSERT INTO journal.let_through SELECT {number}, f.row_no, {text(name)}, {row_key(ledger, 'l')}, f.rule, "
            f"CASE f.position {columns} END, f.value, f.message, $reason, {number} FROM {fault_table} AS f "
            f"LEFT JOIN {ledger.table} AS l ON l.batch_no = {number} AND l.row_no = f.row_no "
            f"WHERE f.file_no = {file_no} AND f.severity = 'notice' AND f.rule IN ({words(sorted(doubts()))}) "
            "ORDER BY f.row_no NULLS FIRST, f.position, f.rule",
            {"reason": reason},
        )


def carry_on(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> None:
    """Carry what was let through to the rows that follow (the temporary table ``prior``) with the same cells.

    A record is rewritten month after month; what was let through once is marked until the cell is put right.
    """
    before = (
        f"SELECT p.batch_no, p.row_no, p.prior_batch, p.prior_row, l.* EXCLUDE (batch_no, row_no) FROM prior AS p "
        f"JOIN journal.let_through AS l ON l.record_type = {text(ledger.name)} "
        "AND l.batch_no = p.prior_batch AND l.row_no = p.prior_row"
    )
    for rule, column in connection.execute(
        f"SELECT DISTINCT rule, column_name FROM ({before}) ORDER BY ALL"
    ).fetchall():
        alike = " AND ".join(f'n."{name}" IS NOT DISTINCT FROM o."{name}"' for name in _cells(ledger, rule, column))
        connection.execute(
            f"INSERT INTO journal.let_through SELECT b.* EXCLUDE (prior_batch, prior_row) FROM ({before}) AS b "
            f"JOIN {ledger.table} AS n ON n.batch_no = b.batch_no AND n.row_no = b.row_no "
            f"JOIN {ledger.table} AS o ON o.batch_no = b.prior_batch AND o.row_no = b.prior_row "
            f"WHERE b.rule = {text(rule)} AND b.column_name = {text(column)} AND {alike} ORDER BY b.batch_no, b.row_no"
        )


def _cells(ledger: Ledger, rule: str, column: str) -> list[str]:
    """Return the columns that a doubt is about: two where it is a rule across a row."""
    across = [one.other for one in record_types()[ledger.name].rules if (one.rule, one.column) == (rule, column)]
    return [column, *across]
