"""Asking what an analyst writes: each query in a process of its own, ended when it takes too long, few at a time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from queries.analyst.refusal import QueryRefused, Refusal

ROOT = Path(__file__).parents[2]
SECONDS = 10.0
MOST_ROWS = 100_000
MOST_BYTES = 20 << 20
# So many queries run at once; who comes then waits as long as one may take.
AT_ONCE = 2
# What a Python needs to start; nothing else of the environment reaches a query.
NEEDED = ("PATH", "SYSTEMROOT", "LANG", "LD_LIBRARY_PATH", "PYTHONPATH", "VIRTUAL_ENV")

_free = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Answer:
    """The columns with their database types, and the first rows; ``is_cut`` says that there were more."""

    columns: tuple[tuple[str, str], ...]
    rows: list[list[Any]]
    is_cut: bool


def seconds_allowed() -> float:
    """Return how long one query may take: APPROVALS_SQL_SECONDS, else ten seconds."""
    return float(os.environ.get("APPROVALS_SQL_SECONDS") or SECONDS)


def ask(file: Path, text: str, seconds: float | None = None) -> Answer:
    """Run ``text`` on the version ``file`` and return its first rows.

    Raises QueryRefused when it is no query, reads what is not offered, is wrong, or takes too much.
    """
    allowed = seconds or seconds_allowed()
    if not _free.acquire(timeout=allowed):
        raise QueryRefused(Refusal("busy"))
    try:
        told = _run(file, text, allowed)
    finally:
        _free.release()
    if "refused" in told:
        told["refused"]["meant"] = tuple(told["refused"]["meant"])
        raise QueryRefused(Refusal(**told["refused"]))
    columns = tuple((name, kind) for name, kind in told["columns"])
    readers = [_reader(kind) for _, kind in columns]
    rows = [
        [cell if cell is None or read is None else read(cell) for cell, read in zip(row, readers, strict=True)]
        for row in told["rows"]
    ]
    return Answer(columns, rows, told["is_cut"])


def _run(file: Path, text: str, seconds: float) -> dict[str, Any]:
    asked = {"file": str(file), "text": text, "seconds": seconds, "most_rows": MOST_ROWS, "most_bytes": MOST_BYTES}
    with subprocess.Popen(
        [sys.executable, "-m", "queries.analyst.child"],
        cwd=ROOT,
        env={name: os.environ[name] for name in NEEDED if name in os.environ} | {"PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        try:
            out, wrong = child.communicate(json.dumps(asked).encode(), timeout=seconds)
        except subprocess.TimeoutExpired:
            raise QueryRefused(Refusal("too_slow", about=f"{seconds:g}")) from None
        finally:
            child.kill()
    if child.returncode or not out:
        # Ended by the system or by itself: by memory, in all that was ever seen.
        last = wrong.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise QueryRefused(Refusal("too_large", message=last[:300]))
    found: dict[str, Any] = json.loads(out)
    return found


def _reader(kind: str) -> Any:
    """Return what reads a cell of the column type ``kind`` back from JSON; None when it is as it should be."""
    if kind == "DATE":
        return date.fromisoformat
    if kind.startswith("TIMESTAMP"):
        return datetime.fromisoformat
    return Decimal if kind.startswith("DECIMAL") else None
