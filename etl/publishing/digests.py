"""Digests of the rows of a batch and of the bytes of a file: with them anybody can prove that nothing changed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb

from etl.types.ledgers import Ledger

HASHED_BYTES = 1 << 22


def content_hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        # In big pieces, so that whoever runs beside is seldom asked to make way.
        while piece := file.read(HASHED_BYTES):
            digest.update(piece)
    return digest.hexdigest()


def digest_batches(connection: duckdb.DuckDBPyConnection, ledger: Ledger, where: str) -> dict[int, str]:
    """Return the digest of every batch of a ledger ``where`` (a condition on batch_no): what journal.batch keeps.

    Each row, with its number and its cells, is hashed, and the hashes are added up: in which order rows are kept makes
    no difference. The database's hash may be another in another of its versions: the version is part of the digest.
    """
    return _digests(connection, ledger.table, list(ledger.columns), where)


def digest_again(connection: duckdb.DuckDBPyConnection, ledger: Ledger, batch: dict[str, Any]) -> str | None:
    """Return the digest of a batch's rows as they are now, over the columns there were when it was loaded.

    None when it was loaded before there were digests, or by a version of the database that hashes otherwise.
    """
    known: dict[str, Any] = json.loads(batch.get("digest") or "{}")
    if known.get("engine") != duckdb.__version__ or not set(known["columns"]) <= set(ledger.columns):
        return None
    found = _digests(connection, ledger.table, known["columns"], f"batch_no = {int(batch['batch_no'])}")
    return found.get(int(batch["batch_no"]), _digest(0, 0, known["columns"]))


def is_comparable(one: str, other: str) -> bool:
    """Return whether two digests were made by the same version of the database over the same columns."""
    return all(json.loads(one)[name] == json.loads(other)[name] for name in ("engine", "columns"))


def _digests(connection: duckdb.DuckDBPyConnection, table: str, columns: list[str], where: str) -> dict[int, str]:
    cells = ", ".join(f'"{column}"' for column in columns)
    return {
        number: _digest(rows, total, columns)
        for number, rows, total in connection.execute(
            f"SELECT batch_no, count(*), sum(hash(row_no, {cells})) FROM {table} WHERE {where} GROUP BY batch_no"
        ).fetchall()
    }


def _digest(rows: int, total: int, columns: list[str]) -> str:
    return json.dumps({"engine": duckdb.__version__, "rows": rows, "sum": str(total), "columns": columns})
