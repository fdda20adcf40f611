"""Pictures to take away: the links that make a PNG or SVG of a chart in the browser, with its title and sources."""

from __future__ import annotations

from html import escape

from pages.parts.markup import text
from pages.parts.names import filter_names
from pages.parts.place import Here
from pages.parts.take_away.about import data_said
from pages.parts.words import _, full_day, listed, span
from queries.catalogue import Kpi


def buttons(of: str, name: str, title: str, lines: list[str]) -> str:
    """Return the two buttons that save the chart ``of`` (a CSS selector) as PNG and SVG, as HTML.

    ``name`` names the file; ``title`` and ``lines`` are printed into the picture, so that it can be read by itself.
    """
    said = "\n".join(lines)
    about = (
        f'data-of="{escape(of)}" data-name="{escape(name)}" data-title="{escape(title)}" data-lines="{escape(said)}"'
    )
    each = ""
    for kind in ("PNG", "SVG"):
        label = escape(_("下载图片（{kind}）", kind=kind))
        each += f'<button type="button" data-picture="{kind.lower()}" aria-label="{label}">{kind}</button>'
    return (
        f'<span class="pictures" role="group" aria-label="{escape(_("图片"))}" {about}>{text(_("图片"))} {each}</span>'
    )


def row(of: str, name: str, title: str, lines: list[str]) -> str:
    """Return the two buttons as a line of their own below a chart."""
    return f'<div class="chart-tools">{buttons(of, name, title, lines)}</div>'


def sources(at: Here) -> list[str]:
    """Return what a picture is drawn from, in words: filters, and version with the last complete day."""
    chosen = filter_names(at.choice.where)
    return [*([listed(chosen)] if chosen else []), " · ".join([_("审批效能看板"), data_said(at)])]


def window_said(at: Here, kpi: Kpi) -> str:
    """Say the window that a picture covers: days of a flow, the day of a stock."""
    if kpi.kind == "flow":
        return span(at.window.first, at.window.last)
    return _("{day} 时点", day=full_day(at.window.last))
