"""What is drawn around the line of a trend: natural limits, where the data end, events, changes of definition."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from pages.parts import address, chart_style
from pages.parts.markup import anchor, text
from pages.parts.place import Here
from pages.parts.trend.data import Trend
from pages.parts.words import _, full_day, language
from queries.judged_trend import can_start, first_month_after
from queries.surroundings import Event
from queries.xmr import Limits

MARKS = "①②③④⑤⑥⑦⑧⑨⑩"
# Changes of the definition; the letter stands inside the chart, as an event may lie on the same day.
LETTERS = "ⒶⒷⒸⒹⒺⒻⒼⒽ"


def limit_shapes(trend: Trend) -> list[dict[str, Any]]:
    """Return the natural limits of each stretch as a band with its edges and its average."""
    shapes = []
    for _part, own in groupby(enumerate(trend.rows), key=lambda row: row[1].part):
        places = list(own)
        limits: Limits | None = places[0][1].limits
        if limits is None:
            continue
        across = {"x0": places[0][0] - 0.5, "x1": places[-1][0] + 0.5}
        low, mid, high = (value * trend.scale for value in (limits.lower, limits.centre, limits.upper))
        shapes.append(
            {
                "type": "rect",
                "layer": "below",
                "fillcolor": chart_style.FAINT,
                "line": {"width": 0},
                **across,
                "y0": low,
                "y1": high,
            }
        )
        shapes += [_rule("dash", **across, y0=edge, y1=edge) for edge in (low, high)]
        shapes.append(_rule("solid", **across, y0=mid, y1=mid))
    return shapes


def open_shapes(trend: Trend) -> list[dict[str, Any]]:
    """Return the line up to which the data are complete."""
    edge = trend.open_from - 0.5
    return [_rule("dot", x0=edge, x1=edge, y0=0, y1=1, yref="paper")]


def open_note(trend: Trend) -> dict[str, Any]:
    """Return the words at that line: what follows is not whole."""
    place = {"x": trend.open_from - 0.5, "xanchor": "right", "y": 0.01, "yref": "paper", "yanchor": "bottom"}
    return place | {"text": _("未完整 →"), "showarrow": False, "font": {"size": 11.5, "color": chart_style.GREY}}


def event_lines(trend: Trend) -> list[dict[str, Any]]:
    """Return the line of each event, and a broken one of each change of the definition, at its day."""
    lines = [(place, "solid") for place, _event in trend.events] + [(place, "dashdot") for place, _ in trend.changes]
    return [_rule(dash, x0=place, x1=place, y0=0, y1=1, yref="paper") for place, dash in lines]


def event_marks(trend: Trend) -> list[dict[str, Any]]:
    """Return the number of each event above its line, the letter of a change beside it; words stand below the chart."""
    numbers = [(place, words[0], "bottom", 0) for words, place, _event in _told(trend.events, MARKS)]
    letters = [(place, words[0], "top", 9) for words, place, _change in _told(trend.changes, LETTERS)]
    mark = {"y": 1.0, "yref": "paper", "showarrow": False}
    return [
        {**mark, "x": place, "text": said, "yanchor": anchored, "xshift": beside}
        for place, said, anchored, beside in numbers + letters
    ]


def events_said(trend: Trend) -> list[str]:
    """Return what is marked on the chart in words, each with its number or letter and its day."""
    return [words for words, _place, _event in _marked(trend)]


def event_words(at: Here, trend: Trend) -> str:
    """Return the events as HTML, each with a way to start the natural limits there; empty without any event."""
    said, offered = [], set()
    for words, _place, event in _marked(trend):
        month = first_month_after(event.on)
        start = "" if month in offered else start_link(at, trend, month)
        offered.add(month)
        said.append(f"<span>{text(words)}{start}</span>")
    return f'<p class="events">{"".join(said)}</p>' if said else ""


def _marked(trend: Trend) -> list[tuple[str, float, Event]]:
    return [*_told(trend.events, MARKS), *_told(trend.changes, LETTERS, _("口径变更："))]


def _told(found: list[tuple[float, Event]], marks: str, kind: str = "") -> list[tuple[str, float, Event]]:
    return [
        (f"{marks[number % len(marks)]} {full_day(event.on)} {kind}{event.words.in_(language())}", place, event)
        for number, (place, event) in enumerate(found)
    ]


def start_link(at: Here, trend: Trend, month: str) -> str:
    """Return the link that starts the limits anew at ``month``, or takes that back; empty where neither is possible."""
    chosen = at.choice.rebase
    if month in chosen:
        rest = tuple(other for other in chosen if other != month)
        words = _("不再自 {month} 另算", month=month)
        return " " + anchor(words, address.here(at.choice, "kpi", rebase=rest) + "#trend", "start", aria_current="true")
    if not can_start(trend.rows, month):
        return ""
    words = _("界限自 {month} 另算", month=month)
    return " " + anchor(words, address.here(at.choice, "kpi", rebase=(*chosen, month)) + "#trend", "start")


def _rule(dash: str, **where: Any) -> dict[str, Any]:
    return {"type": "line", "layer": "below", "line": {"width": 1, "dash": dash, "color": chart_style.NEUTRAL}, **where}
