"""For everybody: WCAG 2.2 AA as axe-core measures it on every page, headings, names, keyboard, motion."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.browser.conftest import Opener, Visitor, settle
from tests.browser.every_page import EVERY
from tests.browser.reach import violations_in_every_look

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

    found = violations_in_every_look(page)
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
