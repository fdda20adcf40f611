"""Chart style: quiet axes, direct labels, our words in the mode bar; colours come from the theme, light or dark."""

from __future__ import annotations

from typing import Any

from pages.parts.words import _, language

NEUTRAL = "rgba(128,140,155,0.75)"


def layout(height: int, **more: Any) -> dict[str, Any]:
    """Return a Plotly layout: no legend, no grid, room for labels, values as hover text."""
    return {
        "height": height,
        "margin": {"l": 8, "r": 64, "t": 26, "b": 8},
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "bargap": 0.35,
        "font": {"size": 13},
        **more,
    }


def axis(**more: Any) -> dict[str, Any]:
    """Return one quiet axis."""
    return {"showgrid": False, "zeroline": False, "fixedrange": True, "automargin": True, **more}


def config(file_name: str) -> dict[str, Any]:
    """Return the mode bar: shown on hover, only the picture's download, in the language of the page."""
    words = {"Download plot as a PNG": _("下载图片（PNG）"), "Download plot": _("下载图片")}
    return {
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"filename": file_name, "scale": 2},
        "locale": "zh-CN" if language() == "zh" else "en",
        "locales": {"zh-CN": {"dictionary": words, "format": {}}},
    }
