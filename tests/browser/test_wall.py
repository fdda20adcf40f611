"""The wall chart in a browser: its own box scrolls and keeps its heads, it prints on A3, a row opens the project."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from queries.wall.head import head
from queries.warehouse import open_warehouse
from tests.browser.conftest import Opener, address_of, settle

DAY = date(2025, 6, 30)
# What A3 across leaves between margins of 10 mm, in CSS pixels.
PAPER = {"width": 1511, "height": 1046}
BEYOND = """() => [...document.querySelectorAll('.wc :is(th, td)')]
  .filter((cell) => cell.getBoundingClientRect().right > innerWidth + 1).length"""


@pytest.mark.parametrize(("locale", "overdue"), [("zh-CN", "逾期"), ("en-US", "overdue")])
def test_the_chart_shows_every_project_and_scrolls_in_its_own_box(
    locale: str, overdue: str, dashboard: str, sample_warehouse: Path, open_page: Opener
) -> None:
    counts = head(open_warehouse(sample_warehouse), DAY, {})
    page = open_page(
        f"{dashboard}/wall?from=2025-01-01&to={DAY}", locale=locale, viewport={"width": 390, "height": 844}
    )
    page.wait_for_selector(".wc tbody tr")
    assert page.locator(".wc tbody tr").count() == counts.projects
    late = page.locator(".wc td.v")
    assert late.count() == counts.overdue + counts.overdue_before
    assert overdue in str(late.first.text_content())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    place = """() => { const box = document.querySelector('.wc'), place = (one) => one.getBoundingClientRect();
      box.scrollTo(300, 900); return [place(box.querySelector('thead')).top - place(box).top,
      place(box.querySelector('tbody th')).left - place(box).left, box.scrollTop, box.scrollLeft]; }"""
    top, left, down, across = page.evaluate(place)
    assert (round(top), round(left)) == (1, 1)
    assert (down, across) == (900, 300)


def test_a_row_opens_the_project_and_a_filter_holds(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/wall?view=gantt&street=北宅街道")
    row = page.locator(".wc tbody tr").first
    assert "北宅街道" in row.inner_text()
    name = row.locator("a").inner_text()
    row.locator("a").click()
    page.wait_for_function("location.pathname === '/project'")
    settle(page)
    assert name in page.locator("h1").inner_text()
    assert "street=" in address_of(page)


@pytest.mark.parametrize("view", ["matrix", "gantt"])
def test_it_prints_on_a3_across_with_no_column_cut(view: str, dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/wall?view={view}&by=street&only=slipped", viewport=PAPER)
    sheets = page.pdf(prefer_css_page_size=True)
    sizes = {tuple(map(float, found)) for found in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheets)}
    assert {(round(wide / 72 * 25.4), round(high / 72 * 25.4)) for wide, high in sizes} == {(420, 297)}
    page.emulate_media(media="print")
    page.wait_for_timeout(300)
    assert page.evaluate(BEYOND) == 0
    assert page.evaluate("document.querySelector('.wc').scrollWidth <= innerWidth + 1")
