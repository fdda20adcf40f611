"""On paper: A4, light also from a dark screen, nothing cut at the side, what can only be clicked left out."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import Opener

# What A4 leaves between margins of 12 mm, in CSS pixels.
PAPER = {"width": 703, "height": 1032}
CUT = """() => [...document.querySelectorAll('.stHtml :is(table, .table, .wall, p), .js-plotly-plot')]
  .filter((one) => one.checkVisibility() && !one.closest('.unseen'))
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.scrollWidth > one.clientWidth + 1)
  .map((one) => `${one.tagName}.${one.className} ${one.getBoundingClientRect().right} ${one.scrollWidth}`)"""


@pytest.mark.parametrize(
    "path", ["", "kpi?kpi=start_rate", "kpi?kpi=approval_days&part=left_out", "explore", "definitions", "data"]
)
def test_nothing_is_cut_at_the_side_of_the_sheet(path: str, dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/{path}", viewport=PAPER)
    page.locator("h1").first.wait_for(state="attached")
    page.emulate_media(media="print")
    page.wait_for_timeout(600)
    assert page.evaluate(CUT) == []
    assert page.evaluate(
        "[...document.querySelectorAll('tr')].every((row) => getComputedStyle(row).breakInside === 'avoid')"
    )
    assert page.locator("header.shell nav").is_hidden()
    assert page.locator(".stDownloadButton").filter(visible=True).count() == 0


def test_a_dark_screen_prints_light(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard, color_scheme="dark")
    assert "dark" in page.evaluate("getComputedStyle(document.querySelector('.stApp')).colorScheme")
    page.emulate_media(media="print", color_scheme="dark")
    look = "((look) => [look.backgroundColor, look.color])(getComputedStyle(document.querySelector('%s')))"
    assert page.evaluate(look % ".stApp") == ["rgb(255, 255, 255)", "rgb(27, 36, 48)"]
    ink = page.evaluate(look % ".card .figure b")[1]
    assert max(int(part) for part in re.findall(r"\d+", ink)[:3]) < 80


def test_the_filters_that_are_chosen_are_printed_and_no_others(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/?category=城市更新", viewport=PAPER)
    page.emulate_media(media="print")
    printed = page.locator(".filters").inner_text()
    assert "1–6" in printed
    assert "城市更新" in printed
    assert "街道" not in printed


def test_the_overview_fits_two_sheets_of_a4(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard)
    sheets = page.pdf(format="A4", print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 2
