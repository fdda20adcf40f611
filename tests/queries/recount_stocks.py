"""The stocks counted again: what is true at the end of a day, row by row, from records.md and not from the SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from tests.queries.recount_rows import Row, Rows, Verdict, current, projects


def listing_verdict(row: Row, project: Row, day: date, must_be_planned: bool) -> str | None:
    """Return why a listing does not count on ``day``, or None when it does."""
    counts = row["level"] in ("省级", "市级") and row["list_class"] == "建设类"
    planned = row.get("planned_start_on") or project.get("planned_start_on")
    taken_off = row.get("delisted_on")
    if counts and taken_off and taken_off <= day and taken_off.year <= row["list_year"]:
        return "已调出"
    if row["list_year"] < day.year:
        return "往年名单"
    listed = max(row.get("listed_on") or date.min, date(row["list_year"], 1, 1))
    if must_be_planned and counts and planned and planned > max(day, listed):
        return "未到计划日期"
    if listed > day:
        return "未到列入日期"
    if not counts:
        return "区级" if row["level"] == "区级" else "准备类"
    return "无计划日期" if must_be_planned and not planned else None


def starts(must_be_planned: bool) -> Callable[[Rows, date, date], Iterator[Verdict]]:
    """Return the recount of the start rate, of all listed projects or of those planned to have started."""

    def judge(rows: Rows, _first: date, day: date) -> Iterator[Verdict]:
        known = projects(rows)
        for row in current(rows, "listing"):
            project = known[row["project_id"]]
            started = project.get("actual_start_on")
            reason = listing_verdict(row, project, day, must_be_planned)
            yield Verdict(
                f"{row['project_id']} · {row['list_year']}", row["project_id"], reason, bool(started and started <= day)
            )

    return judge


def completions(rows: Rows, _first: date, day: date) -> Iterator[Verdict]:
    """Judge every project planned for completion within the day's year."""
    for row in current(rows, "project"):
        planned, done = row.get("planned_completion_on"), row.get("actual_completion_on")
        reason = None
        if row["status"] == "终止":
            reason = "终止"
        elif planned is None:
            reason = "无计划日期"
        elif planned > day:
            reason = "未到计划日期"
        elif planned.year < day.year:
            reason = "往年计划"
        yield Verdict(row["project_id"], row["project_id"], reason, bool(done and done <= day))


def milestones(rows: Rows, _first: date, day: date) -> Iterator[Verdict]:
    """Judge every milestone planned within the day's year."""
    for row in current(rows, "milestone"):
        planned, actual = row["planned_on"], row.get("actual_on")
        reason = "未到计划日期" if planned > day else "往年计划" if planned.year < day.year else None
        on_time = actual is not None and actual <= planned
        yield Verdict(f"{row['project_id']} · {row['milestone']}", row["project_id"], reason, on_time)


def is_resolved(blocker: Row, day: date) -> bool:
    """Say whether a blocker is resolved at the end of ``day``."""
    signed_off, reopened = blocker.get("verified_on"), blocker.get("reopened_on")
    if signed_off is None or signed_off > day:
        return False
    return not (reopened and signed_off < reopened <= day)


def blocker_states(want_resolved: bool) -> Callable[[Rows, date, date], Iterator[Verdict]]:
    """Return the recount of the blockers found by a day that are resolved, or are not."""

    def judge(rows: Rows, _first: date, day: date) -> Iterator[Verdict]:
        for row in current(rows, "blocker"):
            reason = "未到发现日期" if row["found_on"] > day else None
            yield Verdict(row["blocker_id"], row["project_id"], reason, is_resolved(row, day) == want_resolved)

    return judge
