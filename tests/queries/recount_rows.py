"""What the recount reads: the rows in force, and what it says of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from tests.queries.version_file import is_working_day

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class Verdict:
    """What one row of a KPI is, for one window: left out for a reason, or in the denominator with a weight on top."""

    record_id: str
    project_id: str | None
    reason: str | None = None
    top: float = 1


def current(rows: Rows, record_type: str) -> list[Row]:
    """Return the rows of a type that are in force."""
    return [row for row in rows.get(record_type, ()) if row.get("is_current", True)]


def projects(rows: Rows) -> dict[str, Row]:
    """Return the projects in force by their id."""
    return {row["project_id"]: row for row in current(rows, "project")}


def latest_level(rows: Rows, project_id: str | None) -> str | None:
    """Return the level of a project's latest listing, 未列入 without one, None without a project."""
    if project_id is None:
        return None
    listings = [row for row in current(rows, "listing") if row["project_id"] == project_id]
    return max(listings, key=lambda row: row["list_year"])["level"] if listings else "未列入"


@cache
def working_days_after(start: date, end: date) -> int:
    """Count the working days from the day after ``start`` to ``end``, one by one."""
    count, day = 0, start
    while day < end:
        day += timedelta(days=1)
        count += is_working_day(day)
    return count


def teams(blocker: Row) -> set[str]:
    """Return the teams that have a part in a blocker, as owner or as helper."""
    return {blocker.get("owner_team"), *(blocker.get("helper_teams") or "").split("；")} - {None, ""}
