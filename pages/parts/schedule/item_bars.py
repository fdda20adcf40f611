"""Every item of a schedule by its latest start: the days, what is too late, and a bar along time."""

from __future__ import annotations

from datetime import date

import streamlit as st

from pages.parts.downloads import Html
from pages.parts.figures import whole
from pages.parts.item_table import Column, Rows, item_table
from pages.parts.markup import text
from pages.parts.menu.menu_words import department_html, item_html
from pages.parts.schedule.asked import Asked, Plan
from pages.parts.words import _, day, month
from queries.menu.backward import Planned
from queries.menu.project_path import RUNNING

# So many months have their names on the axis.
MOST_TICKS = 9


def draw(asked: Asked, plan: Plan) -> None:
    """Draw the table; the bars share one axis from the first day to the last, with today as a line."""
    first = min([asked.today, *(one.start_on for one in plan.items)])
    last = max([asked.today, *(one.finish_on for one in plan.items)])
    columns = [
        Column(_("事项")),
        Column(_("办理部门")),
        Column(_("工作日"), is_number=True),
        Column(_("最晚开始"), is_number=True),
        Column(_("最晚办结"), is_number=True),
        Column(_("机动"), is_number=True),
        Column(_("还来得及吗")),
        Column(_("时间轴"), kind="lane"),
    ]
    rows = [_row(asked, one, first, last) for one in plan.items]
    shown = item_table(columns, [Rows("", rows)], "backward")
    head = f"<h2 id=items>{text(_('最晚的日子'))} <small>{text(_('{n} 个事项', n=len(rows)))}</small></h2>"
    st.html(f"{head}{_axis(first, last, asked.today)}{shown}")


def state_said(asked: Asked, one: Planned) -> tuple[str, str]:
    """Say whether an item can still be begun in time, as shape and words, and the class it is shown in."""
    step = asked.path.steps[one.item_id] if asked.path else None
    if step is not None and step.state == RUNNING and step.begun_on:
        if one.days_lost:
            return _("▲ 在办，要晚 {n} 个工作日", n=one.days_lost), "needs"
        return _("◐ 在办，{day} 受理", day=step.begun_on), "now"
    if one.days_lost:
        return _("▲ 已晚 {n} 个工作日", n=one.days_lost), "needs"
    left = asked.days.between(asked.today, one.start_on)
    return (_("◆ 今天就要动手"), "now") if left <= 0 else (_("○ 还有 {n} 个工作日", n=left), "quiet")


def _row(asked: Asked, one: Planned, first: date, last: date) -> list[object]:
    said, kind = state_said(asked, one)
    item = asked.items[one.item_id]
    return [
        item_html(item),
        department_html(item),
        whole(asked.menu.items[one.item_id].days),
        one.start_on,
        one.finish_on,
        _("关键") if one.slot.is_critical else whole(one.slot.slack),
        Html(f'<span class="{kind}">{text(said)}</span>'),
        Html(_bar(asked, one, first, last)),
    ]


def _bar(asked: Asked, one: Planned, first: date, last: date) -> str:
    """Return the bar of an item: where it lies at the latest, before it as a thin line what it may lie earlier."""
    start, finish = _place(one.start_on, first, last), _place(one.finish_on, first, last)
    number = asked.days.number(one.start_on) - one.slot.slack
    free = start - _place(max(asked.days.day(number), first), first, last) if one.slot.slack else 0
    kind = " ".join(
        name
        for name, holds in (
            ("late", one.days_lost > 0),
            ("critical", one.slot.is_critical),
            ("point", one.start_on == one.finish_on),
        )
        if holds
    )
    line = f'<u style="left:{start - free:.2f}%;width:{free:.2f}%"></u>' if free > 0 else ""
    now = f'<s style="left:{_place(asked.today, first, last):.2f}%"></s>'
    return (
        f'<span class="track" aria-hidden="true">{now}{line}'
        f'<i class="{kind}" style="left:{start:.2f}%;width:{finish - start:.2f}%"></i></span>'
    )


def _place(on: date, first: date, last: date) -> float:
    return (on - first).days / ((last - first).days or 1) * 100


def _axis(first: date, last: date, today: date) -> str:
    """Return the months above the bars, and today; on a phone the days stand beside each bar instead."""
    months = []
    on = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    while on <= last:
        months.append(on)
        on = date(on.year + on.month // 12, on.month % 12 + 1, 1)
    shown = months[:: -(-len(months) // MOST_TICKS) or 1]
    ticks = "".join(
        f'<span style="left:{_place(on, first, last):.2f}%">'
        f"{text(f'{on:%Y-%m}' if on.month == 1 or on == shown[0] else month(on))}</span>"
        for on in shown
    )
    now = f'<b style="left:{_place(today, first, last):.2f}%">{text(_("今天"))} {text(day(today))}</b>'
    return f'<div class="lane-axis" aria-hidden="true"><div>{now}{ticks}</div></div>'
