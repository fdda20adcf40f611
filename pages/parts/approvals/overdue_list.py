"""Cases still running whose promised days are used up: which item, department and project, and how far over."""

from __future__ import annotations

import streamlit as st

from pages.parts import address, downloads
from pages.parts.approvals.asked import PAGE, empty, item_html, item_name, overdue_cases, running
from pages.parts.downloads import MOST_TAKEN_AWAY, Html, Streamed
from pages.parts.figures import NO_VALUE, rate, whole
from pages.parts.markup import anchor, state_html, text
from pages.parts.names import column_name, group_name
from pages.parts.place import Here
from pages.parts.sheets import turn
from pages.parts.take_away.about import about_page
from pages.parts.take_away.cells import Count
from pages.parts.words import _, full_day, language
from queries.approvals.overdue import OverdueCase, Running
from queries.surroundings import project_names

A_SHEET = 20


def draw(at: Here) -> None:
    """Draw how many cases are over their promise on the window's last day, one sheet of them, and the downloads."""
    now = running(at)
    day = _("{day} 时点", day=full_day(at.window.last))
    title = f'<h2 id="overdue">{text(_("在办超期"))} <small>{text(day)}</small></h2>'
    if not now.overdue:
        st.html(f"{title}{_none(at, now)}")
        return
    sheets = -(-now.overdue // A_SHEET)
    sheet = min(at.choice.sheet, sheets)
    header, rows = _shown(at, overdue_cases(at, A_SHEET, (sheet - 1) * A_SHEET))
    pages = turn(at.choice, PAGE, sheet, sheets, now.overdue, "overdue")
    listed = f'<div class="overdue-cases">{downloads.html_table(header, rows)}</div>'
    st.html(f"{title}{_said(now)}{_not_known_yet(at)}{listed}{pages}")
    downloads.buttons_for(lambda: whole_table(at), "approvals-overdue", about_page(_("在办超期")), now.overdue)


def _said(now: Running) -> str:
    over = _("已超承诺 {late} 宗", late=whole(now.overdue))
    of = _(
        "在办 {open} 宗，其中有承诺时限 {promised} 宗，超期占 {share}。",
        open=whole(now.open),
        promised=whole(now.promised),
        share=rate(now.overdue, now.promised),
    )
    return f'<p><b class="needs">▲ {text(over)}</b> {text(of + _without(now))}</p>'


def _not_known_yet(at: Here) -> str:
    """Say that decisions after the last complete day have not arrived, so that too many cases seem to run."""
    known_to = at.warehouse.freshness.get("approval")
    if known_to is None or known_to >= at.window.last:
        return ""
    said = _("审批办件的数据完整至 {day}，之后的办结还没有收到，这里可能偏多。", day=full_day(known_to))
    return f'<p class="quiet">{text(said)}</p>'


def _without(now: Running) -> str:
    rest = now.open - now.promised
    between = " " if language() == "en" else ""
    return between + _("另有 {n} 宗没有填承诺时限，无从判断。", n=rest) if rest else ""


def _none(at: Here, now: Running) -> str:
    if not now.open:
        return empty(at, _("这一天没有在办的办件，也就没有超期的。"))
    said = _("在办 {n} 宗，没有一宗超过承诺时限。", n=now.open)
    return state_html(said + _without(now))


def _header() -> list[str]:
    return [
        _("超期(工作日)"),
        _("已用"),
        _("承诺"),
        column_name("item"),
        column_name("department"),
        _("项目名称"),
        column_name("accepted_on"),
        column_name("approval_id"),
    ]


def _shown(at: Here, found: list[OverdueCase]) -> tuple[list[str], list[list[object]]]:
    names = project_names(at.warehouse, [one.project_id for one in found])
    rows: list[list[object]] = []
    for one in found:
        href = address.link(at.choice, "project", project=one.project_id)
        said = names.get(one.project_id, one.project_id)
        project = Html(anchor(said, href, lang="zh-CN", title=_("看这个项目")))
        item, department = Html(item_html(one.item_id)), group_name(one.department)
        case: list[object] = [one.accepted_on, one.approval_id]
        rows.append([Count(one.over), Count(one.used), Count(one.promised), item, department, project, *case])
    return _header(), rows


def whole_table(at: Here) -> Streamed:
    """Return all overdue cases as header and rows to take away, at most MOST_TAKEN_AWAY."""
    found = overdue_cases(at, MOST_TAKEN_AWAY)
    names = project_names(at.warehouse, [one.project_id for one in found])
    header = _header()
    header.insert(6, _("项目代码"))
    rows = (
        [
            Count(one.over),
            Count(one.used),
            Count(one.promised),
            item_name(one.item_id),
            group_name(one.department),
            names.get(one.project_id, NO_VALUE),
            one.project_id,
            one.accepted_on,
            one.approval_id,
        ]
        for one in found
    )
    return header, rows
