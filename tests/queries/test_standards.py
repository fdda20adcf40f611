"""What a number should be: its plan, its target, the whole city in the same whole months."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from queries.headline import Number
from queries.standards import aimed_at, city_averages, planned
from queries.windows import Window
from tests.queries.conftest import Opener
from tests.queries.version_file import ROOT

DISTRICTS = [
    line.split(",")[0]
    for line in (ROOT / "data" / "reference" / "district.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
]
JUNE = Window(date(2025, 6, 1), date(2025, 6, 30))
SPRING = Window(date(2025, 5, 1), date(2025, 6, 30))


def month(number: int, *left_out: str) -> list[dict[str, Any]]:
    """Return every district's figures of a month: the first accepted 9 of 10, every other one 50 of 100."""
    figures = {name: (9, 10) if name == DISTRICTS[0] else (50, 100) for name in DISTRICTS if name not in left_out}
    return [
        {"district": name, "month": date(2025, number, 1), "joint_accepted": top, "total_accepted": bottom}
        for name, (top, bottom) in figures.items()
    ]


def test_the_city_is_the_sum_of_its_districts_divided_once(warehouse_of: Opener) -> None:
    found = city_averages(warehouse_of({"district_month": month(6)}), JUNE)
    assert found == {"joint_acceptance_rate": Number(459, 910, 459 / 910)}


def test_months_are_added_up_before_they_are_divided(warehouse_of: Opener) -> None:
    found = city_averages(warehouse_of({"district_month": [*month(5), *month(6)]}), SPRING)
    assert found["joint_acceptance_rate"] == Number(918, 1820, 918 / 1820)


@pytest.mark.parametrize(
    ("rows", "window"),
    [
        ([*month(5), *month(6, DISTRICTS[3])], SPRING),
        (month(6), SPRING),
        (month(6), Window(date(2025, 6, 2), date(2025, 6, 30))),
        (month(6), Window(date(2025, 6, 1), date(2025, 6, 29))),
        ([], JUNE),
    ],
    ids=["a district is missing", "a month is missing", "begins within a month", "ends within a month", "nothing"],
)
def test_a_part_of_the_city_or_of_the_time_is_no_standard(
    rows: list[dict[str, Any]], window: Window, warehouse_of: Opener
) -> None:
    assert city_averages(warehouse_of({"district_month": rows}), window) == {}


def test_a_city_that_accepted_nothing_has_no_average(warehouse_of: Opener) -> None:
    idle = [{**row, "joint_accepted": 0, "total_accepted": 0} for row in month(6)]
    assert city_averages(warehouse_of({"district_month": idle}), JUNE) == {}


def test_a_plan_is_so_many_of_the_same_denominator() -> None:
    assert planned(Number(27, 38, 27 / 38), 29) == Number(29, 38, 29 / 38)
    assert planned(Number(0, 0, None), 29) is None
    assert planned(Number(27, 38, 27 / 38), None) is None


def test_a_target_is_a_value_of_nothing_counted() -> None:
    assert aimed_at(0.75) == Number(None, None, 0.75)
    assert aimed_at(None) is None
