"""What slipped on the wall chart: by working group, category and street, why, and the milestones one by one."""

from __future__ import annotations

import streamlit as st

from pages.parts import address, answers, downloads
from pages.parts.downloads import Html
from pages.parts.figures import NO_VALUE, whole
from pages.parts.markup import anchor, state_html, text
from pages.parts.names import column_name, group_name
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.take_away.about import about_page
from pages.parts.take_away.cells import Count
from pages.parts.wall.asked import PAGE
from pages.parts.wall.marks import SHAPE, in_chinese, item_name, letter, status_said
from pages.parts.words import _
from queries.wall.chart import SLIPPED
from queries.wall.judged import LATER, SOON
from queries.wall.slipped import SPLITS, Slip, Slipped, SlippedGroup, slipped, slips
from queries.warehouse import Warehouse
from queries.windows import Window

LISTED = 50


def draw(at: Here) -> None:
    """Draw the groups, the reasons, the worst of the milestones and the downloads of all; a sentence without any."""
    state = answers.state_of(at.warehouse)
    found = _slipped(at.warehouse, state, at.window, at.choice.where)
    said = _("逾期未完成、当年逾期完成、计划已推迟的节点，共 {n} 个", n=whole(found.total))
    title = f"<h2 id=slipped>{text(_('滑期与原因'))} <small>{text(said)}</small></h2>"
    if not found.total:
        st.html(title + state_html(_("所选项目没有滑期的节点。")))
        return
    listed = _slips(at.warehouse, state, at.window, at.choice.where, LISTED)
    more = ""
    if found.total > LISTED:
        said = _("先列最要紧的 {n} 个；全部在下载的表里。", n=LISTED)
        step = anchor(_("在图上看有滑期的项目"), address.here(at.choice, PAGE, only=SLIPPED, sheet=None), "action")
        more = f'<p class="quiet">{text(said)} {step}</p>'
    st.html(f"{title}{_groups(at, found)}{_reasons(found)}")
    downloads.buttons_for(lambda: groups_table(found), "wall-slipped-groups", about_page(_("滑期与原因")))
    st.html(f"{listed_html(at, listed)}{more}")
    window, where = at.window, dict(at.choice.where)
    downloads.buttons_for(
        lambda: table(slips(at.warehouse, window.last, where, downloads.MOST_TAKEN_AWAY)),
        "wall-slipped",
        about_page(_("滑期与原因")),
        found.total,
    )


@remembered(100)
def _slipped(_warehouse: Warehouse, state: str, window: Window, where: answers.Where) -> Slipped:
    return slipped(_warehouse, window.last, dict(where))


@remembered(100)
def _slips(_warehouse: Warehouse, state: str, window: Window, where: answers.Where, limit: int) -> list[Slip]:
    return slips(_warehouse, window.last, dict(where), limit)


def _groups(at: Here, found: Slipped) -> str:
    """Return a bar table for each split: what slipped in every group, and of that what is overdue or was late."""
    return f'<div class="slips">{"".join(_split(at, split, found) for split in SPLITS)}</div>'


def groups_table(found: Slipped) -> tuple[list[str], list[list[object]]]:
    """Return the groups of every split as header and rows, to be taken away."""
    header = [_("分组"), _("组"), _("滑期"), _("逾期"), _("迟完成"), _("推迟"), _("最多逾期天数")]
    rows: list[list[object]] = []
    for split in SPLITS:
        for one in found.groups:
            if one.split == split:
                counts = (one.slipped, one.overdue, one.late, one.put_off)
                rows.append([_called(split), group_name(one.label), *map(Count, counts), one.most_days])
    return header, rows


def _called(split: str) -> str:
    return _("责任专班") if split == "workgroup" else column_name(split)


def _split(at: Here, split: str, found: Slipped) -> str:
    groups = [group for group in found.groups if group.split == split]
    most = max((group.slipped for group in groups), default=0) or 1
    heads = "".join(f'<th scope=col class="number">{text(said)}</th>' for said in (_("逾期"), _("迟完成"), _("推迟")))
    rows = "".join(_group(at, group, most) for group in groups)
    return (
        f"<table><thead><tr><th scope=col>{text(_called(split))}</th><td></td>"
        f'<th scope=col class="number">{text(_("滑期"))}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _group(at: Here, group: SlippedGroup, most: int) -> str:
    numbers = (group.slipped, group.overdue, group.late, group.put_off)
    cells = "".join(f'<td class="number">{whole(number)}</td>' for number in numbers)
    width = group.slipped / most * 100
    said = text(group_name(group.label))
    if group.label:
        only = address.here(at.choice, PAGE, sheet=None, **{group.split: (group.label,)})
        said = anchor(group_name(group.label), only, title=_("筛选全页"))
    return f'<tr><th scope=row>{said}</th><td class="track"><span style="width:{width:.1f}%"></span></td>{cells}</tr>'


def _reasons(found: Slipped) -> str:
    chinese = in_chinese()
    said = [
        f"<li><span{chinese if reason else ''}>{text(reason or _('未写原因'))}</span> <b>{whole(number)}</b></li>"
        for reason, number in found.reasons
    ]
    return f'<div class="why"><h3>{text(_("原因"))}</h3><ul>{"".join(said)}</ul></div>'


def listed_html(at: Here, listed: list[Slip]) -> str:
    """Return the worst of what slipped as a table, each leading to its project."""
    chinese = in_chinese()
    header = [
        _("项目名称"), _("节点"), _("责任专班"), column_name("category"), column_name("street"), _("原计划日"),
        _("计划日"), _("实际日"), _("状态"), _("推迟天数"), _("原因"),
    ]  # fmt: skip
    rows: list[list[object]] = []
    for slip in listed:
        one = slip.milestone
        href = address.link(at.choice, "project", project=one.project_id)
        name = Html(anchor(slip.name, href, **({"lang": "zh-CN"} if chinese else {})))
        reason: object = Html(f"<span{chinese}>{text(one.moved_reason)}</span>") if one.moved_reason else _("未写原因")
        row = [
            name, Html(f"<span{chinese}>{text(item_name(one.item))}</span>"), group_name(one.workgroup),
            group_name(slip.category), group_name(slip.street), one.baseline_on, one.planned_on, one.actual_on,
            Html(f'<span class="slip {letter(one)}">{SHAPE[one.status]} {text(_state(slip))}</span>'), one.put_off_days,
            reason,
        ]  # fmt: skip
        rows.append([NO_VALUE if cell is None else cell for cell in row])
    return f'<div class="slip-list">{downloads.html_table(header, rows)}</div>'


def table(listed: list[Slip]) -> tuple[list[str], list[list[object]]]:
    """Return slipped milestones as header and rows, to be taken away."""
    header = [
        _("项目名称"), _("项目代码"), _("节点"), _("责任专班"), column_name("category"), column_name("street"),
        _("原计划日"), _("计划日"), _("实际日"), _("状态"), _("逾期天数"), _("推迟天数"), _("原因"),
    ]  # fmt: skip
    rows: list[list[object]] = []
    for slip in listed:
        one = slip.milestone
        rows.append([
            slip.name, one.project_id, item_name(one.item), group_name(one.workgroup), group_name(slip.category),
            group_name(slip.street), one.baseline_on, one.planned_on, one.actual_on, _state(slip), one.days,
            one.put_off_days, one.moved_reason or _("未写原因"),
        ])  # fmt: skip
    return header, rows


def _state(slip: Slip) -> str:
    """Say how a slipped milestone stands; of one that is not due yet, that it was put off."""
    one = slip.milestone
    return _("已推迟") if one.status in (SOON, LATER) else status_said(one.status, one.days)
