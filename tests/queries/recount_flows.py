"""The flows counted again: what happened between two days, row by row, from records.md and not from the SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from tests.queries.recount_rows import Row, Rows, Verdict, current, working_days_after


def blocker_flow(weight: Callable[[Row], float]) -> Callable[[Rows, date, date], Iterator[Verdict]]:
    """Return the recount of blockers signed off for good within a window, each with a weight."""

    def judge(rows: Rows, first: date, last: date) -> Iterator[Verdict]:
        for row in current(rows, "blocker"):
            signed_off, reopened = row.get("verified_on"), row.get("reopened_on")
            if first <= (signed_off or row["found_on"]) <= last:
                reason = None if signed_off else "未销号"
                if signed_off and reopened and reopened > signed_off:
                    reason = "已退回"
                top = 0 if reason else weight(row)
                yield Verdict(row["blocker_id"], row["project_id"], reason, top)

    return judge


def approvals(weight: Callable[[Row], float], needs_promise: bool) -> Callable[[Rows, date, date], Iterator[Verdict]]:
    """Return the recount of approvals decided within a window, each with a weight."""

    def judge(rows: Rows, first: date, last: date) -> Iterator[Verdict]:
        for row in current(rows, "approval"):
            decided, outcome = row.get("decided_on"), row.get("outcome")
            if not first <= (decided or row["accepted_on"]) <= last:
                continue
            reason = None
            if outcome in ("撤件", "退件"):
                reason = outcome
            elif not outcome or not decided:
                reason = "在办"
            elif needs_promise and row.get("promised_days") is None:
                reason = "无承诺时限"
            yield Verdict(row["approval_id"], row["project_id"], reason, 0 if reason else weight(row))

    return judge


def days_taken(approval: Row) -> int:
    """Return the working days an approval took, less the days its clock stood still."""
    return working_days_after(approval["accepted_on"], approval["decided_on"]) - (approval.get("suspended_days") or 0)


def acceptances(rows: Rows, first: date, last: date) -> Iterator[Verdict]:
    """Judge every acceptance that passed within the window, jointly or not."""
    for row in current(rows, "acceptance"):
        known = [row.get(name) for name in ("passed_on", "applied_on", "plan_issued_on")]
        if first <= next((day for day in known if day), date(2015, 1, 1)) <= last:
            before_last = row["mode"] == "分段联合验收" and not row.get("is_last_segment")
            reason = "未通过" if not row.get("passed_on") else "非末段" if before_last else None
            yield Verdict(row["acceptance_id"], row["project_id"], reason, row["mode"] != "单项验收")


def plans(rows: Rows, first: date, last: date) -> Iterator[Verdict]:
    """Judge every acceptance by whether its customised plan was issued within the window."""
    for row in current(rows, "acceptance"):
        known = [row.get(name) for name in ("plan_issued_on", "applied_on", "passed_on")]
        if first <= next((day for day in known if day), date(2015, 1, 1)) <= last:
            yield Verdict(row["acceptance_id"], row["project_id"], None if row.get("plan_issued_on") else "无方案")


def consultations(rows: Rows, first: date, last: date) -> Iterator[Verdict]:
    """Judge every consultation answered within the window."""
    for row in current(rows, "consultation"):
        answered = row.get("answered_on")
        if first <= (answered or row["received_on"]) <= last:
            yield Verdict(row["consultation_id"], row.get("project_id"), None if answered else "未答复")


def visits(rows: Rows, first: date, last: date) -> Iterator[Verdict]:
    """Judge every visit within the window."""
    for row in current(rows, "visit"):
        if first <= row["visited_on"] <= last:
            reason = None if row["visit_mode"] in ("现场", "上门") else "非现场"
            yield Verdict(row["visit_id"], row["project_id"], reason)


def meetings(rows: Rows, first: date, last: date) -> Iterator[Verdict]:
    """Judge every meeting and project within the window."""
    for row in current(rows, "meeting"):
        if first <= row["held_on"] <= last:
            reason = "联合会商" if row["meeting_type"] == "联合会商" else None
            yield Verdict(f"{row['meeting_id']} · {row['project_id']}", row["project_id"], reason)


def services(rows: Rows, first: date, last: date) -> Iterator[Verdict]:
    """Judge every service given within the window, of whatever kind."""
    kinds = {
        "走访": ("visit", "visited_on", ("visit_id",)),
        "会议": ("meeting", "held_on", ("meeting_id", "project_id")),
        "咨询": ("consultation", "received_on", ("consultation_id",)),
        "审批": ("approval", "accepted_on", ("approval_id",)),
        "验收": ("acceptance", "applied_on", ("acceptance_id",)),
    }
    for word, (record_type, day_column, key) in kinds.items():
        for row in current(rows, record_type):
            if row.get(day_column) and first <= row[day_column] <= last:
                reason = None if row.get("project_id") else "无项目代码"
                yield Verdict(" · ".join([word, *(row[name] for name in key)]), row.get("project_id"), reason)


def ratings(rows: Rows, first: date, last: date) -> Iterator[Verdict]:
    """Judge every consultation and approval by its rating, on the day of the answer or the decision."""
    kinds = (
        ("咨询", "consultation", "consultation_id", "answered_on", "received_on"),
        ("审批", "approval", "approval_id", "decided_on", "accepted_on"),
    )
    for word, record_type, key, ended_on, begun_on in kinds:
        for row in current(rows, record_type):
            if first <= (row.get(ended_on) or row[begun_on]) <= last:
                rating = row.get("satisfaction") if row.get(ended_on) else None
                good = rating in ("非常满意", "满意", "基本满意")
                yield Verdict(f"{word} · {row[key]}", row.get("project_id"), None if rating else "未评价", good)
