"""The curve of the share still open as a Plotly figure: steps that fall, their 95 % band, and where half is reached."""

from __future__ import annotations

from typing import Any

import numpy as np

from pages.parts import chart_style
from pages.parts.chart_style import Label
from pages.parts.take_away.cells import Share
from pages.parts.words import _
from queries.blockers.time_to_resolve import Curve, Step

HEIGHT = 300
AT_VALUES = 46
# Where days are named below the axis, those up to the last one followed.
TICKS = (0, 7, 15, 30, 60, 90, 120, 180, 270, 365, 545, 730, 1095, 1460, 1825)
# Names nearer than this part of the axis would cover each other, on a phone too.
APART = 0.07


def figure(found: Curve) -> dict[str, Any]:
    """Return the chart: days since found to the right, percent still open upward, from 0 to 100."""
    last = max(found.steps[-1].days, 7)
    start = Step(0, 1.0, None, None, found.number, 0, 0)
    steps = [start, *found.steps]
    ends = Label(steps[-1].still_open * 100, str(Share(steps[-1].still_open)), is_value=True)
    notes = chart_style.end_labels([ends], 0, 104, HEIGHT)
    shapes = [_line(0, last, 50, 50)]
    if found.median is not None:
        shapes.append(_line(found.median, found.median, 0, 50))
        notes.append(_median_note(found.median, last))
    ticks = _ticks(last)
    return {
        "data": [*_band(steps), _curve(steps)],
        "layout": chart_style.layout(
            HEIGHT,
            margin={"l": AT_VALUES, "r": chart_style.RIGHT, "t": chart_style.TOP, "b": chart_style.BOTTOM},
            shapes=shapes,
            annotations=notes,
            xaxis=chart_style.axis(
                automargin=False,
                tickangle=0,
                tickvals=ticks,
                ticktext=[_("{n} 天", n=day) if day == ticks[-1] else str(day) for day in ticks],
                range=[0, last * 1.01],
            ),
            yaxis=chart_style.axis(
                automargin=False,
                range=[0, 104],
                tickvals=[0, 25, 50, 75, 100],
                ticktext=["0%", "25%", "50%", "75%", "100%"],
                showgrid=True,
                gridcolor=chart_style.GRID,
            ),
        ),
    }


def _ticks(last: int) -> list[int]:
    """Return the days to be named, none nearer to the next than their names are wide."""
    kept: list[int] = []
    for day in reversed([day for day in TICKS if day <= last]):
        if not kept or (kept[-1] - day) / last >= APART:
            kept.append(day)
    return kept[::-1]


def _line(left: float, right: float, low: float, high: float) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": left,
        "x1": right,
        "y0": low,
        "y1": high,
        "line": {"width": 1.2, "dash": "dot", "color": chart_style.NEUTRAL},
    }


def _median_note(median: int, last: int) -> dict[str, Any]:
    is_right = median > last * 0.7
    return {
        "x": median,
        "y": 50,
        "xanchor": "right" if is_right else "left",
        "yanchor": "bottom",
        "xshift": -6 if is_right else 6,
        "showarrow": False,
        "text": _("中位数 {n} 天", n=median),
        "font": {"size": 12, "color": chart_style.GREY},
    }


def _curve(steps: list[Step]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": np.array([step.days for step in steps]),
        "y": np.array([step.still_open * 100 for step in steps]),
        "line": {"shape": "hv", "width": 2.2, "color": chart_style.DATA},
        "hovertext": [_hover(step) for step in steps],
        "hoverinfo": "text",
    }


def _hover(step: Step) -> str:
    said = _("{n} 天：{share} 仍在册", n=step.days, share=Share(step.still_open))
    if step.low is None or step.high is None:
        return said
    return f"{said}<br>{_('95% 区间 {a}–{b}', a=Share(step.low), b=Share(step.high))}"


def _band(steps: list[Step]) -> list[dict[str, Any]]:
    """Return the upper and the lower end, the room between them filled; steps without a band are left out."""
    known = [step for step in steps if step.low is not None and step.high is not None]
    days = np.array([step.days for step in known])
    look = {"type": "scatter", "mode": "lines", "x": days, "hoverinfo": "skip"}
    line = {"shape": "hv", "width": 0, "color": chart_style.NEUTRAL}
    return [
        {**look, "y": np.array([(step.high or 0.0) * 100 for step in known]), "line": line},
        {
            **look,
            "y": np.array([(step.low or 0.0) * 100 for step in known]),
            "line": line,
            "fill": "tonexty",
            "fillcolor": "rgba(128,140,155,0.22)",
        },
    ]
