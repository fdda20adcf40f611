"""One switch rules the page: an earlier window, the plan, the target or the city; each card says what it knows."""

from __future__ import annotations

import re

import pytest

from pages.parts.overview.change_words import contributions
from queries.catalogue import kpis
from queries.change import difference
from queries.questions import Number
from tests.pages.conftest import Opener, said, shown


def change_of(page: str, kpi: str) -> str:
    """Return what a card says of the change, as plain words."""
    card = re.search(rf'<a class="card[^>]*data-kpi="{kpi}".*?</a>', page, re.DOTALL)
    assert card, kpi
    found = re.search(r'<span class="change.*?</small></span>|<span class="change.*?</span>', card[0], re.DOTALL)
    assert found, card[0]
    return re.sub("<[^>]*>", " ", found[0])


@pytest.mark.parametrize(
    ("compare", "kpi", "says"),
    [
        ("plan", "start_rate", r"▼\s+5\.2 个百分点\s+计划 29/38"),
        ("plan", "site_visits", "无计划"),
        ("target", "start_rate", r"▼\s+3\.9 个百分点\s+目标 75\.0%"),
        ("target", "site_visits", "无目标"),
        ("city", "start_rate", "无全市数字"),
    ],
)
def test_each_card_is_compared_with_what_is_asked_for_or_says_that_it_is_not_known(
    compare: str, kpi: str, says: str, open_page: Opener
) -> None:
    assert re.search(says, change_of(shown(open_page("overview", compare=compare)), kpi))


@pytest.mark.parametrize("compare", ["last_year", "last_period", "plan", "target", "city"])
def test_the_switch_marks_what_holds_and_the_kpi_page_keeps_it(compare: str, open_page: Opener) -> None:
    for page, more in (("overview", {}), ("kpi", {"kpi": "start_rate"})):
        html = shown(open_page(page, compare=compare, **more))
        switch = re.search(r'<p class="compare">.*?</p>', html, re.DOTALL)
        assert switch
        assert len(re.findall("<a ", switch[0])) == 5
        (marked,) = re.findall(r"<a [^>]*aria-current[^>]*>", switch[0])
        assert ("compare=" not in marked) if compare == "last_year" else (f"compare={compare}" in marked)


def test_a_period_that_is_not_over_is_compared_with_nothing(open_page: Opener) -> None:
    page = said(open_page("overview", to="2025-12-31"))
    assert "时段未完整，不作比较" in page
    assert "个百分点" not in change_of(shown(open_page("overview", to="2025-12-31")), "start_rate")


def test_english_says_the_same(open_page: Opener) -> None:
    page = shown(open_page("overview", compare="plan", lang="en"))
    assert re.search(r"5\.2 pts\s+Plan 29/38", change_of(page, "start_rate"))
    assert "no plan" in change_of(page, "site_visits")


def test_what_the_parts_of_a_rate_did_adds_up_by_hand() -> None:
    # 20/25 → 27/38: 7 more above the line at the mean of 1/38 and 1/25 bring 23.21 points; the longer list costs 32.16.
    # The page says 80.0 % and 71.1 %, 8.9 points less: so the list's share is said as 32.1.
    kpi = kpis()["start_rate"]
    now, before = Number(27, 38, 27 / 38), Number(20, 25, 20 / 25)
    assert contributions(kpi, now, before) == ["分子 +7，使比率 +23.2", "分母 +13，使比率 −32.1"]
    assert str(difference(kpi, now, before)) == "-8.9"
    assert contributions(kpi, Number(28, 38, 28 / 38), now) == ["分子 +1，使比率 +2.6", "分母不变"]


def test_a_rate_faces_a_target_in_points_and_a_mean_in_its_unit() -> None:
    every = kpis()
    assert str(difference(every["start_rate"], Number(27, 38, 27 / 38), Number(None, None, 0.75))) == "-3.9"
    assert str(difference(every["approval_days"], Number(26, 10, 2.6), Number(None, None, 5.0))) == "-2.4"
    assert difference(every["start_rate"], Number(0, 0, None), Number(None, None, 0.75)) is None
