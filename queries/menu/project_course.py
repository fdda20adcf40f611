"""What is recorded of a project's way through the menu: its cases item by item, its milestones, and so which menu."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from queries.menu.items import (
    BASE,
    COMPLETE,
    INVESTMENT_TYPES,
    NOT_APPLICABLE,
    OPTIONAL,
    PHASED,
    SEGMENTED,
    START,
    Item,
)
from queries.menu.menu import MenuChoice
from queries.warehouse import Warehouse

GRANTED = "准予"
# A case that ended so begins nothing: the item stands as if it had not been applied for.
WITHOUT_RESULT = ("撤件", "退件")
IN_SEGMENTS = "分段联合验收"


class NoInvestmentType(ValueError):
    """The ledger does not have the project, or no investment type of it that there is a menu for: its word, or ""."""


@dataclass(frozen=True)
class Case:
    """One case of an item, as known on the day it is looked at: a later decision is not known yet."""

    item_id: str
    accepted_on: date
    decided_on: date | None
    outcome: str
    promised_days: int | None
    suspended_days: int


@dataclass(frozen=True)
class Node:
    """One milestone: planned and baseline as the ledger has them, ``actual_on`` None when it is not reached yet."""

    item_id: str
    planned_on: date | None
    baseline_on: date | None
    actual_on: date | None
    workgroup: str
    moved_reason: str

    @property
    def days_moved(self) -> int:
        """By how many calendar days the plan of now is later than the first; less than 0 earlier, 0 when not known."""
        return (self.planned_on - self.baseline_on).days if self.planned_on and self.baseline_on else 0

    @property
    def days_late(self) -> int | None:
        """By how many calendar days it was reached after the plan of now; None when not reached or not planned."""
        return (self.actual_on - self.planned_on).days if self.actual_on and self.planned_on else None

    def days_overdue(self, day: date) -> int:
        """By how many calendar days it is past its plan on ``day`` without being reached; 0 when it is not."""
        return max((day - self.planned_on).days, 0) if self.planned_on and not self.actual_on else 0


@dataclass(frozen=True)
class Course:
    """What is known of a project on ``day``: its cases by the day of acceptance, its milestones by their item_id, when
    works started and were completed, when the ledger plans them to be, and whether it is accepted in segments.
    """

    project_id: str
    day: date
    investment_type: str
    cases: tuple[Case, ...]
    nodes: Mapping[str, Node]
    started_on: date | None = None
    completed_on: date | None = None
    planned_start_on: date | None = None
    planned_completion_on: date | None = None
    is_in_segments: bool = False

    def of_item(self, item_id: str) -> list[Case]:
        """Return the cases of an item, the earliest accepted first."""
        return [case for case in self.cases if case.item_id == item_id]

    def done_on(self, item_id: str) -> date | None:
        """Return the day an item was granted, or a milestone reached; None when neither is recorded."""
        granted = [case.decided_on for case in self.of_item(item_id) if case.decided_on and case.outcome == GRANTED]
        node = self.nodes.get(item_id)
        works = {START: self.started_on, COMPLETE: self.completed_on}.get(item_id)
        reached = [*granted, *([node.actual_on] if node and node.actual_on else []), *([works] if works else [])]
        return min(reached, default=None)


def project_course(warehouse: Warehouse, project_id: str, day: date) -> Course:
    """Return what the records say of a project on ``day``; what is dated later is not known yet."""
    asked = {"project": project_id, "day": day}
    head = warehouse.rows(
        "SELECT investment_type, actual_start_on, actual_completion_on, planned_start_on, planned_completion_on "
        "FROM record.project WHERE project_id = $project",
        {"project": project_id},
    )
    kind, started, completed, start, completion = head[0] if head else (None,) * 5
    cases = warehouse.rows(
        "SELECT item_id, accepted_on, decided_on, outcome, promised_days, suspended_days FROM record.approval "
        "WHERE project_id = $project AND accepted_on <= $day ORDER BY accepted_on, approval_id",
        asked,
    )
    nodes = warehouse.rows(
        "SELECT milestone, planned_on, baseline_on, actual_on, workgroup, moved_reason FROM record.milestone "
        "WHERE project_id = $project ORDER BY milestone",
        {"project": project_id},
    )
    segments = warehouse.rows(
        "SELECT COUNT(*) FROM record.acceptance WHERE project_id = $project AND mode = $mode",
        {"project": project_id, "mode": IN_SEGMENTS},
    )
    return Course(
        project_id,
        day,
        kind or "",
        tuple(_case(row, day) for row in cases),
        {
            item_id: Node(item_id, planned_on, baseline_on, _known(actual_on, day), workgroup or "", reason or "")
            for item_id, planned_on, baseline_on, actual_on, workgroup, reason in nodes
        },
        _known(started, day),
        _known(completed, day),
        start,
        completion,
        bool(segments[0][0]),
    )


def _known(on: date | None, day: date) -> date | None:
    return on if on is not None and on <= day else None


def _case(row: tuple[Any, ...], day: date) -> Case:
    """A case is decided when it has an outcome and a day by now, else it is still running; what was withdrawn or
    returned is over also without a day, as fact.approval has it.
    """
    item_id, accepted_on, decided_on, outcome, promised_days, suspended_days = row
    if outcome in WITHOUT_RESULT and decided_on is None:
        decided_on = accepted_on
    decided = _known(decided_on, day) if outcome else None
    return Case(item_id, accepted_on, decided, (outcome or "") if decided else "", promised_days, suspended_days or 0)


def choice_of(course: Course, items: Mapping[str, Item]) -> MenuChoice:
    """Return the menu a project goes by, as its records show: a case or milestone of a phased permit means phased, of
    an acceptance in segments segmented, of an optional item that it is wanted; against each other the granted decides.

    Raises NoInvestmentType when there is none to go by.
    """
    kind = course.investment_type
    if kind not in INVESTMENT_TYPES:
        raise NoInvestmentType(kind)
    shown = {item_id: strength for item_id in items if (strength := _strength(course, item_id))}
    wanted = {item_id for item_id in shown if items[item_id].applies[kind] == OPTIONAL}
    # Of alternatives the stronger one stands: what is wanted gives way to what must be done when only that was granted.
    for item_id in sorted(wanted):
        group = items[item_id].exclusive_group
        rivals = [one for one in shown if group and items[one].exclusive_group == group and one != item_id]
        if any(shown[rival] > shown[item_id] for rival in rivals if items[rival].applies[kind] != NOT_APPLICABLE):
            wanted.discard(item_id)
    return MenuChoice(
        kind,
        _is_chosen(PHASED, items, shown),
        _is_chosen(SEGMENTED, items, shown, at_least=1 if course.is_in_segments else 0),
        frozenset(wanted),
    )


def _strength(course: Course, item_id: str) -> int:
    """Say how surely an item is the project's own: 3 granted or reached, 2 applied for, 1 planned, 0 not at all."""
    if course.done_on(item_id):
        return 3
    if any(case.outcome not in WITHOUT_RESULT for case in course.of_item(item_id)):
        return 2
    return 1 if item_id in course.nodes else 0


def _is_chosen(variant: str, items: Mapping[str, Item], shown: Mapping[str, int], at_least: int = 0) -> bool:
    groups = {item.exclusive_group for item in items.values() if item.variant == variant and item.exclusive_group}
    own = max([at_least, *(shown.get(one.item_id, 0) for one in items.values() if one.variant == variant)])
    base = [one.item_id for one in items.values() if one.variant == BASE and one.exclusive_group in groups]
    return own > 0 and own >= max((shown.get(item_id, 0) for item_id in base), default=0)
