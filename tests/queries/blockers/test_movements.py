"""The ledger of blockers is balanced in every month, and closes with what the KPI says is open."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.blockers.movements import Movement, movements, together
from queries.named_kpis import kpi_of
from queries.questions import headline
from queries.warehouse import Warehouse, open_file
from queries.windows import Window, months
from tests.queries import town as town_of
from tests.queries.conftest import Opener
from tests.queries.version_file import make_version

A_DAY = timedelta(days=1)
JANUARY_TO_MARCH = Window(date(2025, 1, 1), date(2025, 3, 31))
PROJECT = {"project_id": "P1", "project_name": "项目", "category": "城市更新", "street": "中韩街道"}


def blocker(found: date, verified: date | None = None, reopened: date | None = None, number: int = 1) -> dict[str, Any]:
    """Return one blocker's row."""
    days = {"found_on": found, "verified_on": verified, "reopened_on": reopened}
    return {"blocker_id": f"B{number}", "project_id": "P1", "owner_team": "金牌团队", **days}


def counted(one: Movement) -> tuple[int, int, int, int, int]:
    """Return a movement as opening, found, reopened, resolved, closing."""
    return one.opening, one.found, one.reopened, one.resolved, one.closing


def stands_open(row: dict[str, Any], day: date) -> bool:
    """Say by the words of records.md whether a blocker stands open at the end of ``day``, row by row."""
    verified, reopened = row["verified_on"], row["reopened_on"]
    is_resolved = verified is not None and verified <= day
    is_back = is_resolved and reopened is not None and verified < reopened <= day
    return row["found_on"] <= day and (not is_resolved or is_back)


def recounted(rows: list[dict[str, Any]], first: date, last: date) -> tuple[int, int, int, int, int]:
    """Walk day by day: what stood open the evening before and does not now was resolved, and so on."""
    opening = sum(stands_open(row, first - A_DAY) for row in rows)
    found = reopened = resolved = 0
    for row in rows:
        day = first
        while day <= last:
            before, after = stands_open(row, day - A_DAY), stands_open(row, day)
            is_found, is_signed = row["found_on"] == day, row["verified_on"] == day
            found += is_found
            resolved += is_signed
            reopened += after and not before and not is_found
            day += A_DAY
    return opening, found, reopened, resolved, sum(stands_open(row, last) for row in rows)


@pytest.mark.parametrize(
    ("row", "january", "february", "march"),
    [
        (blocker(date(2025, 1, 5)), (0, 1, 0, 0, 1), (1, 0, 0, 0, 1), (1, 0, 0, 0, 1)),
        (blocker(date(2025, 1, 5), date(2025, 2, 1)), (0, 1, 0, 0, 1), (1, 0, 0, 1, 0), (0, 0, 0, 0, 0)),
        (blocker(date(2025, 1, 5), date(2025, 1, 5)), (0, 1, 0, 1, 0), (0, 0, 0, 0, 0), (0, 0, 0, 0, 0)),
        (
            blocker(date(2024, 12, 5), date(2025, 2, 1), date(2025, 3, 2)),
            (1, 0, 0, 0, 1),
            (1, 0, 0, 1, 0),
            (0, 0, 1, 0, 1),
        ),
        # Reopened in the month in which it was signed off.
        (
            blocker(date(2025, 1, 5), date(2025, 2, 1), date(2025, 2, 2)),
            (0, 1, 0, 0, 1),
            (1, 0, 1, 1, 1),
            (1, 0, 0, 0, 1),
        ),
        # A reopening not later than the sign-off was answered by it; without a sign-off it never was resolved.
        (
            blocker(date(2025, 1, 5), date(2025, 3, 1), date(2025, 2, 2)),
            (0, 1, 0, 0, 1),
            (1, 0, 0, 0, 1),
            (1, 0, 0, 1, 0),
        ),
        (blocker(date(2025, 1, 5), None, date(2025, 2, 2)), (0, 1, 0, 0, 1), (1, 0, 0, 0, 1), (1, 0, 0, 0, 1)),
        # Found after the window.
        (blocker(date(2025, 4, 1)), (0, 0, 0, 0, 0), (0, 0, 0, 0, 0), (0, 0, 0, 0, 0)),
    ],
)
def test_each_day_of_a_blocker_moves_it_in_its_month(
    row: dict[str, Any], january: Any, february: Any, march: Any, warehouse_of: Opener
) -> None:
    warehouse = warehouse_of({"project": [PROJECT], "blocker": [row]})
    assert [counted(one) for one in movements(warehouse, JANUARY_TO_MARCH, {})] == [january, february, march]


def test_what_was_reopened_since_is_told_beside_what_was_resolved(warehouse_of: Opener) -> None:
    rows = [
        blocker(date(2025, 1, 5), date(2025, 2, 1), date(2025, 6, 1), 1),
        blocker(date(2025, 1, 5), date(2025, 2, 1), None, 2),
    ]
    warehouse = warehouse_of({"project": [PROJECT], "blocker": rows})
    february = movements(warehouse, JANUARY_TO_MARCH, {})[1]
    flow = headline(warehouse, kpi_of("blockers", "resolved"), Window(february.first, february.last), {})
    assert (february.resolved, february.back_since) == (2, 1)
    assert february.resolved - february.back_since == flow.value


def opened(rows: dict[str, list[dict[str, Any]]], folder: str) -> Warehouse:
    """Open a warehouse of ``rows``."""
    return open_file(make_version(Path(folder) / "000001.duckdb", rows))


@settings(max_examples=12, deadline=None)
@given(town_of.town(), town_of.window, st.sampled_from([{}, {"category": ("城市更新", "公共服务")}]))
def test_every_month_of_any_town_is_balanced_and_closes_with_the_kpi(
    rows: dict[str, list[dict[str, Any]]], days: tuple[date, date], where: dict[str, tuple[str, ...]]
) -> None:
    categories = {row["project_id"]: row["category"] for row in rows["project"]}
    asked = [row for row in rows["blocker"] if not where or categories[row["project_id"]] in where["category"]]
    window = Window(*days)
    with tempfile.TemporaryDirectory() as folder:
        warehouse = opened(rows, folder)
        found = movements(warehouse, window, where)
        assert [(one.first, one.last) for one in found] == [(m.first, m.last) for m in months(window)]
        for before, after in pairwise(found):
            assert before.closing == after.opening
        for one in found:
            assert counted(one) == recounted(asked, one.first, one.last)
            assert (
                one.closing == headline(warehouse, kpi_of("blockers", "open"), Window(one.first, one.last), where).value
            )
            flow = headline(warehouse, kpi_of("blockers", "resolved"), Window(one.first, one.last), where)
            assert one.resolved - one.back_since == flow.value
        assert counted(together(found)) == recounted(asked, window.first, window.last)
        warehouse.close()
