"""Decisions of meetings followed up to their due day, by type of meeting and by owner; the overdue ones with days."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.parts import address, answers, downloads
from pages.parts.dense_table import Cell, Head, Row, dense_table
from pages.parts.figures import whole
from pages.parts.groups.long_list import LongList, Project, draw_downloads, sheet_html
from pages.parts.markup import state_html, text
from pages.parts.names import group_name
from pages.parts.narrowing import said as within_said
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.take_away.about import about_page
from pages.parts.take_away.cells import amount
from pages.parts.words import _, day, span
from queries.groups_at_work.decisions import STANDINGS, Followed, followed, overdue_count, overdue_list
from queries.named_kpis import kpi_of
from queries.questions import Window
from queries.warehouse import Warehouse

VIEW = "decisions"
SHOWN = 12
# Meetings of this type are no coordination: the KPI leaves them out, under this reason.
CONSULTATION = "联合会商"

Found = tuple[list[Followed], list[Followed], tuple[int, int]]


@remembered(200)
def _found(
    _warehouse: Warehouse, state: str, window: Window, where: tuple[tuple[str, tuple[str | None, ...]], ...]
) -> Found:
    held = dict(where)
    return (
        followed(_warehouse, window, held, "type"),
        followed(_warehouse, window, held, "owner"),
        overdue_count(_warehouse, window, held),
    )


def draw(at: Here) -> None:
    """Draw how the decisions stand by type and by owner, the overdue ones, and the downloads of both."""
    types, owners, (overdue, own) = _found(at.warehouse, answers.state_of(at.warehouse), at.window, at.choice.where)
    days = span(at.window.first, at.window.last)
    note = _("{days}开的会，一行是一次会议上的一个项目；到{day}办得怎样", days=days, day=day(at.window.last))
    head = f'<h2 id="decisions">{text(_("联合会商与调度：议定事项"))} <small>{text(note)}</small></h2>'
    if types:
        st.html(f"{head}{_table(at, _('会议类型'), types, True)}<h3>{text(_('按责任单位'))}</h3>{_owners(at, owners)}")
        downloads.buttons_for(
            lambda: table(types, owners), "decisions-followed-up", about_page(_("联合会商与调度：议定事项"))
        )
    else:
        href = address.link(at.choice, "groups", from_=None, to=None) + "#decisions"
        st.html(head + state_html(_("这段时间、这些筛选下没有会议。"), _("看今年以来"), href))
    title = _("超期未办 {n} 项（其中这段时间的会议议定 {own} 项）", n=whole(overdue), own=whole(own))
    if not overdue:
        nothing = state_html(_("没有超期未办的议定事项。"), _("看全部会议"), _all_meetings(at))
        st.html(f'<h3 id="overdue">{text(title)}</h3>{nothing}')
        return
    one = _list(at, overdue)
    st.html(f'<h3 id="overdue">{text(title)}</h3>{sheet_html(at, one)}')
    draw_downloads(one)


def _heads() -> list[Head]:
    said = {
        "on_time": _("按期办结"),
        "late": _("逾期办结"),
        "overdue": _("超期未办"),
        "not_due": _("还未到期"),
        "no_day": _("没有时限"),
        "none": _("没有议定事项"),
    }
    return [Head(_("会议 × 项目")), Head(_("应办结")), *(Head(said[name]) for name in STANDINGS)]


def due(one: Followed) -> int:
    """Return how many of the decisions had their due day gone by: done on time, done late, or overdue."""
    return one.on_time + one.late + one.overdue


def _cells(one: Followed, href: str) -> list[Cell]:
    cells = [Cell(whole(one.rows), href), Cell(whole(due(one)))]
    for name in STANDINGS:
        value, bar = getattr(one, name), None
        if name in ("on_time", "late", "overdue"):
            bar = value / due(one) if due(one) else 0.0
        cells.append(Cell(whole(value), bar=bar, needs=name == "overdue" and value > 0))
    return cells


def _table(at: Here, first: str, found: list[Followed], with_sum: bool) -> str:
    rows = [Row(group_name(one.label), _cells(one, _records(at, one.label))) for one in found]
    if with_sum:
        rows.append(Row(_("合计"), _cells(_summed(found), _all_meetings(at)), is_sum=True))
    return dense_table(_("议定事项"), first, _heads(), rows)


def _owners(at: Here, found: list[Followed]) -> str:
    name = kpi_of("groups_at_work", "met").name
    rows = []
    for one in found[:SHOWN]:
        href = address.link(at.choice, "kpi", kpi=name, within=within_said("department", one.label), part="all")
        rows.append(Row(group_name(one.label), _cells(one, href + "#records")))
    more = len(found) - SHOWN
    if more > 0:
        rest = found[SHOWN:]
        rows.append(Row(_("其余 {n} 个单位", n=more), _cells(_summed(rest), "")))
    return dense_table(_("按责任单位"), _("责任单位"), _heads(), rows)


def _summed(found: list[Followed]) -> Followed:
    return Followed(None, *(sum(getattr(one, name) for one in found) for name in ("rows", *STANDINGS)))


def _records(at: Here, kind: str | None) -> str:
    left = {"part": "left_out", "reason": CONSULTATION} if kind == CONSULTATION else {"part": "counted"}
    within = within_said("meeting_type", kind)
    return address.link(at.choice, "kpi", kpi=kpi_of("groups_at_work", "met").name, within=within, **left) + "#records"


def _all_meetings(at: Here) -> str:
    return address.link(at.choice, "kpi", kpi=kpi_of("groups_at_work", "met").name, part="all") + "#records"


def _list(at: Here, total: int) -> LongList:
    header = [_("项目"), _("会议类型"), _("会议日期"), _("议定事项"), _("责任单位"), _("时限"), _("超期（天）")]
    return LongList(
        view=VIEW,
        place="overdue",
        title=_("超期未办的议定事项"),
        header=header,
        total=total,
        rows=partial(_rows, at),
    )


def _rows(at: Here, limit: int, offset: int) -> list[list[object]]:
    found = overdue_list(at.warehouse, at.window, dict(at.choice.where), limit, offset)
    return [
        [
            Project(one.project_id, one.project_name),
            one.meeting_type,
            one.held_on,
            one.decision,
            one.owner,
            one.due_on,
            one.days,
        ]
        for one in found
    ]


def table(types: list[Followed], owners: list[Followed]) -> tuple[list[str], list[list[object]]]:
    """Return how the decisions stand as header and rows to take away: by type, together, and by every owner."""
    header = [_("分组"), _("名称"), *(head.said for head in _heads())]
    named = [(_("会议类型"), group_name(one.label), one) for one in types]
    named.append((_("会议类型"), _("合计"), _summed(types)))
    named += [(_("责任单位"), group_name(one.label), one) for one in owners]
    rows: list[list[object]] = [
        [kind, name, amount(one.rows), amount(due(one)), *(amount(getattr(one, column)) for column in STANDINGS)]
        for kind, name, one in named
    ]
    return header, rows
