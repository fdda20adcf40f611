"""WCAG 2.2 AA as axe-core measures it: what it finds on a page as it is drawn, in every look."""

from __future__ import annotations

from itertools import product
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES: tuple[ViewportSize, ...] = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# What is Streamlit's own and cannot be changed from outside: rule, where, why.
NOT_OURS: tuple[tuple[str, str, str], ...] = ()


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page as it is drawn now, a line each: rule, place, what is there."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    lines = []
    for rule in found:
        for node in rule["nodes"]:
            where = str(node["target"])
            if not any(rule["id"] == name and place in where for name, place, _ in NOT_OURS):
                lines.append(f"{rule['id']} {where} {node['html'][:120]} {node.get('failureSummary', '')[:200]}")
    return lines


def violations_in_every_look(page: Page) -> list[str]:
    """Return what axe finds on the page wide and narrow, light and dark, each line with its look."""
    found: list[str] = []
    for size, scheme in product(SIZES, SCHEMES):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(f"getComputedStyle(document.querySelector('.stApp')).colorScheme.includes('{scheme}')")
        page.wait_for_timeout(200)
        found += [f"{size['width']} {scheme}: {line}" for line in violations(page)]
    return found
