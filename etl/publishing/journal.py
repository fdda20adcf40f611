"""The journal of a version: its batches and versions, up to which day data is complete, and the manifest of it all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import duckdb

from etl.types.ledgers import ledgers


def add_batches(connection: duckdb.DuckDBPyConnection, batches: Iterable[Mapping[str, Any]]) -> None:
    """Append one row a batch to journal.batch; keys are its columns, a column left out is empty."""
    _append(connection, "journal.batch", list(batches))


def add_versions(connection: duckdb.DuckDBPyConnection, versions: Iterable[Mapping[str, Any]]) -> None:
    """Append one row a version to journal.version; keys are its columns."""
    _append(connection, "journal.version", list(versions))


def _append(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Mapping[str, Any]]) -> None:
    if not rows:
        return
    names = list(dict.fromkeys(name for row in rows for name in row))
    # As text, which the table's own types turn back: a manifest read from JSON goes the same way as a fresh load.
    # Handed over as JSON, not as an Arrow table: making one imports pandas, a quarter of a second of a short command.
    text = json.dumps([{name: _text(row.get(name)) for name in names} for row in rows], ensure_ascii=False)
    shape = json.dumps([dict.fromkeys(names, "VARCHAR")])
    connection.execute(
        f"INSERT INTO {table} BY NAME SELECT unnest(from_json($text, $shape), recursive := true)",
        {"text": text, "shape": shape},
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def next_batch_no(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the number of the next batch; numbers are never used twice, an undone batch keeps its own."""
    return int(connection.execute("SELECT COALESCE(max(batch_no), 0) + 1 FROM journal.batch").fetchall()[0][0])


def write_freshness(connection: duckdb.DuckDBPyConnection) -> None:
    """Write journal.freshness (per type) and journal.complete (of all) anew from the batches that stand.

    Source of the rule: a type is complete up to the end of the latest month reported, but never beyond the day before
    that file was loaded; the whole is complete up to the last month end that half of the types due have reached.
    """
    rows = " UNION ALL ".join(f"SELECT '{name}' AS type, count(*) AS rows FROM record.{name}" for name in ledgers())
    connection.execute(
        f"""
        DELETE FROM journal.freshness;
        INSERT INTO journal.freshness
        SELECT
            b.type,
            max(LEAST(last_day(b.month), CAST(b.loaded_at AS DATE) - 1)),
            max(b.month),
            any_value(r.rows),
            count(*)
        FROM journal.batch AS b
        JOIN ({rows}) AS r ON r.type = b.type
        WHERE b.stands
        GROUP BY b.type
        ORDER BY b.type;
        DELETE FROM journal.complete;
        """
    )
    connection.execute("INSERT INTO journal.complete VALUES ($day)", {"day": _complete_to(connection)})


def _complete_to(connection: duckdb.DuckDBPyConnection) -> date | None:
    """While fewer than half of the types due have ever been loaded (a first trial), half of those loaded must do."""
    reached = [
        day
        for (day,) in connection.execute(
            # A ledger that names no month and has no days says nothing of time, unless there is nothing else.
            "SELECT complete_to FROM journal.freshness WHERE complete_to IS NOT NULL "
            "AND (latest_month IS NOT NULL OR (SELECT count(latest_month) FROM journal.freshness) = 0) "
            "ORDER BY complete_to DESC"
        ).fetchall()
    ]
    due = _types_due(connection)
    if not reached:
        return None
    needed = max(1, (due + 1) // 2)
    if len(reached) < needed:
        needed = (len(reached) + 1) // 2
    day = reached[needed - 1]
    month_end: date = connection.execute(
        "SELECT CASE WHEN last_day($day) = $day THEN $day ELSE CAST(date_trunc('month', $day) AS DATE) - 1 END",
        {"day": day},
    ).fetchall()[0][0]
    return month_end


def _types_due(connection: duckdb.DuckDBPyConnection) -> int:
    try:
        return int(connection.execute("SELECT count(DISTINCT type) FROM reference.deadline").fetchall()[0][0])
    except duckdb.CatalogException:
        return len(ledgers())


def key_fingerprint(connection: duckdb.DuckDBPyConnection) -> str | None:
    """Return the fingerprint of the key with which this version's masks were made; None when nobody noted it."""
    try:
        found = connection.execute("SELECT fingerprint FROM journal.masking_key").fetchone()
    except duckdb.CatalogException:
        return None
    return str(found[0]) if found else None


def manifest(connection: duckdb.DuckDBPyConnection, version_no: int) -> dict[str, Any]:
    """Return every batch and version as of this version: with the originals, enough to build the warehouse anew."""
    return {
        "version_no": version_no,
        "key": key_fingerprint(connection),
        "batches": _rows(connection, "SELECT * FROM journal.batch ORDER BY batch_no"),
        "versions": _rows(connection, "SELECT * FROM journal.version ORDER BY version_no"),
    }


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description or []]
    return [
        {
            name: value.isoformat() if isinstance(value, date | datetime) else value
            for name, value in zip(names, row, strict=True)
        }
        for row in cursor.fetchall()
    ]


def ranges(numbers: Iterable[int]) -> str:
    """Return numbers as ranges: 3, 7, 8, 9 → '3,7-9'."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ",".join(str(low) if low == high else f"{low}-{high}" for low, high in spans)


def numbers_in(text: str) -> list[int]:
    """Return the numbers that ``ranges`` wrote."""
    spans = (part.partition("-") for part in text.split(",") if part)
    return [number for low, _, high in spans for number in range(int(low), int(high or low) + 1)]


def mapping_text(mapping: Mapping[str, str] | None) -> str | None:
    """Return a remembered mapping of headers to columns as it is stored."""
    return json.dumps(mapping, ensure_ascii=False) if mapping else None
