"""The pages of one subject, as a second line of links below the header: who is on one sees the others."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from pages.parts import address
from pages.parts.address import Choice
from pages.parts.markup import anchor
from pages.parts.sitemap import BESIDE
from pages.parts.words import _

SUBJECT = "work"


def links(page: str, choice: Choice, titles: Mapping[str, str]) -> str:
    """Return the links as HTML on a page of the subject, nothing on others; ``titles`` are those of all such pages."""
    pages = [name for name, above in BESIDE.items() if above == SUBJECT]
    if page not in (SUBJECT, *pages):
        return ""
    parts = []
    for name in (SUBJECT, *pages):
        current = {"aria_current": "page"} if name == page else {}
        parts.append(anchor(_("概览") if name == SUBJECT else titles[name], address.link(choice, name), **current))
    return f'<nav class="among" aria-label="{escape(titles[SUBJECT])}">{"".join(parts)}</nav>'
