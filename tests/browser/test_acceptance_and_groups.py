"""Acceptance and groups in the browser: a number opens into as many records, lists turn, a phone is wide enough."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import Opener, address_of, settle

WIDER = "document.querySelector('[data-testid=stMain]').scrollWidth > document.documentElement.clientWidth"


def test_a_groups_number_opens_into_as_many_records(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/groups")
    link = page.locator("section, .dense").locator("tr", has_text="市政公用接入").locator("td a").first
    number = link.inner_text()
    link.click()
    page.locator("p.mark").wait_for()
    settle(page)
    assert re.match(rf"✓ {number} / {number} 条记录", page.locator("p.mark").inner_text())


def test_passed_plans_of_a_category_open_into_as_many_projects(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/acceptance", locale="en-GB")
    row = page.locator(".beside tr", has_text="Urban renewal")
    issued, passed = (row.locator("td a").nth(at).inner_text() for at in (0, 1))
    assert int(issued) > int(passed) > 0
    row.locator("td a").nth(1).click()
    page.locator("p.mark").wait_for()
    settle(page)
    assert f"projects: {passed} of {passed} " in page.locator("p.mark").inner_text()


def test_a_list_turns_its_own_sheets(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/groups?view=unreached&only=all")
    first = page.locator("#unreached ~ .table td").first.inner_text()
    page.locator("p.turn a", has_text="下一页").first.click()
    other = "(first) => document.querySelector('#unreached ~ .table td').innerText !== first"
    page.wait_for_function(other, arg=first)
    assert "only=all" in address_of(page)


@pytest.mark.parametrize("path", ["acceptance?from=2023-07-01&to=2025-06-30", "groups"])
def test_nothing_is_wider_than_a_phone(path: str, dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/{path}", viewport={"width": 390, "height": 844})
    assert not page.evaluate(WIDER)
