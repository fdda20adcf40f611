"""The comparison switch: the same window a year before, or the window just before; one switch rules the page."""

from __future__ import annotations

from pages.parts import address
from pages.parts.markup import anchor, text
from pages.parts.place import Here
from pages.parts.words import _, span
from queries.questions import earlier


def switch(at: Here) -> str:
    """Return the switch as HTML: two links, the one that holds is marked; beside it the days compared with."""
    offered = {"last_year": _("去年同期"), "last_period": _("上期")}
    links = []
    for name, title in offered.items():
        current = {"aria_current": "true"} if name == at.choice.compare else {}
        asked = None if name == "last_year" else name
        links.append(anchor(title, address.here(at.choice, at.page, compare=asked), **current))
    before = earlier(at.window, at.choice.compare)
    days = text(_("（{window}）", window=span(before.first, before.last)))
    return f'<p class="compare">{text(_("比较"))} <span class="segments">{"".join(links)}</span> {days}</p>'
