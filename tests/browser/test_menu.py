"""The approval menu in a browser: choices stand in the address, the flow is walked by keyboard, and it prints."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener, address_of, settle

PAPER = {"width": 703, "height": 1000}


def test_an_alternative_takes_its_rival_out_and_the_address_keeps_it(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/menu?menu=social")
    expect(page.locator(".flow a[href='#item-E04']")).to_be_visible()
    page.get_by_role("link", name=re.compile("^E03 ")).click()
    expect(page.locator(".flow a[href='#item-E03']")).to_be_visible()
    assert page.locator(".flow a[href='#item-E04']").count() == 0
    settle(page)
    assert "with=E03" in address_of(page)
    page.get_by_role("link", name="按这份菜单倒排工期").click()
    page.wait_for_function("location.pathname === '/schedule'")
    assert "with=E03" in address_of(page)


@pytest.mark.parametrize(("locale", "critical"), [("zh-CN", "关键"), ("en-US", "critical")])
def test_the_flow_is_walked_by_keyboard_and_an_item_opens_its_row(
    locale: str, critical: str, dashboard: str, open_page: Opener
) -> None:
    page = open_page(f"{dashboard}/menu", locale=locale, viewport={"width": 390, "height": 844})
    box = page.locator(".flow")
    assert box.evaluate("(e) => e.scrollWidth > e.clientWidth + 300")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    item = box.locator("a[href='#item-A03']")
    assert critical in str(item.text_content())
    assert item.locator("[lang=zh-CN]").count() == (locale != "zh-CN")
    assert box.evaluate(LIT) == 0
    page.keyboard.press("Tab")
    item.focus()
    assert box.evaluate(LIT) > 0
    page.keyboard.press("Enter")
    expect(page.locator("#item-A03")).to_be_in_viewport()


# How many lines are shown as those of the item that is pointed at.
LIT = "(e) => [...e.querySelectorAll('i')].filter((i) => getComputedStyle(i).boxShadow !== 'none').length"


def test_the_flow_prints_on_one_sheet_with_no_column_cut(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/menu?menu=social&permit=phased&acceptance=segmented&with=P01", viewport=PAPER)
    page.emulate_media(media="print")
    page.wait_for_timeout(200)
    right = (
        "() => Math.max(...[...document.querySelectorAll('.flow a.box')].map((b) => b.getBoundingClientRect().right))"
    )
    assert page.evaluate(right) <= PAPER["width"]
    assert page.evaluate("document.querySelector('.flow').getBoundingClientRect().height") < PAPER["height"]
