"""Pooled rate and mean of months, what was published, plans and segments: each agrees with a recount and the KPIs."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings

from queries.acceptance.plans import FirstTime, Plans, first_times, plans_by, plans_of, segments
from queries.acceptance.published import OwnMonth, differences, own_months
from queries.acceptance.rates import rates
from queries.named_kpis import named_kpis
from queries.questions import headline, record_count
from queries.warehouse import open_file
from queries.windows import Window
from tests.queries import town as town_of
from tests.queries.conftest import Opener
from tests.queries.version_file import make_version

Row = dict[str, Any]
HALF_YEAR = Window(date(2025, 1, 1), date(2025, 6, 30))
PROJECTS = [
    {"project_id": f"P{n}", "project_name": "项目", "category": c} for n, c in ((1, "城市更新"), (2, "公共服务"))
]
SEGMENTED = "分段联合验收"


def within(day: date | None, window: Window) -> bool:
    """Say whether something happened on a day of the window."""
    return day is not None and window.first <= day <= window.last


def is_before_last(row: Row) -> bool:
    """Say whether a row is a segment before the last."""
    return row["mode"] == SEGMENTED and not row["is_last_segment"]


@settings(max_examples=10, deadline=None)
@given(town_of.town(), town_of.window)
def test_any_town_is_counted_as_a_person_would(rows: dict[str, list[Row]], days: tuple[date, date]) -> None:
    window, every = Window(*days), rows["acceptance"]
    planned = [row for row in every if within(row["plan_issued_on"], window)]
    done = {row["project_id"] for row in planned if row["passed_on"] and not is_before_last(row)}
    by_month: dict[str, set[str]] = defaultdict(set)
    for row in planned:
        by_month[f"{row['plan_issued_on']:%Y-%m}"].add(row["project_id"])
    known = [
        row
        for row in every
        if row["mode"] == SEGMENTED
        and (row["plan_issued_on"] or row["applied_on"] or row["passed_on"] or date(2015, 1, 1)) <= window.last
    ]
    finished = {r["project_id"] for r in known if r["passed_on"] and r["passed_on"] <= days[1] and r["is_last_segment"]}
    with tempfile.TemporaryDirectory() as folder:
        warehouse = open_file(make_version(Path(folder) / "000001.duckdb", rows))
        named = named_kpis("acceptance")
        issued = {row["project_id"] for row in planned}
        assert plans_of(warehouse, window, {}) == Plans(None, len(issued), len(done))
        assert headline(warehouse, named["plans"], window, {}).value == len(issued)
        assert headline(warehouse, named["plans"], window, {"passed": ("是",)}).value == len(done)
        found = plans_by(warehouse, window, {}, "month")
        assert {one.label: one.issued for one in found} == {month: len(own) for month, own in by_month.items()}
        categories = plans_by(warehouse, window, {}, "category")
        assert (sum(one.issued for one in categories), sum(one.passed for one in categories)) == (
            len(issued),
            len(done),
        )
        own = segments(warehouse, window, {})
        assert (own.projects, own.finished) == (len({row["project_id"] for row in known}), len(finished))
        held = {"mode": (SEGMENTED,)}
        assert own.last == record_count(warehouse, named["rate"], window, held)
        before = record_count(warehouse, named["rate"], window, held, "left_out", "非末段")
        assert own.passed == own.last + before
        two = rates(warehouse, window, {})
        assert two.pooled.value == headline(warehouse, named["rate"], window, {}).value
        warehouse.close()


def accepted(number: int, day: date, mode: str = "联合验收", **more: Any) -> Row:
    """Return one acceptance that passed on ``day``."""
    return {"acceptance_id": f"Y{number}", "project_id": "P1", "mode": mode, "passed_on": day, **more}


def test_pooled_rate_and_mean_of_months_are_two_numbers(warehouse_of: Opener) -> None:
    rows = [accepted(n, date(2025, 1, 5)) for n in range(9)] + [accepted(9, date(2025, 1, 6), "单项验收")]
    rows += [accepted(10, date(2025, 3, 1), "单项验收")]
    found = rates(warehouse_of({"project": PROJECTS, "acceptance": rows}), HALF_YEAR, {})
    assert (found.pooled.numerator, found.pooled.denominator) == (9, 11)
    assert found.mean == 0.45
    assert found.rated == 2
    assert rates(warehouse_of({}), HALF_YEAR, {}).mean is None


def test_a_published_rate_off_by_more_than_rounding_is_told_with_publisher_and_day(warehouse_of: Opener) -> None:
    told = {"publisher": "市住建局", "published_on": date(2025, 4, 9), "month": date(2025, 3, 1)}
    rows = [
        {**told, "district": "市南区", "joint_accepted": 2, "total_accepted": 3, "published_rate": 0.667},
        {**told, "district": "市北区", "joint_accepted": 2, "total_accepted": 3, "published_rate": 0.668},
        {**told, "district": "李沧区", "joint_accepted": 0, "total_accepted": 0, "published_rate": 1.0},
        {**told, "district": "崂山区", "joint_accepted": 1, "total_accepted": 3},
        # Half of the last digit, rounded up: 1/16 is 6.25 %.
        {**told, "district": "即墨区", "joint_accepted": 1, "total_accepted": 16, "published_rate": 0.063},
    ]
    found = differences(warehouse_of({"district_month": rows}), HALF_YEAR)
    assert [(one.district, one.published, one.computed) for one in found] == [
        ("市北区", Decimal("66.8"), Decimal("66.7")),
        ("李沧区", Decimal("100.0"), None),
    ]
    assert (found[0].publisher, found[0].published_on) == ("市住建局", date(2025, 4, 9))


def test_our_months_are_held_against_our_own_records(warehouse_of: Opener) -> None:
    acceptances = [
        accepted(1, date(2025, 3, 1)),
        accepted(2, date(2025, 3, 31), "单项验收"),
        accepted(3, date(2025, 5, 1)),
    ]
    acceptances.append(accepted(4, date(2025, 3, 2), SEGMENTED, is_last_segment=False))
    rows = [
        {"district": "崂山区", "month": date(2025, month, 1), "joint_accepted": 1, "total_accepted": 2}
        for month in (3, 4)
    ]
    rows.append({"district": "市南区", "month": date(2025, 5, 1), "joint_accepted": 1, "total_accepted": 1})
    warehouse = warehouse_of({"project": PROJECTS, "acceptance": acceptances, "district_month": rows})
    found = own_months(warehouse, HALF_YEAR)
    assert found == [
        OwnMonth("2025-05", 1, 1, None, None),
        OwnMonth("2025-04", 0, 0, 1, 2),
        OwnMonth("2025-03", 1, 2, 1, 2),
    ]
    assert [one.agrees for one in found] == [False, False, True]


def test_passed_at_once_is_shared_among_those_that_say(warehouse_of: Opener) -> None:
    rows = [
        accepted(1, date(2025, 3, 1), first_time=True, rectifications=0),
        accepted(2, date(2025, 3, 31), first_time=False, rectifications=3),
        accepted(3, date(2025, 3, 31), project_id="P2"),
        accepted(4, date(2025, 7, 1), first_time=True),
    ]
    warehouse = warehouse_of({"project": PROJECTS, "acceptance": rows})
    assert first_times(warehouse, HALF_YEAR, {}) == [FirstTime("2025-03", 3, 2, 1, 3, 2)]
    assert first_times(warehouse, HALF_YEAR, {"category": ("公共服务",)}) == [FirstTime("2025-03", 1, 0, 0, 0, 0)]
