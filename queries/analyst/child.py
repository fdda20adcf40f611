"""The process in which one query of an analyst runs: it reads the query, holds itself to limits, writes the answer.

``python -m queries.analyst.child`` takes one JSON object on standard input and writes one on standard output.
"""

from __future__ import annotations

import json
import math
import os
import sys
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from queries.analyst.refusal import QueryRefused, Refusal, place
from queries.analyst.rules import must_be_allowed
from queries.analyst.sandbox import Sandbox

# What the process may take of the machine beside the database's own limit.
MOST_BYTES = 1 << 31
A_BATCH = 1_000


def main() -> None:
    """Answer the query on standard input. A refusal is an answer too."""
    asked = json.load(sys.stdin)
    hold_back(asked["seconds"])
    try:
        answer = run(Path(asked["file"]), asked["text"], asked["most_rows"], asked["most_bytes"])
    except QueryRefused as refused:
        answer = {"refused": vars(refused.refusal)}
    except MemoryError:
        answer = {"refused": vars(Refusal("too_large"))}
    json.dump(answer, sys.stdout)


def hold_back(seconds: float) -> None:
    """Let others go first, and let the system refuse memory, time and files beyond the limits."""
    if os.name == "nt":
        # Windows has none of these; there the process that waits for this one ends it in time.
        return
    import resource

    os.nice(10)
    processor = math.ceil(seconds) + 2
    for limit, most in ((resource.RLIMIT_AS, MOST_BYTES), (resource.RLIMIT_CPU, processor), (resource.RLIMIT_FSIZE, 0)):
        # macOS knows the first by name only.
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


def run(file: Path, text: str, most_rows: int, most_bytes: int) -> dict[str, Any]:
    """Run ``text`` on the version ``file`` and return columns, rows and whether there were more.

    Raises QueryRefused.
    """
    warehouse = Sandbox(file)
    must_be_allowed(warehouse, text)
    try:
        return _first_rows(warehouse, text, most_rows, most_bytes)
    except duckdb.Error as error:
        raise QueryRefused(said_by(error, text)) from None


def _first_rows(warehouse: Sandbox, text: str, most_rows: int, most_bytes: int) -> dict[str, Any]:
    rows: list[list[Any]] = []
    size = 0
    columns, batches = warehouse.in_batches(text, A_BATCH)
    for batch in batches:
        for row in batch:
            cells = [plain(cell) for cell in row]
            size += sum(len(cell) if isinstance(cell, str) else 8 for cell in cells)
            if len(rows) == most_rows or size > most_bytes:
                return {"columns": columns, "rows": rows, "is_cut": True}
            rows.append(cells)
    return {"columns": columns, "rows": rows, "is_cut": False}


def plain(cell: object) -> object:
    """Return a cell as JSON can say it; the column's type says how to read a day or a decimal back."""
    if cell is None or isinstance(cell, bool | int | str):
        return cell
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else str(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if isinstance(cell, bytes):
        return cell.hex()
    return str(cell) if isinstance(cell, Decimal | timedelta) else _listed(cell)


def _listed(cell: object) -> str:
    return json.dumps(cell, ensure_ascii=False, default=str)


def said_by(error: duckdb.Error, text: str) -> Refusal:
    """Return what the database says of a query as a refusal: its kind, what it is about, where, and its own words."""
    kind, _, rest = str(error).partition(":")
    try:
        told = json.loads(rest)
    except ValueError:
        told = {"exception_message": rest.strip()}
    message = str(told.get("exception_message", "")).split("\n")[0][:300]
    line, column = place(text, int(told["position"]) if told.get("position") else None)
    about = str(told.get("name", ""))[:60]
    meant = tuple(name for name in str(told.get("candidates", "")).split(",") if name)[:3]
    if isinstance(error, duckdb.OutOfMemoryException):
        return Refusal("too_large")
    if told.get("error_subtype") == "COLUMN_NOT_FOUND":
        return Refusal("no_such_column", about, meant, message, line, column)
    if told.get("error_subtype") == "MISSING_ENTRY" and "Function" in str(told.get("type")):
        return Refusal("no_such_function", about, meant, message, line, column)
    if kind.startswith(("Conversion", "Out of Range")):
        return Refusal("wrong_value", message=message, line=line, column=column)
    return Refusal("failed", message=message, line=line, column=column)


if __name__ == "__main__":
    main()
