"""A month cube says of whole months what the rows say, whatever the filters; what it cannot say is left to the rows."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries import cube_making
from queries.catalogue import Kpi, kpis
from queries.cube_making import make_cube
from queries.kept_cubes import keep_cube, kept_cube
from queries.questions import Window, headline, over_windows
from queries.warehouse import open_file
from queries.windows import month_end
from tests.queries.conftest import Opener
from tests.queries.laws import close
from tests.queries.town import Row, town, window
from tests.queries.version_file import make_version

SPLITS = ("category", "investment_type", "street", "level", "workgroup")
WORDS: dict[str, Sequence[str | None]] = {
    "category": ("城市更新", "公共服务", None, "没有这一类"),
    "level": ("省级", "区级", None),
    "investment_type": ("政府财力投资", None),
}
filters = st.fixed_dictionaries(
    {}, optional={split: st.lists(st.sampled_from(words), unique=True, max_size=3) for split, words in WORDS.items()}
)


def whole_months(days: tuple[date, date]) -> Window:
    return Window(days[0].replace(day=1), month_end(days[1]))


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(rows=town(), days=st.lists(window, min_size=1, max_size=4), where=filters)
def test_a_cube_says_what_the_rows_say(
    rows: dict[str, list[Row]], days: list[tuple[date, date]], where: dict[str, list[str | None]]
) -> None:
    windows = [whole_months(span) for span in days]
    with tempfile.TemporaryDirectory() as folder:
        path = make_version(Path(folder) / "000001.duckdb", rows)
        with closing(open_file(path)) as warehouse:
            for name, kpi in kpis().items():
                asked = [headline(warehouse, kpi, one, where) for one in windows]
                keep_cube(warehouse, kpi, SPLITS)
                cube = kept_cube(warehouse, kpi)
                assert cube
                assert cube.answers(windows, where)
                for one, found in zip(asked, over_windows(warehouse, kpi, windows, where), strict=True):
                    assert close(one.numerator, found.numerator), (name, where)
                    assert one.denominator == found.denominator, (name, where)
                    assert close(one.value, found.value), (name, where)


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        (Window(date(2025, 1, 2), date(2025, 1, 31)), {}),
        (Window(date(2025, 1, 1), date(2025, 1, 30)), {}),
        (Window(date(2025, 1, 1), date(2025, 1, 31)), {"mode": ("现场",)}),
    ],
)
def test_parts_of_months_and_other_splits_are_left_to_the_rows(
    warehouse_of: Opener, asked: Window, where: dict[str, tuple[str]]
) -> None:
    visits = [
        {"visit_id": f"V{day}", "project_id": "P1", "visited_on": date(2025, 1, day), "visit_mode": "现场"}
        for day in range(1, 32)
    ]
    warehouse = warehouse_of({"project": [{"project_id": "P1", "category": "城市更新"}], "visit": visits})
    kpi = kpis()["site_visits"]
    keep_cube(warehouse, kpi, SPLITS)
    cube = kept_cube(warehouse, kpi)
    assert cube
    assert not cube.answers([asked], where)
    expected = (asked.last - asked.first).days + 1
    assert over_windows(warehouse, kpi, [asked], where)[0].value == expected


def test_a_project_seen_in_more_months_than_a_number_has_bits_is_one_project(warehouse_of: Opener) -> None:
    visits = [
        {"visit_id": f"V{n}", "project_id": "P1", "visited_on": date(2018 + n // 12, n % 12 + 1, 5)} for n in range(90)
    ]
    warehouse = warehouse_of({"project": [{"project_id": "P1", "category": "城市更新"}], "visit": visits})
    kpi = kpis()["projects_served"]
    keep_cube(warehouse, kpi, SPLITS)
    whole = Window(date(2018, 1, 1), date(2025, 6, 30))
    spans = [whole, Window(date(2024, 1, 1), date(2024, 1, 31)), Window(date(2025, 7, 1), date(2026, 7, 31))]
    assert [number.value for number in over_windows(warehouse, kpi, spans, {})] == [1, 1, 0]


def test_what_would_take_too_much_memory_has_no_cube(warehouse_of: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {
        "project": [{"project_id": "P1", "category": "城市更新"}, {"project_id": "P2", "category": "公共服务"}],
        "visit": [
            {"visit_id": f"V{n}", "project_id": f"P{n}", "visited_on": date(2025, n, 5), "visit_mode": "现场"}
            for n in range(1, 3)
        ],
    }
    warehouse = warehouse_of(rows)
    monkeypatch.setattr(cube_making, "MOST_CELLS", 1)
    for name in ("site_visits", "projects_served"):
        keep_cube(warehouse, kpis()[name], SPLITS)
        assert kept_cube(warehouse, kpis()[name]) is None
        year = Window(date(2025, 1, 1), date(2025, 12, 31))
        assert over_windows(warehouse, kpis()[name], [year], {})[0].value == 2


def test_an_edited_definition_has_a_cube_of_its_own(warehouse_of: Opener) -> None:
    visits = [{"visit_id": "V1", "project_id": "P1", "visited_on": date(2025, 1, 5), "visit_mode": "现场"}]
    warehouse = warehouse_of({"project": [{"project_id": "P1"}], "visit": visits})
    kpi = kpis()["site_visits"]
    keep_cube(warehouse, kpi, SPLITS)
    edited = replace(kpi, sql=kpi.sql.replace("1 AS numerator", "2 AS numerator"), text=f"{kpi.text}\n")
    assert edited.sql != kpi.sql
    assert kept_cube(warehouse, edited) is None
    keep_cube(warehouse, edited, SPLITS)
    year = Window(date(2025, 1, 1), date(2025, 12, 31))
    assert over_windows(warehouse, edited, [year], {})[0].value == 2


@pytest.mark.parametrize("shown_as", ["distinct", "mean", "median"])
def test_what_does_not_add_up_of_a_stock_has_no_cube(warehouse_of: Opener, shown_as: str) -> None:
    kpi: Kpi = replace(kpis()["start_rate"], shown_as=shown_as)
    assert make_cube(warehouse_of({}), kpi, SPLITS) is None
