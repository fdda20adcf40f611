"""The pivot: every cell is the headline of its corner, every margin an answer that exists already, for every KPI."""

from __future__ import annotations

import tempfile
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from queries.axes import MOST_GROUPS, PERIODS, Mark, axes_of, periods
from queries.catalogue import Kpi, kpis
from queries.pivot import WHOLE, Key, Pivot, TwoPeriods, pivot
from queries.questions import (
    NoSuchSplit,
    Number,
    Where,
    Window,
    default_window,
    groups,
    headline,
    trend,
)
from queries.warehouse import Warehouse, open_file
from tests.queries.conftest import Opener
from tests.queries.laws import close
from tests.queries.town import Row, town, window
from tests.queries.version_file import make_version

YEAR = Window(date(2025, 1, 1), date(2025, 12, 31))


def same(one: Number | None, other: Number | None) -> bool:
    """Say whether two numbers agree; nothing stands is the same as a count of none."""
    a, b = ((n.numerator or 0, n.denominator or 0, n.value or None) if n else (0, 0, None) for n in (one, other))
    return close(a[0], b[0]) and a[1] == b[1] and close(a[2], b[2])


def corner(
    kpi: Kpi, days: Window, found: Pivot, axes: tuple[str, str | None], keys: tuple[Key, Key]
) -> tuple[Window, Where]:
    """Return the window and the filters that one place of a pivot is about."""
    where: dict[str, tuple[str | None]] = {}
    for name, key in zip(axes, keys, strict=True):
        if isinstance(key, Mark) or name is None:
            continue
        if name in PERIODS:
            period = found.periods[str(key)]
            days = Window(period.first, period.last)
        else:
            where[name] = (key,)
    return days, where


def every_place_is_a_headline(
    warehouse: Warehouse, kpi: Kpi, days: Window, rows: str, columns: str | None, places: int = 1000
) -> None:
    """Hold every cell and margin of a pivot (the first ``places`` of each row) to the headline of the same rows."""
    found = pivot(warehouse, kpi, days, {}, rows, columns)
    for row in (Mark.ALL, *found.rows):
        for column in (Mark.ALL, *found.columns[:places]):
            asked, where = corner(kpi, days, found, (rows, columns), (row, column))
            assert same(found.at(row, column), headline(warehouse, kpi, asked, where)), (rows, row, columns, column)


def margins_are_the_answers_there_are(warehouse: Warehouse, kpi: Kpi, days: Window, rows: str, columns: str) -> None:
    """Hold the margins of a pivot to break-down, trend and headline, and its keys to those of the break-down."""
    found = pivot(warehouse, kpi, days, {}, rows, columns)
    assert same(found.numbers[WHOLE], headline(warehouse, kpi, days, {}))
    by_group: dict[Key, Number] = {
        group.label: Number(group.numerator, group.denominator, group.value)
        for group in groups(warehouse, kpi, days, {}, rows)
        if group.denominator or group.numerator
    }
    assert set(by_group) <= set(found.rows)
    assert all(same(found.at(label, Mark.ALL), by_group.get(label)) for label in found.rows)
    if columns == "month":
        points = trend(warehouse, kpi, days, {})
        assert [point.month for point in points] == list(found.columns)
        for point in points:
            now = found.at(Mark.ALL, point.month)
            assert same(now, Number(point.numerator, point.denominator, point.value)), point


@pytest.mark.parametrize("name", kpis())
def test_every_margin_on_the_sample_is_an_answer_there_is_already(name: str, sample: Warehouse) -> None:
    kpi, days = kpis()[name], default_window(sample)
    for rows in axes_of(kpi):
        if rows not in PERIODS:
            margins_are_the_answers_there_are(sample, kpi, days, rows, "month")


@pytest.mark.parametrize("name", kpis())
def test_every_cell_on_the_sample_is_a_headline(name: str, sample: Warehouse) -> None:
    kpi, days = kpis()[name], Window(date(2024, 11, 15), date(2025, 6, 30))
    for rows, columns in pairwise(axes_of(kpi)):
        if rows not in PERIODS:
            every_place_is_a_headline(sample, kpi, days, rows, columns, places=2)
    every_place_is_a_headline(sample, kpi, days, "quarter", "investment_type")
    every_place_is_a_headline(sample, kpi, days, "year", None)


@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(rows=town(), days=window)
def test_every_cell_of_a_random_town_is_a_headline(rows: dict[str, list[Row]], days: tuple[date, date]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_file(make_version(Path(folder) / "000001.duckdb", rows))) as warehouse,
    ):
        for kpi in kpis().values():
            every_place_is_a_headline(warehouse, kpi, Window(*days), "category", kpi.splits[-2])
            every_place_is_a_headline(warehouse, kpi, Window(*days), "workgroup", "year")
            every_place_is_a_headline(warehouse, kpi, Window(*days), "quarter", "street")


@pytest.mark.parametrize("first", [date(2022, 5, 1), date(2020, 1, 1)], ids=["38 months", "66 months"])
def test_many_months_of_different_projects_are_counted_as_few_are(first: date, sample: Warehouse) -> None:
    days = Window(first, date(2025, 6, 30))
    every_place_is_a_headline(sample, kpis()["projects_coordinated"], days, "month", "investment_type")


def test_a_filter_holds_in_every_cell(sample: Warehouse) -> None:
    kpi, days = kpis()["approvals_handled"], default_window(sample)
    where = {"category": ("城市更新",)}
    found = pivot(sample, kpi, days, where, "stage", "quarter")
    assert same(found.numbers[WHOLE], headline(sample, kpi, days, where))
    assert found.rows
    for stage in found.rows:
        assert isinstance(stage, str)
        assert same(found.at(stage, Mark.ALL), headline(sample, kpi, days, {**where, "stage": (stage,)}))


def of_departments(count: int) -> dict[str, list[Row]]:
    """Return meetings of one project with ``count`` departments, the first with the most, and of a second with each."""
    meetings: list[Row] = []
    for number in range(count):
        for repeat in range(2 + (number < 5)):
            meetings.append(
                {
                    "meeting_id": f"H{number}-{repeat}",
                    "project_id": f"P{repeat}",
                    "held_on": date(2025, 3, 1),
                    "meeting_type": "调度会",
                    "owner_department": f"部门{number:02d}",
                }
            )
    return {"project": [{"project_id": f"P{n}", "category": "公共服务"} for n in range(3)], "meeting": meetings}


def test_more_groups_than_a_person_reads_are_gathered_and_counted_from_their_own_rows(warehouse_of: Opener) -> None:
    warehouse, kpi = warehouse_of(of_departments(40)), kpis()["projects_coordinated"]
    found = pivot(warehouse, kpi, YEAR, {}, "department", "category")
    assert len(found.rows) == MOST_GROUPS
    assert found.rows[0] == "部门00"
    assert found.rows[-1] is Mark.REST
    # Eleven departments dispatched the same two projects: different projects, not a sum.
    assert same(found.at(Mark.REST, Mark.ALL), Number(2, None, 2))
    assert same(found.numbers[WHOLE], Number(3, None, 3))


def test_as_many_groups_as_a_person_reads_stand_by_themselves(warehouse_of: Opener) -> None:
    warehouse, kpi = warehouse_of(of_departments(MOST_GROUPS)), kpis()["projects_coordinated"]
    found = pivot(warehouse, kpi, YEAR, {}, "department", None)
    assert len(found.rows) == MOST_GROUPS
    assert Mark.REST not in found.rows


def test_the_largest_group_comes_first_and_months_as_they_passed(sample: Warehouse) -> None:
    kpi, days = kpis()["site_visits"], default_window(sample)
    found = pivot(sample, kpi, days, {}, "category", "month")
    sizes = [found.numbers[row, Mark.ALL].numerator or 0 for row in found.rows]
    assert sizes == sorted(sizes, reverse=True)
    assert found.columns == ("2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06")


def test_periods_are_cut_to_the_days_of_the_window() -> None:
    found = periods(Window(date(2024, 11, 20), date(2025, 4, 9)), "quarter")
    assert [(period.name, period.first, period.last) for period in found] == [
        ("2024-Q4", date(2024, 11, 20), date(2024, 12, 31)),
        ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025-Q2", date(2025, 4, 1), date(2025, 4, 9)),
    ]


def test_an_axis_that_is_not_there_or_says_the_same_twice_is_refused(sample: Warehouse) -> None:
    kpi, days = kpis()["site_visits"], default_window(sample)
    with pytest.raises(NoSuchSplit):
        pivot(sample, kpi, days, {}, "shoe_size", None)
    for rows, columns in (("category", "category"), ("month", "year")):
        with pytest.raises(TwoPeriods):
            pivot(sample, kpi, days, {}, rows, columns)
