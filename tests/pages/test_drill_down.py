"""What a bar or a point leads to is what it shows: over every KPI and every split, through the address alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from urllib.parse import parse_qs, urlsplit

import pytest

from etl.first_start import load_sample
from pages.parts import address, narrowing, steps, words
from pages.parts.address import Choice
from pages.parts.kpi.record_list import count
from pages.parts.kpi.record_table import Ask
from pages.parts.place import Here
from pages.parts.wrong_address import WrongAddress
from queries import questions
from queries.catalogue import Kpi, kpis
from queries.questions import Group, Number, Window, default_window
from queries.warehouse import Warehouse, open_warehouse

EVERY = kpis()


@pytest.fixture(autouse=True)
def chinese() -> None:
    words.speak("zh")


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """Return the warehouse of the invented town."""
    folder = tmp_path_factory.mktemp("drill") / "warehouse"
    load_sample(folder)
    warehouse = open_warehouse(folder)
    yield warehouse
    warehouse.close()


@cache
def values_of_filters(town: Warehouse) -> dict[str, list[str]]:
    return questions.values_of_splits(town, address.FILTERS)


def go(town: Warehouse, link: str) -> Here:
    """Return where a link leads, as the page would read it."""
    asked = parse_qs(urlsplit(link).query)
    return Here("kpi", address.read(asked, default_window(town), values_of_filters(town)), town)


def groups_at(at: Here, kpi: Kpi, split: str) -> list[Group]:
    return questions.groups(at.warehouse, kpi, at.window, at.filters, split)


def number_of(group: Group) -> Number:
    return Number(group.numerator, group.denominator, group.value)


def records_behind(at: Here, kpi: Kpi) -> int:
    """Return how many records (of distinct projects: projects) the record list of a page holds."""
    if kpi.shown_as != "distinct":
        return count(at, kpi, Ask(at.choice.part, at.choice.reason))
    rows = questions.records(at.warehouse, kpi, at.window, at.filters, at.choice.part)
    return len(set(rows.column("project_id").to_pylist()))


def leads_where_it_says(town: Warehouse, at: Here, kpi: Kpi, split: str, group: Group) -> None:
    leads = steps.of_group(at, kpi, split, group.label, number_of(group))
    behind = go(town, leads.records)
    assert records_behind(behind, kpi) == leads.counted, (split, group)
    assert questions.headline(town, kpi, behind.window, behind.filters).value == group.value, (split, group)
    if leads.rest:
        assert records_behind(go(town, leads.rest), kpi) == leads.rest_counted == group.denominator - group.numerator
    page = go(town, leads.page)
    assert questions.headline(town, kpi, page.window, page.filters).value == group.value, (split, group)


@pytest.mark.parametrize("name", sorted(EVERY))
def test_the_records_behind_every_bar_are_as_many_as_it_shows(name: str, town: Warehouse) -> None:
    kpi, at = EVERY[name], go(town, f"kpi?kpi={name}&compare=last_period")
    for split in kpi.splits:
        found = groups_at(at, kpi, split)
        assert found, split
        for group in found:
            leads_where_it_says(town, at, kpi, split, group)


@pytest.mark.parametrize("name", sorted(EVERY))
def test_one_step_deeper_every_bar_still_shows_its_records(name: str, town: Warehouse) -> None:
    kpi, at = EVERY[name], go(town, f"kpi?kpi={name}&compare=last_period")
    outer = kpi.splits[-1]
    largest = groups_at(at, kpi, outer)[0]
    leads = steps.of_group(at, kpi, outer, largest.label, number_of(largest))
    assert {split for split, _href in leads.breakdowns} == {*kpi.splits} - {outer}
    for split, href in leads.breakdowns:
        inside = go(town, href)
        assert (inside.choice.by, inside.choice.compare) == (split, "last_period")
        for group in groups_at(inside, kpi, split)[:3]:
            leads_where_it_says(town, inside, kpi, split, group)


@pytest.mark.parametrize("name", sorted(EVERY))
def test_a_point_of_the_trend_leads_to_its_month(name: str, town: Warehouse) -> None:
    kpi, at = EVERY[name], go(town, f"kpi?kpi={name}&within=category:城市更新")
    for point in questions.trend(town, kpi, Window(date(2024, 7, 1), at.window.last), at.filters):
        window = Window(date.fromisoformat(f"{point.month}-01"), point.last)
        leads = steps.of_window(at, kpi, window, Number(point.numerator, point.denominator, point.value))
        there = go(town, leads.records)
        assert there.window == window
        assert records_behind(there, kpi) == leads.counted


def test_filtering_the_page_by_a_split_that_every_page_has_is_a_filter(town: Warehouse) -> None:
    kpi = EVERY["site_visits"]
    at = go(town, "kpi?kpi=site_visits&within=mode:现场&level=市级")
    leads = steps.of_group(at, kpi, "street", "中韩街道", Number(1, None, 1.0))
    on = go(town, leads.page)
    assert on.choice.filters == {"level": ("市级",), "street": ("中韩街道",)}
    assert on.choice.within == (("mode", "现场"),)
    assert go(town, address.link(on.choice, "")).choice.filters == on.choice.filters
    assert "within" not in address.link(on.choice, "")


def test_the_way_back_is_told_step_by_step(town: Warehouse) -> None:
    at = go(town, "kpi?kpi=start_rate&within=category:城市更新&within=street:中韩街道&version=1&compare=last_period")
    crumbs = steps.crumbs(at)
    assert [said for said, _href in crumbs] == ["项目类别：城市更新", "街道：中韩街道"]
    back = go(town, crumbs[0][1]).choice
    assert back.within == (("category", "城市更新"),)
    assert (back.version, back.compare) == (1, "last_period")


@pytest.mark.parametrize(
    ("within", "said"),
    [
        ("within=channel:走访", "不能按“渠道”收窄"),
        ("within=street", "不能按“街道”收窄"),
        ("within=street:中韩街道&within=street:跨街道", "收窄了两次"),
        ("within=street:中韩街道&street=跨街道", "什么也不剩"),
    ],
)
def test_what_cannot_be_narrowed_is_told(within: str, said: str, town: Warehouse) -> None:
    with pytest.raises(WrongAddress, match=said) as told:
        go(town, f"kpi?kpi=start_rate&{within}")
    assert told.value.without == ("within",)


@pytest.mark.parametrize(("month", "said"), [("2019-01", "不在所选时间段内"), ("一月", "不是一个月份")])
def test_a_month_that_cannot_be_shown_is_told(month: str, said: str) -> None:
    with pytest.raises(WrongAddress, match=said):
        narrowing.narrow((("month", month),), EVERY["site_visits"], {}, Window(date(2025, 1, 1), date(2025, 6, 30)))


def test_records_that_do_not_say_are_a_group_of_their_own() -> None:
    within = narrowing.read_within([narrowing.said("team", None)], EVERY["site_visits"])
    assert within == (("team", None),)
    assert narrowing.narrow(within, EVERY["site_visits"], {}, Window(date.min, date.max))[0] == {"team": (None,)}


def test_a_kpi_is_not_narrowed_when_none_is_named(town: Warehouse) -> None:
    choice: Choice = go(town, "kpi?within=street:中韩街道").choice
    assert (choice.within, choice.where) == ((), ())
