"""What both views of the wall chart say alike: statuses, items, the projects at the side, the headings of groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from pages.parts import address
from pages.parts.figures import whole
from pages.parts.markup import text
from pages.parts.names import group_name
from pages.parts.place import Here
from pages.parts.words import _, language
from queries.menu.items import item_file
from queries.wall.chart import Project, Sheet
from queries.wall.judged import LATE, LATER, ON_TIME, OVERDUE, SOON, SOON_DAYS, STATUSES, Milestone

# One letter a status: the chart has thousands of cells.
LETTER = dict(zip(STATUSES, "olvsfn", strict=True))
SHAPE = dict(zip(STATUSES, "●◐▲◆○·", strict=True))
STOPPED = ("停工", "终止")


def status_said(status: str, days: int | None) -> str:
    """Say a status: on time, late by so many days, overdue by so many, due soon, later."""
    if status == OVERDUE and not days:
        return _("今日到期")
    said = {
        ON_TIME: _("按期"),
        LATE: _("迟{n}天", n=days),
        OVERDUE: _("逾期{n}天", n=days),
        SOON: _("{n}天内", n=SOON_DAYS),
        LATER: _("未到期"),
    }
    return said.get(status, _("无计划日期"))


def status_words() -> dict[str, str]:
    """Return what the key says of every status."""
    return {
        ON_TIME: _("按期完成"),
        LATE: _("逾期完成"),
        OVERDUE: _("逾期未完成"),
        SOON: _("{n}天内到期", n=SOON_DAYS),
        LATER: _("以后到期"),
    }


def items_of(projects: Iterable[Project]) -> dict[str, str]:
    """Return the items of the menu that the milestones of ``projects`` name, in the menu's order: item_id → name.

    What the menu does not know stands last, under the name that the record gives it.
    """
    named = {milestone.item for project in projects for milestone in project.milestones}
    menu = item_file().items
    known = {item_id: item_name(item_id) for item_id in menu if item_id in named}
    return known | {item: item for item in sorted(named - set(known))}


def item_name(item_id: str) -> str:
    """Return how the menu calls an item, a milestone without the word; what the menu does not know as it is."""
    item = item_file().items.get(item_id)
    return item.name.removeprefix("里程碑:") if item else item_id


def in_chinese() -> str:
    """Return the attribute of what stays Chinese on an English page."""
    return " lang=zh-CN" if language() == "en" else ""


def project_cell(at: Here, project: Project, chinese: str) -> str:
    """Return the head of a row: the project, leading to its own page, and below it street, category, and whether it
    stands still.
    """
    href = address.link(at.choice, "project", project=project.project_id)
    below = [group_name(value) for value in (project.street, project.category) if value]
    if project.status in STOPPED:
        below.append(group_name(project.status))
    name = f'<a href="{escape(href)}"{chinese}>{text(project.name)}</a>'
    return f"<th scope=row>{name}<small>{text(' · '.join(below))}</small></th>"


def in_groups(sheet: Sheet, columns: int) -> Iterator[tuple[str, list[Project]]]:
    """Yield the heading of each group as an HTML row over ``columns``, empty without groups, and its projects."""
    headings = {group.label: group for group in sheet.groups}
    for label, projects in groupby(sheet.projects, key=lambda project: project.group):
        group = headings.get(label)
        heading = ""
        if group is not None:
            said = _("{n} 个项目 · 逾期未完成 {m} 个节点", n=whole(group.projects), m=whole(group.overdue))
            label_said = f"{text(group_name(label))} <small>{text(said)}</small>"
            heading = f"<tr class=h><th scope=rowgroup colspan={columns}>{label_said}</th></tr>"
        yield heading, list(projects)


def letter(milestone: Milestone) -> str:
    """Return the class of a milestone's status."""
    return LETTER[milestone.status]
