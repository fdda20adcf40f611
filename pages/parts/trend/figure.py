"""The trend as a Plotly figure: the line of months, natural limits, target and plan, events and what is not whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from pages.parts import chart_style
from pages.parts.chart_style import Label
from pages.parts.figures import unit, value_said, whole
from pages.parts.trend import marks
from pages.parts.trend.data import Trend
from pages.parts.trend.signal_words import signals_said
from pages.parts.words import _, month
from queries.questions import Point

HEIGHT = 300
# Room for the values at the axis, fixed: an axis that finds its own has the whole chart drawn a second time.
AT_VALUES = 46
MOST_BY_QUARTER = 15


def figure(trend: Trend) -> dict[str, Any]:
    """Return the chart: a line for every KPI, as limits, plan and target are held against points and not areas."""
    points = trend.points
    low, high = bounds(trend)
    # On a phone there is room for a handful of months.
    named = (1, 4, 7, 10) if len(points) <= MOST_BY_QUARTER else (1, 7)
    ticks = [i for i, p in enumerate(points) if p.last.month in named] or [0]
    notes = marks.event_marks(trend)
    shapes = [*marks.limit_shapes(trend), *marks.event_lines(trend)]
    if trend.open_from < len(points):
        shapes += marks.open_shapes(trend)
        notes.append(marks.open_note(trend))
    notes += chart_style.end_labels(labels(trend), low, high, HEIGHT)
    return {
        "data": [_line(trend), *_open(trend), *_aims(trend), *_signals(trend)],
        "layout": chart_style.layout(
            HEIGHT,
            margin={"l": AT_VALUES, "r": chart_style.RIGHT, "t": chart_style.TOP, "b": chart_style.BOTTOM},
            **({"shapes": shapes} if shapes else {}),
            annotations=notes,
            xaxis=chart_style.axis(
                automargin=False,
                tickangle=0,
                tickvals=ticks,
                ticktext=[tick(points[i].last, i == ticks[0]) for i in ticks],
                range=[-0.6, max(len(points) - 0.4, 1)],
            ),
            yaxis=chart_style.axis(
                automargin=False,
                range=[low, high],
                ticksuffix="%" if trend.kpi.shown_as == "share" else "",
                nticks=5,
                # Natural limits and their average are lines enough.
                showgrid=not any(row.limits for row in trend.rows),
                gridcolor=chart_style.GRID,
            ),
        ),
    }


def bounds(trend: Trend) -> tuple[float, float]:
    """Return the ends of the value axis: from zero for counts; rates and averages far from it may leave it out."""
    drawn = [
        *trend.shown,
        *_scaled(trend, trend.targets),
        *_scaled(trend, trend.plans),
    ]
    for row in trend.rows:
        if row.limits:
            drawn += [row.limits.lower * trend.scale, row.limits.upper * trend.scale]
    known = [value for value in drawn if value is not None]
    lowest, highest = min(known, default=0.0), max(known, default=0.0)
    counted = trend.kpi.shown_as in ("count", "distinct")
    low = 0.0 if counted or lowest < highest / 2 else lowest - (highest - lowest) * 0.25
    high = highest + (highest - low) * 0.12 or 1.0
    return max(low, 0.0), min(high, 102.0) if trend.kpi.shown_as == "share" else high


def axis_said(trend: Trend) -> list[str]:
    """Say what the value axis counts, and when it does not begin at zero."""
    measure = _("单位：{unit}", unit="%" if trend.kpi.shown_as == "share" else unit(trend.kpi))
    return [measure, _("纵轴不从 0 起")] if bounds(trend)[0] else [measure]


def tick(on: date, first: bool) -> str:
    """Say a month below the axis; the year once, at its first month shown."""
    return f"{month(on)}<br>{on.year}" if first or on.month == 1 else month(on)


def hover(trend: Trend, at: int) -> str:
    """Say one point: a share with its fraction, an unfinished month said to be so, a signal with its rule."""
    point = trend.points[at]
    said = point_said(trend, point)
    if trend.kpi.shown_as == "share":
        said = f"{whole(point.numerator)}/{whole(point.denominator)}  {said}"
    if not point.is_complete:
        said = f"{said} {_('（月份未完）')}"
    signal = signals_said(trend.rows[at]) if trend.rows else ""
    return "<br>".join(part for part in (point.month, said, signal) if part)


def point_said(trend: Trend, point: Point) -> str:
    """Say the value of one point; the share of a month that is not over is none yet."""
    is_open = trend.kpi.kind == "flow" and trend.kpi.shown_as == "share" and not point.is_complete
    return "" if is_open else value_said(trend.kpi, point.value)


def labels(trend: Trend) -> list[Label]:
    """Return what the ends of the lines are called: the last value, the limits it is held against, target and plan."""
    kpi, scale, found = trend.kpi, trend.scale, []
    drawn = [(value, point) for value, point in zip(trend.shown, trend.points, strict=True) if value is not None]
    if drawn and (said := point_said(trend, drawn[-1][1])):
        found.append(Label(drawn[-1][0], said, is_value=True))
    limits = trend.rows[-1].limits if trend.rows else None
    if limits:
        found += [
            Label(limits.upper * scale, _("上限 {n}", n=value_said(kpi, limits.upper))),
            Label(limits.centre * scale, _("平均 {n}", n=value_said(kpi, limits.centre))),
            Label(limits.lower * scale, _("下限 {n}", n=value_said(kpi, limits.lower))),
        ]
    for series, words in ((trend.targets, _("目标 {n}")), (trend.plans, _("计划 {n}"))):
        value = series[-1] if series else None
        if value is not None:
            found.append(Label(value * scale, words.format(n=value_said(kpi, value))))
    return found


def _scaled(trend: Trend, values: list[float | None]) -> list[float | None]:
    return [None if value is None else value * trend.scale for value in values]


def _line(trend: Trend) -> dict[str, Any]:
    """Return the whole months as a line, those in the window stronger."""
    whole = [point.is_complete for point in trend.points]
    last = len(trend.points) - 1
    marker = {
        "size": [9 if at == last else 6 for at in range(len(whole))],
        "opacity": [1.0 if trend.window.first <= point.last else 0.55 for point in trend.points],
    }
    values = [value if is_whole else None for value, is_whole in zip(trend.shown, whole, strict=True)]
    return _series(trend, range(len(values)), values, mode="lines+markers", line={"width": 2}, marker=marker, zorder=1)


def _open(trend: Trend) -> list[dict[str, Any]]:
    """Return the months that are not whole as hollow points, those at the end tied to the line by dots."""
    shown, end = trend.shown, trend.open_from
    tied = range(max(end - 1, 0), len(shown))
    alone = [at for at in range(end) if not trend.points[at].is_complete]
    hollow = {"symbol": "circle-open", "size": [0 if trend.points[at].is_complete else 9 for at in tied]}
    dots = {"width": 1.5, "dash": "dot"}
    drawn = []
    if any(shown[at] is not None for at in tied[1 if end else 0 :]):
        own = [shown[at] for at in tied]
        drawn.append(_series(trend, tied, own, mode="lines+markers", line=dots, marker=hollow, zorder=1))
    if any(shown[at] is not None for at in alone):
        marker = {"symbol": "circle-open", "size": 9}
        drawn.append(_series(trend, alone, [shown[at] for at in alone], mode="markers", marker=marker, zorder=1))
    return drawn


def _signals(trend: Trend) -> list[dict[str, Any]]:
    """Return the months that are signals as diamonds over the line: told by shape first, by colour second."""
    places = [at for at, row in enumerate(trend.rows) if row.signals]
    if not places:
        return []
    meant = [chart_style.MEANT[trend.rows[at].means(trend.kpi.better)] for at in places]
    marker = {"symbol": "diamond", "size": 12, "color": meant}
    return [_series(trend, places, [trend.shown[at] for at in places], mode="markers", marker=marker, zorder=2)]


def _series(trend: Trend, places: Sequence[int], values: Sequence[float | None], **look: Any) -> dict[str, Any]:
    """Return points in the colour of data; their words are for the mouse, their months are what a click looks up."""
    look["marker"] = {"color": chart_style.DATA, **look["marker"]}
    if "line" in look:
        look["line"] = {"color": chart_style.DATA, **look["line"]}
    return {
        "type": "scatter",
        "x": np.array(places),
        "y": np.array([np.nan if value is None else value for value in values]),
        "hovertext": [hover(trend, at) for at in places],
        "hoverinfo": "text",
        "customdata": [trend.points[at].month for at in places],
        **look,
    }


def _aims(trend: Trend) -> list[dict[str, Any]]:
    """Return target and plan as stepped lines: each holds for its month."""
    drawn = []
    for series, dash in ((trend.targets, "dot"), (trend.plans, "dash")):
        values = _scaled(trend, series)
        if any(value is not None for value in values):
            line = {"width": 1.4, "dash": dash, "shape": "hvh", "color": chart_style.NEUTRAL}
            y = np.array([np.nan if value is None else value for value in values])
            drawn.append(
                {"type": "scatter", "mode": "lines", "x": np.arange(len(y)), "y": y, "line": line, "hoverinfo": "skip"}
            )
    return drawn
