"""A leader's way: the overview says 27/38, and a click opens the 27 records and the other 11."""

from __future__ import annotations

import re
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Page, expect

from queries.catalogue import kpis
from tests.browser.conftest import Opener, address_of, settle

PAGES = ("", "kpi?kpi=start_rate", "upload", "definitions", "data")


def card(page: Page, name: str) -> str:
    """Return what the card of a KPI says, on one line."""
    return " ".join(page.locator(f'a.card[data-kpi="{name}"]').inner_text().split())


def figures(page: Page) -> dict[str, str]:
    """Return the number of every card, by KPI."""
    found = page.locator("a.card").evaluate_all(
        "cards => cards.map(card => [card.dataset.kpi, "
        "[...card.querySelector('.figure').children].map(part => part.textContent).join(' ')])"
    )
    return {name: " ".join(said.split()) for name, said in found}


def test_the_overview_says_27_of_38_first_and_71_1_percent_second(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard)
    figure = page.locator('a.card[data-kpi="start_rate"] .figure')
    expect(figure).to_have_text(re.compile(r"27\s*/38\s*71\.1%"))
    first, second = figure.locator("b"), figure.locator("em")
    sizes = [node.evaluate("node => parseFloat(getComputedStyle(node).fontSize)") for node in (first, second)]
    assert sizes[0] > sizes[1]


def test_every_kpi_has_its_card(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard)
    assert set(figures(page)) == set(kpis())
    assert not [name for name, said in figures(page).items() if said.startswith("—")]


def test_a_click_opens_the_27_records_and_the_other_11(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard)
    page.locator('a.card[data-kpi="start_rate"]').click()
    expect(page.locator("p.mark")).to_contain_text(re.compile(r"27\s*/\s*27"))
    settle(page)
    assert "kpi=start_rate" in address_of(page)
    expect(page.locator("#record-list").locator("tbody tr")).to_have_count(27)
    page.locator('a[data-part="remainder"]').click()
    expect(page.locator("p.mark")).to_contain_text(re.compile(r"11\s*/\s*11"))
    expect(page.locator("#record-list").locator("tbody tr")).to_have_count(11)


def test_the_rows_not_counted_say_why(dashboard: str, open_page: Opener) -> None:
    page = open_page(f"{dashboard}/kpi?kpi=start_rate&part=left_out")
    expect(page.locator("p.mark")).to_contain_text("对账一致")
    reasons = " ".join(page.locator("p.choices").all_inner_texts())
    for reason in ("准备类", "已调出", "往年名单"):
        assert reason in reasons
    page.get_by_role("link", name="已调出").click()
    expect(page.locator("p.mark")).to_contain_text(re.compile(r"2\s*/\s*2"))
    expect(page.locator("#record-list tbody tr")).to_have_count(2)
    for row in page.locator("#record-list tbody tr").all_inner_texts():
        assert "已调出" in row


def test_going_back_leads_to_the_overview_again(dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard)
    page.locator('a.card[data-kpi="site_visits"]').click()
    expect(page.locator("p.mark")).to_be_visible()
    settle(page)
    page.go_back()
    expect(page.locator('a.card[data-kpi="start_rate"]')).to_be_visible()


def test_every_page_says_that_sample_data_is_shown(dashboard: str, open_page: Opener) -> None:
    for path in PAGES:
        page = open_page(f"{dashboard}/{path}")
        expect(page.locator("p.banner")).to_contain_text("示例数据")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_anything_of_another_machine(path: str, dashboard: str, open_page: Opener) -> None:
    page = open_page(dashboard)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{dashboard}/{path}")
    settle(page)
    page.wait_for_timeout(300)
    hosts = {urlparse(url).hostname for url in asked if urlparse(url).scheme in ("http", "https", "ws", "wss")}
    assert hosts == {"127.0.0.1"}
