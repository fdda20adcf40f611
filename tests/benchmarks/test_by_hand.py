"""What the benchmark measures against: to every question of every KPI the SQL by hand has the product's answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from benchmarks.by_hand import ByHand, questions_of, read_answer, read_rows, sql_of
from benchmarks.numbers import differences, product_question, window_of
from etl.first_start import load_sample
from queries.catalogue import kpis
from queries.questions import Headline, Window
from queries.warehouse import Warehouse, open_file, version_path

PAIRS = [(name, question) for name, kpi in kpis().items() for question in questions_of(kpi)]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Warehouse, ByHand]]:
    """Return the sample as the product opens it, and the same file as an expert would."""
    folder = tmp_path_factory.mktemp("by-hand")
    load_sample(folder)
    with closing(open_file(version_path(folder, 1))) as warehouse:
        by_hand = ByHand.open(warehouse.path)
        yield warehouse, by_hand
        by_hand.connection.close()


def test_every_kpi_is_asked_a_headline_two_break_downs_and_a_trend() -> None:
    assert len(PAIRS) == 4 * len(kpis())
    assert len(set(PAIRS)) == len(PAIRS)


@pytest.mark.parametrize(("name", "question"), PAIRS)
def test_the_answer_by_hand_is_the_products(name: str, question: str, town: tuple[Warehouse, ByHand]) -> None:
    warehouse, by_hand = town
    kpi = kpis()[name]
    window = window_of(warehouse, question)
    product = read_answer(kpi, product_question(warehouse, kpi, question, window)())
    found = read_rows(kpi, question, by_hand.ask(sql_of(kpi, question), window))
    assert any(any(figures) for figures in product.values())
    assert differences(product, found) == ""


@pytest.mark.parametrize(
    "window",
    [Window(date(2024, 2, 29), date(2024, 12, 31)), Window(date(2023, 11, 5), date(2025, 2, 14))],
    ids=["a leap day to the year's end", "over two new years, to the middle of a month"],
)
@pytest.mark.parametrize("name", kpis())
def test_the_answers_agree_over_other_days_too(name: str, window: Window, town: tuple[Warehouse, ByHand]) -> None:
    warehouse, by_hand = town
    kpi = kpis()[name]
    for question in questions_of(kpi):
        product = read_answer(kpi, product_question(warehouse, kpi, question, window)())
        found = read_rows(kpi, question, by_hand.ask(sql_of(kpi, question), window))
        assert differences(product, found) == "", question


def test_a_different_answer_is_seen() -> None:
    kpi = kpis()["start_rate"]
    product = read_answer(kpi, Headline(27, 38, 27 / 38, {"区级": 5}))
    assert differences(product, read_rows(kpi, "headline", [(None, 27, 38, None), ("区级", 0, 5, None)])) == ""
    assert differences(product, read_rows(kpi, "headline", [(None, 26, 38, None), ("区级", 0, 5, None)]))
    assert differences(product, read_rows(kpi, "headline", [(None, 27, 38, None), ("区级", 0, 4, None)]))
    assert differences(product, read_rows(kpi, "headline", [(None, 27, 38, None)]))
