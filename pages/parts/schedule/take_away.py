"""A schedule to take away: its table, and for a project the file of milestones that the intake takes."""

from __future__ import annotations

from contextvars import copy_context

import streamlit as st

from pages.parts import address, downloads
from pages.parts.downloads import Table
from pages.parts.markup import anchor, text
from pages.parts.menu.menu_words import choice_said
from pages.parts.names import group_name
from pages.parts.schedule.asked import Asked, Plan
from pages.parts.schedule.item_bars import state_said
from pages.parts.schedule.told import notes_of
from pages.parts.take_away.about import About, about_page
from pages.parts.words import _, full_day
from queries.csv_text import as_csv
from queries.menu.milestone_file import HEADER, milestone_lines, workgroup_names


def draw(asked: Asked, plan: Plan) -> None:
    """Draw the downloads of the table, and the milestone file where there is a project for it."""
    downloads.buttons_for(lambda: table(asked, plan), f"schedule-{plan.target}", about(asked, plan))
    code = asked.at.choice.project
    if asked.path is None or not code:
        way = anchor(_("从指标的明细打开一个项目"), address.link(asked.at.choice, "kpi"))
        said = _("要把节点排进某个项目，请从项目页点“按目标日倒排这个项目的工期”。")
        st.html(f'<p class="quiet">{text(said)} {way}</p>')
        return
    said = _("节点文件可以直接上报：每个事项的计划日期是最晚办结日，原计划、责任专班照旧，已完成的不动。")
    st.html(f'<p class="quiet">{text(said)}</p>')
    run = copy_context()
    st.download_button(
        _("下载倒排工期节点（CSV，可直接上报）"),
        lambda: run.copy().run(lambda: milestone_csv(asked, plan)),
        f"{_('倒排工期节点')}-{code}.csv",
        "text/csv",
        key="milestone-csv",
        on_click="ignore",
    )


def table(asked: Asked, plan: Plan) -> Table:
    """Return the schedule as header and rows."""
    header = [
        _("事项编码"), _("事项"), _("阶段"), _("办理部门"), _("工作日"), _("最晚开始"), _("最晚办结"), _("机动工作日"),
        _("是否关键"), _("已晚工作日"), _("还来得及吗"),
    ]  # fmt: skip
    rows: list[list[object]] = []
    for one in plan.items:
        item = asked.items[one.item_id]
        rows.append(
            [
                one.item_id,
                item.name,
                group_name(item.stage),
                group_name(item.department) if item.department else None,
                asked.menu.items[one.item_id].days,
                one.start_on,
                one.finish_on,
                one.slot.slack,
                _("是") if one.slot.is_critical else _("否"),
                one.days_lost,
                state_said(asked, one)[0],
            ]
        )
    return header, rows


def about(asked: Asked, plan: Plan) -> About:
    """Return what the workbook says of itself: whose menu, to which milestone and day, and what limits it."""
    said = [
        (name, value)
        for name, value in about_page(_("倒排工期"), asked.at)
        if name in (_("名称"), _("数据"), _("网址"))
    ]
    code = asked.at.choice.project
    return [
        *said,
        *([(_("项目"), f"{asked.project_name} {code}")] if asked.path and code else []),
        (_("审批菜单"), choice_said(asked.whole.choice)),
        (_("排到"), asked.items[asked.end].name.removeprefix("里程碑:")),
        (_("目标日"), full_day(plan.target)),
        (_("今天"), full_day(asked.today)),
        (_("最短工作日"), str(plan.working_days)),
        (_("最早可成"), full_day(plan.earliest)),
        (_("说明"), "\n".join(notes_of(asked, plan))),
    ]


def milestone_csv(asked: Asked, plan: Plan) -> bytes:
    """Return the milestones of the project by this schedule as a file that the intake takes; always in Chinese."""
    assert asked.path is not None
    groups = workgroup_names(asked.at.warehouse)
    return as_csv(HEADER, milestone_lines(asked.path.course, plan.items, asked.items, groups, plan.target))
