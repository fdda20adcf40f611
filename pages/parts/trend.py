"""The trend: up to 24 months to the end of the window, with target and events; also as a table."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import streamlit as st

from pages.parts import answers, chart_style, downloads
from pages.parts.figures import value_said, whole
from pages.parts.markup import sentence, text
from pages.parts.place import Here
from pages.parts.words import _, full_day, language, month
from queries.catalogue import Kpi
from queries.questions import Point, Window
from queries.surroundings import Event, target_on, targets

MONTHS = 24
MARKS = "①②③④⑤⑥⑦⑧⑨⑩"


def draw(at: Here, kpi: Kpi) -> None:
    """Draw the trend of ``kpi`` and, folded below it, its table and downloads."""
    first = answers.first_of(at.window.last, MONTHS)
    if at.warehouse.first_day:
        first = max(first, at.warehouse.first_day)
    if first > at.window.last:
        sentence(_("这段时间之前没有数据，画不出走势。"))
        return
    window = Window(first, at.window.last)
    points = answers.trend(at.warehouse, answers.state_of(at.warehouse), kpi.name, window, at.choice.where)
    st.html(f"<h2>{text(_('走势'))} <small>{text(meaning(kpi))}</small></h2>")
    known = answers.events(at.warehouse, answers.state_of(at.warehouse))
    steps = targets(at.warehouse).get(kpi.name, [])
    st.plotly_chart(
        figure(kpi, points, at.window, target_on(steps, at.window.last), known),
        key="trend",
        config=chart_style.config(kpi.name),
        alt=_("{title}，逐月", title=kpi.title.in_(language())),
    )
    if marked := event_words(points, known):
        st.html(marked)
    with st.expander(_("走势的表与下载")):
        header, rows = table(kpi, points)
        st.html(downloads.html_table(header, rows))
        downloads.buttons(header, rows, f"{kpi.name}-trend")


def meaning(kpi: Kpi) -> str:
    """Say what one point is: a month alone, or the state at its end."""
    return _("每月单独计") if kpi.kind == "flow" else _("每月末的状态")


def figure(kpi: Kpi, points: list[Point], window: Window, target: float | None, known: list[Event]) -> dict[str, Any]:
    """Return the chart as a Plotly figure: columns for monthly counts, a line for rates, averages and states."""
    scale = 100.0 if kpi.shown_as == "share" else 1.0
    places = np.arange(len(points))
    values = np.array([np.nan if p.value is None else p.value * scale for p in points])
    said = [f"{p.month}<br>{hover(kpi, p)}" for p in points]
    columns = kpi.kind == "flow" and kpi.shown_as in ("count", "distinct")
    drawn = _columns(points, places, values, window) if columns else _line(points, places, values)
    drawn |= {"hovertext": said, "hoverinfo": "text"}
    last = points[-1] if points else None
    notes = [_note(places[-1], values[-1], point_said(kpi, last), columns)] if last and last.value is not None else []
    shapes = []
    if target is not None:
        shapes.append(_rule(x0=0, x1=1, xref="paper", y0=target * scale, y1=target * scale, dash="dot"))
        notes.append(_aim_note(target * scale, _("目标 {aim}", aim=value_said(kpi, target))))
    for number, (place, _event) in enumerate(placed(points, known)):
        shapes.append(_rule(x0=place, x1=place, y0=0, y1=1, yref="paper", dash="solid"))
        notes.append(_event_mark(place, MARKS[number % len(MARKS)]))
    highest = max(
        [v for v in values if not np.isnan(v)] + ([target * scale] if target is not None else []), default=1.0
    )
    ticks = [i for i, p in enumerate(points) if p.last.month in (1, 4, 7, 10)]
    return {
        "data": [drawn],
        "layout": chart_style.layout(
            270,
            shapes=shapes,
            annotations=notes,
            xaxis=chart_style.axis(
                tickvals=ticks,
                ticktext=[tick(points[i].last, i == ticks[0]) for i in ticks],
                range=[-0.6, max(len(points) - 0.4, 1)],
            ),
            yaxis=chart_style.axis(
                rangemode="tozero",
                range=[0, 105 if kpi.shown_as == "share" else highest * 1.15 or 1],
                ticksuffix="%" if kpi.shown_as == "share" else "",
                nticks=5,
                showgrid=True,
                gridcolor="rgba(128,140,155,0.15)",
            ),
        ),
    }


def tick(on: date, first: bool) -> str:
    """Say a month below the axis; the year once, at its first month shown."""
    return f"{month(on)}<br>{on.year}" if first or on.month == 1 else month(on)


def hover(kpi: Kpi, point: Point) -> str:
    """Say one point: a share with its fraction, an unfinished month said to be so."""
    said = point_said(kpi, point)
    if kpi.shown_as == "share":
        said = f"{whole(point.numerator)}/{whole(point.denominator)}  {said}"
    return said if point.is_complete else f"{said} {_('（月份未完）')}"


def point_said(kpi: Kpi, point: Point) -> str:
    """Say the value of one point; the share of a month that is not over is none yet."""
    is_open = kpi.kind == "flow" and kpi.shown_as == "share" and not point.is_complete
    return "" if is_open else value_said(kpi, point.value)


def table(kpi: Kpi, points: list[Point]) -> tuple[list[str], list[list[object]]]:
    """Return the figures of the trend as header and rows, newest first."""
    share = kpi.shown_as == "share"
    header = [_("月份"), *([_("分子"), _("分母")] if share else []), kpi.title.in_(language()), _("数据")]
    rows: list[list[object]] = []
    for p in reversed(points):
        value = point_said(kpi, p)
        counts: list[object] = [p.numerator, p.denominator] if share else []
        rows.append([p.month, *counts, value, _("完整") if p.is_complete else _("未完")])
    return header, rows


def _columns(points: list[Point], places: Any, values: Any, window: Window) -> dict[str, Any]:
    inside = [1.0 if window.first <= p.last else 0.45 for p in points]
    pattern = ["" if p.is_complete else "/" for p in points]
    return {
        "type": "bar",
        "x": places,
        "y": values,
        "marker": {"opacity": inside, "pattern": {"shape": pattern, "fillmode": "replace"}},
    }


def _line(points: list[Point], places: Any, values: Any) -> dict[str, Any]:
    symbols = ["circle" if p.is_complete else "circle-open" for p in points]
    sizes = [9 if i == len(points) - 1 else 5 for i in range(len(points))]
    line = {"width": 2, "shape": "linear"}
    marker = {"symbol": symbols, "size": sizes}
    return {"type": "scatter", "mode": "lines+markers", "x": places, "y": values, "line": line, "marker": marker}


def _rule(dash: str, **where: Any) -> dict[str, Any]:
    return {"type": "line", "layer": "below", "line": {"width": 1, "dash": dash, "color": chart_style.NEUTRAL}, **where}


def _note(x: Any, y: Any, said: str, above: bool) -> dict[str, Any]:
    """Return the direct label of the last point: above a column, to the right of a line's end."""
    place = {"x": float(x), "y": float(y), "showarrow": False, "text": f"<b>{said}</b>", "font": {"size": 14}}
    side = {"yanchor": "bottom"} if above else {"xanchor": "left", "xshift": 8}
    return place | side


def _aim_note(y: float, said: str) -> dict[str, Any]:
    """Return the words of the target, above the left end of its line, where the last value cannot cover them."""
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": y, "yanchor": "bottom", "showarrow": False}
    return place | {"text": said, "font": {"size": 11.5, "color": chart_style.NEUTRAL}}


def _event_mark(place: float, said: str) -> dict[str, Any]:
    """Return the number of an event above its line; its words stand below the chart, where they never overlap."""
    mark = {"x": place, "y": 1.0, "yref": "paper", "yanchor": "bottom", "showarrow": False, "text": said}
    return mark | {"font": {"size": 13, "color": chart_style.NEUTRAL}}


def event_words(points: list[Point], known: list[Event]) -> str:
    """Return the events marked on the chart in words, each with its number and day, as HTML; empty without any."""
    said = [
        f"<span>{MARKS[number % len(MARKS)]} {text(full_day(event.on))} {text(event.words.in_(language()))}</span>"
        for number, (_place, event) in enumerate(placed(points, known))
    ]
    return f'<p class="events">{"".join(said)}</p>' if said else ""


def placed(points: list[Point], known: list[Event]) -> list[tuple[float, Event]]:
    """Return the events that fall into the months shown, each with its place on the axis."""
    months = {p.month: i for i, p in enumerate(points)}
    found = []
    for event in known:
        key = f"{event.on:%Y-%m}"
        if key in months:
            found.append((months[key] - 0.5 + (event.on.day - 1) / 31, event))
    return found
