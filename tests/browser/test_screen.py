"""The big screen on the wall: large, turning by itself, back by Esc or a click, and following what is published."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, expect

from queries.catalogue import kpis
from tests.browser.conftest import Opener, address_of, settle
from tests.browser.server import ROOT

FILTERED = f"?category={quote('城市更新')}"
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.screen *')]
    .filter(node => [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim()))
    .map(node => parseFloat(getComputedStyle(node).fontSize)))"""
CUT_OFF = """() => [...document.querySelectorAll('.screen .page.current li > span, .screen > *')]
    .filter(node => node.scrollWidth > node.clientWidth + 1 || node.getBoundingClientRect().bottom > innerHeight)
    .map(node => node.outerHTML.slice(0, 120))"""


def names(page: Page) -> list[str]:
    return page.locator(".screen .page.current .name").all_inner_texts()


def test_every_word_is_40_pixels_and_nothing_is_cut_off(dashboard: str, open_page: Opener) -> None:
    for language, width, height in (("zh", 1920, 1080), ("en", 1440, 900)):
        size = {"width": width, "height": height}
        page = open_page(f"{dashboard}/screen?lang={language}", viewport=size, reduced_motion="reduce")
        assert page.evaluate(SMALLEST) >= 40
        seen: list[str] = []
        for _ in range(3):
            assert 6 <= len(names(page)) <= 8
            assert page.evaluate(CUT_OFF) == []
            seen += names(page)
            page.keyboard.press("ArrowRight")
        assert set(seen) == {kpi.title.in_(language) for kpi in kpis().values()}


def test_the_pages_turn_by_themselves_and_the_clock_goes(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/")
    page.clock.install()
    page.reload()
    page.locator("a[data-fills=screen]").click()
    expect(page.locator(".screen .clock")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    before = names(page)
    page.clock.run_for(15_000)
    assert names(page) != before
    page.clock.run_for(30_000)
    assert names(page) == before


def test_who_asked_for_less_motion_turns_by_hand(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/screen", reduced_motion="reduce")
    page.clock.install()
    page.reload()
    expect(page.locator(".screen .clock")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    before = names(page)
    page.clock.run_for(16_000)
    assert names(page) == before
    page.keyboard.press("ArrowRight")
    assert names(page) != before


def test_esc_and_a_click_lead_back_to_the_same_filters(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/screen{FILTERED}")
    expect(page.locator(".screen h1")).to_contain_text("城市更新")
    assert page.locator("header.shell").count() == 0
    page.keyboard.press("Escape")
    expect(page.locator("a.card").first).to_be_visible()
    settle(page)
    assert FILTERED in address_of(page)
    page.locator("a[data-fills=screen]").click()
    expect(page.locator(".screen")).to_be_visible()
    settle(page)
    page.mouse.click(700, 400)
    expect(page.locator("a.card").first).to_be_visible()
    assert "screen" not in address_of(page)


def test_the_screen_follows_what_is_published_down_to_an_empty_warehouse(
    own_dashboard: str, open_page: Opener, tmp_path: Path
) -> None:
    page = open_page(f"{own_dashboard}/screen")
    expect(page.locator(".screen .foot")).to_contain_text("第1版")
    subprocess.run(
        [sys.executable, "-m", "etl", "undo", "sample"],
        cwd=ROOT,
        env={**os.environ, "APPROVALS_WAREHOUSE": str(tmp_path / "warehouse")},
        check=True,
        capture_output=True,
    )
    expect(page.locator(".screen .foot")).to_contain_text("第2版", timeout=30_000)
    expect(page.locator(".screen .nothing")).to_contain_text("还没有数据")


def test_on_a_phone_the_filters_stand_behind_one_button_and_cards_two_a_row(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/{FILTERED}", viewport={"width": 390, "height": 844})
    one, street = page.locator("button.all-filters"), page.locator('[data-filter="street"] > button')
    expect(one).to_have_attribute("aria-expanded", "false")
    expect(street).to_be_hidden()
    one.click()
    expect(one).to_have_attribute("aria-expanded", "true")
    street.click()
    page.get_by_role("link", name="北宅街道", exact=True).click()
    expect(one).to_contain_text("2")
    settle(page)
    expect(street).to_be_visible()
    expect(one).to_have_attribute("aria-expanded", "true")
    first, second = (page.locator("a.card").nth(number).bounding_box() for number in (0, 1))
    assert first is not None
    assert second is not None
    assert first["y"] == second["y"]
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


def test_the_brief_is_copied_by_a_click(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard, permissions=["clipboard-read", "clipboard-write"])
    page.locator("button.copy").click()
    expect(page.locator("button.copy")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("2025年1–6月，38 个省、市重点建设类项目中 27 个已开工（71.1%）。")
    assert "需要关注：开工率比目标低 3.9 个百分点、比计划少 2 个" in copied


def test_all_cards_are_on_the_first_screen_of_a_desk(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard)
    bottoms = page.locator("a.card").evaluate_all("cards => cards.map(card => card.getBoundingClientRect().bottom)")
    assert max(bottoms) <= 900
    inside = "card => card.querySelector('.foot').getBoundingClientRect().bottom"
    overflowing = page.locator("a.card").evaluate_all(
        f"cards => cards.filter(card => ({inside})(card) > card.getBoundingClientRect().bottom).map(c => c.dataset.kpi)"
    )
    assert overflowing == []
