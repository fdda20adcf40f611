"""The big screen shows every KPI, six to eight a page, with nothing to click; filters stand where they are obeyed."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pages.parts.overview import big_screen
from pages.parts.overview.card_data import CardData
from pages.parts.sitemap import PAGES, WITHOUT_FILTERS
from queries.catalogue import kpis
from queries.headline import Number
from tests.pages.conftest import Opener, said, shown


def cards(count: int) -> list[CardData]:
    return [CardData(f"kpi_{n}", Number(n, None, n), None, [], None, None, date(2025, 6, 30)) for n in range(count)]


@pytest.mark.parametrize(
    ("count", "sizes"),
    [
        (0, []),
        (1, [1]),
        (6, [6]),
        (7, [7]),
        (8, [8]),
        (9, [5, 4]),
        (13, [7, 6]),
        (16, [8, 8]),
        (17, [6, 6, 5]),
        (18, [6, 6, 6]),
        (20, [7, 7, 6]),
    ],
)
def test_cards_are_dealt_evenly_and_none_is_lost(count: int, sizes: list[int]) -> None:
    dealt = big_screen.grouped(cards(count))
    assert [len(group) for group in dealt] == sizes
    assert [card for group in dealt for card in group] == cards(count)


def test_the_screen_shows_every_kpi_and_no_control(sample_warehouse: Path, open_page: Opener) -> None:
    app = open_page("screen")
    html = shown(app)
    for kpi in kpis().values():
        assert f'<span class="name">{kpi.title.zh}</span>' in html
    assert "<header" not in html
    assert not [*app.button, *app.selectbox, *app.date_input]
    assert re.findall(r'<a href="([^"]*)"', html) == ["./?lang=zh"]
    assert re.search(r"数据截至 \d{4}年\d+月\d+日 · 第\d+版 · 示例数据", said(app))


def test_the_screen_says_the_filters_that_the_address_carries(warehouse: Path, open_page: Opener) -> None:
    app = open_page("screen", street="中韩街道", **{"from": "2025-01-01", "to": "2025-03-31"})
    assert "2025年1–3月 · 街道：中韩街道" in said(app)
    assert "street=" in shown(app)


def test_filters_stand_only_on_pages_that_obey_them(warehouse: Path, open_page: Opener) -> None:
    for page in ("overview", *PAGES, "screen"):
        has = 'class="all-filters"' in shown(open_page(page))
        assert has == (page not in WITHOUT_FILTERS), page


def test_the_one_button_of_a_phone_says_what_is_chosen(warehouse: Path, open_page: Opener) -> None:
    html = shown(open_page("overview", street="中韩街道", **{"from": "2025-01-01", "to": "2025-03-31"}))
    assert re.search(r'class="all-filters"[^>]*>2025年1–3月 · 筛选 1 项</button>', html)
