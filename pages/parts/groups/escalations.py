"""Problems taken higher: top-level meetings by the level of their chair, and blockers by how high they went."""

from __future__ import annotations

import streamlit as st

from pages.parts import address, answers
from pages.parts.dense_table import Cell, Head, Row, dense_table
from pages.parts.figures import whole
from pages.parts.markup import anchor, state_html, text
from pages.parts.names import group_name
from pages.parts.narrowing import said as within_said
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.words import _
from queries.groups_at_work.team import TOP, TopMeetings, top_meetings
from queries.named_kpis import kpi_of, named_kpis
from queries.questions import Window
from queries.warehouse import Warehouse

SPLIT = "escalation"


@remembered(200)
def _meetings(
    _warehouse: Warehouse, state: str, window: Window, where: tuple[tuple[str, tuple[str | None, ...]], ...]
) -> list[TopMeetings]:
    return top_meetings(_warehouse, window, dict(where))


def draw(at: Here) -> None:
    """Draw the top-level meetings and the blockers by how high they went, each number leading to its records."""
    held = _meetings(at.warehouse, answers.state_of(at.warehouse), at.window, at.choice.where)
    more = anchor(_("看堵点台账"), address.link(at.choice, "blockers") + "#escalation", "action")
    head = f'<h2 id="escalations">{text(_("顶格协调：往上提了多少"))} <small>{more}</small></h2>'
    st.html(f'{head}<div class="beside">{_held(at, held)}{_blockers(at)}</div>')


def _held(at: Here, held: list[TopMeetings]) -> str:
    if not held:
        return state_html(_("这段时间、这些筛选下没有开顶格协调会。"))
    href = address.link(
        at.choice, "kpi", kpi=kpi_of("groups_at_work", "met").name, within=within_said("meeting_type", TOP)
    )
    rows = [
        Row(
            group_name(one.chair_level),
            [Cell(whole(one.meetings)), Cell(whole(one.projects)), Cell(whole(one.rows))],
        )
        for one in held
    ]
    every = sum(one.rows for one in held)
    meetings = sum(one.meetings for one in held)
    rows.append(Row(_("合计"), [Cell(whole(meetings)), Cell(""), Cell(whole(every), href + "#records")], is_sum=True))
    heads = [Head(_("会议")), Head(_("项目")), Head(_("会议 × 项目"))]
    return dense_table(_("顶格协调会"), _("主持层级"), heads, rows)


def _blockers(at: Here) -> str:
    named, state = named_kpis("groups_at_work"), answers.state_of(at.warehouse)
    columns = ("blockers", "resolved")
    found: dict[str | None, dict[str, int]] = {}
    for place in columns:
        for group in answers.groups(at.warehouse, state, named[place].name, at.window, at.choice.where, SPLIT):
            found.setdefault(group.label, {})[place] = int(group.numerator or 0)
    if not any(sum(own.values()) for own in found.values()):
        return state_html(_("这段时间、这些筛选下没有堵点。"))
    rows = []
    for label in sorted(found, key=lambda label: (_height(label), label or "")):
        cells = []
        for place in columns:
            href = address.link(at.choice, "kpi", kpi=named[place].name, within=within_said(SPLIT, label))
            cells.append(Cell(whole(found[label].get(place, 0)), href + "#records"))
        rows.append(Row(group_name(label), cells))
    heads = [Head(_("期末在册")), Head(_("期间化解"))]
    return dense_table(_("堵点的协调层级"), _("协调层级"), heads, rows)


def _height(label: str | None) -> int:
    """The highest level first, records that do not say last."""
    order = ("市级", "区领导顶格", "部门", "专班")
    return order.index(label) if label in order else len(order)
