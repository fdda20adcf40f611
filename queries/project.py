"""One project: its head, the lists it is on, everything recorded about it, and which KPIs it counts in and as what."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

from queries.asked_rows import asked_rows
from queries.catalogue import Kpi, kpis
from queries.warehouse import Warehouse
from queries.windows import Window

HEAD = (
    "project_id",
    "project_name",
    "category",
    "investment_type",
    "street",
    "developer",
    "total_investment_wan",
    "status",
    "lead_group",
    "planned_start_on",
    "actual_start_on",
    "planned_completion_on",
    "actual_completion_on",
)
LISTING = ("list_year", "level", "list_class", "carried_over", "listed_on", "delisted_on", "planned_start_on")
# Of each record type what is told of a record: its number, the day it is told under, and the rest in the order of
# reading. No column here is personal.
TOLD: dict[str, tuple[str | None, str, tuple[str, ...]]] = {
    "visit": ("visit_id", "visited_on", ("visit_mode", "workgroup", "team_level", "topic", "solved_on_spot")),
    "meeting": (
        "meeting_id",
        "held_on",
        ("meeting_type", "chair_level", "topic", "owner_department", "due_on", "done_on"),
    ),
    "consultation": ("consultation_id", "received_on", ("channel", "stage", "topic", "answered_on", "satisfaction")),
    "approval": (
        "approval_id",
        "accepted_on",
        ("item_id", "department", "promised_days", "decided_on", "outcome", "supplement_count", "satisfaction"),
    ),
    "blocker": (
        "blocker_id",
        "found_on",
        ("blocker_type", "stage", "owner_team", "department", "escalation", "due_on", "verified_on", "reopened_on"),
    ),
    "acceptance": (
        "acceptance_id",
        "applied_on",
        ("building", "mode", "segment_no", "plan_id", "plan_issued_on", "passed_on", "rectifications"),
    ),
    "milestone": (None, "planned_on", ("milestone", "baseline_on", "actual_on", "workgroup", "moved_reason")),
}


@dataclass(frozen=True)
class Told:
    """One record about a project: its type, number, day, what else it says, and the batch and row it came from."""

    record_type: str
    record_id: str
    on: date | None
    says: tuple[tuple[str, Any], ...]
    batch_no: int
    row_no: int


@dataclass(frozen=True)
class Part:
    """Some records of a project in one KPI: ``part`` is counted, remainder or left_out, then with its ``reason``."""

    kpi: str
    part: str
    reason: str | None
    records: int


def project_head(warehouse: Warehouse, project_id: str) -> dict[str, Any] | None:
    """Return the ledger's row of a project (HEAD, batch_no, row_no), or None when the ledger does not have it."""
    columns = ", ".join((*HEAD, "batch_no", "row_no"))
    rows = warehouse.rows(f"SELECT {columns} FROM record.project WHERE project_id = $project", {"project": project_id})
    return dict(zip((*HEAD, "batch_no", "row_no"), rows[0], strict=True)) if rows else None


def project_listings(warehouse: Warehouse, project_id: str) -> list[dict[str, Any]]:
    """Return the key lists a project is on (LISTING, batch_no, row_no), the latest year first."""
    names = (*LISTING, "batch_no", "row_no")
    rows = warehouse.rows(
        f"SELECT {', '.join(names)} FROM record.listing WHERE project_id = $project "
        "ORDER BY list_year DESC NULLS LAST, row_no",
        {"project": project_id},
    )
    return [dict(zip(names, row, strict=True)) for row in rows]


def project_records(warehouse: Warehouse, project_id: str) -> list[Told]:
    """Return every record about a project, the newest day first; those without a day come last."""
    found = []
    for record_type, (number, day, says) in TOLD.items():
        columns = ", ".join((number or "milestone", day, "batch_no", "row_no", *says))
        rows = warehouse.rows(
            f"SELECT {columns} FROM record.{record_type} WHERE project_id = $project", {"project": project_id}
        )
        for record_id, on, batch_no, row_no, *values in rows:
            told = tuple((name, value) for name, value in zip(says, values, strict=True) if value not in (None, ""))
            found.append(Told(record_type, str(record_id), on, told, batch_no, row_no))
    found.sort(key=lambda told: (told.record_type, told.record_id))
    return sorted(found, key=lambda told: told.on or date.min, reverse=True)


def project_parts(warehouse: Warehouse, project_id: str, window: Window) -> list[Part]:
    """Return in which KPIs, in ``window``, the records of a project are counted, stand below the line only, or are left
    out and why; in the order of the KPIs. A KPI that has none of its records is not named.
    """
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda kpi: _parts(warehouse, kpi, project_id, window), kpis().values())
        return [part for parts in found for part in parts]


def _parts(warehouse: Warehouse, kpi: Kpi, project_id: str, window: Window) -> list[Part]:
    asked = asked_rows(warehouse, kpi, window, {"project_id": (project_id,)})
    part = f"CASE WHEN {asked.is_counted} THEN 'counted' WHEN {asked.is_remainder} THEN 'remainder' ELSE 'left_out' END"
    rows = warehouse.rows(
        asked.select(f"{part} AS part, {asked.reason} AS reason, COUNT(*)", group_by="part, reason"), asked.parameters
    )
    order = {"counted": 0, "remainder": 1, "left_out": 2}
    return [
        Part(kpi.name, name, reason, records)
        for name, reason, records in sorted(rows, key=lambda row: (order[row[0]], -row[2], row[1] or ""))
    ]


def item_names(warehouse: Warehouse) -> dict[str, str]:
    """Return item_id → what the bureau's approval menu calls it."""
    return dict(warehouse.rows("SELECT item_id, item_name FROM reference.item"))


def is_recorded(warehouse: Warehouse, project_id: str) -> bool:
    """Return whether the ledger, a list or any record names the project."""
    tables = ("project", "listing", *TOLD)
    union = " UNION ALL ".join(f"SELECT project_id FROM record.{name} WHERE project_id = $project" for name in tables)
    return bool(warehouse.rows(f"SELECT COUNT(*) FROM ({union}) AS named", {"project": project_id})[0][0])
