"""Every choice survives the way into the address and back, and a wrong address is a sentence, never an exception."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.parts import address
from pages.parts.address import WrongAddress
from queries.questions import Window

DEFAULT = Window(date(2025, 1, 1), date(2025, 6, 30))
VALUES = {
    "category": ["城市更新", "公共服务", "A&B=C"],
    "investment_type": ["社会投资"],
    "street": ["中韩街道", "跨街道"],
    "level": ["省级", "市级"],
    "workgroup": ["用地规划"],
}


def read(link: str) -> address.Choice:
    return address.read(parse_qs(urlsplit(link).query), DEFAULT, VALUES)


def test_an_empty_address_means_the_default_window_and_no_filter() -> None:
    choice = read("./")
    assert choice.window == DEFAULT
    assert choice.filters == {}
    assert choice.compare == "last_year"


def test_a_link_keeps_filters_and_drops_what_belongs_to_one_page() -> None:
    choice = read("kpi?category=城市更新&category=公共服务&kpi=start_rate&part=remainder&from=2024-01-01&lang=en")
    on = read(address.link(choice, ""))
    assert on.filters == {"category": ("城市更新", "公共服务")}
    assert on.window.first == date(2024, 1, 1)
    assert on.kpi is None
    assert "lang=en" in address.link(choice, "")


def test_a_link_on_the_same_page_keeps_also_what_belongs_to_it() -> None:
    choice = read("kpi?kpi=start_rate&by=street&part=remainder")
    assert read(address.here(choice, "kpi", part=None)).by == "street"
    assert read(address.here(choice, "kpi", part=None)).part == "counted"


def test_every_month_from_which_limits_start_anew_stays_on_its_page() -> None:
    choice = read("kpi?kpi=site_visits&rebase=2024-03&rebase=2025-01")
    assert choice.rebase == ("2024-03", "2025-01")
    assert read(address.here(choice, "kpi", part="all")).rebase == choice.rebase
    assert read(address.link(choice, "kpi")).rebase == ()
    with pytest.raises(WrongAddress, match="2025-06"):
        read("kpi?rebase=2025-13")


days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
filters = st.fixed_dictionaries(
    {}, optional={name: st.lists(st.sampled_from(values), min_size=1, unique=True) for name, values in VALUES.items()}
)


@given(filters, st.tuples(days, days).map(sorted), st.sampled_from(address.PARTS), st.sampled_from(address.COMPARISONS))
def test_every_choice_comes_back_from_its_address(
    where: dict[str, list[str]], window: list[date], part: str, compare: str
) -> None:
    choice = read("./")
    changes = {name: tuple(values) for name, values in where.items()}
    link = address.link(choice, "kpi", from_=window[0], to=window[1], kpi="x", part=part, compare=compare, **changes)
    back = read(link)
    assert back.filters == changes
    assert back.window == Window(*window)
    assert (back.kpi, back.part, back.compare) == ("x", part, compare)
    assert address.here(back, "kpi") == link


@pytest.mark.parametrize(
    "query",
    [
        "from=2025-02-30",
        "to=yesterday",
        "from=1999-01-01",
        "from=2025-06-01&to=2025-01-01",
        "category=没有这一类",
        "colour=blue",
        "part=half",
        "compare=never",
        "version=abc",
        "version=-1",
        "sheet=0",
        "version=１２",
    ],
)
def test_what_is_not_understood_is_said_and_named(query: str) -> None:
    with pytest.raises(WrongAddress) as mistake:
        read(f"./?{query}")
    assert str(mistake.value)
    back = address.without(parse_qs(query), mistake.value.without, "kpi")
    assert read(back)


def test_the_way_back_keeps_what_was_right() -> None:
    back = address.without({"kpi": ["start_rate"], "from": ["x"], "level": ["省级"], "zzz": ["1"]}, ("from",), "kpi")
    assert parse_qs(urlsplit(back).query) == {"kpi": ["start_rate"], "level": ["省级"]}
