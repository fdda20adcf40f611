"""Questions asked of a KPI: change and its causes, nothing below the line, pages of records, filters and groups."""

from __future__ import annotations

from datetime import date

import pytest

from queries import groups as groups_of_projects
from queries.catalogue import kpis
from queries.change import change
from queries.headline import Headline
from queries.questions import (
    NoSuchSplit,
    Window,
    groups,
    headline,
    record_count,
    records,
    split_values,
    trend,
)
from tests.queries.conftest import Opener

FIRST_HALF = Window(date(2025, 1, 1), date(2025, 6, 30))
VISIT = {"project_id": "P1", "visit_mode": "现场"}


def shown(numerator: float | None, denominator: int | None, value: float | None) -> Headline:
    return Headline(numerator, denominator, value, {})


def test_a_change_of_a_rate_is_split_into_more_started_and_a_longer_list() -> None:
    found = change(shown(27, 38, 27 / 38), shown(20, 25, 0.8), kpis()["start_rate"])
    assert (found.numerator, found.denominator) == (7, 13)
    assert found.value == pytest.approx(27 / 38 - 0.8)
    assert found.by_numerator is not None
    assert found.by_denominator is not None
    assert found.by_numerator > 0 > found.by_denominator
    assert found.by_numerator + found.by_denominator == pytest.approx(found.value)


def test_a_change_with_the_same_list_is_all_in_the_numerator() -> None:
    found = change(shown(3, 4, 0.75), shown(2, 4, 0.5), kpis()["start_rate"])
    assert (found.by_numerator, found.by_denominator) == (pytest.approx(0.25), pytest.approx(0))


def test_a_change_of_a_count_is_its_difference() -> None:
    found = change(shown(53, None, 53), shown(50, None, 50), kpis()["site_visits"])
    assert (found.value, found.numerator, found.by_numerator, found.denominator) == (3, 3, 3, None)


def test_there_is_no_change_against_nothing() -> None:
    found = change(shown(3, 4, 0.75), shown(0, 0, None), kpis()["start_rate"])
    assert (found.value, found.by_numerator, found.by_denominator) == (None, None, None)
    assert (found.numerator, found.denominator) == (3, 4)


@pytest.mark.parametrize("name", kpis())
def test_an_empty_town_has_no_rate_and_no_average_but_a_count_of_nothing(name: str, warehouse_of: Opener) -> None:
    kpi, warehouse = kpis()[name], warehouse_of({})
    found = headline(warehouse, kpi, FIRST_HALF, {})
    is_counted = kpi.shown_as in ("count", "distinct")
    assert found.value == (0 if is_counted else None)
    assert found.denominator == (None if is_counted else 0)
    assert found.numerator == (None if kpi.shown_as == "median" else 0)
    assert (found.left_out, found.median) == ({}, None)
    assert groups(warehouse, kpi, FIRST_HALF, {}, "category") == []
    points = trend(warehouse, kpi, FIRST_HALF, {})
    assert [point.month for point in points] == [f"2025-0{month}" for month in range(1, 7)]
    assert {point.value for point in points} == {found.value}
    assert records(warehouse, kpi, FIRST_HALF, {}, "all").num_rows == 0


def test_records_come_in_pages_of_a_total_order(warehouse_of: Opener) -> None:
    visits = [{**VISIT, "visit_id": f"V{n:02d}", "visited_on": date(2025, 3, 1 + n % 3)} for n in range(20)]
    warehouse = warehouse_of({"project": [{"project_id": "P1"}], "visit": visits})
    kpi = kpis()["site_visits"]
    whole = records(warehouse, kpi, FIRST_HALF, {}).to_pylist()
    pages = [records(warehouse, kpi, FIRST_HALF, {}, limit=6, offset=at).to_pylist() for at in range(0, 24, 6)]
    assert [row for page in pages for row in page] == whole
    order = [(-row["happened_on"].toordinal(), row["record_id"]) for row in whole]
    assert order == sorted(order)


def test_a_record_that_is_not_counted_adds_nothing_and_says_why(warehouse_of: Opener) -> None:
    blockers = [
        {"blocker_id": "B1", "project_id": "P1", "found_on": date(2025, 2, 1), "verified_on": date(2025, 3, 1)},
        {"blocker_id": "B2", "project_id": "P1", "found_on": date(2025, 7, 1)},
        {"blocker_id": "B3", "project_id": "P1", "found_on": date(2025, 2, 1)},
    ]
    warehouse = warehouse_of({"project": [{"project_id": "P1"}], "blocker": blockers})
    kpi = kpis()["blocker_resolution_rate"]
    found = {row["record_id"]: row for row in records(warehouse, kpi, FIRST_HALF, {}, "all").to_pylist()}
    assert {name: (row["numerator"], row["denominator"], row["left_out"]) for name, row in found.items()} == {
        "B1": (1, 1, None),
        "B2": (0, 0, "未到发现日期"),
        "B3": (0, 1, None),
    }
    assert record_count(warehouse, kpi, FIRST_HALF, {}, "left_out", "未到发现日期") == 1
    assert record_count(warehouse, kpi, FIRST_HALF, {}, "left_out", "另一个原因") == 0


@pytest.mark.parametrize("name", kpis())
def test_every_reason_can_be_asked_for_also_one_that_no_record_has(name: str, warehouse_of: Opener) -> None:
    visit = {**VISIT, "visit_id": "V1", "visited_on": date(2025, 3, 1)}
    warehouse, kpi = warehouse_of({"project": [{"project_id": "P1"}], "visit": [visit]}), kpis()[name]
    for reason in (*kpi.left_out, "没有这个原因"):
        left_out = headline(warehouse, kpi, FIRST_HALF, {}).left_out.get(reason, 0)
        assert record_count(warehouse, kpi, FIRST_HALF, {}, "left_out", reason) == left_out
        assert records(warehouse, kpi, FIRST_HALF, {}, "left_out", reason).num_rows == left_out


def test_a_filter_takes_several_values_and_the_empty_one(warehouse_of: Opener) -> None:
    projects = [{"project_id": f"P{n}", "category": c} for n, c in enumerate(["公共服务", "城市更新", None])]
    visits = [{**VISIT, "visit_id": f"V{n}", "project_id": f"P{n}", "visited_on": date(2025, 3, 1)} for n in range(3)]
    warehouse = warehouse_of({"project": projects, "visit": visits})
    kpi = kpis()["site_visits"]

    def counted(*values: str | None) -> float | None:
        return headline(warehouse, kpi, FIRST_HALF, {"category": values}).value

    assert [counted("公共服务"), counted("公共服务", "城市更新"), counted(None), counted("公共服务", None)] == [
        1,
        2,
        1,
        2,
    ]
    assert counted() == 3
    assert [group.label for group in groups(warehouse, kpi, FIRST_HALF, {}, "category")] == [
        "公共服务",
        "城市更新",
        None,
    ]


def test_a_split_the_kpi_does_not_have_is_refused_before_any_sql_is_made_of_it(warehouse_of: Opener) -> None:
    warehouse, kpi = warehouse_of({}), kpis()["start_rate"]
    for split in ("escalation", "1=1 OR level", "record_id; DROP TABLE x"):
        with pytest.raises(NoSuchSplit, match="start_rate"):
            headline(warehouse, kpi, FIRST_HALF, {split: ("a",)})
        with pytest.raises(NoSuchSplit, match="level"):
            groups(warehouse, kpi, FIRST_HALF, {}, split)
    assert headline(warehouse, kpi, FIRST_HALF, {"level": ("' OR '1'='1",)}).denominator == 0


def test_the_months_of_a_flow_are_groups_like_any_other(warehouse_of: Opener) -> None:
    days = [date(2025, 1, 31), date(2025, 3, 1), date(2025, 3, 31), date(2025, 7, 1)]
    visits = [{**VISIT, "visit_id": f"V{n}", "visited_on": day} for n, day in enumerate(days)]
    warehouse = warehouse_of({"project": [{"project_id": "P1"}], "visit": visits})
    for name, numbers in (("site_visits", [2, 1]), ("projects_served", [1, 1])):
        found = groups(warehouse, kpis()[name], FIRST_HALF, {}, "month")
        assert sorted((group.label, group.value) for group in found) == [
            ("2025-01", numbers[1]),
            ("2025-03", numbers[0]),
        ]
    march = headline(warehouse, kpis()["site_visits"], FIRST_HALF, {"month": ("2025-03",)})
    assert march.value == 2


@pytest.mark.parametrize("labels", [0, 1, 7, 70, 300])
def test_projects_gathered_in_one_pass_are_those_counted_group_by_group(
    labels: int, warehouse_of: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    departments = [None, *[f"第{n}科" for n in range(labels)]]
    meetings = [
        {"meeting_id": f"M{n}", "project_id": f"P{n * n % 7}", "held_on": date(2025, 3, 1), "meeting_type": "调度会"}
        | {"owner_department": departments[n % len(departments)]}
        for n in range(3 * labels)
    ]
    projects = [{"project_id": f"P{n}"} for n in range(7)]
    warehouse = warehouse_of({"project": projects, "meeting": meetings})
    kpi = kpis()["projects_coordinated"]
    one_by_one = groups(warehouse, kpi, FIRST_HALF, {}, "department")
    monkeypatch.setattr(groups_of_projects, "FEW_ROWS", 0)
    assert groups(warehouse, kpi, FIRST_HALF, {}, "department") == one_by_one
    assert len(one_by_one) == (labels + 1 if labels else 0)


def test_the_values_of_a_split_come_in_the_bureaus_order_and_then_what_records_say(warehouse_of: Opener) -> None:
    warehouse = warehouse_of({"project": [{"project_id": "P1", "category": "其他类"}]})
    found = split_values(warehouse, "category")
    assert (found[0], found[-1], len(found)) == ("产业与科创", "其他类", 8)
    assert split_values(warehouse, "no_such_split") == []
