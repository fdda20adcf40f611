"""The chart itself: the view asked for, its sheets, and the whole of it as a table to take away."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import streamlit as st

from pages.parts import address, answers, downloads
from pages.parts.address import Choice
from pages.parts.downloads import Streamed
from pages.parts.figures import whole
from pages.parts.markup import sentence
from pages.parts.names import column_name, group_name
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.sheets import turn
from pages.parts.take_away.about import about_page
from pages.parts.wall import gantt, head, matrix
from pages.parts.wall.asked import A_SHEET, GANTT, PAGE, Shown, choices, sheet_here, shown
from pages.parts.wall.marks import item_name, status_said
from pages.parts.words import _, language
from queries.menu.items import item_file
from queries.wall.chart import Asked, Project, sheet

# Some two hundred thousand milestones.
MOST_PROJECTS = 20_000
# A sheet is up to some six hundred kilobytes.
KEPT = 20


def draw(at: Here) -> None:
    """Draw the head, the choices, one sheet of the chart and its downloads; a sentence when nothing is left."""
    now = shown(at)
    above = f"{head.html(at)}{choices(at, now)}"
    found = sheet_here(at, now)
    if not found.projects:
        st.html(above)
        sentence(*_nothing(at, now))
        return
    view = gantt if now.view == GANTT else matrix
    sheets = -(-found.total // A_SHEET)
    turning = turn(at.choice, PAGE, at.choice.sheet, sheets, found.total)
    # The menu is read where the bureau edits it.
    state = (answers.state_of(at.warehouse), tuple((one.item_id, one.name) for one in item_file().items.values()))
    st.html(above + turning + _drawn(state, language(), at.choice, lambda: view.html(at, found)) + turning)
    asked = now.asked
    downloads.buttons_for(lambda: table(at, asked), "wall-chart", about_page(_("挂图作战")))
    if found.total > MOST_PROJECTS:
        sentence(_("下载最多 {n} 个项目，请先筛选。", n=whole(MOST_PROJECTS)))


@remembered(KEPT)
def _drawn(state: tuple[object, ...], spoken: str, choice: Choice, _make: Callable[[], str]) -> str:
    """Return the HTML of a sheet, kept as other parts of pages are (drawn.py), but not as many: it is large."""
    return _make()


def _nothing(at: Here, now: Shown) -> tuple[str, str, str]:
    """Say that no project is shown, with the nearest way on."""
    if at.choice.sheet > 1:
        return _("没有这么多页。"), _("回到第 1 页"), address.here(at.choice, PAGE, sheet=None)
    if now.asked.only != Asked().only:
        return _("没有这样的项目。"), _("看全部项目"), address.here(at.choice, PAGE, only=None)
    if at.choice.filters:
        cleared = dict.fromkeys(address.FILTERS)
        return _("这些筛选下没有排了节点的项目。"), _("清除筛选"), address.here(at.choice, PAGE, **cleared)
    return (
        _("还没有倒排工期节点：上报“倒排工期节点”文件后，这里按项目列出。"),
        _("去上报"),
        address.link(at.choice, "upload"),
    )


def table(at: Here, asked: Asked) -> Streamed:
    """Return the whole chart, not only the sheet shown, as a table: one row a milestone of a project."""
    found = sheet(at.warehouse, at.window.last, at.filters, asked, MOST_PROJECTS)
    header = [
        _("项目名称"), _("项目代码"), column_name("category"), column_name("street"), _("牵头专班"), _("节点编码"),
        _("节点"), _("责任专班"), _("原计划日"), _("计划日"), _("实际日"), _("预测日"), _("状态"), _("逾期天数"),
        _("推迟天数"), _("调整原因"),
    ]  # fmt: skip
    return header, (row for project in found.projects for row in _rows(project))


def _rows(project: Project) -> Iterator[list[object]]:
    own = [
        project.name, project.project_id, group_name(project.category), group_name(project.street),
        group_name(project.workgroup),
    ]  # fmt: skip
    for one in project.milestones:
        yield [
            *own, one.item, item_name(one.item), group_name(one.workgroup), one.baseline_on, one.planned_on,
            one.actual_on, one.forecast_on, status_said(one.status, one.days), one.days, one.put_off_days,
            one.moved_reason,
        ]  # fmt: skip
