"""The upload calendar on the upload page: who owes which table of a month by when, and the twelve months before."""

from __future__ import annotations

from datetime import date

import streamlit as st

from pages.parts import address, answers
from pages.parts.address import Choice
from pages.parts.downloads import Html, html_table
from pages.parts.figures import whole
from pages.parts.frame import calendar_line
from pages.parts.markup import anchor, text
from pages.parts.names import TYPES, group_name, type_name
from pages.parts.place import Here
from pages.parts.words import _, day, full_day, month, span
from queries.upload_calendar import DUE, LATE, MONTHS_BACK, NOT_EXPECTED, OVERDUE, RECEIVED, Calendar, Owed
from queries.windows import month_end, shift

MARKS = {RECEIVED: "✓", LATE: "◐", DUE: "○", OVERDUE: "✗", NOT_EXPECTED: "–"}


def draw(at: Here) -> None:
    """Draw the month asked for, else the one that is due; folded once it is complete. Below, the months before it."""
    now = calendar_line.due_now(at.warehouse)
    asked = at.choice.month or now.month
    # The months end with the one due now, unless that leaves the one asked for too far behind.
    last = max(asked, min(now.month, shift(asked, MONTHS_BACK - 1)))
    state = answers.state_of(at.warehouse)
    every = calendar_line.known(at.warehouse, state, date.today(), last, MONTHS_BACK)
    found = next(one for one in every if one.month == asked)
    parts = heading(found) + table(at.choice, found) + grid(at.choice, every)
    st.html(f'<section class="calendar" id="calendar">{parts}</section>')


def heading(found: Calendar) -> str:
    """Return the heading: which month, how many tables are there, and as of which day."""
    title = _("上报日历：{month}", month=span(found.month, month_end(found.month)))
    said = [counted(found)]
    if found.is_sample:
        said.append(_("示例数据，“今天”按 {day} 算", day=full_day(found.today)))
    small = f"<small>{text(' · '.join(said))}</small>"
    return f"<h2>{text(title)} {small}</h2>"


def counted(found: Calendar) -> str:
    """Say how many of the month's tables there are."""
    if not found.expected:
        return _("这个月没有要报的表")
    if not found.missing:
        return _("{n} 张表已收齐", n=len(found.expected))
    return _("{all} 张表已收 {n} 张", all=len(found.expected), n=found.received)


def table(choice: Choice, found: Calendar) -> str:
    """Return the missing tables as a table; those received are one click away."""
    missing = [row(choice, owed) for owed in found.missing]
    came = [row(choice, owed) for owed in found.tables if owed.state in (RECEIVED, LATE)]
    shown = ""
    if missing:
        header = [_("状态"), _("哪张表"), _("报送期限"), _("谁报"), _("模板")]
        shown = html_table(header, [[*cells[:4], cells[5]] for cells in missing])
    if came:
        header = [_("状态"), _("哪张表"), _("报送期限"), _("谁报"), _("收到的文件")]
        label = _("看已收的 {n} 张", n=len(came))
        shown += (
            f"<details><summary>{text(label)}</summary>{html_table(header, [cells[:5] for cells in came])}</details>"
        )
    return shown


def row(choice: Choice, owed: Owed) -> list[object]:
    """Return one table of the month as cells: state, name, due day, who owes it, what came, its template."""
    kind = {OVERDUE: "needs", LATE: "quiet", RECEIVED: "reached"}.get(owed.state, "")
    get = address.here(choice, "upload", template=owed.type) + "#template"
    return [
        Html(f'<span class="{kind}">{MARKS[owed.state]} {text(state(owed))}</span>'),
        type_name(owed.type),
        _("{day}前", day=day(owed.due_on)) if owed.due_on else "",
        group_name(owed.owed_by) if owed.owed_by else "",
        came(owed),
        Html(anchor(_("取模板"), get)),
    ]


def state(owed: Owed) -> str:
    """Say the state of one table in a word or two."""
    return {
        RECEIVED: _("已收"),
        LATE: _("迟收 {n} 天", n=whole(owed.days)),
        DUE: _("待报"),
        OVERDUE: _("超期 {n} 天", n=whole(owed.days)),
        NOT_EXPECTED: _("不用报"),
    }[owed.state]


def came(owed: Owed) -> str:
    """Say what came: the first batch, its day, its file and by whom; how many more there are."""
    if not owed.batch_no:
        return ""
    parts = [day(owed.received_at.date())] if owed.received_at else []
    parts += [_("第 {n} 批", n=owed.batch_no), owed.file_name, owed.by]
    if owed.batches > 1:
        parts.append(_("此后又报 {n} 次", n=owed.batches - 1))
    return " · ".join(part for part in parts if part)


def grid(choice: Choice, every: list[Calendar]) -> str:
    """Return the months before as a small grid, types × months, the latest to the right; a month opens by click."""
    months = [one for one in reversed(every) if one.expected]
    if len(months) < 2:
        return ""
    heads = "".join(f"<th scope=col>{_month_link(choice, one)}</th>" for one in months)
    expected = {owed.type for one in months for owed in one.expected}
    types = [name for name in TYPES if name in expected] + sorted(expected - set(TYPES))
    found = [{owed.type: owed for owed in one.tables} for one in months]
    rows = "".join(
        f"<tr><th scope=row>{text(type_name(name))}</th>{''.join(_mark(one.get(name)) for one in found)}</tr>"
        for name in types
    )
    label = _("看近 {n} 个月", n=len(months))
    is_open = " open" if choice.month else ""
    return (
        f"<details{is_open}><summary>{text(label)}</summary><div class=months><table><thead><tr><td></td>{heads}</tr>"
        f"</thead><tbody>{rows}</tbody></table></div></details>"
    )


def _month_link(choice: Choice, one: Calendar) -> str:
    current = {"aria_current": "true"} if one.month == choice.month else {}
    name = month(one.month) if one.month.month != 1 else span(one.month, month_end(one.month))
    return anchor(name, address.here(choice, "upload", month=f"{one.month:%Y-%m}") + "#calendar", **current)


def _mark(owed: Owed | None) -> str:
    if owed is None:
        return "<td></td>"
    words = {RECEIVED: _("收"), LATE: _("迟"), DUE: _("待"), OVERDUE: _("缺"), NOT_EXPECTED: ""}[owed.state]
    kind = {OVERDUE: "needs", LATE: "", RECEIVED: "quiet"}.get(owed.state, "quiet")
    return f'<td class="{kind}" title="{text(state(owed))}">{MARKS[owed.state]} {text(words)}</td>'
