"""The life of a project at a glance: visits, meetings, consultations, approvals, blockers, acceptances, milestones."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from pages.parts import address
from pages.parts.figures import whole
from pages.parts.markup import text
from pages.parts.names import TYPES, type_name
from pages.parts.place import Here
from pages.parts.project.recorded import last_day, records_of
from pages.parts.words import _, full_day
from queries.project import Told

# Where a record lasts: the column that says until when. What has none is a moment.
UNTIL = {"approval": "decided_on", "blocker": "verified_on", "acceptance": "passed_on", "milestone": "actual_on"}
# What is not over yet lasts until the last complete day of the data.
LASTING = ("approval", "blocker", "acceptance")
# Nothing narrower can be told apart: what lies as near as that is drawn once.
STEPS = 400


def draw(at: Here, code: str) -> None:
    """Draw a line for each kind of record, its records along time; each line opens the records of its kind below."""
    now = last_day(at)
    told = [one for one in records_of(at, code) if one.on]
    days = sorted(on for one in told for on in (one.on, _until(one)) if on)
    if not days or days[0] == days[-1]:
        return
    first, last = days[0], max(days[-1], now)
    lanes = []
    for kind in TYPES:
        own = [one for one in told if one.record_type == kind]
        if own:
            lanes.append(_lane(at, kind, own, first, last, now))
    note = _("线段是办理或存续的时间，点是一次；空心的还没有结束或没有到；竖线是数据截至的 {day}。", day=full_day(now))
    st.html(
        f'<h2 id="life">{text(_("全程一览"))} <small>{text(_("{a} 至 {b}", a=first, b=last))}</small></h2>'
        f'<div class="life"><ul>{"".join(lanes)}</ul>{_years(first, last)}</div><p class="quiet">{text(note)}</p>'
    )


def _until(one: Told) -> date | None:
    until = dict(one.says).get(UNTIL.get(one.record_type, ""))
    return until if isinstance(until, date) else None


def _lane(at: Here, kind: str, own: list[Told], first: date, last: date, now: date) -> str:
    marks = dict.fromkeys(_mark(one, first, last, now) for one in reversed(own))
    href = escape(address.here(at.choice, "project", type=kind, sheet=None) + "#time-line")
    line = f"{_place(now, first, last):.2f}"
    return (
        f'<li data-type="{kind}"><a href="{href}"><span>{text(type_name(kind))}</span> <b>{whole(len(own))}</b></a>'
        f'<div class="lane" aria-hidden="true">{"".join(marks)}<s style="left:{line}%"></s></div></li>'
    )


def _mark(one: Told, first: date, last: date, now: date) -> str:
    """Return one record as a bar or a point; a milestone stands where it was reached, hollow where it is planned."""
    assert one.on is not None
    until = _until(one)
    start = _place(one.on, first, last)
    if one.record_type == "milestone":
        kind = "node" if until else "node open"
        return f'<i class="{kind}" style="left:{_place(until, first, last) if until else start:.2f}%"></i>'
    if one.record_type not in LASTING:
        return f'<i class="point" style="left:{start:.2f}%"></i>'
    over = until or max(now, one.on)
    kind = "bar" if until or dict(one.says).get("outcome") else "bar open"
    if not until and kind == "bar":
        over = one.on
    return f'<i class="{kind}" style="left:{start:.2f}%;width:{_place(over, first, last) - start:.2f}%"></i>'


def _place(on: date, first: date, last: date) -> float:
    """Return where a day lies between the first and the last, in percent."""
    whole_span = (last - first).days or 1
    return round((on - first).days / whole_span * STEPS) * 100 / STEPS


def _years(first: date, last: date) -> str:
    """Return the years as the axis below, each where it begins."""
    marks = [(first, first.year)] + [(date(year, 1, 1), year) for year in range(first.year + 1, last.year + 1)]
    # The first year is left out where the next begins so soon that both would not be read.
    if len(marks) > 1 and _place(marks[1][0], first, last) < 8:
        marks = marks[1:]
    ticks = "".join(f'<span style="left:{_place(on, first, last):.2f}%">{year}</span>' for on, year in marks)
    return f'<div class="years" aria-hidden="true">{ticks}</div>'
