"""The wall chart counted again, slowly and plainly, from the rows themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]


def is_reached(row: Row, day: date) -> bool:
    return row.get("actual_on") is not None and row["actual_on"] <= day


def status(row: Row, day: date) -> str:
    if is_reached(row, day):
        return "on_time" if row["actual_on"] <= row["planned_on"] else "late"
    if row["planned_on"] <= day:
        return "overdue"
    return "soon" if row["planned_on"] <= day + timedelta(days=30) else "later"


def days(row: Row, day: date) -> int | None:
    said = status(row, day)
    if said == "late":
        return (row["actual_on"] - row["planned_on"]).days
    return (day - row["planned_on"]).days if said == "overdue" else None


def put_off_days(row: Row) -> int | None:
    before = row.get("baseline_on")
    return (row["planned_on"] - before).days if before is not None and before < row["planned_on"] else None


def has_slipped(row: Row, day: date) -> bool:
    if status(row, day) == "overdue":
        return True
    return row["planned_on"].year >= day.year and (status(row, day) == "late" or put_off_days(row) is not None)


def slip(rows: Sequence[Row], day: date) -> int:
    """By how many days the latest planned of the late or overdue milestones of a project missed its day."""
    missed = [row for row in rows if status(row, day) in ("late", "overdue")]
    if not missed:
        return 0
    latest = max(row["planned_on"] for row in missed)
    return max(days(row, day) or 0 for row in missed if row["planned_on"] == latest)


def forecast(row: Row, rows: Sequence[Row], day: date) -> date | None:
    if is_reached(row, day):
        return None
    return max(row["planned_on"] + timedelta(days=slip(rows, day)), day)


def of_project(rows: Rows, project_id: str) -> list[Row]:
    return [row for row in rows["milestone"] if row["project_id"] == project_id]


def worst(rows: Sequence[Row], day: date) -> tuple[int, int]:
    """By how many days the worst of what is overdue, and of what was late this year or is planned later; −1: none."""
    overdue = [days(row, day) or 0 for row in rows if status(row, day) == "overdue"]
    late = [days(row, day) or 0 for row in rows if status(row, day) == "late" and row["planned_on"].year >= day.year]
    return max(overdue, default=-1), max(late, default=-1)


def passes(row: Row, project: Row, where: Mapping[str, Sequence[str | None]]) -> bool:
    """Whether a milestone passes filters on its project's category or street."""
    return all(project[name] in values for name, values in where.items())
