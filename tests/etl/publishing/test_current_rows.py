"""Which rows are current: random histories of merging, replacing, undoing and redoing against a slow recount."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

import duckdb
import pytest

from etl.publishing.current_rows import restate
from etl.publishing.take_in import Taken, take_in
from etl.publishing.warehouse_layout import create_layout
from etl.types.ledgers import Ledger, ledgers

VISIT = ledgers()["visit"]
PROJECT = ledgers()["project"]


@dataclass
class Batch:
    """One loaded file, as the recount remembers it: rows are key → (month or None, value)."""

    number: int
    version: int
    rows: dict[str, tuple[date | None, str]]
    scopes: set[str] = field(default_factory=set)
    stands: bool = True


class InPlaceOfACheck:
    """Stands for a checked load: writes the rows of the batches as they are."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, batches: list[Batch]) -> None:
        self.connection = connection
        self.batches = batches

    def insert(self, type: str, into: str, batch_no: dict[int, int], mask: object) -> int:
        for batch in self.batches:
            for row_no, (key, (day, value)) in enumerate(batch.rows.items(), start=2):
                names = ("project_id", "project_name") if day is None else ("visit_id", "topic")
                self.connection.execute(
                    f"INSERT INTO {into} BY NAME SELECT $batch AS batch_no, $row AS row_no, TRUE AS is_current, "
                    f"$key AS {names[0]}, $value AS {names[1]}" + (", $day AS visited_on" if day else ""),
                    {"batch": batch.number, "row": row_no, "key": key, "value": value} | ({"day": day} if day else {}),
                )
        return 0


def load(
    connection: duckdb.DuckDBPyConnection, ledger: Ledger, batches: list[Batch], replacing: bool
) -> dict[int, Taken]:
    numbers = {position: batch.number for position, batch in enumerate(batches)}
    connection.execute("SET VARIABLE mask_key = 'k'")
    taken = take_in(
        connection,
        InPlaceOfACheck(connection, batches),
        ledger,
        numbers,
        months={},
        replacing=set(numbers.values()) if replacing else set(),
    )
    for batch in batches:
        batch.scopes = set((taken[batch.number].replaces or "").split(",")) - {""}
        connection.execute(
            "INSERT INTO journal.batch (batch_no, type, stands, version_no, replaces) VALUES (?, ?, TRUE, ?, ?)",
            [batch.number, ledger.name, batch.version, taken[batch.number].replaces],
        )
    return taken


def recount(history: list[Batch]) -> set[tuple[str, int]]:
    """The state after all standing loads, one after the other, as anyone would do it by hand."""
    state: dict[str, tuple[int, str]] = {}
    standing = [batch for batch in history if batch.stands]
    for version in sorted({batch.version for batch in standing}):
        together = [batch for batch in standing if batch.version == version]
        scopes = set().union(*(batch.scopes for batch in together))
        state = {key: (number, scope) for key, (number, scope) in state.items() if scope not in scopes}
        for batch in together:
            for key, (day, _) in batch.rows.items():
                state[key] = (batch.number, f"{day:%Y-%m}" if day else "all")
    return {(key, number) for key, (number, _) in state.items()}


def current(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> set[tuple[str, int]]:
    rows = connection.execute(f"SELECT {ledger.key[0]}, batch_no FROM record.{ledger.name}").fetchall()
    assert len(rows) == len(set(rows))
    return set(rows)


@pytest.mark.parametrize("ledger", [VISIT, PROJECT], ids=["dated", "undated"])
@pytest.mark.parametrize("seed", range(12))
def test_any_history_ends_where_a_slow_recount_ends(ledger: Ledger, seed: int) -> None:
    chance = random.Random(seed)
    connection = duckdb.connect()
    create_layout(connection)
    history: list[Batch] = []
    for version in range(1, 9):
        if history and chance.random() < 0.35:
            batch = chance.choice(history)
            batch.stands = not batch.stands
            connection.execute("UPDATE journal.batch SET stands = NOT stands WHERE batch_no = ?", [batch.number])
            restate(connection, ledger)
        else:
            loaded = []
            for _ in range(chance.choice([1, 1, 1, 2, 3])):
                rows = {}
                for key in chance.sample("ABCDEFGH", chance.randint(0, 6)):
                    day = date(2025, chance.randint(1, 3), 5) if ledger.date_column else None
                    rows[key] = (day, chance.choice("xy"))
                loaded.append(Batch(len(history) + len(loaded) + 1, version, rows))
            load(connection, ledger, loaded, replacing=chance.random() < 0.4)
            history += loaded
        assert current(connection, ledger) == recount(history)
        restate(connection, ledger)
        assert current(connection, ledger) == recount(history)


def day(month: int) -> date:
    return date(2025, month, 9)


def test_a_load_says_what_is_new_changed_unchanged_and_vanished() -> None:
    connection = duckdb.connect()
    create_layout(connection)
    first = Batch(1, 1, {"A": (day(5), "x"), "B": (day(6), "x"), "C": (day(6), "x"), "D": (day(6), "x")})
    load(connection, VISIT, [first], replacing=False)
    second = Batch(2, 2, {"B": (day(6), "x"), "C": (day(6), "y"), "E": (day(6), "x")})
    told = load(connection, VISIT, [second], replacing=True)[2].comparison
    assert (told.new, told.changed, told.unchanged, told.vanished) == (1, 1, 1, 1)
    assert told.fields == {"topic": 1}
    assert [(e.row, e.record_id, e.column, e.before, e.after) for e in told.examples] == [(3, "C", "topic", "x", "y")]
    assert told.vanished_ids == ["D"]


def test_files_of_one_load_follow_one_another() -> None:
    connection = duckdb.connect()
    create_layout(connection)
    monthly = [Batch(n, 1, {"A": (None, value)}) for n, value in enumerate("xxy", start=1)]
    told = load(connection, PROJECT, monthly, replacing=False)
    counts = [(t.comparison.new, t.comparison.changed, t.comparison.unchanged) for t in told.values()]
    assert counts == [(1, 0, 0), (0, 0, 1), (0, 1, 0)]
    assert current(connection, PROJECT) == {("A", 3)}
