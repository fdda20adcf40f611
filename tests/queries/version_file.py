"""A version file made straight from rows, without the way in: for tests that need a warehouse at once."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import chinese_calendar
import duckdb
import pyarrow as pa

ROOT = Path(__file__).parents[2]
VIEWS = ROOT / "queries" / "view"
DUCKDB_TYPE = {
    "date": "DATE",
    "yearmonth": "DATE",
    "boolean": "BOOLEAN",
    "integer": "INTEGER",
    "year": "INTEGER",
    "number": "DOUBLE",
}
ARROW_TYPE = {"DATE": pa.date32(), "BOOLEAN": pa.bool_(), "INTEGER": pa.int32(), "DOUBLE": pa.float64()}
JOURNAL = """
CREATE TABLE journal.batch (batch_no INTEGER, type VARCHAR, month DATE, stands BOOLEAN, is_sample BOOLEAN);
CREATE TABLE journal.freshness (type VARCHAR, complete_to DATE, latest_month DATE, rows BIGINT, batches INTEGER);
CREATE TABLE journal.complete (complete_to DATE);
"""
Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]


@cache
def columns(record_type: str) -> dict[str, str]:
    """Return the columns of a record type with their database types, as its schema says."""
    schema = json.loads((ROOT / "etl" / "schemas" / f"{record_type}.json").read_text(encoding="utf-8"))
    return {field["name"]: DUCKDB_TYPE.get(field["type"], "VARCHAR") for field in schema["fields"]}


@cache
def record_types() -> tuple[str, ...]:
    """Return the names of the record types there are."""
    return tuple(sorted(path.stem for path in (ROOT / "etl" / "schemas").glob("*.json")))


def is_working_day(day: date) -> bool:
    """Say whether people work on ``day``: by the holiday calendar where it knows the year, else Monday to Friday."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


@cache
def working_days() -> tuple[tuple[date, bool, int], ...]:
    """Return every day of 2015–2035 with whether people work on it and the running number of working days."""
    first, number, days = date(2015, 1, 1), 0, []
    for offset in range((date(2035, 12, 31) - first).days + 1):
        day = first + timedelta(days=offset)
        number += is_working_day(day)
        days.append((day, is_working_day(day), number))
    return tuple(days)


@cache
def _template() -> Path:
    """Make, once per process, a version file with the reference tables, the journal and empty ledgers."""
    path = Path(tempfile.mkdtemp(prefix="town-")) / "template.duckdb"
    connection = duckdb.connect(str(path))
    for schema in ("ledger", "record", "reference", "journal", "fact"):
        connection.execute(f"CREATE SCHEMA {schema}")
    for file in sorted((ROOT / "data" / "reference").glob("*.csv")):
        connection.execute(f"CREATE TABLE reference.{file.stem} AS FROM read_csv('{file}', header = true)")
    days = working_days()
    day_table = {
        "day": pa.array([day for day, _, _ in days], pa.date32()),
        "is_working_day": [working for _, working, _ in days],
        "working_day_no": pa.array([number for _, _, number in days], pa.int32()),
    }
    connection.register("calendar", pa.table(day_table))
    connection.execute(
        "CREATE TABLE reference.calendar AS SELECT day, CAST(date_trunc('month', day) AS DATE) AS month, "
        "last_day(day) AS month_end, is_working_day, working_day_no FROM calendar ORDER BY day"
    )
    for record_type in record_types():
        listed = ", ".join(f"{name} {kind}" for name, kind in columns(record_type).items())
        connection.execute(
            f"CREATE TABLE ledger.{record_type} (batch_no INTEGER, row_no INTEGER, is_current BOOLEAN, {listed})"
        )
        connection.execute(f"CREATE VIEW record.{record_type} AS SELECT * FROM ledger.{record_type} WHERE is_current")
    connection.execute(JOURNAL)
    connection.close()
    return path


@cache
def stepping_stones() -> tuple[tuple[str, bool, str], ...]:
    """Return queries/view as (name, is stored, SQL), each after those it needs."""
    waiting = {path.stem: path.read_text(encoding="utf-8") for path in sorted(VIEWS.glob("*.sql"))}
    ordered: list[tuple[str, bool, str]] = []
    while waiting:
        for name, text in list(waiting.items()):
            if not set(re.findall(r"\bfact\.(\w+)", text)) & set(waiting):
                ordered.append((name, "-- stored: yes" in text, text.strip().rstrip(";")))
                del waiting[name]
                break
        else:
            raise ValueError(f"stepping stones that need one another: {sorted(waiting)}")
    return tuple(ordered)


def _arrow(record_type: str, rows: Sequence[Row]) -> pa.Table:
    table = {
        "batch_no": pa.array([row.get("batch_no", 1) for row in rows], pa.int32()),
        "row_no": pa.array([row.get("row_no", at) for at, row in enumerate(rows, start=2)], pa.int32()),
        "is_current": pa.array([row.get("is_current", True) for row in rows], pa.bool_()),
    }
    known = columns(record_type)
    unknown = {name for row in rows for name in row} - set(known) - set(table)
    if unknown:
        raise KeyError(f"{record_type} has no column {', '.join(sorted(unknown))}")
    for name, kind in known.items():
        table[name] = pa.array([row.get(name) for row in rows], ARROW_TYPE.get(kind, pa.string()))
    return pa.table(table)


def make_version(
    path: Path,
    rows: Rows,
    complete_to: date = date(2025, 6, 30),
    first_month: date | None = None,
    undone: Sequence[int] = (),
    begun: Mapping[str, date] | None = None,
) -> Path:
    """Write a version file at ``path`` whose ledgers hold ``rows``: record type → rows of that type's columns.

    A row may carry batch_no, row_no and is_current; columns it leaves out are empty. ``first_month`` is the earliest
    month a file reports (default: January of the year before ``complete_to``), ``begun`` that of single record types;
    batches in ``undone`` no longer stand. Returns ``path``; raises KeyError for a column the record type does not have.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_template(), path)
    connection = duckdb.connect(str(path), config={"threads": "1"})
    connection.execute((ROOT / "queries" / "prelude.sql").read_text(encoding="utf-8"))
    for record_type, records in rows.items():
        if records:
            connection.register("incoming", _arrow(record_type, records))
            connection.execute(f"INSERT INTO ledger.{record_type} SELECT * FROM incoming")
    month = first_month or date(complete_to.year - 1, 1, 1)
    for record_type in record_types():
        for batch_no in {1, *(row.get("batch_no", 1) for row in rows.get(record_type, ()))}:
            connection.execute(
                "INSERT INTO journal.batch VALUES (?, ?, ?, ?, false)",
                [batch_no, record_type, (begun or {}).get(record_type, month), batch_no not in undone],
            )
        connection.execute("INSERT INTO journal.freshness VALUES (?, ?, ?, 0, 1)", [record_type, complete_to, month])
    connection.execute("INSERT INTO journal.complete VALUES (?)", [complete_to])
    for name, is_stored, sql in stepping_stones():
        connection.execute(f"CREATE {'TABLE' if is_stored else 'VIEW'} fact.{name} AS {sql}")
    connection.close()
    return path
