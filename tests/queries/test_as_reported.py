"""A month's number as the version that first had it reported it, against what is known of the month now."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from queries.as_reported import Reported, as_reported
from queries.catalogue import kpis
from queries.headline import Number
from queries.version_files import version_path
from queries.warehouse import open_warehouse
from queries.windows import Window
from tests.pages.small_bureau import listing, load, project_ledger, visits

VISITS = kpis()["site_visits"]
SPRING = Window(date(2025, 1, 1), date(2025, 4, 15))


def told(folder: Path, window: Window = SPRING, kpi: str = "site_visits") -> list[Reported]:
    return as_reported(open_warehouse(folder), folder, kpis()[kpi], window, {})


def count(number: int) -> Number:
    return Number(number, None, number)


def three_versions(folder: Path) -> None:
    """Load January; then February; then both again: three more visits of January, February as it was."""
    load(folder, {"重点项目台账2025-01.csv": project_ledger(), "走访服务记录2025-01.csv": visits(1, 4)})
    load(folder, {"走访服务记录2025-02.csv": visits(2, 5)})
    load(folder, {"走访服务记录2025-01.csv": visits(1, 7)})


def test_a_month_that_was_revised_shows_both_numbers_and_one_that_was_not_the_same_twice(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    three_versions(folder)
    assert told(folder) == [
        Reported("2025-01", date(2025, 1, 31), 1, count(4), count(7)),
        Reported("2025-02", date(2025, 2, 28), 2, count(5), count(5)),
    ]
    assert [month.is_revised for month in told(folder)] == [True, False]


def test_a_version_no_longer_kept_has_no_number_then(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    three_versions(folder)
    version_path(folder, 2).unlink()
    assert [(month.version, month.then) for month in told(folder)] == [(1, count(4)), (2, None)]
    assert not told(folder)[1].is_revised


def test_a_stock_is_held_against_the_state_at_the_end_of_the_month(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    load(folder, {"重点项目台账2025-02.csv": project_ledger(20), "重点项目名单2025-02.csv": listing()})
    load(folder, {"重点项目台账2025-03.csv": project_ledger(27)})
    both = told(folder, Window(date(2025, 1, 10), date(2025, 3, 31)), "start_rate")
    assert [month.month for month in both] == ["2025-01", "2025-02"]
    assert all(month.version == 1 and month.then and month.now.denominator == 38 for month in both)
    assert both[0].then is not None
    assert both[0].now.numerator is not None
    assert (both[0].then.numerator or 0) < both[0].now.numerator


def test_only_whole_months_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    three_versions(folder)
    assert [m.month for m in told(folder, Window(date(2025, 1, 2), date(2025, 2, 28)))] == ["2025-02"]
    assert told(folder, Window(date(2025, 2, 1), date(2025, 2, 27))) == []
