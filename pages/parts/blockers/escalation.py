"""Escalation: how many blockers at each level, how high they went, how long they have been open and took to resolve."""

from __future__ import annotations

import streamlit as st

from pages.parts import downloads
from pages.parts.blockers.asked import HIGH, asked, groups, heading, headline, levels, nothing, records
from pages.parts.dense_table import Cell, Head, Row, dense_table
from pages.parts.figures import decimal, rate, whole
from pages.parts.markup import anchor, text
from pages.parts.names import column_name, group_name
from pages.parts.place import Here
from pages.parts.take_away.about import about_page
from pages.parts.take_away.cells import Average, Count
from pages.parts.words import _
from queries.blockers.overdue import count_late
from queries.blockers.parts_in import found_by
from queries.blockers.standing import Ages, ages
from queries.named_kpis import kpi_of
from queries.questions import Group

BY = "escalation"
TOP_MEETING = "顶格协调"


def draw(at: Here) -> None:
    """Draw how high it went in a sentence, the levels with their numbers, and the downloads."""
    head = heading("escalation", _("协调层级"), _("上提到哪一级、有多少、多久化解"))
    header, rows = table(at)
    if not rows:
        st.html(f"{head}{nothing(at, _('这段时间没有发现、化解或在册的堵点。'))}")
        return
    st.html(f"{head}{_said(at)}{_html(at)}{_meetings(at)}")
    downloads.buttons(header, rows, "blockers-escalation", about_page(_("协调层级")))


def _levels(at: Here) -> list[str | None]:
    found: set[str | None] = {*groups(at, "open", BY), *groups(at, "resolved", BY), *asked(at, found_by, BY)}
    return levels(found)


def _number(group: Group | None) -> int:
    return int(group.value or 0) if group else 0


def _said(at: Here) -> str:
    """Say how many of the open ones have gone up to the district's leaders or higher, and where the highest is."""
    standing = {level: _number(group) for level, group in groups(at, "open", BY).items()}
    total, high = sum(standing.values()), sum(standing.get(level, 0) for level in HIGH)
    if not total:
        return f'<p class="quiet">{text(_("这一天没有在册堵点。"))}</p>'
    if not high:
        said = _("在册 {n} 个堵点都没有上提到区领导或市级。", n=whole(total))
        return f"<p>{text(said)}</p>"
    highest = next(level for level in reversed(levels(set(standing))) if level in HIGH and standing.get(level))
    said = _(
        "在册 {total} 个堵点中，{high} 个（{share}）已上提到区领导顶格或市级，最高到“{level}”。",
        total=whole(total),
        high=whole(high),
        share=rate(high, total),
        level=group_name(highest),
    )
    return f"<p>{text(said)}</p>"


def _html(at: Here) -> str:
    standing, resolved, days = (groups(at, place, BY) for place in ("open", "resolved", "days"))
    found, late, old = asked(at, found_by, BY), asked(at, count_late), asked(at, ages)
    most = max((_number(group) for group in standing.values()), default=0) or 1
    rows = []
    for level in _levels(at):
        of = (BY, level)
        now, done, took = _number(standing.get(level)), _number(resolved.get(level)), days.get(level)
        cells = [
            Cell(whole(found.get(level, 0))),
            Cell(whole(now), records(at, "open", of) if now else "", now / most),
            _late(late.by_escalation.get(level, 0)),
            Cell(decimal(old.median(level))),
            Cell(whole(done), records(at, "resolved", of) if done else ""),
            Cell(decimal(took.value if took else None), records(at, "days", of) if took else ""),
        ]
        rows.append(Row(group_name(level), cells))
    all_now, all_done, all_took = (headline(at, place) for place in ("open", "resolved", "days"))
    every = [
        Cell(whole(sum(found.values()))),
        Cell(whole(all_now.value), records(at, "open")),
        _late(late.late),
        Cell(decimal(_median(old))),
        Cell(whole(all_done.value), records(at, "resolved")),
        Cell(decimal(all_took.value), records(at, "days")),
    ]
    rows.append(Row(_("合计"), every, is_sum=True))
    return dense_table(_("协调层级"), column_name(BY), _heads(), rows)


def _heads() -> list[Head]:
    standing, resolved = _("在册"), _("期间化解")
    return [
        Head(_("个数"), _("期间发现")),
        Head(_("个数"), standing),
        Head(_("其中超期"), standing),
        Head(_("已等天数（中位数）"), standing, _("自发现之日起的日历天数")),
        Head(_("个数"), resolved),
        Head(_("化解用时（天，中位数）"), resolved, _("自发现至销号的日历天数")),
    ]


def _late(number: int) -> Cell:
    return Cell(whole(number), needs=bool(number))


def _median(old: Ages) -> float | None:
    return Ages({None: old.days}).median(None)


def _meetings(at: Here) -> str:
    """Say for how many projects a top-level meeting was held, with the way to them."""
    kpi = kpi_of("blockers", "coordinated")
    if kpi.lacking(at.filters):
        return ""
    group = groups(at, "coordinated", "meeting_type").get(TOP_MEETING)
    if not group:
        return f'<p class="quiet">{text(_("这段时间没有召开顶格协调会。"))}</p>'
    said = _("这段时间为 {n} 个项目召开了顶格协调会。", n=_number(group))
    href = records(at, "coordinated", ("meeting_type", TOP_MEETING))
    return f"<p>{text(said)} {anchor(_('看是哪些'), href, 'action')}</p>"


def table(at: Here) -> tuple[list[str], list[list[object]]]:
    """Return the levels as header and rows to take away; no rows when there is nothing at all."""
    standing, resolved, days = (groups(at, place, BY) for place in ("open", "resolved", "days"))
    found, late, old = asked(at, found_by, BY), asked(at, count_late), asked(at, ages)
    rows: list[list[object]] = []
    for level in _levels(at):
        age, took = old.median(level), days.get(level)
        rows.append(
            [
                group_name(level),
                Count(found.get(level, 0)),
                Count(_number(standing.get(level))),
                Count(late.by_escalation.get(level, 0)),
                None if age is None else Average(age),
                Count(_number(resolved.get(level))),
                None if took is None or took.value is None else Average(took.value),
            ]
        )
    names = [f"{head.over} {head.said}" for head in _heads()]
    return [column_name(BY), *names], rows
