"""The journal's entries of a load: one row a batch with everything a rebuild needs, and the rows it refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from etl.faults import FileCheck
from etl.publishing.journal import add_batches, mapping_text, ranges
from etl.publishing.kept_mends import mends_note
from etl.publishing.take_in import Taken


@dataclass(frozen=True)
class Terms:
    """How a load was asked for: what it replaces, by whom, why, and whether it is invented sample data."""

    replace: bool = False
    by: str = ""
    note: str = ""
    # Why what is in doubt is true all the same; empty when nobody wrote it.
    reason: str = ""
    is_sample: bool = False


def write_batches(
    connection: duckdb.DuckDBPyConnection,
    *,
    version_no: int,
    checks: Mapping[int, FileCheck],
    taken: Mapping[int, Taken],
    refused: Mapping[int, list[int]],
    terms: Terms,
    at: datetime,
) -> None:
    """Write one row a batch into journal.batch; ``checks``, ``taken``, ``refused`` (rows) are by batch number."""
    add_batches(
        connection,
        [
            {
                "batch_no": number,
                "version_no": version_no,
                "loaded_at": at,
                "stands": True,
                "refused": len(refused.get(number, [])),
                "refused_rows": ranges(refused.get(number, [])) or None,
                **_of_file(check),
                **_of_rows(taken[number]),
                **_of_terms(terms),
            }
            for number, check in sorted(checks.items())
        ],
    )


def _of_file(check: FileCheck) -> dict[str, Any]:
    return {
        "type": check.type,
        "file_name": check.file,
        "sha256": check.sha256,
        "encoding": check.encoding,
        "rows": check.rows,
        "mapping": mapping_text(check.mapping),
        "mends": mends_note(check),
    }


def _of_rows(taken: Taken) -> dict[str, Any]:
    comparison = taken.comparison
    return {
        "month": taken.month,
        "covers_from": taken.covers_from,
        "covers_to": taken.covers_to,
        "replaces": taken.replaces,
        "digest": taken.digest,
        "accepted": comparison.new + comparison.changed + comparison.unchanged,
        "new_rows": comparison.new,
        "changed_rows": comparison.changed,
        "unchanged_rows": comparison.unchanged,
        "vanished_rows": comparison.vanished,
    }


def _of_terms(terms: Terms) -> dict[str, Any]:
    return {
        "mode": "replace" if terms.replace else "merge",
        "by": terms.by,
        "note": terms.note,
        "reason": terms.reason,
        "is_sample": terms.is_sample,
    }


def keep_refused(
    connection: duckdb.DuckDBPyConnection, fault_table: str, batches: Mapping[int, tuple[int, str]]
) -> dict[int, list[int]]:
    """Copy the faults that refused a row into journal.refused; ``batches`` is file_no → (batch number, type).

    In the faults as they are told nothing is left that belongs to people. Returns the refused rows by batch.
    """
    wrong = f"SELECT DISTINCT file_no FROM {fault_table} WHERE severity = 'refuse' ORDER BY file_no"
    for (file_no,) in connection.execute(wrong).fetchall():
        connection.execute(
            f"INSERT INTO journal.refused "
            f"SELECT {batches[file_no][0]}, row_no, column_name, value, rule, severity, message FROM {fault_table} "
            f"WHERE file_no = {file_no} AND severity = 'refuse' ORDER BY row_no, column_name, rule"
        )
    found: dict[int, list[int]] = {}
    for number, row_no in connection.execute(
        "SELECT DISTINCT batch_no, row_no FROM journal.refused "
        "WHERE batch_no IN (SELECT unnest($n)) AND row_no IS NOT NULL",
        {"n": [number for number, _ in batches.values()]},
    ).fetchall():
        found.setdefault(number, []).append(row_no)
    return found
