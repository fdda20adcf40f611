"""What was in doubt and let through with a written reason: as a list, and as marks on the rows that hold it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from queries.warehouse import Warehouse

TABLE = "journal.let_through"


@dataclass(frozen=True)
class LetThrough:
    """One doubt that was let through: in which batch, of which record (none: a whole file), by whom, and why."""

    batch_no: int
    record_type: str
    record_id: str | None
    rule: str
    column: str | None
    value: str
    reason: str
    file_name: str
    by: str
    loaded_at: datetime


def let_through(warehouse: Warehouse, limit: int) -> list[LetThrough]:
    """Return the first ``limit`` doubts let through by batches that stand, the newest first; each once.

    A version made before there were reasons has none.
    """
    if TABLE not in warehouse.columns:
        return []
    rows = warehouse.rows(
        "SELECT l.batch_no, l.record_type, l.record_id, l.rule, l.column_name, COALESCE(l.value, ''), l.reason, "
        f"b.file_name, COALESCE(b.\"by\", ''), b.loaded_at FROM {TABLE} AS l "
        "JOIN journal.batch AS b ON b.batch_no = l.batch_no WHERE b.stands AND l.batch_no = l.since_batch "
        "ORDER BY l.batch_no DESC, l.row_no NULLS FIRST, l.column_name NULLS FIRST, l.rule "
        f"LIMIT {int(limit)}"
    )
    return [LetThrough(*row) for row in rows]


def let_through_count(warehouse: Warehouse) -> int:
    """Return how many doubts the batches that stand let through."""
    if TABLE not in warehouse.columns:
        return 0
    return int(
        warehouse.rows(
            f"SELECT COUNT(*) FROM {TABLE} AS l JOIN journal.batch AS b ON b.batch_no = l.batch_no "
            "WHERE b.stands AND l.batch_no = l.since_batch"
        )[0][0]
    )


def reasons_of_rows(warehouse: Warehouse) -> dict[tuple[int, int], str]:
    """Return (batch number, row number) → the reason, for every row that was let through.

    A listing carries the reasons of its project too: whether it counts as started is written there.
    """
    if TABLE not in warehouse.columns:
        return {}
    found: dict[tuple[int, int], list[str]] = {}
    rows = warehouse.kept(
        f"SELECT batch_no, row_no, reason FROM {TABLE} WHERE row_no IS NOT NULL "
        f"UNION ALL SELECT r.batch_no, r.row_no, l.reason FROM {TABLE} AS l "
        "JOIN record.project AS p ON p.batch_no = l.batch_no AND p.row_no = l.row_no "
        "JOIN record.listing AS r ON r.project_id = p.project_id WHERE l.record_type = 'project' "
        "ORDER BY 1, 2, 3",
        TABLE,
    )
    for batch_no, row_no, reason in rows:
        known = found.setdefault((batch_no, row_no), [])
        if reason not in known:
            known.append(reason)
    return {place: "；".join(reasons) for place, reasons in found.items()}
