"""Chart style: quiet axes, direct labels that keep clear of each other; colours come from the theme, light or dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# In the place of these the browser puts the theme's chartCategoricalColors of that number, light or dark
# (streamlit/elements/lib/streamlit_plotly_theme.py).
DATA, GREY, WARM, GREEN, INK = "#000001", "#000003", "#000008", "#000009", "#000010"
NEUTRAL = "rgba(128,140,155,0.75)"
FAINT = "rgba(128,140,155,0.13)"
GRID = "rgba(128,140,155,0.15)"
MEANT = {"good": GREEN, "bad": WARM, "change": GREY}
TOP, BOTTOM, LEFT, RIGHT = 30, 44, 8, 92
LINE_OF_TEXT = 15


@dataclass(frozen=True)
class Label:
    """Words at the right end of a line, at the height ``y`` of that line."""

    y: float
    said: str
    is_value: bool = False


def layout(height: int, **more: Any) -> dict[str, Any]:
    """Return a Plotly layout: no legend, no grid, room for labels at the right, values as hover text."""
    return {
        "height": height,
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "showlegend": False,
        "hovermode": "closest",
        "hoverdistance": 30,
        "dragmode": False,
        "font": {"size": 13, "color": INK},
        **more,
    }


def axis(**more: Any) -> dict[str, Any]:
    """Return one quiet axis."""
    return {
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
        "tickfont": {"size": 12, "color": GREY},
        **more,
    }


def config() -> dict[str, Any]:
    """Return how the chart behaves: no mode bar over the labels; pictures are taken by the links below the chart."""
    return {"displayModeBar": False}


def end_labels(labels: list[Label], low: float, high: float, height: int) -> list[dict[str, Any]]:
    """Return the labels as Plotly annotations right of the plot, moved apart where they would cover each other."""
    room = height - TOP - BOTTOM
    ordered = sorted(labels, key=lambda label: (-label.y, not label.is_value))
    wanted = [(high - min(max(label.y, low), high)) / ((high - low) or 1.0) * room for label in ordered]
    places = _apart(wanted, room)
    return [
        {
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 8,
            "y": 1 - place / room,
            "yref": "paper",
            "yanchor": "middle",
            "align": "left",
            "showarrow": False,
            "text": f"<b>{label.said}</b>" if label.is_value else label.said,
            "font": {"size": 14, "color": INK} if label.is_value else {"size": 11.5, "color": GREY},
        }
        for label, place in zip(ordered, places, strict=True)
    ]


def _apart(wanted: list[float], room: float) -> list[float]:
    """Move places (from the top, in order) as little as needed for a line of text between each and the next."""
    places: list[float] = []
    for place in wanted:
        places.append(max(place, places[-1] + LINE_OF_TEXT) if places else place)
    limit = room + LINE_OF_TEXT / 2
    for at in reversed(range(len(places))):
        places[at] = min(places[at], limit)
        limit = places[at] - LINE_OF_TEXT
    return places
