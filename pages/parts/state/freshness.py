"""How fresh the data is: per record type the latest month, what is missing, and when the next file is due from whom."""

from __future__ import annotations

from datetime import date

import streamlit as st

from pages.parts import answers
from pages.parts.downloads import Html, Table, buttons_for, html_table
from pages.parts.figures import NO_VALUE, whole
from pages.parts.markup import sentence, text
from pages.parts.names import TYPES, group_name, type_name
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.take_away.about import about_page
from pages.parts.take_away.cells import Count
from pages.parts.words import _, day, full_day, listed, month
from queries.arrivals import Arrival, arrivals
from queries.warehouse import Warehouse

GAPS_NAMED = 3


@remembered(64)
def arrived(_warehouse: Warehouse, state: str) -> dict[str, Arrival]:
    """Return what has arrived (queries.arrivals), remembered per version."""
    return arrivals(_warehouse)


def draw(at: Here) -> None:
    """Draw the opening of the page and the table of record types."""
    found = arrived(at.warehouse, answers.state_of(at.warehouse))
    st.html(f"<h1>{text(_('数据状况'))} <small>{text(opening(at.warehouse, found))}</small></h1>")
    if not any(arrival.batches for arrival in found.values()):
        sentence(_("还没有收到任何文件。"))
        return
    # Only the bureau's own files have someone who owes the next one; the sample ends where it ends.
    today = date.today() if at.warehouse.has_own_data else None
    header = header_words()
    rows = [row(name, found.get(name, Arrival(name)), at.warehouse.complete_to, today) for name in TYPES]
    title = _("各类记录到哪一天")
    st.html(f'<h2 id="freshness">{text(title)}</h2>{html_table(header, rows)}')
    buttons_for(lambda: plain_table(found), "freshness", about_page(title))


def header_words() -> list[str]:
    """Return what the columns are called."""
    return [_("记录类型"), _("最新月份"), _("完整到"), _("条数"), _("批数"), _("缺的月份"), _("下一期"), _("谁报")]


def plain_table(found: dict[str, Arrival]) -> Table:
    """Return the same table to take away: days are days, and every missing month is named."""
    rows = []
    for name in TYPES:
        one = found.get(name, Arrival(name))
        latest = f"{one.latest_month:%Y-%m}" if one.latest_month else None
        gaps = listed([f"{gap:%Y-%m}" for gap in one.gaps])
        counts = [Count(one.rows), Count(one.batches)]
        rows.append([type_name(name), latest, one.complete_to, *counts, gaps, one.due_on, one.owed_by])
    return header_words(), rows


def opening(warehouse: Warehouse, found: dict[str, Arrival]) -> str:
    """Say in one line which version this is and how much it holds."""
    rows = whole(sum(arrival.rows for arrival in found.values()))
    batches = whole(sum(arrival.batches for arrival in found.values()))
    said = _("第{version}版：{batches} 批文件，{rows} 条记录", version=warehouse.version, batches=batches, rows=rows)
    if warehouse.complete_to is None:
        return said
    return said + _("，完整到 {day}", day=full_day(warehouse.complete_to))


def row(name: str, arrival: Arrival, complete_to: date | None, today: date | None) -> list[object]:
    """Return one record type as cells; what is behind the others, missing or overdue is marked in words too."""
    behind = complete_to is not None and (arrival.complete_to is None or arrival.complete_to < complete_to)
    reached = arrival.complete_to.isoformat() if arrival.complete_to else _("从未收到")
    late = text(_("落后")) if behind and arrival.complete_to else ""
    mark = f'<span class="needs">{text(reached)} {late}</span>' if behind else text(reached)
    return [
        type_name(name),
        arrival.latest_month.strftime("%Y-%m") if arrival.latest_month else NO_VALUE,
        Html(mark),
        arrival.rows,
        arrival.batches,
        Html(missing(arrival)),
        Html(due(arrival, today)),
        group_name(arrival.owed_by) if arrival.owed_by else "",
    ]


def missing(arrival: Arrival) -> str:
    """Say which months have no file, the latest few by name."""
    if not arrival.gaps:
        return text(_("无")) if arrival.batches else NO_VALUE
    named = listed([f"{gap:%Y-%m}" for gap in arrival.gaps[-GAPS_NAMED:]])
    more = _("等 {n} 个月", n=len(arrival.gaps)) if len(arrival.gaps) > GAPS_NAMED else ""
    return f'<span class="needs">{text(named)}{text(more)}</span>'


def due(arrival: Arrival, today: date | None) -> str:
    """Say which month's file comes next and by which day; overdue only when ``today`` counts."""
    if arrival.next_month is None or arrival.due_on is None:
        return text(_("每月 {n} 日前", n=arrival.due_day)) if arrival.due_day else NO_VALUE
    said = _("{month}的，{day}前", month=month(arrival.next_month), day=day(arrival.due_on))
    if today is not None and arrival.due_on < today:
        late = _("超期 {n} 天", n=whole((today - arrival.due_on).days))
        return f'{text(said)} <span class="needs">{text(late)}</span>'
    return text(said)
