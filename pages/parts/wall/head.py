"""The head of the wall chart: the day it judges on, how this year's due milestones went, and what the chart lacks."""

from __future__ import annotations

from pages.parts import address, answers
from pages.parts.figures import rate, whole
from pages.parts.markup import anchor, text
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.wall.asked import PAGE
from pages.parts.words import _, full_day
from queries.named_kpis import kpi_of
from queries.wall import head as counts
from queries.wall.chart import DUE, SLIPPED
from queries.wall.head import Head
from queries.wall.judged import SOON_DAYS
from queries.warehouse import Warehouse
from queries.windows import Window, complete_to


def html(at: Here) -> str:
    """Return the title, the counts and what the chart lacks as HTML."""
    found = _head(at.warehouse, answers.state_of(at.warehouse), at.window, at.choice.where)
    day = full_day(at.window.last)
    lead = _("以所选时间段的最后一天（{day}）为准：到这一天是否完成", day=day)
    name = kpi_of("wall", "on_time").name
    kpi = address.link(at.choice, "kpi", kpi=name)
    rest = address.link(at.choice, "kpi", kpi=name, part="remainder") + "#records"
    figures = (
        (_("{year} 年应到", year=at.window.last.year), whole(found.due), kpi, ""),
        (_("按期完成"), whole(found.on_time), f"{kpi}#records", rate(found.on_time, found.due)),
        (_("未按期"), whole(found.due - found.on_time), rest, _unmet(found)),
        (
            _("其中调整过计划"),
            whole(found.moved),
            address.link(at.choice, "kpi", kpi=name, within="moved:是"),
            rate(found.moved, found.due),
        ),
    )
    cells = "".join(
        f"<div><dt>{text(called)}</dt><dd>{anchor(number, href, 'number')}"
        f"{f'<small>{text(behind)}</small>' if behind else ''}</dd></div>"
        for called, number, href, behind in figures
    )
    return (
        f"<h1>{text(_('挂图作战'))} <small>{text(lead)}</small></h1>"
        f'<dl class="wall-head">{cells}</dl><p class="wall-lacks">{_beside(at, found)}</p>'
    )


@remembered(200)
def _head(_warehouse: Warehouse, state: str, window: Window, where: answers.Where) -> Head:
    return counts.head(_warehouse, window.last, dict(where))


def _unmet(found: Head) -> str:
    return _("逾期完成 {late} · 逾期未完成 {overdue}", late=whole(found.late), overdue=whole(found.overdue))


def _beside(at: Here, found: Head) -> str:
    """Return what the counts do not hold: earlier years, what falls due soon, projects without milestones."""
    parts = []
    if found.overdue_before:
        said = _("往年到期、至今未完成的节点 {n} 个", n=whole(found.overdue_before))
        parts.append(anchor(f"▲ {said}", address.here(at.choice, PAGE, only=SLIPPED, sheet=None), "needs"))
    said = _("{days} 天内到期 {n} 个", days=SOON_DAYS, n=whole(found.soon))
    parts.append(anchor(said, address.here(at.choice, PAGE, only=DUE, sheet=None)) if found.soon else text(said))
    parts.append(text(_("{n} 个项目排了节点", n=whole(found.projects))))
    if found.without:
        said = _("另有 {n} 个项目没有节点，不在图上", n=whole(found.without))
        if "workgroup" in at.filters:
            said = _("另有 {n} 个项目没有所选专班的节点，不在图上", n=whole(found.without))
        parts.append(text(said))
    if found.unknown:
        parts.append(text(_("{n} 个节点的项目代码不在重点项目台账里，图上没有", n=whole(found.unknown))))
    return " · ".join(parts) + _not_whole(at)


def _not_whole(at: Here) -> str:
    """Say up to which day the milestones have arrived, when the day of judgement is after it."""
    day = complete_to(at.warehouse, kpi_of("wall", "on_time"))
    if day is None or day >= at.window.last:
        return ""
    said = _("节点数据完整至 {day}，之后到期的是否完成还不知道。", day=full_day(day))
    return f'<br><span class="needs">▲ {text(said)}</span>'
