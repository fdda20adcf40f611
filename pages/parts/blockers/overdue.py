"""Overdue blockers: open although the day promised has passed, with team and department, the longest late first."""

from __future__ import annotations

import streamlit as st

from pages.parts import address, downloads
from pages.parts.blockers.asked import PAGE, asked, heading, named, nothing, records
from pages.parts.downloads import Html, Streamed
from pages.parts.figures import NO_VALUE, whole
from pages.parts.markup import anchor, state_html, text
from pages.parts.names import column_name, group_name
from pages.parts.place import Here
from pages.parts.sheets import turn
from pages.parts.take_away.about import about_page
from pages.parts.take_away.cells import Count
from pages.parts.words import _, full_day
from queries.blockers.overdue import Late, Overdue, count_late, overdue
from queries.surroundings import project_names

A_SHEET = 20
# A team is here the one that owes it, not one that helps.
OWNER = {"team": "owner_team"}
# The code is behind the project's name on the page; taken away it stands beside it.
CODE = 3
SAID = ("blocker_type", "stage", "department", "team", "workgroup", "escalation")


def draw(at: Here) -> None:
    """Draw how many are late, one sheet of them, and the downloads of all."""
    late = asked(at, count_late)
    day = _("{day} 时点", day=full_day(at.window.last))
    head = heading("overdue", _("超期未化解"), _("在册，且已过计划解决时限"), day)
    if not late.late:
        st.html(f"{head}{_none(at, late)}")
        return
    sheets = -(-late.late // A_SHEET)
    sheet = min(at.choice.sheet, sheets)
    shown = asked(at, overdue, A_SHEET, (sheet - 1) * A_SHEET)
    header, rows = table(at, shown)
    opened = [_opening(at, one, row) for one, row in zip(shown, rows, strict=True)]
    header = [*header[:CODE], *header[CODE + 1 :]]
    pages = turn(at.choice, PAGE, sheet, sheets, late.late, "overdue")
    st.html(f'{head}{_said(at, late)}<div class="overdue">{downloads.html_table(header, opened)}</div>{pages}')
    downloads.buttons_for(lambda: whole_table(at), "blockers-overdue", about_page(_("超期未化解")), late.late)


def _said(at: Here, late: Late) -> str:
    said = _("在册 {open} 个中 {late} 个超期。", open=whole(late.open), late=whole(late.late))
    more = _without_day(late)
    step = anchor(_("看全部在册"), records(at, "open"), "action")
    return f'<p><b class="needs">▲ {text(said)}</b> {text(more)} {step}</p>'


def _none(at: Here, late: Late) -> str:
    if not late.open:
        return nothing(at, _("这一天没有在册堵点，也就没有超期的。"))
    said = _("在册 {n} 个堵点，没有一个超期。", n=whole(late.open)) + _without_day(late)
    return state_html(said, _("看全部在册"), records(at, "open"))


def _without_day(late: Late) -> str:
    if not late.without_day:
        return ""
    return _("另有 {n} 个没有填计划解决时限，无从判断。", n=late.without_day)


def table(at: Here, found: list[Overdue]) -> tuple[list[str], list[list[object]]]:
    """Return late blockers as header and rows: who owes what on which project, and for how long it has been late."""
    names = project_names(at.warehouse, [one.project_id or "" for one in found])
    header = [_("超期天数"), _("计划解决时限"), _("项目名称"), _("项目代码"), column_name("blocker_id")]
    header += [*(column_name(OWNER.get(name, name)) for name in SAID), column_name("found_on")]
    rows: list[list[object]] = []
    for one in found:
        project = one.project_id or NO_VALUE
        said = [group_name(getattr(one, name)) for name in SAID]
        name = names.get(one.project_id or "", NO_VALUE)
        rows.append([Count(one.days), one.due_on, name, project, one.record_id, *said, one.found_on])
    return header, rows


def whole_table(at: Here) -> Streamed:
    """Return all late blockers as header and rows to take away, at most MOST_TAKEN_AWAY."""
    return table(at, overdue(at.warehouse, at.window, at.filters, downloads.MOST_TAKEN_AWAY))


def _opening(at: Here, one: Overdue, row: list[object]) -> list[object]:
    """Return a row of table() for the page: without the code, the project's name leading to its page, which like other
    names stays Chinese on every page.
    """
    late, due, name, code, number, *_said, found = row
    said = [Html(named(getattr(one, column))) for column in SAID]
    if code == NO_VALUE:
        return [late, due, name, number, *said, found]
    href = address.link(at.choice, "project", project=str(code))
    shown = str(code) if name == NO_VALUE else str(name)
    return [late, due, Html(anchor(shown, href, lang="zh-CN")), number, *said, found]
