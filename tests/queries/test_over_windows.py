"""A KPI over several windows at once says of each window what its headline says."""

from __future__ import annotations

import tempfile
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.catalogue import kpis
from queries.questions import NoSuchSplit, Number, Window, headline, over_windows
from queries.warehouse import open_file
from queries.windows import months
from tests.queries.conftest import Opener
from tests.queries.laws import close
from tests.queries.town import Row, town, window
from tests.queries.version_file import make_version

several = st.lists(window, min_size=1, max_size=5)


def same(one: Number, other: Number) -> bool:
    return (
        close(one.numerator, other.numerator) and one.denominator == other.denominator and close(one.value, other.value)
    )


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(rows=town(), days=several, category=st.sampled_from([None, "城市更新", "公共服务"]))
def test_every_window_gets_the_number_of_its_headline(
    rows: dict[str, list[Row]], days: list[tuple[date, date]], category: str | None
) -> None:
    windows = [Window(*span) for span in days]
    where = {"category": (category,)} if category else {}
    with tempfile.TemporaryDirectory() as folder:
        path = make_version(Path(folder) / "000001.duckdb", rows)
        with closing(open_file(path)) as warehouse:
            for name, kpi in kpis().items():
                found = over_windows(warehouse, kpi, windows, where)
                assert len(found) == len(windows)
                for one, asked in zip(found, windows, strict=True):
                    assert same(one, headline(warehouse, kpi, asked, where)), (name, asked)


def test_more_windows_than_a_number_has_bits_are_counted_all_the_same(warehouse_of: Opener) -> None:
    begin = date(2024, 1, 1)
    visits = [
        {"visit_id": f"V{n}", "project_id": f"P{n % 3}", "visited_on": begin + timedelta(n), "visit_mode": "现场"}
        for n in range(200)
    ]
    projects = [{"project_id": f"P{n}", "category": "城市更新"} for n in range(3)]
    warehouse = warehouse_of({"project": projects, "visit": visits})
    windows = [Window(begin, begin + timedelta(n)) for n in range(150)]
    kpi = kpis()["projects_served"]
    assert [number.value for number in over_windows(warehouse, kpi, windows, {})] == [1, 2, *[3] * 148]


def test_months_and_their_year_are_asked_for_together(warehouse_of: Opener) -> None:
    warehouse = warehouse_of({})
    year = Window(date(2025, 1, 1), date(2025, 6, 30))
    windows = [year, *(Window(month.first, month.last) for month in months(year))]
    for kpi in kpis().values():
        assert [number.value for number in over_windows(warehouse, kpi, windows, {})] == [
            headline(warehouse, kpi, asked, {}).value for asked in windows
        ]


def test_no_window_is_no_number_and_an_unknown_split_is_refused(warehouse_of: Opener) -> None:
    warehouse = warehouse_of({})
    kpi = kpis()["site_visits"]
    assert over_windows(warehouse, kpi, [], {}) == []
    with pytest.raises(NoSuchSplit):
        over_windows(warehouse, kpi, [Window(date(2025, 1, 1), date(2025, 1, 2))], {"escalation": ("专班",)})
