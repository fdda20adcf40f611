"""The trend: up to 24 months to the end of the window, what they signal in a sentence, and the same as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import address, answers, chart_style, downloads, pictures
from pages.parts.figures import NO_VALUE
from pages.parts.markup import anchor, sentence, text
from pages.parts.place import Here
from pages.parts.remembered import remembered
from pages.parts.take_away.about import about_kpi
from pages.parts.take_away.cells import amount, cell_of
from pages.parts.trend.data import Trend, trend_here
from pages.parts.trend.figure import axis_said, figure, point_said
from pages.parts.trend.marks import event_words, events_said
from pages.parts.trend.months import months_offered
from pages.parts.trend.signal_words import signals_said, verdict
from pages.parts.words import _, full_day, language
from queries.catalogue import Kpi
from queries.questions import complete_to
from queries.surroundings import definition_changes

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


def draw(at: Here, kpi: Kpi) -> None:
    """Draw the trend of ``kpi`` and, folded below it, its table and downloads."""
    asked = (at.window, at.choice.where, at.choice.rebase, language(), tuple(definition_changes(kpi.name)))
    prepared = _prepared(at, kpi, answers.state_of(at.warehouse), kpi.name, asked)
    if prepared is None:
        sentence(_("这段时间之前没有数据，画不出走势。"))
        return
    trend, chart = prepared
    about = " · ".join([meaning(kpi), *axis_said(trend)])
    st.html(f"<h2 id=trend>{text(_('走势'))} <small>{text(about)}</small></h2>{verdict_html(trend)}")
    st.plotly_chart(
        chart,
        key="trend",
        config=chart_style.config(),
        alt=alt(trend),
    )
    st.html(f"{event_words(at, trend)}{not_whole(at, trend)}{tools(at, trend)}{unknown_starts(at, trend)}")
    with st.expander(_("走势的表与下载")):
        header, rows = table(trend)
        shown = [[NO_VALUE if cell is None else cell for cell in row] for row in rows]
        st.html(downloads.html_table(header, shown))
        downloads.buttons(header, rows, f"{kpi.name}-trend", about_kpi(at, kpi, _("走势")))


@remembered(200)
def _prepared(_at: Here, _kpi: Kpi, state: str, name: str, asked: tuple[Any, ...]) -> tuple[Trend, Figure] | None:
    """Return the trend and its figure, remembered.

    Plotly would check each line of the figure for longer than all else here takes: a test does so for every KPI.
    """
    import plotly.graph_objects

    trend = trend_here(_at, _kpi, asked[-1])
    return None if trend is None else (trend, plotly.graph_objects.Figure(figure(trend), _validate=False))


def title(kpi: Kpi) -> str:
    """Return what the chart is called."""
    return _("{title}，逐月", title=kpi.title.in_(language()))


def alt(trend: Trend) -> str:
    """Return what the chart shows, for those who do not see it: its title, and what it signals."""
    found = verdict(trend.kpi, trend.rows)
    return _("{title}：{said}", title=title(trend.kpi), said=found.said) if found else title(trend.kpi)


def meaning(kpi: Kpi) -> str:
    """Say what one point is: a month alone, or the state at its end."""
    return _("每月单独计") if kpi.kind == "flow" else _("每月末的状态")


def verdict_html(trend: Trend) -> str:
    """Return what the trend says in a sentence, its meaning first by shape, word and colour; nothing for a stock."""
    found = verdict(trend.kpi, trend.rows)
    if found is None:
        return ""
    mark = f'<b class="{found.means or "noise"}">{"◆" if found.means else "●"} {text(found.word)}</b>'
    return f'<p class="verdict">{mark} {text(found.said)}</p>'


def rules_said(trend: Trend) -> str:
    """Return, folded, what the natural limits are and what breaks them, as HTML; empty for a stock."""
    if not trend.rows:
        return ""
    said = _(
        "上下限 = 平均 ± 2.66 × 相邻两月之差的平均（其中大得反常的差先剔除）。以下不是正常波动：一个月超出上下限；"
        "连续 7 个月在平均的同一侧；连续 7 个月逐月上升或下降；3 个月中有 2 个月偏到同一侧，过了平均到界限的三分之二。"
    )
    return f'<details class="rules"><summary>{text(_("怎么判断"))}</summary><p class="quiet">{text(said)}</p></details>'


def not_whole(at: Here, trend: Trend) -> str:
    """Say up to which day the data are complete, when months after it are shown."""
    if trend.open_from >= len(trend.points):
        return ""
    day = complete_to(at.warehouse, trend.kpi)
    said = _("空心点的月份未完整，不参与判断。")
    if day:
        said = _("数据完整至 {day}；空心点的月份未完整，不参与判断。", day=full_day(day))
    return f'<p class="quiet open-months">{text(said)}</p>'


def tools(at: Here, trend: Trend) -> str:
    """Return what can be done with the chart: pictures to save, and any one month to look at."""
    kpi = trend.kpi
    about = [meaning(kpi), *axis_said(trend), pictures.window_said(at, kpi)]
    found = verdict(kpi, trend.rows)
    lines = [" · ".join(about), *([found.said] if found else []), *events_said(trend), *pictures.sources(at)]
    saved = pictures.buttons(".st-key-trend", f"{kpi.name}-trend", title(kpi), lines)
    return f'<div class="chart-tools">{saved}{months_offered(at, trend)}{rules_said(trend)}</div>'


def unknown_starts(at: Here, trend: Trend) -> str:
    """Say that limits cannot start anew at a month that is not shown, and how to drop it."""
    shown = [point.month for point in trend.points][1:]
    beyond = [month for month in at.choice.rebase if month not in shown]
    if not beyond or not trend.rows:
        return ""
    rest = tuple(month for month in at.choice.rebase if month in shown)
    step = anchor(_("去掉它"), address.here(at.choice, "kpi", rebase=rest), "action")
    said = _("图上没有 {month} 以前的月份，界限不能自它起另算。", month=beyond[0])
    return f'<p class="quiet" role="status">{text(said)} {step}</p>'


def table(trend: Trend) -> tuple[list[str], list[list[object]]]:
    """Return the figures of the trend as header and rows, newest first, each month with its limits and signals."""
    kpi = trend.kpi
    share = kpi.shown_as == "share"
    series: dict[str, list[Any]] = {_("目标"): trend.targets, _("计划"): trend.plans}
    if trend.rows:
        known = [row.limits for row in trend.rows]
        series |= {
            _("平均"): [limits and limits.centre for limits in known],
            _("下限"): [limits and limits.lower for limits in known],
            _("上限"): [limits and limits.upper for limits in known],
        }
    series = {name: values for name, values in series.items() if any(value is not None for value in values)}
    header = [_("月份"), *([_("分子"), _("分母")] if share else []), kpi.title.in_(language()), *series]
    rows: list[list[object]] = []
    for at, point in reversed(list(enumerate(trend.points))):
        counts: list[object] = [amount(point.numerator), amount(point.denominator)] if share else []
        held = [cell_of(kpi, values[at]) for values in series.values()]
        value = cell_of(kpi, point.value) if point_said(trend, point) else None
        signal = [signals_said(trend.rows[at])] if trend.rows else []
        whole = _("完整") if point.is_complete else _("未完")
        rows.append([point.month, *counts, value, *held, *signal, whole])
    return [*header, *([_("信号")] if trend.rows else []), _("数据")], rows
