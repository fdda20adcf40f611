"""The cards of the overview: their recent months, and the word that tells a signal from noise."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from etl.first_start import load_sample
from pages.parts import words
from pages.parts.address import Choice
from pages.parts.overview import card_data, cards
from pages.parts.place import Here, stand
from pages.parts.trend.data import trend_here
from pages.parts.trend.signal_words import LastMonth, last_month, verdict
from queries.catalogue import kpis
from queries.judged_trend import judged
from queries.warehouse import Warehouse, open_warehouse
from queries.windows import Window, month_end, shift
from queries.windows import months as months_of
from queries.xmr import Row, chart

HALF_YEAR = Window(date(2025, 1, 1), date(2025, 6, 30))
EVERY = kpis()
FLOWS = [kpi for kpi in EVERY.values() if kpi.kind == "flow"]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    folder: Path = tmp_path_factory.mktemp("cards") / "warehouse"
    load_sample(folder)
    words.speak("zh")
    return open_warehouse(folder)


def at(town: Warehouse, **chosen: object) -> Here:
    """Return the overview with what was chosen, and stand there."""
    here = Here("", Choice(**{"window": HALF_YEAR, **chosen}), town)  # type: ignore[arg-type]
    stand(here)
    return here


@pytest.mark.parametrize("where", [(), (("street", ("北宅街道",)),)], ids=["all", "a street"])
def test_a_card_says_of_the_last_month_what_the_trend_says(town: Warehouse, where: card_data.Where) -> None:
    here = at(town, where=where)
    told = 0
    for data in card_data.cards_here(here):
        kpi = EVERY[data.kpi]
        trend = trend_here(here, kpi, ())
        assert trend
        rows = judged(kpi, data.months)
        assert rows == trend.rows
        found, full = last_month(kpi, rows, "2025-01"), verdict(kpi, trend.rows)
        assert (found is None) == (kpi.kind == "stock" or full is None or full.word == "尚无界限")
        if found and full:
            told += 1
            assert found.means == full.means
            assert found.word.endswith("常态") or found.word.startswith("逐月") or not full.means
    assert told >= 10


def test_every_flow_shows_its_word_and_its_last_twelve_months(town: Warehouse) -> None:
    here = at(town)
    html = cards.wall(here.choice, EVERY, card_data.cards_here(here))
    shown = dict(re.findall(r'data-kpi="(\w+)"(.*?)</a>', html, re.DOTALL))
    for kpi in FLOWS:
        word = re.search(
            r"<small class=\"\w+\" title=[^>]*>(?:<i>◆</i> )?([^<]+)</small><span class=\"spark", shown[kpi.name]
        )
        assert word, kpi.name
        assert word[1] in unescape(re.search('aria-label="([^"]*)"', shown[kpi.name])[1])  # type: ignore[index]
    assert not re.search('"recent"><small', shown["start_rate"])
    polygon = re.search(r"polygon\(([^)]*)\)", shown["site_visits"])
    assert polygon
    assert len(polygon[1].split(",")) == 4 * 11


def test_months_before_there_was_any_data_are_neither_shown_nor_judged(town: Warehouse) -> None:
    assert town.first_day
    early = Window(town.first_day, month_end(shift(town.first_day, 2)))
    data = {card.kpi: card for card in card_data.cards_here(at(town, window=early))}
    months = data["site_visits"].months
    assert [month.month for month in months] == [month.name for month in months_of(early)]
    assert last_month(EVERY["site_visits"], judged(EVERY["site_visits"], months), months[0].month) is None
    assert cards.recent(None, months).count("<q") == 2


def rows_of(*values: float) -> list[Row]:
    return chart([f"2024-{at:02}" for at in range(1, len(values) + 1)], values, floor=0.0)


@pytest.mark.parametrize(
    ("values", "kpi", "means", "word"),
    [
        ((10, 11, 10, 9, 10, 11, 10, 9, 10, 30), "site_visits", "change", "高于常态"),
        ((10, 11, 10, 9, 10, 11, 10, 9, 10, 1), "blockers_resolved", "bad", "低于常态"),
        ((10, 11, 10, 9, 10, 11, 10, 9, 10, 1), "approval_days", "good", "低于常态"),
        ((20, 24, 14, 15, 16, 17, 18, 19, 20, 21), "blockers_resolved", "good", "逐月上升"),
        ((10, 11, 10, 9, 10, 11, 10, 9, 10, 10), "blockers_resolved", "", "正常波动"),
    ],
)
def test_the_word_is_a_fact_and_its_colour_what_it_means(
    values: tuple[float, ...], kpi: str, means: str, word: str
) -> None:
    words.speak("zh")
    found = last_month(EVERY[kpi], rows_of(*values), "2024-01")
    assert isinstance(found, LastMonth)
    assert (found.means, found.word) == (means, word)
    assert ("needs" in cards.recent(found, [])) == (means == "bad")


def test_limits_from_few_months_are_on_trial_and_a_point_beyond_them_is_not_also_close_to_them() -> None:
    words.speak("zh")
    few = last_month(EVERY["site_visits"], rows_of(10, 11, 10, 9, 10, 11, 10, 9, 10, 30), "2024-01")
    many = last_month(EVERY["site_visits"], rows_of(*[10, 11] * 5, 10, 30), "2024-01")
    assert few
    assert many
    assert few.why.endswith("（试用）")
    assert many.why == "12月：高于上限 · 有变化"


@pytest.mark.parametrize(
    "days",
    [
        (date(2025, 7, 1), date(2025, 9, 10)),
        (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2010, 1, 1), date(2010, 3, 31)),
    ],
    ids=["after the data", "long after", "before it"],
)
def test_a_card_without_a_whole_month_in_its_days_says_no_word(town: Warehouse, days: tuple[date, date]) -> None:
    here = at(town, window=Window(*days))
    html = cards.wall(here.choice, EVERY, card_data.cards_here(here))
    assert '"recent"' in html
    assert '"recent"><small' not in html


def test_a_window_that_ends_within_a_month_speaks_of_the_month_before(town: Warehouse) -> None:
    here = at(town, window=Window(date(2025, 1, 1), date(2025, 6, 12)))
    data = {card.kpi: card for card in card_data.cards_here(here)}["site_visits"]
    found = last_month(EVERY["site_visits"], judged(EVERY["site_visits"], data.months), "2025-01")
    assert found
    assert found.why.startswith("5月")
