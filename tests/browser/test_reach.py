"""For everybody: WCAG 2.2 AA as axe-core measures it on every page, headings, names, keyboard, motion."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import Opener, Visitor, settle
from tests.browser.every_page import EVERY

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES: tuple[ViewportSize, ...] = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# What is Streamlit's own and cannot be changed from outside: rule, where, why.
NOT_OURS: tuple[tuple[str, str, str], ...] = ()
HEADINGS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  .filter((heading) => heading.checkVisibility({ contentVisibilityAuto: true }))
  .map((heading) => [Number(heading.tagName[1]), heading.textContent.trim()])"""
FOCUSED = """() => {
  const on = document.activeElement, look = getComputedStyle(on);
  const row = on.closest('tr'), around = row && getComputedStyle(row);
  const ringed = [look, around].some((one) => one && one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) > 0);
  const said = on.innerText || on.getAttribute('aria-label') || '';
  return { tag: on.tagName, said, seen: ringed || look.boxShadow !== 'none' };
}"""


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


@pytest.mark.parametrize("path", EVERY)
def test_a_page_is_within_everybodys_reach(path: str, dashboard: str, visit: Visitor) -> None:
    page = visit(f"{dashboard}/{path}", "zh-CN")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.title().endswith("审批效能看板")
    headings = page.evaluate(HEADINGS)
    levels = [level for level, _ in headings]
    assert (levels[0], levels.count(1)) == (1, 1), headings
    assert all(after - before <= 1 for before, after in pairwise(levels)), headings
    assert all(said for _, said in headings), headings

    found: list[str] = []
    for size, scheme in product(SIZES, SCHEMES):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(f"getComputedStyle(document.querySelector('.stApp')).colorScheme.includes('{scheme}')")
        page.wait_for_timeout(200)
        found += [f"{size['width']} {scheme}: {line}" for line in violations(page)]
    assert not found, "\n".join(found)


def test_pages_of_the_navigation_have_titles_of_their_own(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard)
    titles = {page.title()}
    links = page.locator("header.shell nav a").all_inner_texts()
    for name in links[1:]:
        page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()
        page.wait_for_function(f"document.title.startsWith('{name}')")
        settle(page)
        titles.add(page.title())
    assert len(titles) == len(links)


def test_the_skip_link_leads_past_header_and_filters(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard)
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["said"] == "跳到正文"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('header.shell, .filters, [data-testid=stSkipToContent]')")
    assert page.evaluate("!!document.activeElement.closest('.stHtml a')")


def test_wherever_the_keyboard_goes_it_is_seen(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/kpi?kpi=start_rate")
    unseen, tags = [], set()
    for _ in range(60):
        page.keyboard.press("Tab")
        on = page.evaluate(FOCUSED)
        tags.add(on["tag"])
        if not on["seen"] and on["tag"] != "BODY":
            unseen.append(on)
    assert not unseen
    assert {"A", "BUTTON"} <= tags


def test_nothing_moves_for_who_asked_for_no_motion(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard, reduced_motion="reduce")
    longest = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll('*')].flatMap((element) => {
          const look = getComputedStyle(element);
          return [look.transitionDuration, look.animationDuration].flatMap((times) => times.split(',').map(parseFloat));
        }))"""
    )
    assert longest <= 0.001
