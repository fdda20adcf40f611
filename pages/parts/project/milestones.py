"""The milestones of a project: the first plan, the plan of now and the day it was, what slipped and why."""

from __future__ import annotations

from datetime import date

import streamlit as st

from pages.parts import address, downloads
from pages.parts.downloads import Html, Table
from pages.parts.figures import NO_VALUE, signed
from pages.parts.markup import sentence, text
from pages.parts.menu.menu_words import in_chinese
from pages.parts.names import group_name
from pages.parts.place import Here
from pages.parts.project.recorded import course_of, last_day
from pages.parts.take_away.about import about_page
from pages.parts.words import _, full_day
from queries.menu.items import item_file
from queries.menu.project_course import Node


def draw(at: Here, code: str) -> None:
    """Draw what was kept and what slipped in one sentence, the milestones by the day planned, and the downloads."""
    day = last_day(at)
    nodes = sorted(
        course_of(at, code, day).nodes.values(), key=lambda node: (node.planned_on or date.max, node.item_id)
    )
    title = (
        f'<h2 id="milestones">{text(_("节点"))} <small>{text(_("按截至 {day}的记录", day=full_day(day)))}</small></h2>'
    )
    if not nodes:
        st.html(title)
        sentence(
            _("这个项目没有倒排工期节点。"),
            _("按目标日倒排"),
            address.link(at.choice, "schedule", project=code),
        )
        return
    header, rows = _table(nodes, day)
    st.html(f"{title}<p>{text(_said(nodes, day))}</p>{downloads.html_table(header, rows)}")
    downloads.buttons_for(
        lambda: taken_away(nodes, day), f"milestones-{code}", about_page(_("项目 {code} 的节点", code=code))
    )


def _said(nodes: list[Node], day: date) -> str:
    overdue = sum(node.days_overdue(day) > 0 for node in nodes)
    late = sum((node.days_late or 0) > 0 for node in nodes)
    kept = sum(node.days_late is not None and node.days_late <= 0 for node in nodes)
    moved = sum(node.days_moved > 0 for node in nodes)
    parts = [
        _("共 {n} 个节点", n=len(nodes)),
        _("按期完成 {n} 个", n=kept),
        _("晚于计划完成 {n} 个", n=late),
        _("到期未完成 {n} 个", n=overdue),
        _("计划推迟过 {n} 个", n=moved),
    ]
    return _("；").join(parts)


def _table(nodes: list[Node], day: date) -> Table:
    header = [_("节点"), _("状态"), _("原计划"), _("计划"), _("实际"), _("责任专班"), _("调整原因")]
    rows: list[list[object]] = []
    for node in nodes:
        moved = f" {signed(node.days_moved)}" if node.days_moved else ""
        rows.append(
            [
                _name(node),
                _state(node, day),
                _day(node.baseline_on),
                f"{_day(node.planned_on)}{moved}",
                _day(node.actual_on),
                group_name(node.workgroup) if node.workgroup else NO_VALUE,
                in_chinese(node.moved_reason or NO_VALUE),
            ]
        )
    return header, rows


def _name(node: Node) -> Html:
    item = item_file().items.get(node.item_id)
    name = item.name.removeprefix("里程碑:") if item else ""
    return Html(f"{in_chinese(name)} <small>{text(node.item_id)}</small>")


def _state(node: Node, day: date) -> Html:
    said, kind = state_said(node, day)
    return Html(f'<span class="{kind}">{text(said)}</span>')


def state_said(node: Node, day: date) -> tuple[str, str]:
    """Say how a milestone stands on ``day``, as shape and words, and the class it is shown in."""
    overdue = node.days_overdue(day)
    if overdue:
        return _("▲ 到期未完成，已 {n} 天", n=overdue), "needs"
    if node.actual_on is None:
        return _("○ 未到计划日期"), "quiet"
    if node.days_late is None:
        return _("✓ 已完成"), "reached"
    if node.days_late > 0:
        return _("△ 晚 {n} 天完成", n=node.days_late), "late"
    if node.days_late < 0:
        return _("✓ 提前 {n} 天完成", n=-node.days_late), "reached"
    return _("✓ 当天完成"), "reached"


def _day(on: date | None) -> str:
    return on.isoformat() if on else NO_VALUE


def taken_away(nodes: list[Node], day: date) -> Table:
    """Return the milestones as header and rows to take away; days moved and late are calendar days."""
    header = [
        _("事项编码"), _("节点"), _("原计划"), _("计划"), _("实际"), _("计划推迟天数"), _("比计划晚天数"), _("状态"),
        _("责任专班"), _("调整原因"),
    ]  # fmt: skip
    items = item_file().items
    rows: list[list[object]] = [
        [
            node.item_id,
            items[node.item_id].name if node.item_id in items else None,
            node.baseline_on,
            node.planned_on,
            node.actual_on,
            node.days_moved,
            node.days_late if node.actual_on else node.days_overdue(day) or None,
            state_said(node, day)[0],
            group_name(node.workgroup) if node.workgroup else None,
            node.moved_reason or None,
        ]
        for node in nodes
    ]
    return header, rows
