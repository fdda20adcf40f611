"""The sample lands on every figure of the newspaper report, as the product's own questions count it."""

from __future__ import annotations

from datetime import date

import pytest

from queries.catalogue import kpis
from queries.lists import list_rows, list_sums, lists
from queries.questions import Window, default_window, groups, headline
from queries.warehouse import Warehouse

LAST = date(2025, 6, 30)
SINCE_THE_FOUNDING = Window(date(2025, 1, 2), LAST)
THIS_YEAR = Window(date(2025, 1, 1), LAST)
IN_ALL = Window(date(2023, 7, 1), LAST)


def count(warehouse: Warehouse, kpi: str, window: Window) -> int:
    """Return the number a card shows."""
    return int(headline(warehouse, kpis()[kpi], window, {}).numerator or 0)


def test_the_sample_is_complete_to_the_end_of_june_2025(started: Warehouse) -> None:
    assert started.complete_to == LAST
    assert set(started.freshness.values()) == {LAST}
    assert default_window(started) == THIS_YEAR


def test_f1_27_of_38_key_construction_projects_have_started(started: Warehouse) -> None:
    answer = headline(started, kpis()["start_rate"], THIS_YEAR, {})
    assert (answer.numerator, answer.denominator) == (27, 38)


def test_two_of_the_29_that_should_have_started_have_not(started: Warehouse) -> None:
    answer = headline(started, kpis()["planned_start_rate"], THIS_YEAR, {})
    assert (answer.numerator, answer.denominator) == (27, 29)


def test_f2_some_fifty_visits_on_site_since_the_team_was_founded(started: Warehouse) -> None:
    assert 50 <= count(started, "site_visits", SINCE_THE_FOUNDING) <= 59
    assert count(started, "site_visits", SINCE_THE_FOUNDING) == count(started, "site_visits", THIS_YEAR)


def test_f3_forty_projects_coordinated_since_the_team_was_founded(started: Warehouse) -> None:
    assert count(started, "projects_coordinated", SINCE_THE_FOUNDING) == 40
    assert count(started, "projects_coordinated", THIS_YEAR) == 40


@pytest.mark.parametrize("window", [THIS_YEAR, IN_ALL], ids=["this year", "in all"])
def test_f4_and_f8_some_seventy_and_some_forty_blockers_that_overlap_in_part(
    started: Warehouse, window: Window
) -> None:
    sums = list_sums(started, lists()["blockers_by_team"], window, {})
    assert 70 <= sums["gold"] <= 79
    assert 40 <= sums["hall_or_studio"] <= 49
    assert 0 < sums["both"] < sums["hall_or_studio"]
    assert sums["either"] == sums["gold"] + sums["hall_or_studio"] - sums["both"]


@pytest.mark.parametrize(
    ("kpi", "low"),
    [("consultations_handled", 600), ("projects_served", 300), ("approvals_handled", 600)],
    ids=["F5", "F6", "F7"],
)
def test_f5_f6_and_f7_are_some_hundreds_in_all(started: Warehouse, kpi: str, low: int) -> None:
    assert low <= count(started, kpi, IN_ALL) <= low + 99


def test_f9_some_180_projects_got_a_plan_this_year_and_some_of_them_have_passed(started: Warehouse) -> None:
    kpi = kpis()["customised_plans"]
    assert 180 <= count(started, "customised_plans", THIS_YEAR) <= 189
    passed = {group.label: group.numerator or 0 for group in groups(started, kpi, THIS_YEAR, {}, "passed")}
    assert 0 < passed["是"] < passed["否"]


def test_f10_we_have_been_first_in_the_city_for_nine_months_and_never_before(started: Warehouse) -> None:
    rows = list_rows(started, lists()["district_rank"], IN_ALL, {})
    ours = {row["month"]: row["months_first"] for row in rows if row["is_ours"]}
    assert [ours[month] for month in sorted(ours)] == [0] * 15 + list(range(1, 10))
    latest = [row for row in rows if row["month"] == date(2025, 6, 1)]
    assert [row["district"] for row in latest if row["rank"] == 1] == ["崂山区"]
    assert len(latest) == 10


def test_f11_every_workgroup_has_its_work(started: Warehouse) -> None:
    known = {name for (name,) in started.rows("SELECT workgroup FROM reference.workgroup")}
    assert len(known) == 8
    for relation in ("record.visit", "record.blocker", "record.milestone"):
        found = {name for (name,) in started.rows(f"SELECT DISTINCT workgroup FROM {relation}")}
        assert found <= known
    served = groups(started, kpis()["site_visits"], IN_ALL, {}, "workgroup")
    assert {group.label for group in served if group.numerator} == known


@pytest.mark.parametrize(
    ("split", "number"), [("category", 7), ("investment_type", 2), ("street", 6)], ids=["F12", "F13", "streets"]
)
def test_f12_and_f13_every_axis_is_there_in_full(started: Warehouse, split: str, number: int) -> None:
    for kpi in ("start_rate", "approvals_handled", "projects_served"):
        found = groups(started, kpis()[kpi], IN_ALL, {}, split)
        assert len([group for group in found if group.label and group.numerator]) == number, kpi


def test_what_should_grow_has_grown_since_a_year_before(started: Warehouse) -> None:
    before = Window(date(2024, 1, 1), date(2024, 6, 30))
    for kpi in kpis().values():
        if kpi.better != "lower":
            then, now = (headline(started, kpi, window, {}).value for window in (before, THIS_YEAR))
            assert then is not None, kpi.name
            assert now is not None, kpi.name
            assert then < now, kpi.name


def test_the_same_day_a_year_before_24_of_37_had_started(started: Warehouse) -> None:
    answer = headline(started, kpis()["start_rate"], Window(date(2024, 1, 1), date(2024, 6, 30)), {})
    assert (answer.numerator, answer.denominator) == (24, 37)
