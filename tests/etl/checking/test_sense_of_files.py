"""Whole files in doubt: last month reported again, and projects that are gone; and files that only look like it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from etl.faults import is_doubt
from etl.recognising.source import Source
from tests.etl.files import PROJECTS, load, project, projects, rows, source, visits

FIVE = ("P1", "P2", "P3", "P4", "P5")
DISTRICTS = ("市南区", "市北区", "李沧区", "崂山区", "城阳区")


def month_of_visits(folder: Path, month: int, mode: str = "现场", count: int = 5) -> Source:
    lines = visits(*(f"V{month}{n}" for n in range(count)), day=f"2025-{month:02d}-03").replace("现场", mode, 1)
    return source(folder, f"走访服务记录2025-{month:02d}.csv", lines)


def bulletin(folder: Path, month: int, joint: Iterable[int]) -> Source:
    lines = [f"{name},2025-{month:02d},{n},20" for name, n in zip(DISTRICTS, joint, strict=True)]
    text = "\n".join(["区市,月份,联合验收数,验收总数", *lines]) + "\n"
    return source(folder, f"区市联合验收通报2025-{month:02d}.csv", text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "warehouse"
    ledger = source(tmp_path, "重点项目台账2025-05.csv", projects(*FIVE))
    files = (month_of_visits(tmp_path, 5), bulletin(tmp_path, 5, (17, 16, 12, 19, 8)))
    assert load(folder, ledger, *files).version == 1
    return folder


def doubts(folder: Path, *files: Source, **options: object) -> list[str]:
    result = load(folder, *files, dry_run=True, **options)
    return [fault.rule for file in result.files for fault in file.check.faults if is_doubt(fault)]


def test_a_month_that_is_the_last_one_again_is_in_doubt(folder: Path, tmp_path: Path) -> None:
    again = month_of_visits(tmp_path, 6)
    assert doubts(folder, again) == ["same_month"]
    assert load(folder, again, skip_refused=True).is_refused
    (fault,) = load(folder, again).files[0].check.faults
    assert "走访服务记录2025-05.csv" in fault.message
    assert load(folder, again, reason="两个月都只走访这几家").version == 2
    assert rows(folder, "SELECT row_no, record_id, rule FROM journal.let_through") == [(None, None, "same_month")]


@pytest.mark.parametrize("changed", [{"mode": "上门"}, {"count": 4}, {"count": 6}])
def test_a_month_that_differs_in_one_cell_or_is_short_is_not(folder: Path, tmp_path: Path, changed: dict) -> None:  # type: ignore[type-arg]
    assert doubts(folder, month_of_visits(tmp_path, 6, **changed)) == []


def test_the_same_month_put_right_is_no_repetition(folder: Path, tmp_path: Path) -> None:
    corrected = visits(*(f"V5{n}" for n in range(5)), day="2025-05-04")
    assert doubts(folder, source(tmp_path, "走访服务记录2025-05(终版).csv", corrected)) == []


def test_a_bulletin_with_last_months_figures_is_in_doubt(folder: Path, tmp_path: Path) -> None:
    assert doubts(folder, bulletin(tmp_path, 6, (17, 16, 12, 19, 8))) == ["same_month"]
    assert doubts(folder, bulletin(tmp_path, 6, (17, 16, 12, 19, 9))) == []
    assert doubts(folder, bulletin(tmp_path, 6, (16, 17, 12, 19, 8))) == []


def test_a_whole_ledger_without_any_change_is_in_doubt_once_it_names_a_later_month(
    folder: Path, tmp_path: Path
) -> None:
    again = projects(*reversed(FIVE))
    assert doubts(folder, source(tmp_path, "重点项目台账2025-06.csv", again)) == ["same_month"]
    assert doubts(folder, source(tmp_path, "重点项目台账.csv", again)) == []
    one_more = f"{projects(*FIVE[:4])}{project('P5', status='竣工')}\n"
    assert doubts(folder, source(tmp_path, "重点项目台账2025-06.csv", one_more)) == []


def test_open_projects_may_not_vanish_in_silence(folder: Path, tmp_path: Path) -> None:
    shorter = source(tmp_path, "重点项目台账2025-06.csv", projects("P2", "P3", "P4", "P5"))
    assert doubts(folder, shorter, replace=True, reason="") == ["vanished_projects"]
    merged = load(folder, shorter, dry_run=True)
    (notice,) = merged.files[0].check.faults
    assert (notice.rule, notice.severity, merged.is_refused) == ("missing_projects", "notice", False)
    assert "P1 楼P1" in notice.message


def test_what_is_over_may_vanish_and_one_row_is_no_ledger(folder: Path, tmp_path: Path) -> None:
    over = f"{PROJECTS}\n{project('P1', status='终止')}\n"
    assert load(folder, source(tmp_path, "重点项目台账2025-06.csv", over)).files[0].check.faults == []
    left = "\n".join([PROJECTS, *(project(code, status="停工") for code in FIVE[1:])]) + "\n"
    assert doubts(folder, source(tmp_path, "重点项目台账2025-07.csv", left), replace=False) == []
    left_out = source(tmp_path, "走访服务记录2025-05.csv", visits("V1", project="P2", day="2025-05-03"))
    assert load(folder, left_out, replace=True).version == 3
    assert doubts(folder, source(tmp_path, "重点项目台账2025-07.csv", left), replace=True) == []
