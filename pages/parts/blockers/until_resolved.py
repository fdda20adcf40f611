"""How long until resolved, the open ones counted as open so far: the curve, its median, the shares by days."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import address, answers, chart_style, downloads, pictures
from pages.parts.blockers.asked import PAGE, heading, headline, nothing, records
from pages.parts.blockers.curve_figure import figure
from pages.parts.dense_table import Cell, Head, Row, dense_table, stat_line
from pages.parts.figures import NO_VALUE, whole
from pages.parts.markup import anchor, text
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.take_away.about import about_page
from pages.parts.take_away.cells import Count, Share
from pages.parts.words import _, full_day, language, span
from queries.blockers.time_to_resolve import Curve, Step, curve, followed
from queries.questions import Window
from queries.warehouse import Warehouse

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

FOUND, EVERY = "found", "all"
WITHIN = (7, 15, 30)
SHOWN = (*WITHIN, 60, 90, 180, 365)


def draw(at: Here) -> None:
    """Draw the choice of blockers, median and shares, the curve, its table and the downloads."""
    head = heading("time", _("多久化解"), _("在册的也算进去，不只看已化解的"))
    view, note = _view(at)
    found = _curve(at.warehouse, answers.state_of(at.warehouse), at.window, at.choice.where, view)
    choices = f"{_choices(at, view)}{note}"
    if found is None:
        st.html(f"{head}{choices}{nothing(at, _('没有可以跟踪的堵点，画不出曲线。'))}")
        return
    st.html(f"{head}{choices}{_figures(found)}<p>{_compared(at, found)}</p>")
    st.plotly_chart(
        _drawn(found, language()),
        key="still-open",
        config=chart_style.config(),
        alt=_("仍在册的比例，按发现后的天数：{said}", said=_median_said(found)),
    )
    title = _("发现后仍未化解的比例")
    lines = [_of_said(at, view, found), _median_said(found), *pictures.sources(at)]
    saved = pictures.buttons(".st-key-still-open", "blockers-still-open", title, lines)
    st.html(f'<div class="chart-tools">{saved}{_rules()}</div>{_table(found)}')
    header, rows = table(found)
    downloads.buttons(header, rows, "blockers-still-open", about_page(title))


@remembered(200)
def _curve(_warehouse: Warehouse, state: str, window: Window, where: answers.Where, view: str) -> Curve | None:
    return curve(followed(_warehouse, window, dict(where), every=view == EVERY))


@remembered(100)
def _drawn(found: Curve, spoken: str) -> Figure:
    """Return the curve as a figure, remembered: Plotly checks a figure for longer than all else here takes."""
    import plotly.graph_objects

    return plotly.graph_objects.Figure(figure(found))


def _view(at: Here) -> tuple[str, str]:
    """Return which blockers are followed, and a sentence when the address says something else."""
    view = at.choice.one("view", FOUND)
    if view in (FOUND, EVERY):
        return view, ""
    said = _("没有“{view}”这种看法，下面是期间发现的堵点。", view=view[:40])
    return FOUND, f'<p class="quiet" role="status">{text(said)}</p>'


def _choices(at: Here, view: str) -> str:
    offered = (
        (FOUND, _("期间发现的"), None),
        (EVERY, _("截至期末发现的全部"), EVERY),
    )
    links = []
    for name, said, asked_for in offered:
        current = {"aria_current": "true"} if name == view else {}
        links.append(anchor(said, address.here(at.choice, PAGE, view=asked_for) + "#time", **current))
    return f'<p class="choices" role="group" aria-label="{escape(_("跟踪哪些堵点"))}">{"".join(links)}</p>'


def _figures(found: Curve) -> str:
    median, (low, high) = found.median, found.median_band
    stats = [(_("中位数"), _("未达到") if median is None else _("{n} 天", n=median), _between(low, high), "")]
    for days in WITHIN:
        step = found.after(days)
        share = NO_VALUE if step is None else percent(1 - step.still_open)
        band = _("还没有跟踪到 {n} 天", n=days) if step is None else _band_said(step)
        stats.append((_("{n} 天内化解", n=days), share, band, ""))
    return stat_line(stats)


def percent(share: float) -> str:
    """Say a share in percent with one decimal."""
    return str(Share(share))


def _between(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return ""
    ends = (NO_VALUE if low is None else whole(low), _("未达到") if high is None else whole(high))
    return _("95% 区间 {a}–{b}", a=ends[0], b=ends[1])


def _band_said(step: Step) -> str:
    """Say the band of the share resolved: the other side of that of the share still open."""
    if step.low is None or step.high is None:
        return ""
    return _("95% 区间 {a}–{b}", a=percent(1 - step.high), b=percent(1 - step.low))


def _median_said(found: Curve) -> str:
    if found.median is None:
        return _("中位数未达到：跟踪到最后仍有一半以上在册。")
    return _("一半的堵点在 {n} 天内化解。", n=found.median)


def _of_said(at: Here, view: str, found: Curve) -> str:
    counts = {"n": whole(found.number), "open": whole(found.number - found.resolved)}
    if view == EVERY:
        return _("截至 {day} 发现的 {n} 个堵点，其中 {open} 个在册。", day=full_day(at.window.last), **counts)
    window = span(at.window.first, at.window.last)
    return _("{window}发现的 {n} 个堵点，其中 {open} 个期末在册。", window=window, **counts)


def _compared(at: Here, found: Curve) -> str:
    """Say what the curve is drawn from, and what the median would be if only the resolved ones were looked at."""
    view, _note = _view(at)
    said = " ".join([_of_said(at, view, found), _median_said(found)])
    own = headline(at, "days")
    if not own.denominator:
        return text(said)
    only = _(
        "只看期间化解的 {n} 个，中位数是 {days} 天：还没化解的不在里面。",
        n=whole(own.denominator),
        days=whole(own.value),
    )
    return f"{text(said)} {text(only)} {anchor(_('看这些堵点'), records(at, 'days'), 'action')}"


def _rules() -> str:
    said = _(
        "乘积极限法（“Kaplan–Meier”）：每个堵点从发现之日跟踪到销号之日，仍在册的跟踪到时间段的最后一天；"
        "销号后又退回、当日仍未化解的，按在册算。"
        "浅色带是 95% 置信区间（“Greenwood”公式，取重对数）；没有堵点跟踪到的天数不作推断。"
    )
    return f'<details class="rules"><summary>{text(_("怎么算的"))}</summary><p class="quiet">{text(said)}</p></details>'


def _table(found: Curve) -> str:
    rows = []
    for days in SHOWN:
        step = found.after(days)
        if step is None:
            break
        band = NO_VALUE if step.low is None or step.high is None else f"{percent(step.low)} – {percent(step.high)}"
        cells = [
            Cell(percent(step.still_open), "", step.still_open),
            Cell(band),
            Cell(percent(1 - step.still_open)),
            Cell(whole(found.followed_beyond(days))),
        ]
        rows.append(Row(_("{n} 天", n=days), cells))
    heads = [Head(_("仍在册")), Head(_("95% 区间")), Head(_("已化解")), Head(_("仍在跟踪（个）"))]
    return dense_table(_("发现后仍未化解的比例"), _("发现后"), heads, rows) if rows else ""


def table(found: Curve) -> tuple[list[str], list[list[object]]]:
    """Return every step of the curve as header and rows to take away."""
    header = [
        _("发现后天数"),
        _("当日前在册且在跟踪"),
        _("当日化解"),
        _("当日止跟踪"),
        _("仍在册"),
        _("95% 下限"),
        _("95% 上限"),
    ]
    rows: list[list[object]] = [
        [
            *map(Count, (step.days, step.at_risk, step.resolved, step.left)),
            *(None if share is None else Share(share) for share in (step.still_open, step.low, step.high)),
        ]
        for step in found.steps
    ]
    return header, rows
