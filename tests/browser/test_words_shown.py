"""What is really on the screen of every page: no English on a Chinese page, no Chinese on an English one but data."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Opener, Visitor, settle
from tests.browser.every_page import EVERY
from tests.browser.said import chinese_on, english_on, said_on


def test_there_is_something_to_read_on_every_page(dashboard: str, visit: Visitor, data: list[str]) -> None:
    assert len(data) > 1000
    assert not {"城市更新", "在建", "走访服务记录", "总览"} & set(data)
    assert len(said_on(visit(f"{dashboard}/", "zh-CN"))) > 100


@pytest.mark.parametrize("path", EVERY)
def test_no_english_word_is_left_on_a_chinese_page(path: str, dashboard: str, visit: Visitor) -> None:
    assert not english_on(visit(f"{dashboard}/{path}", "zh-CN"))


@pytest.mark.parametrize("path", EVERY)
def test_no_chinese_is_left_on_an_english_page_but_data(
    path: str, dashboard: str, visit: Visitor, data: list[str]
) -> None:
    assert not chinese_on(visit(f"{dashboard}/{path}", "en-GB"), data)


def test_the_switch_changes_the_language_and_the_address_keeps_it(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard)
    page.get_by_role("link", name="切换语言").click()
    page.wait_for_function("document.documentElement.lang === 'en'")
    settle(page)
    assert "Start rate" in page.locator('a.card[data-kpi="start_rate"]').inner_text()
    page.locator('a.card[data-kpi="start_rate"]').click()
    page.locator("p.mark").wait_for()
    assert "27 of 27 records" in page.locator("p.mark").inner_text()
