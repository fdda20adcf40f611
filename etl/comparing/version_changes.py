"""Two versions of the data held against each other: which records are new, changed or gone, and how KPIs differ."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from etl.comparing.compare import row_key, same_key
from etl.comparing.kpi_moves import Move, find_moves
from etl.database import database_settings
from etl.language import said
from etl.refusal import Refusal
from etl.types.ledgers import Ledger, ledgers
from queries import catalogue
from queries.stepping_stones import relations_behind
from queries.warehouse import version_path

NEW, CHANGED, GONE = "new", "changed", "gone"


@dataclass
class TypeChanges:
    """What became of the records of one type from the one version to the other; ``fields`` counts the cells changed."""

    type: str
    new: int
    changed: int
    gone: int
    unchanged: int
    fields: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """One changed cell of a record, or a whole record that is new or gone (then without a column)."""

    type: str
    record_id: str
    kind: str
    column: str = ""
    before: Any = None
    after: Any = None


@dataclass
class VersionChanges:
    """Everything that differs between two versions."""

    before: int
    after: int
    types: list[TypeChanges]
    kpis: list[Move]

    def as_json(self) -> dict[str, Any]:
        """Return the changes as the command line writes them."""
        return {
            "before": self.before,
            "after": self.after,
            "types": [vars(changes) for changes in self.types],
            "kpis": [move.as_json() for move in self.kpis],
        }


def compare_versions(folder: Path, before: int, after: int) -> VersionChanges:
    """Return what differs in version ``after`` from version ``before``: per record type, and every KPI.

    KPIs are asked by today's definitions, in the window of the version after. Raises Refusal when a version is no
    longer kept.
    """
    with _both(folder, before, after) as connection:
        types = [changes for ledger in ledgers().values() if (changes := _of_type(connection, ledger))]
    every = {relation for kpi in catalogue.kpis().values() for relation in relations_behind(kpi.sql)}
    return VersionChanges(before, after, types, find_moves(folder, before, version_path(folder, after), every))


def differences(
    folder: Path, before: int, after: int, kinds: tuple[str, ...] = (NEW, CHANGED, GONE), most: int | None = None
) -> list[Difference]:
    """Return the records that differ, by type and key, changed ones cell by cell; of ``kinds``, at most ``most``.

    Raises Refusal when a version is no longer kept.
    """
    found: list[Difference] = []
    with _both(folder, before, after) as connection:
        for ledger in ledgers().values():
            left = None if most is None else most - len(found)
            if left == 0:
                break
            found += _differing(connection, ledger, kinds, left)
    return found if most is None else found[:most]


@contextmanager
def _both(folder: Path, before: int, after: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open both versions read-only; nothing else can be reached from there."""
    with duckdb.connect(":memory:", config=database_settings()) as connection:
        for name, number in (("before", before), ("after", after)):
            path = version_path(folder, number)
            if not path.exists():
                raise Refusal(said("第 {n} 版的数据文件已不留存，不能再比较。", n=number))
            quoted = str(path).replace("'", "''")
            connection.execute(f"ATTACH '{quoted}' AS \"{name}\" (READ_ONLY)")
        connection.execute("SET enable_external_access = false")
        yield connection


def _pairs(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> tuple[str, list[str]] | None:
    """Return the SQL of the current rows of both versions side by side (n after, o before), and their common columns.

    None when one of the versions does not know the type.
    """
    known: dict[str, set[str]] = {"before": set(), "after": set()}
    for place, column in connection.execute(
        "SELECT database_name, column_name FROM duckdb_columns() WHERE schema_name = 'ledger' AND table_name = $name",
        {"name": ledger.name},
    ).fetchall():
        known[place].add(column)
    columns = [column for column in ledger.columns if column in known["before"] & known["after"]]
    if not set(ledger.key) <= set(columns):
        return None
    rows = {
        place: f'(SELECT * FROM "{place}".ledger."{ledger.name}" WHERE is_current)' for place in ("before", "after")
    }
    joined = f"FROM {rows['after']} AS n FULL JOIN {rows['before']} AS o ON {same_key(ledger, 'n', 'o')}"
    return joined, [column for column in columns if column not in ledger.key]


def _of_type(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> TypeChanges | None:
    found = _pairs(connection, ledger)
    if found is None:
        return None
    pairs, columns = found
    is_both = "n.batch_no IS NOT NULL AND o.batch_no IS NOT NULL"
    counts = "".join(f', count(*) FILTER ({is_both} AND n."{c}" IS DISTINCT FROM o."{c}")' for c in columns)
    new, gone, both, changed, *fields = connection.execute(
        f"SELECT count(*) FILTER (o.batch_no IS NULL), count(*) FILTER (n.batch_no IS NULL), "
        f"count(*) FILTER ({is_both}), count(*) FILTER ({is_both} AND ({_differs(columns)})){counts} {pairs}"
    ).fetchall()[0]
    named = {column: number for column, number in zip(columns, fields, strict=True) if number}
    return TypeChanges(ledger.name, new, changed, gone, both - changed, named)


def _differs(columns: list[str]) -> str:
    return " OR ".join(f'n."{column}" IS DISTINCT FROM o."{column}"' for column in columns) or "false"


def _differing(
    connection: duckdb.DuckDBPyConnection, ledger: Ledger, kinds: tuple[str, ...], most: int | None
) -> list[Difference]:
    found = _pairs(connection, ledger)
    if found is None:
        return []
    pairs, columns = found
    kind = (
        f"CASE WHEN o.batch_no IS NULL THEN '{NEW}' WHEN n.batch_no IS NULL THEN '{GONE}' "
        f"WHEN {_differs(columns)} THEN '{CHANGED}' END"
    )
    values = "".join(f', o."{column}", n."{column}"' for column in columns)
    rows = connection.execute(
        f"SELECT {kind} AS kind, coalesce({row_key(ledger, 'n')}, {row_key(ledger, 'o')}) AS record_id{values} {pairs} "
        f"WHERE kind IN (SELECT unnest($kinds)) ORDER BY record_id" + (f" LIMIT {most}" if most else ""),
        {"kinds": list(kinds)},
    ).fetchall()
    told = []
    for what, record_id, *cells in rows:
        if what != CHANGED:
            told.append(Difference(ledger.name, record_id, what))
            continue
        for column, was, now in zip(columns, cells[::2], cells[1::2], strict=True):
            if was != now:
                told.append(Difference(ledger.name, record_id, what, column, was, now))
    return told


def plain(value: Any) -> str:
    """Return a stored value as a file would have it: days in ISO, words for yes and no, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return said("是") if value else said("否")
    return value.isoformat() if isinstance(value, date) else str(value)
