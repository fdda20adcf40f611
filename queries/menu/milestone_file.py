"""The milestones that a backward schedule makes for a project, as the rows of a file that the intake takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from queries.menu.backward import Planned
from queries.menu.items import Item
from queries.menu.project_course import Course
from queries.warehouse import Warehouse

# The titles of the milestone schema, in its order.
HEADER = ("项目代码", "节点", "计划日期", "原计划日期", "实际日期", "责任专班", "调整原因")
REASON = "按目标日 {target} 倒排"
Line = tuple[str, str, date, date, None, str, str]


def workgroup_names(warehouse: Warehouse) -> dict[str, str]:
    """Return group_id → workgroup, as the version's reference data has them."""
    return dict(warehouse.rows("SELECT group_id, workgroup FROM reference.workgroup"))


def milestone_lines(
    course: Course,
    planned: Sequence[Planned],
    items: Mapping[str, Item],
    groups: Mapping[str, str],
    target: date,
) -> list[Line]:
    """Return one row (HEADER) for each item planned: due on its latest finish.

    A milestone that the project has already keeps its first plan and its workgroup, and says why it is moved when it
    is; a new one has its plan for its first. What is reached already is not among ``planned`` and left alone.
    """
    lines: list[Line] = []
    for one in planned:
        node = course.nodes.get(one.item_id)
        before = node.planned_on if node else None
        first = (node.baseline_on if node else None) or before or one.finish_on
        reason = node.moved_reason if node else ""
        if before and before != one.finish_on:
            reason = REASON.format(target=target)
        group = (node.workgroup if node else "") or groups.get(items[one.item_id].group_id, "")
        lines.append((course.project_id, one.item_id, one.finish_on, first, None, group, reason))
    return lines
