"""An analyst's way: a filter changes every number, the address carries it, and another browser shows the same."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, quote, urlparse

import pytest
from playwright.sync_api import expect

from queries.catalogue import kpis
from queries.questions import default_window, headline
from queries.warehouse import open_file, version_path
from tests.browser.conftest import Opener, address_of, settle
from tests.browser.test_overview import figures

CATEGORY = "城市更新"


def test_a_category_changes_every_number_and_the_address_carries_it(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard)
    before = figures(page)
    page.locator('[data-filter="category"] > button').click()
    page.get_by_role("link", name=CATEGORY, exact=True).click()
    expect(page.locator('a.card[data-kpi="start_rate"] .figure')).not_to_have_text(re.compile(r"27\s*/38"))
    settle(page)
    after = figures(page)
    assert parse_qs(urlparse(address_of(page)).query)["category"] == [CATEGORY]
    unchanged = [name for name in before if before[name] == after[name]]
    assert not unchanged
    elsewhere = open_page(address_of(page))
    assert figures(elsewhere) == after


def test_the_filtered_numbers_are_those_of_the_questions(
    dashboard: str, open_page: Opener, sample_warehouse: Path
) -> None:
    page = open_page(f"{dashboard}/?category={quote(CATEGORY)}")
    shown = figures(page)
    warehouse = open_file(version_path(sample_warehouse, 1))
    for name, kpi in kpis().items():
        answer = headline(warehouse, kpi, default_window(warehouse), {"category": (CATEGORY,)})
        if kpi.shown_as == "share" and answer.denominator:
            assert shown[name].replace(" ", "").startswith(f"{answer.numerator}/{answer.denominator}"), name
    warehouse.close()


def test_the_filter_stays_from_page_to_page(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/?category={quote(CATEGORY)}&from=2025-01-01&to=2025-03-31")
    page.locator('a.card[data-kpi="site_visits"]').click()
    expect(page.locator("p.mark")).to_be_visible()
    settle(page)
    asked = parse_qs(urlparse(address_of(page)).query)
    assert asked["category"] == [CATEGORY]
    assert asked["to"] == ["2025-03-31"]
    page.get_by_role("link", name="指标口径").click()
    settle(page)
    assert parse_qs(urlparse(address_of(page)).query)["category"] == [CATEGORY]


def test_filters_add_up_within_a_kind_and_are_taken_back_one_by_one(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/?category={quote(CATEGORY)}")
    page.locator('[data-filter="category"] > button').click()
    page.get_by_role("link", name="公共服务", exact=True).click()
    expect(page.locator('[data-filter="category"] > button')).to_contain_text("2")
    settle(page)
    assert parse_qs(urlparse(address_of(page)).query)["category"] == [CATEGORY, "公共服务"]
    page.get_by_role("link", name=CATEGORY, exact=True).click()
    expect(page.locator('[data-filter="category"] > button')).to_contain_text("公共服务")
    settle(page)
    assert parse_qs(urlparse(address_of(page)).query)["category"] == ["公共服务"]
    page.go_back()
    expect(page.locator('[data-filter="category"] > button')).to_contain_text("2")


def test_a_day_chosen_goes_into_the_address_and_stays_on_the_next_page(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/?street={quote('北宅街道')}")
    page.locator('[data-filter="window"] > button').click()
    page.get_by_label("结束", exact=True).fill("2025-03-31")
    page.get_by_role("button", name="查看").click()
    expect(page.locator('[data-filter="window"] > button')).to_contain_text("3")
    settle(page)
    page.keyboard.press("Escape")
    page.locator('a.card[data-kpi="site_visits"]').click()
    expect(page.locator("p.mark")).to_be_visible()
    settle(page)
    asked = parse_qs(urlparse(address_of(page)).query)
    assert (asked["to"], asked["street"]) == (["2025-03-31"], ["北宅街道"])


def test_by_keyboard_a_filter_opens_stays_where_one_was_and_closes(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard)
    button, panel = page.locator('[data-filter="category"] > button'), page.locator("#panel-category")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    chosen = str(page.evaluate("document.activeElement.dataset.value"))
    page.keyboard.press("Enter")
    expect(button).to_contain_text(chosen)
    settle(page)
    expect(panel).to_be_visible()
    assert page.evaluate("document.activeElement.dataset.value") == chosen
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()


def test_a_click_beside_a_panel_closes_it_and_another_button_opens_its_own(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard)
    page.locator('[data-filter="category"] > button').click()
    page.locator('[data-filter="level"] > button').click()
    expect(page.locator("#panel-category")).to_be_hidden()
    expect(page.locator("#panel-level")).to_be_visible()
    page.locator("p.opening").click(position={"x": 900, "y": 5})
    expect(page.locator("#panel-level")).to_be_hidden()


def test_days_in_the_wrong_order_are_told_and_go_nowhere(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard)
    page.locator('[data-filter="window"] > button').click()
    page.get_by_label("结束", exact=True).fill("2024-12-31")
    page.get_by_role("button", name="查看").click()
    said = page.get_by_label("结束", exact=True).evaluate("field => field.validationMessage")
    assert said == "结束日期不能早于开始日期"
    assert "to=" not in address_of(page)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("kpi?kpi=no_such_kpi", "no_such_kpi"),
        ("?category=" + quote("没有这一类"), "没有这一类"),
        ("?from=2025-02-30", "2025-02-30"),
        ("?from=2025-06-30&to=2025-01-01", "晚于"),
        ("?colour=red", "colour"),
        ("?version=9999", "9999"),
        ("kpi?kpi=start_rate&by=shoe_size", "shoe_size"),
        ("kpi?kpi=start_rate&part=left_out&reason=x", "x"),
        ("?to=not-a-day", "not-a-day"),
    ],
)
def test_a_wrong_address_is_answered_with_a_sentence_and_a_way_on(
    path: str, says: str, dashboard: str, open_page: Opener
) -> None:
    page = open_page(f"{dashboard}/{path}")
    sentence = page.locator("p.state").first
    expect(sentence).to_contain_text(says)
    assert page.locator("[data-testid=stException]").count() == 0
    ways = page.locator("p.state a, header.shell nav a")
    assert ways.count() >= 1
    ways.first.click()
    settle(page)
    assert page.locator("[data-testid=stException]").count() == 0


def test_an_empty_selection_is_a_dash_and_never_a_rate(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/?from=2023-07-03&to=2023-07-03&street={quote('北宅街道')}")
    said = figures(page)
    assert not [name for name, figure in said.items() if "0/0" in figure.replace(" ", "") and "%" in figure]
