"""Windows: the default one, how far data is complete, and what a window is fairly compared with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.catalogue import kpis
from queries.questions import Window, complete_to, default_window, earlier, trend
from tests.queries.conftest import Opener


def window(first: str, last: str) -> Window:
    """Return the window from one day to another, both in ISO form."""
    return Window(date.fromisoformat(first), date.fromisoformat(last))


def test_the_default_window_is_the_year_of_the_last_complete_day_up_to_it(warehouse_of: Opener) -> None:
    warehouse = warehouse_of({}, complete_to=date(2024, 2, 29))
    assert default_window(warehouse) == window("2024-01-01", "2024-02-29")


def test_a_kpi_is_complete_up_to_the_last_day_that_all_its_record_types_have_reached(warehouse_of: Opener) -> None:
    warehouse = warehouse_of({})
    assert complete_to(warehouse, kpis()["projects_served"]) == date(2025, 6, 30)
    warehouse.freshness["acceptance"] = date(2025, 4, 30)
    assert complete_to(warehouse, kpis()["projects_served"]) == date(2025, 4, 30)
    assert complete_to(warehouse, kpis()["site_visits"]) == date(2025, 6, 30)
    del warehouse.freshness["visit"]
    assert complete_to(warehouse, kpis()["site_visits"]) is None


@pytest.mark.parametrize(
    ("asked", "last_year", "last_period"),
    [
        # January to September faces January to September, never the whole year.
        ("2025-01-01 2025-09-30", "2024-01-01 2024-09-30", "2024-04-01 2024-12-31"),
        # Whole months face whole months, however long they are.
        ("2025-01-01 2025-02-28", "2024-01-01 2024-02-29", "2024-11-01 2024-12-31"),
        ("2024-02-01 2024-02-29", "2023-02-01 2023-02-28", "2024-01-01 2024-01-31"),
        ("2025-03-01 2025-03-31", "2024-03-01 2024-03-31", "2025-02-01 2025-02-28"),
        ("2024-01-01 2024-12-31", "2023-01-01 2023-12-31", "2023-01-01 2023-12-31"),
        # A month that is not over faces as many days of the other month.
        ("2025-03-01 2025-03-15", "2024-03-01 2024-03-15", "2025-02-01 2025-02-15"),
        ("2025-03-01 2025-03-30", "2024-03-01 2024-03-30", "2025-02-01 2025-02-28"),
        ("2025-01-01 2025-05-14", "2024-01-01 2024-05-14", "2024-08-01 2024-12-14"),
        # The leap day has no counterpart: its neighbour stands in, and a 28 February alone stays one day.
        ("2024-01-01 2024-02-29", "2023-01-01 2023-02-28", "2023-11-01 2023-12-31"),
        ("2024-02-29 2024-02-29", "2023-02-28 2023-02-28", "2024-02-28 2024-02-28"),
        ("2025-02-28 2025-02-28", "2024-02-28 2024-02-28", "2025-02-27 2025-02-27"),
        ("2025-01-15 2025-02-28", "2024-01-15 2024-02-28", "2024-12-01 2025-01-14"),
        # Any other window faces as many days just before it.
        ("2025-01-10 2025-01-19", "2024-01-10 2024-01-19", "2024-12-31 2025-01-09"),
    ],
)
def test_a_window_is_compared_fairly(asked: str, last_year: str, last_period: str) -> None:
    assert earlier(window(*asked.split())) == window(*last_year.split())
    assert earlier(window(*asked.split()), "last_year") == window(*last_year.split())
    assert earlier(window(*asked.split()), "last_period") == window(*last_period.split())


@given(first=st.dates(date(2016, 1, 1), date(2035, 12, 31)), days=st.integers(0, 800))
def test_an_earlier_window_lies_before_and_is_never_turned_round(first: date, days: int) -> None:
    asked = Window(first, first + timedelta(days))
    for compare in ("last_year", "last_period"):
        before = earlier(asked, compare)
        assert before.first <= before.last < asked.last
        assert before.first < asked.first
    assert earlier(asked, "last_period").last < asked.first


def test_another_comparison_is_refused() -> None:
    with pytest.raises(ValueError, match="last_month"):
        earlier(window("2025-01-01", "2025-06-30"), "last_month")


def test_a_month_is_complete_when_all_of_it_is_asked_for_and_there(warehouse_of: Opener) -> None:
    warehouse = warehouse_of({}, complete_to=date(2025, 5, 31))
    asked = window("2025-01-15", "2025-06-30")
    flow = [point.is_complete for point in trend(warehouse, kpis()["site_visits"], asked, {})]
    stock = [point.is_complete for point in trend(warehouse, kpis()["start_rate"], asked, {})]
    assert flow == [False, True, True, True, True, False]
    assert stock == [True, True, True, True, True, False]
    half = trend(warehouse, kpis()["start_rate"], window("2025-05-01", "2025-05-30"), {})
    assert [(point.last, point.is_complete) for point in half] == [(date(2025, 5, 30), False)]


@pytest.mark.parametrize(
    ("earliest", "known"),
    [("2025-02-03", "2025-01"), ("2024-11-20", "2024-11")],
    ids=["the first file", "a first file that brought earlier records along"],
)
def test_months_before_visits_were_reported_are_not_known_to_be_empty(
    earliest: str, known: str, warehouse_of: Opener
) -> None:
    visit = {"project_id": "P1", "visited_on": date.fromisoformat(earliest), "visit_mode": "现场"}
    warehouse = warehouse_of(
        {"project": [{"project_id": "P1", "project_name": "湾畔"}], "visit": [{**visit, "visit_id": "V1"}]},
        first_month=date(2023, 7, 1),
        begun={"visit": date(2025, 1, 1)},
    )
    asked = window("2024-07-01", "2025-06-30")
    months = trend(warehouse, kpis()["site_visits"], asked, {})
    assert [month.is_complete for month in months] == [month.month >= known for month in months]
    assert all(month.is_complete for month in trend(warehouse, kpis()["start_rate"], asked, {}))
