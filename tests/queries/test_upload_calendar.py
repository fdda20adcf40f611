"""The upload calendar: what is received, late, due or overdue follows from the files that stand and the deadlines."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from etl.publishing import load as loading
from etl.publishing.history import undo
from etl.types import reference_data
from queries.upload_calendar import Calendar, Owed, calendar, calendars, due_on
from queries.warehouse import open_warehouse
from tests.etl.files import APPROVALS, PROJECTS, load, projects, source, visits

Loader = Callable[..., None]
TODAY = date(2025, 7, 8)


@pytest.fixture
def load_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Loader:
    """Return a function that loads files (name → text) on a day, into the warehouse w."""

    def load_files(day: str, files: dict[str, str], **options: object) -> None:
        monkeypatch.setattr(loading, "now", lambda: datetime.fromisoformat(f"{day}T10:00:00"))
        result = load(tmp_path / "w", *(source(tmp_path, name, text) for name, text in files.items()), **options)
        assert not result.is_refused

    return load_files


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., Calendar]:
    """Return a function that reads the calendar of the warehouse w."""
    return lambda month=None, today=TODAY: calendar(open_warehouse(tmp_path / "w"), month, today)


def of(read: Calendar, name: str) -> Owed:
    return next(table for table in read.tables if table.type == name)


@pytest.mark.parametrize(
    ("month", "day", "due"),
    [
        (date(2025, 6, 1), 5, date(2025, 7, 5)),
        (date(2025, 12, 1), 3, date(2026, 1, 3)),
        (date(2025, 1, 1), 31, date(2025, 2, 28)),
    ],
)
def test_a_table_is_due_on_its_day_of_the_month_after(month: date, day: int, due: date) -> None:
    assert due_on(month, day) == due


def test_each_table_is_received_late_due_or_overdue_and_the_missing_come_first(
    load_on: Loader, found: Callable[..., Calendar]
) -> None:
    load_on("2025-07-05", {"重点项目台账2025-06.csv": projects("P1")}, by="李四")
    load_on("2025-07-07", {"走访服务记录2025-06.csv": visits("V1")})
    read = found()
    assert (read.month, read.received, len(read.expected)) == (date(2025, 6, 1), 2, 10)
    states = {table.type: (table.state, table.days) for table in read.tables}
    assert states["project"] == ("received", 0)
    assert states["visit"] == ("late", 2)
    assert states["approval"] == ("overdue", 5)
    assert states["blocker"] == ("overdue", 3)
    assert states["listing"] == ("due", 0)
    assert [table.state for table in read.tables] == ["overdue"] * 6 + ["due"] * 2 + ["late", "received"]
    assert read.tables[0].type == "approval"
    project = of(read, "project")
    assert (project.batch_no, project.file_name, project.by) == (1, "重点项目台账2025-06.csv", "李四")
    assert project.owed_by == "各专班牵头，综合科汇总"


def test_nothing_is_overdue_on_the_day_it_is_due(load_on: Loader, found: Callable[..., Calendar]) -> None:
    load_on("2025-07-01", {"重点项目台账2025-06.csv": projects("P1")})
    assert of(found(today=date(2025, 7, 3)), "approval").state == "due"
    assert of(found(today=date(2025, 7, 4)), "approval").state == "overdue"


def test_a_second_file_of_the_month_does_not_make_it_late(load_on: Loader, found: Callable[..., Calendar]) -> None:
    load_on("2025-07-02", {"重点项目台账2025-06.csv": projects("P1")})
    load_on("2025-07-08", {"重点项目台账2025-06终版.csv": projects("P1", "P2")})
    project = of(found(), "project")
    assert (project.state, project.batches, project.batch_no) == ("received", 2, 1)


def test_a_file_taken_back_is_missing_again(tmp_path: Path, load_on: Loader, found: Callable[..., Calendar]) -> None:
    load_on("2025-07-02", {"重点项目台账2025-06.csv": projects("P1")})
    load_on("2025-07-03", {"走访服务记录2025-06.csv": visits("V1")})
    assert of(found(), "visit").state == "received"
    undo(tmp_path / "w", 2)
    assert of(found(), "visit").state == "overdue"


def test_an_empty_month_is_received_and_so_is_a_file_that_names_no_month(
    load_on: Loader, found: Callable[..., Calendar]
) -> None:
    load_on("2025-07-02", {"审批办件2025-06.csv": APPROVALS + "\n", "台账.csv": PROJECTS + "\n"})
    read = found()
    assert of(read, "approval").state == "received"
    assert of(read, "project").state == "received"


def test_nobody_owes_the_months_before_the_first_that_was_reported(
    tmp_path: Path, load_on: Loader, found: Callable[..., Calendar]
) -> None:
    load_on("2025-07-02", {"重点项目台账2025-06.csv": projects("P1")})
    assert found(date(2025, 5, 1)).expected == ()
    months = calendars(open_warehouse(tmp_path / "w"), None, TODAY)
    assert [one.month for one in months][:2] == [date(2025, 6, 1), date(2025, 5, 1)]
    assert len(months) == 12
    assert [bool(one.expected) for one in months] == [True] + [False] * 11


def test_of_the_bureaus_own_data_the_month_before_todays_is_due_whatever_was_reported_last(
    load_on: Loader, found: Callable[..., Calendar]
) -> None:
    load_on("2026-11-25", {"重点项目台账2025-06.csv": projects("P1"), "走访服务记录2025-06.csv": visits("V1")})
    own = found(today=date(2026, 11, 25))
    assert own.month == date(2026, 10, 1)
    assert not own.is_sample


def test_a_warehouse_of_nothing_but_sample_calls_nothing_overdue(
    load_on: Loader, found: Callable[..., Calendar]
) -> None:
    files = {"重点项目台账2025-06.csv": projects("P1"), "走访服务记录2025-06.csv": visits("V1")}
    load_on("2026-11-25", files, is_sample=True)
    read = found(today=date(2026, 11, 25))
    assert (read.is_sample, read.month, read.today) == (True, date(2025, 6, 1), date(2025, 7, 1))
    assert {table.state for table in read.tables} == {"received", "due"}
    assert all(table.received_at is None for table in read.tables)


def test_a_bureau_that_never_reported_anything_is_told_what_to_begin_with(
    tmp_path: Path, load_on: Loader, found: Callable[..., Calendar]
) -> None:
    load_on("2025-07-02", {"重点项目台账2025-06.csv": projects("P1")})
    undo(tmp_path / "w", 1)
    assert {table.state for table in found(date(2025, 6, 1)).tables} == {"due"}
    assert found(date(2025, 5, 1)).expected == ()


def test_an_edited_deadline_holds_from_the_next_version_on(
    tmp_path: Path, load_on: Loader, found: Callable[..., Calendar], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(reference_data.REFERENCE_FOLDER, folder)
    monkeypatch.setattr(reference_data, "REFERENCE_FOLDER", folder)
    load_on("2025-07-02", {"重点项目台账2025-06.csv": projects("P1")})
    deadlines = folder / "deadline.csv"
    text = deadlines.read_text(encoding="utf-8")
    deadlines.write_text(text.replace("approval,3,审批科", "approval,8,审批二科").replace("visit,5", "visit,"), "utf-8")
    load_on("2025-07-03", {"重点项目台账2025-06新.csv": projects("P1", "P2")})
    approval = of(found(), "approval")
    assert (approval.due_on, approval.state, approval.owed_by) == (date(2025, 7, 8), "due", "审批二科")
    assert of(found(), "visit").state == "not_expected"
