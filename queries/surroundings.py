"""What stands around a number: its target, the events that explain a turn, and the names of projects and files."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from queries.catalogue import Words
from queries.reference_rows import FOLDER, reference_rows
from queries.warehouse import Warehouse


@dataclass(frozen=True)
class Event:
    """Something that happened on a day and is shown on every trend."""

    on: date
    words: Words


def events(warehouse: Warehouse) -> list[Event]:
    """Return the events of data/reference/event.csv as of the version, oldest first."""
    rows = warehouse.rows(
        "SELECT happened_on, words_zh, words_en FROM reference.event "
        "ORDER BY happened_on NULLS LAST, words_zh NULLS LAST"
    )
    return [Event(on, Words(zh, en)) for on, zh, en in rows]


def definition_changes(kpi: str, folder: Path = FOLDER) -> list[Event]:
    """Return the changes of a KPI's definition, oldest first, from data/reference/definition_change.csv as it is now.

    A line whose day cannot be read is not used.
    """
    found = []
    for _row, cells in reference_rows("definition_change", folder):
        if cells.get("kpi") == kpi:
            with suppress(ValueError):
                on = date.fromisoformat(cells.get("changed_on", ""))
                zh = cells.get("words_zh", "")
                found.append(Event(on, Words(zh, cells.get("words_en") or zh)))
    return sorted(found, key=lambda change: (change.on, change.words.zh))


def targets(warehouse: Warehouse) -> dict[str, list[tuple[str, float]]]:
    """Return per KPI its targets as (from month 'YYYY-MM', value), oldest first; a target holds until the next one."""
    found: dict[str, list[tuple[str, float]]] = {}
    rows = warehouse.kept(
        "SELECT kpi, from_month, CAST(value AS DOUBLE) FROM reference.target "
        "ORDER BY kpi NULLS LAST, from_month NULLS LAST",
        "reference.target",
    )
    for kpi, month, value in rows:
        found.setdefault(kpi, []).append(
            (month.strftime("%Y-%m") if isinstance(month, date) else str(month)[:7], value)
        )
    return found


def target_on(steps: list[tuple[str, float]], on: date) -> float | None:
    """Return the target of ``steps`` (from targets()) that holds on a day, or None before the first."""
    month = f"{on.year:04d}-{on.month:02d}"
    holding = [value for start, value in steps if start <= month]
    return holding[-1] if holding else None


def project_names(warehouse: Warehouse, project_ids: list[str]) -> dict[str, str]:
    """Return project_id → project_name for the projects among ``project_ids`` that the ledger knows."""
    wanted = sorted({project_id for project_id in project_ids if project_id})
    if not wanted:
        return {}
    marks = ", ".join(f"$p{number}" for number in range(len(wanted)))
    rows = warehouse.rows(
        f"SELECT project_id, MAX(project_name) FROM record.project WHERE project_id IN ({marks}) GROUP BY project_id",
        {f"p{number}": project_id for number, project_id in enumerate(wanted)},
    )
    return dict(rows)


def file_names(warehouse: Warehouse) -> dict[int, str]:
    """Return batch number → the name of the file it came from."""
    return dict(warehouse.kept("SELECT batch_no, file_name FROM journal.batch", "journal.batch"))
