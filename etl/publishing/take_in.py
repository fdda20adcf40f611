"""Taking checked files into the ledgers: their rows, which rows they follow, and what they make vanish."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import duckdb

from etl.comparing.compare import EXAMPLES_SHOWN, Comparison, describe_changes, find_prior
from etl.publishing import masking
from etl.publishing.current_rows import WHOLE_LEDGER, let_vanish, supersede
from etl.publishing.digests import digest_batches
from etl.publishing.let_through import carry_on
from etl.types.ledgers import Ledger

# Turns the SQL of a personal value into that of its mask.
Mask = Callable[[str], str]


class Staged(Protocol):
    """What the check leaves behind: files whose accepted rows can be appended to a table."""

    def insert(self, type: str, into: str, batch_no: dict[int, int], mask: Mask) -> int:
        """Append the accepted rows of every file of ``type`` to the table ``into``."""


@dataclass
class Taken:
    """What became of one file's rows: days covered, month reported, what they replace and change, their digest."""

    month: date | None
    covers_from: date | None
    covers_to: date | None
    replaces: str | None
    comparison: Comparison
    digest: str | None = None


def take_in(
    connection: duckdb.DuckDBPyConnection,
    staged: Staged,
    ledger: Ledger,
    batches: dict[int, int],
    *,
    months: dict[int, date | None],
    replacing: set[int],
) -> dict[int, Taken]:
    """Append the files ``batches`` (file_no → batch_no) of one type to their ledger and settle which rows are current.

    ``months`` is batch_no → the month its file's name tells; ``replacing`` are the batches that replace. Returns what
    became of each batch. Needs the masking key in the connection.
    """
    numbers = sorted(batches.values())
    connection.execute("BEGIN")
    staged.insert(ledger.name, ledger.table, batches, masking.mask_sql)
    connection.execute("COMMIT")
    taken = _survey(connection, ledger, numbers, months, replacing)
    find_prior(connection, ledger, numbers)
    describe_changes(connection, ledger, {number: taken[number].comparison for number in numbers})
    carry_on(connection, ledger)
    supersede(connection, ledger)
    _vanish(connection, ledger, numbers[0], taken)
    return taken


def _survey(
    connection: duckdb.DuckDBPyConnection,
    ledger: Ledger,
    numbers: list[int],
    months: dict[int, date | None],
    replacing: set[int],
) -> dict[int, Taken]:
    """Find the days each batch covers. The month is that of its file's name, else that of its latest day.

    A replacing file speaks for the month in its name; without one, for every month in which it has a row.
    """
    day = f'"{ledger.date_column}"' if ledger.date_column else "CAST(NULL AS DATE)"
    span = {
        number: (rows, low, high)
        for number, rows, low, high in connection.execute(
            f"SELECT batch_no, count(*), min({day}), max({day}) FROM {ledger.table} "
            f"WHERE batch_no >= {numbers[0]} GROUP BY batch_no"
        ).fetchall()
    }
    digests = digest_batches(connection, ledger, f"batch_no >= {numbers[0]}")
    taken = {}
    for number in numbers:
        rows, low, high = span.get(number, (0, None, None))
        month = months.get(number) or (high.replace(day=1) if high else None)
        replaces = None
        if number in replacing:
            replaces = _replaced(connection, ledger, number, months.get(number))
        taken[number] = Taken(month, low, high, replaces, Comparison(new=rows), digests.get(number))
    return taken


def _replaced(connection: duckdb.DuckDBPyConnection, ledger: Ledger, number: int, named: date | None) -> str:
    if ledger.date_column is None:
        return WHOLE_LEDGER
    if named:
        return f"{named:%Y-%m}"
    months = connection.execute(
        f"SELECT DISTINCT strftime(\"{ledger.date_column}\", '%Y-%m') AS month FROM {ledger.table} "
        f'WHERE batch_no = {number} AND "{ledger.date_column}" IS NOT NULL ORDER BY month'
    ).fetchall()
    return ",".join(month for (month,) in months)


def _vanish(connection: duckdb.DuckDBPyConnection, ledger: Ledger, first: int, taken: dict[int, Taken]) -> None:
    """Batches of one load that replace the same month do it together; what vanishes is told with the first of them."""
    told: set[str] = set()
    for one in taken.values():
        scopes = [scope for scope in (one.replaces or "").split(",") if scope and scope not in told]
        if scopes:
            told |= set(scopes)
            vanished = let_vanish(connection, ledger, first, scopes, EXAMPLES_SHOWN)
            one.comparison.vanished = vanished.count
            one.comparison.vanished_ids = vanished.record_ids
