"""``python -m etl calendar``: the calendar of a month for a person, in either language, and for a program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from etl.__main__ import main
from tests.etl.files import load, projects, source


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a warehouse with one project ledger, of June 2025, received long after it was due."""
    folder = tmp_path / "w"
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(folder))
    load(folder, source(tmp_path, "重点项目台账2025-06.csv", projects("P1")), by="李四")
    return folder


def test_a_person_reads_what_lacks_first(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "--month", "2025-06"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("2025-06：10 张表已收 1 张，缺审批办件、")
    assert lines[1].lstrip().startswith("超期")
    assert "审批办件，2025-07-03 前，审批科" in lines[1]
    assert lines[-1].lstrip().startswith("迟收")
    assert lines[-1].endswith("第 1 批 重点项目台账2025-06.csv，李四")


def test_an_english_reader_too(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "calendar", "--month", "2025-06"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("2025-06: 1 of 10 tables, missing ")
    assert "days late" in out


def test_a_program_gets_every_table_with_its_state(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "--month", "2025-06", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["month"], told["expected"], told["received"], told["is_sample"]) == ("2025-06", 10, 1, False)
    assert len(told["missing"]) == 9
    project = next(table for table in told["tables"] if table["type"] == "project")
    assert (project["state"], project["due_on"], project["batch_no"]) == ("late", "2025-07-05", 1)
    assert project["days"] > 0


def test_without_data_and_with_a_wrong_month_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(tmp_path / "none"))
    assert main(["calendar"]) == 1
    assert "还没有数据" in capsys.readouterr().err
    assert main(["calendar", "--month", "六月"]) == 2
    assert "2025-07 的样子" in capsys.readouterr().err
