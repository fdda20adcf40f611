"""The wall chart as a Gantt: a row a project on an axis of months; original plan, plan, actual and forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

from pages.parts.markup import text
from pages.parts.place import Here
from pages.parts.wall.marks import in_chinese, in_groups, items_of, letter, project_cell, status_said
from pages.parts.words import _, day, month
from queries.wall.chart import Project, Sheet
from queries.wall.judged import Milestone
from queries.windows import month_end, month_number, shift

# Pixels: how wide the axis is at least, a month at least, and what a mark with its code takes.
AXIS, A_MONTH, CODE = 1_080, 16, 34
LANES = "wxyz"
# From so many months on only each third is named.
MANY_MONTHS = 30
LAST_TO_NAME_A_YEAR = 9


@dataclass(frozen=True)
class Axis:
    """The days from ``first`` to ``last`` on ``width`` pixels."""

    first: date
    last: date
    width: int

    def at(self, on: date) -> float:
        """Return where a day stands, in percent from the left."""
        days = (self.last - self.first).days + 1
        return round((min(max(on, self.first), self.last) - self.first).days / days * 100, 2)


def axis_of(sheet: Sheet, today: date) -> Axis:
    """Return the axis that holds every day of the sheet and the day of judgement, in whole months."""
    days = [today]
    for project in sheet.projects:
        for one in project.milestones:
            days += [on for on in (one.planned_on, one.baseline_on, one.actual_on, one.forecast_on) if on]
    # Beyond the last day there is room for the code of what comes then.
    first, last = min(days).replace(day=1), month_end(shift(max(days), 2))
    months = month_number(last) - month_number(first) + 1
    return Axis(first, last, max(AXIS, months * A_MONTH))


def html(at: Here, sheet: Sheet) -> str:
    """Return the key, the Gantt in a box of its own that scrolls both ways, and what the codes mean."""
    axis, chinese = axis_of(sheet, at.window.last), in_chinese()
    bodies = []
    for heading, projects in in_groups(sheet, 2):
        rows = "".join(_row(at, project, axis, chinese) for project in projects)
        bodies.append(f"<tbody>{heading}{rows}</tbody>")
    name = escape(_("项目的节点在时间轴上：原计划、计划、实际和预测"))
    codes = " · ".join(f"{item} {name}" if item != name else item for item, name in items_of(sheet.projects).items())
    return (
        f'{key(at)}<div class="wc gantt" tabindex=0 role=region aria-label="{name}">'
        f'<table style="--w:{axis.width}px;--d:{axis.at(at.window.last)}%;--y:{_year_lines(axis)}">'
        f"<thead><tr><th scope=col>{text(_('项目'))}</th>"
        f"<th scope=col>{_months(axis, at.window.last)}</th></tr></thead>"
        f'{"".join(bodies)}</table></div><p class="wall-codes quiet"{chinese}>{text(codes)}</p>'
    )


def key(at: Here) -> str:
    """Return what the marks mean, and the rule of the forecast."""
    marks = (
        ("u", _("原计划")),
        ("p", _("计划")),
        ("o", _("按期完成")),
        ("l", _("逾期完成")),
        ("v c", _("逾期未完成，尖端是预测")),
        ("c", _("未到期，尖端是预测")),
    )
    shapes = "".join(f'<span><i class="{kind}"></i>{text(said)}</span>' for kind, said in marks)
    line = text(_("竖线是判断日 {day}", day=day(at.window.last)))
    rule = text(
        _("预测日＝计划日＋本项目的滑期天数（计划日最晚的一个逾期节点迟了几天），不早于判断日；没有逾期的项目按计划。")
    )
    return f'<p class="wall-key g">{shapes}<span class="d">{line}</span></p><p class="quiet">{rule}</p>'


def _year_lines(axis: Axis) -> str:
    years = range(axis.first.year + 1, axis.last.year + 1)
    ends = [axis.at(date(year, 1, 1)) for year in years]
    lines = [f"linear-gradient(var(--line),var(--line)) {end}% 0/1px 100% no-repeat" for end in ends]
    return ",".join(lines) or "none"


def _months(axis: Axis, today: date) -> str:
    """Return the names of years and months along the axis, and the day of judgement."""
    said, on = [], axis.first
    many = month_number(axis.last) - month_number(axis.first) >= MANY_MONTHS
    while on <= axis.last:
        # The name of a year that ends at once would stand on that of the next.
        if on.month == 1 or (on == axis.first and on.month <= LAST_TO_NAME_A_YEAR):
            said.append(f"<b style=left:{axis.at(on)}%>{on.year}</b>")
        if not many or on.month % 3 == 1:
            said.append(f"<s style=left:{axis.at(on)}%>{text(month(on))}</s>")
        on = shift(on, 1)
    return f"{''.join(said)}<em style=left:{axis.at(today)}%>{text(day(today))}</em>"


def _row(at: Here, project: Project, axis: Axis, chinese: str) -> str:
    """Return a project's row: each milestone in the first lane where its mark and code meet no other."""
    a_code, ends, marks = CODE / axis.width * 100, [-1.0], []
    for milestone in project.milestones:
        if milestone.planned_on is None:
            continue
        start, end = _ends(milestone, axis)
        # What was planned at first needs its place, too.
        left, right = min(start, _baseline(milestone, axis, start)), max(end, _baseline(milestone, axis, end))
        lane = next((place for place, until in enumerate(ends) if until <= left), len(ends))
        if lane == len(LANES):
            lane = ends.index(min(ends))
        ends[lane:] = [right + a_code, *ends[lane + 1 :]]
        marks.append(_mark(milestone, axis, start, end, LANES[lane]))
    return f"<tr class={LANES[len(ends) - 1]}>{project_cell(at, project, chinese)}<td>{''.join(marks)}</td></tr>"


def _ends(milestone: Milestone, axis: Axis) -> tuple[float, float]:
    planned = milestone.planned_on or axis.first
    came = milestone.actual_on or milestone.forecast_on or planned
    return axis.at(min(planned, came)), axis.at(max(planned, came))


def _baseline(milestone: Milestone, axis: Axis, otherwise: float) -> float:
    """Return where a milestone was planned at first, ``otherwise`` when its plan did not move."""
    return axis.at(milestone.baseline_on) if milestone.is_moved and milestone.baseline_on else otherwise


def _mark(milestone: Milestone, axis: Axis, start: float, end: float, lane: str) -> str:
    """Return one milestone as one element from its planned to its actual or expected day, and its original plan."""
    early = " e" if milestone.actual_on and milestone.planned_on and milestone.actual_on < milestone.planned_on else ""
    waits = " c" if milestone.forecast_on and milestone.forecast_on != milestone.planned_on else ""
    width = f";width:{end - start:.2f}%" if end - start >= 0.01 else ""
    kind = f"{letter(milestone)} {lane}{early}{waits}"
    return (
        f'{_original(milestone, axis, lane)}<i class="{kind}" style=left:{start:.2f}%{width} '
        f'title="{escape(_title(milestone))}"><b>{text(milestone.item[:4])}</b></i>'
    )


def _original(milestone: Milestone, axis: Axis, lane: str) -> str:
    """Return the mark of the original plan with a line to the plan; nothing where the plan did not move."""
    if not (milestone.is_moved and milestone.baseline_on and milestone.planned_on):
        return ""
    first, now = axis.at(milestone.baseline_on), axis.at(milestone.planned_on)
    later = " e" if first > now else ""
    return f'<u class="{lane}{later}" style=left:{min(first, now):.2f}%;width:{abs(now - first):.2f}%></u>'


def _title(milestone: Milestone) -> str:
    parts = [f"{milestone.planned_on}", status_said(milestone.status, milestone.days)]
    if milestone.actual_on:
        parts.append(f"→ {milestone.actual_on}")
    elif milestone.forecast_on and milestone.forecast_on != milestone.planned_on:
        parts.append(f"→ {milestone.forecast_on}?")
    return " ".join(parts)
