"""Numbers as they are said: large ones in 万 and 亿 with the exact one beside, money, and units for one and many."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from pages.parts import figures, words
from pages.parts.overview.cards import figure_html
from queries.catalogue import kpis
from queries.questions import Number


@pytest.fixture(autouse=True)
def in_chinese_again() -> Iterator[None]:
    words.speak("zh")
    yield
    words.speak("zh")


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        (0, "0", "0"),
        (99_999, "99,999", "99,999"),
        (100_000, "10万", "100,000"),
        (1_234_567, "123.5万", "1,234,567"),
        (1_250_500, "125.1万", "1,250,500"),
        (99_994_999, "9,999.5万", "99,994,999"),
        (99_999_999, "1亿", "99,999,999"),
        (1_234_567_890, "12.3亿", "1,234,567,890"),
        (-250_000, "-25万", "-250,000"),
        (None, "—", "—"),
    ],
)
def test_a_large_count_is_said_short_in_chinese_and_in_full_in_english(number: int | None, zh: str, en: str) -> None:
    assert figures.large(number) == zh
    words.speak("en")
    assert figures.large(number) == en


@pytest.mark.parametrize(
    ("wan", "zh", "exact", "en"),
    [
        (122_840, "12.3亿元", "122,840万元", "1.2 billion yuan"),
        (8_500, "8,500万元", "8,500万元", "85 million yuan"),
        (Decimal("1234567.25"), "123.5亿元", "1,234,567.25万元", "12.3 billion yuan"),
        (3, "3万元", "3万元", "30,000 yuan"),
    ],
)
def test_money_is_said_in_its_own_unit_and_exactly_beside(wan: Decimal, zh: str, exact: str, en: str) -> None:
    assert figures.money(wan) == (zh, exact)
    words.speak("en")
    assert figures.money(wan)[0] == en
    assert figures.money(wan)[1] == f"{Decimal(str(wan)) * 10_000:,.0f} yuan"


def test_a_card_rounds_a_large_count_and_keeps_the_exact_one_at_hand() -> None:
    kpi, now = kpis()["start_rate"], Number(1_234_567, 2_345_678, 1_234_567 / 2_345_678)
    shown = figures.figure(kpi, now, rounded=True)
    assert (shown.first, shown.behind, shown.exact) == ("123.5万", "/234.6万", "1,234,567/2,345,678")
    assert 'title="1,234,567/2,345,678"' in figure_html("span", shown)
    assert figures.figure(kpi, now).first == "1,234,567"
    assert "title" not in figure_html("span", figures.figure(kpi, Number(27, 38, 27 / 38), rounded=True))


def test_a_unit_is_said_for_one_and_for_many() -> None:
    kpi = kpis()["site_visits"]
    assert [figures.figure(kpi, Number(n, None, n)).behind for n in (1, 2)] == ["次", "次"]
    words.speak("en")
    assert [figures.figure(kpi, Number(n, None, n)).behind for n in (1, 2, 0)] == ["visit", "visits", "visits"]
    assert all(kpi.unit.en.endswith("s") for kpi in kpis().values())
