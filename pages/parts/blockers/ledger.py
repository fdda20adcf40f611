"""The ledger: opening + found + reopened − resolved = closing, for the window and each month, as table and bars."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape

import streamlit as st

from pages.parts import answers, downloads, pictures
from pages.parts.blockers.asked import asked, heading, nothing, records, records_on
from pages.parts.figures import signed, whole
from pages.parts.markup import anchor, text
from pages.parts.place import Here
from pages.parts.take_away.about import about_page
from pages.parts.take_away.cells import Count
from pages.parts.words import _, full_day, span
from queries.blockers.movements import Movement, movements, together
from queries.named_kpis import kpi_of
from queries.questions import Window, complete_to
from queries.windows import EARLIEST


def draw(at: Here) -> None:
    """Draw the title, the identity over the window, the months with their bars, and the downloads."""
    each = asked(at, movements)
    everything = together(each)
    days = span(at.window.first, at.window.last)
    title = f"<h1>{text(_('堵点台账'))} <small>{text(days)}</small></h1>"
    if not any((everything.opening, everything.found, everything.reopened, everything.resolved)):
        st.html(f"{title}{nothing(at, _('到这段时间为止、这些筛选下没有堵点。'))}")
        return
    head = heading("ledger", _("逐月进出"), _("期初 + 新发现 + 退回 − 化解 = 期末"))
    lines = [text(line) for line in (_back_said(everything), _open_said(at)) if line]
    notes = f'<p class="quiet">{" ".join(lines)}</p>' if lines else ""
    st.html(
        f"{title}{_equation(at, everything)}{_contents()}{head}{_table(at, each, everything)}{_mark(at, each)}{notes}"
        + pictures.row("table.ledger", "blocker-ledger", _("堵点逐月进出"), [days, *pictures.sources(at)])
    )
    header, rows = table(each, everything)
    downloads.buttons(header, rows, "blocker-ledger", about_page(_("堵点逐月进出")))


def _numbers(at: Here, one: Movement) -> list[tuple[str, str, int, str]]:
    """Return the parts of the identity in order: its sign, its name, its number, and where that leads."""
    before = one.first - timedelta(days=1)
    span_of = Window(one.first, one.last)
    return [
        ("", _("期初"), one.opening, records_on(at, "open", before) if before >= EARLIEST else ""),
        ("+", _("新发现"), one.found, ""),
        ("+", _("退回"), one.reopened, ""),
        ("−", _("化解"), one.resolved, records(at, "resolved", days=span_of)),
        ("=", _("期末"), one.closing, records_on(at, "open", one.last)),
    ]


def _equation(at: Here, one: Movement) -> str:
    parts = []
    for sign, name, number, href in _numbers(at, one):
        shown = anchor(whole(number), href) if href else text(whole(number))
        mark = f'<i aria-hidden="true">{sign}</i>' if sign else ""
        parts.append(f"<div>{mark}<dt>{text(name)}</dt><dd>{shown}</dd></div>")
    said = _("期初 + 新发现 + 退回 − 化解 = 期末")
    return f'<dl class="identity" aria-label="{escape(said)}">{"".join(parts)}</dl>'


def _contents() -> str:
    """Return the links to the parts of the page below the ledger."""
    parts = {
        "overdue": _("超期未化解"),
        "waits": _("谁在等谁"),
        "escalation": _("协调层级"),
        "time": _("多久化解"),
        "teams": _("谁参与化解"),
        "channels": _("从哪里来"),
    }
    links = "".join(anchor(title, f"#{place}") for place, title in parts.items())
    return f'<nav class="on-this-page" aria-label="{escape(_("本页内容"))}">{links}</nav>'


def _table(at: Here, each: list[Movement], everything: Movement) -> str:
    most = max(max(one.found + one.reopened, one.resolved) for one in each) or 1
    highest = max(one.closing for one in each) or 1
    names = [f"{sign} {name}".strip() for sign, name, _number, _href in _numbers(at, everything)]
    heads = "".join(f'<th scope=col class="number">{text(name)}</th>' for name in names)
    inout = _("← 化解 · 新发现和退回 →")
    head = (
        f"<tr><th scope=col>{text(_('月份'))}</th>{heads}<th scope=col class=number>{text(_('增减'))}</th>"
        f'<th scope=col class="flow">{text(inout)}</th><th scope=col>{text(_("期末在册"))}</th></tr>'
    )
    body = "".join(_row(at, one, most, highest) for one in each)
    cells = "".join(
        f'<td class="number">{anchor(whole(number), href) if href else whole(number)}</td>'
        for _sign, _name, number, href in _numbers(at, everything)
    )
    foot = (
        f"<tr><th scope=row>{text(_('整段时间'))}</th>{cells}"
        f'<td class="number">{signed(everything.closing - everything.opening)}</td><td></td><td></td></tr>'
    )
    caption = _("堵点逐月进出")
    return (
        f'<div class="ledger-box" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="ledger">'
        f"<thead>{head}</thead><tbody>{body}</tbody><tfoot>{foot}</tfoot></table></div>"
    )


def _row(at: Here, one: Movement, most: int, highest: int) -> str:
    cells = "".join(
        f'<td class="number">{anchor(whole(number), href) if href and number else whole(number)}</td>'
        for _sign, _name, number, href in _numbers(at, one)
    )
    out, into = (number / most * 100 for number in (one.resolved, one.found + one.reopened))
    return (
        f"<tr><th scope=row>{text(span(one.first, one.last))}</th>{cells}"
        f'<td class="number">{signed(one.closing - one.opening)}</td>'
        f'<td class="flow" aria-hidden="true"><span><s style="width:{out:.1f}%"></s><u style="width:{into:.1f}%"></u>'
        f'</span></td><td class="track" aria-hidden="true"><span style="width:{one.closing / highest * 100:.1f}%">'
        "</span></td></tr>"
    )


def _mark(at: Here, each: list[Movement]) -> str:
    """Say whether every month closes with what the KPI of the open ones says on its last day."""
    kpi = kpi_of("blockers", "open")
    points = answers.trend(at.warehouse, answers.state_of(at.warehouse), kpi.name, at.window, at.choice.where)
    agree = [one.closing for one in each] == [int(point.value or 0) for point in points]
    if agree:
        said = _("{n} 个月的期末都与“在册堵点数”一致", n=len(each))
        return f'<p class="mark reached">✓ {text(said)} · {text(_("对账一致"))}</p>'
    return f'<p class="mark needs">✗ {text(_("期末与“在册堵点数”不一致"))} · {text(_("对账不一致，请告诉管理员"))}</p>'


def _back_said(everything: Movement) -> str:
    """Say how the resolved of the ledger and those of the flow differ; empty when they do not."""
    if not everything.back_since:
        return ""
    return _(
        "化解按销号日计，{all} 个中有 {n} 个后来又退回；“堵点化解数”不计它们，是 {kept} 个。",
        all=whole(everything.resolved),
        n=everything.back_since,
        kept=whole(everything.resolved - everything.back_since),
    )


def _open_said(at: Here) -> str:
    known: date | None = complete_to(at.warehouse, kpi_of("blockers", "open"))
    if known is None or known >= at.window.last:
        return ""
    return _("数据完整至 {day}，之后的月份未完整。", day=full_day(known))


def table(each: list[Movement], everything: Movement) -> tuple[list[str], list[list[object]]]:
    """Return the months as header and rows to take away, the whole window last."""
    header = [
        *(_("开始"), _("结束"), _("期初"), _("新发现"), _("退回"), _("化解"), _("期末"), _("增减")),
        _("化解后又退回"),
    ]
    rows: list[list[object]] = []
    for one in (*each, everything):
        counts = (one.opening, one.found, one.reopened, one.resolved, one.closing, one.closing - one.opening)
        rows.append([one.first, one.last, *map(Count, counts), Count(one.back_since)])
    return header, rows
