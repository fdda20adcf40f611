"""Limits: too large, too little room on the disk: said before anything is copied, and each limit can be set."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from etl.language import in_language
from etl.limits import MEBIBYTE, limits
from etl.refusal import Refusal, WrongUsage
from tests.etl.files import approval, approvals, check, load, projects, source, state

ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    load(tmp_path / "warehouse", source(tmp_path, "台账.csv", projects("P1")))
    return tmp_path / "warehouse"


@pytest.mark.parametrize("dry_run", [False, True], ids=["load", "preview"])
def test_a_file_that_is_too_large_is_refused_before_it_is_copied(
    folder: Path, monkeypatch: pytest.MonkeyPatch, dry_run: bool
) -> None:
    before = state(folder)
    monkeypatch.setenv("APPROVALS_MOST_MB", "1")
    large = source(folder.parent, "审批.csv", "受理编号\n" + "A" * MEBIBYTE)
    monkeypatch.setattr("etl.publishing.publish.receive", lambda *arguments: pytest.fail("it was copied"))
    with pytest.raises(Refusal, match=r"文件 审批\.csv 有 2 MB，超过 1 MB 的上限（设置 APPROVALS_MOST_MB）"):
        load(folder, large, dry_run=dry_run)
    with in_language("en"), pytest.raises(Refusal, match="more than the limit of 1 MB"):
        load(folder, large, dry_run=dry_run)
    assert state(folder) == before


LIMITS = {
    "APPROVALS_MOST_ROWS": ("100", "tooManyRows"),
    "APPROVALS_MOST_COLUMNS": ("5", "tooManyColumns"),
    "APPROVALS_MOST_CELLS": ("600", "tooManyCellsInAll"),
}


@pytest.mark.parametrize("setting", LIMITS)
def test_too_many_rows_columns_or_cells_are_a_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    most, rule = LIMITS[setting]
    file = source(tmp_path, "审批.csv", approvals(*(approval(f"A{n}") for n in range(150))))
    (verdict,) = check(file)
    assert verdict.ok or {fault.rule for fault in verdict.faults} == {"unknown_project"}
    monkeypatch.setenv(setting, most)
    (verdict,) = check(file)
    assert not verdict.ok
    (fault,) = [fault for fault in verdict.faults if fault.severity == "stop"]
    assert fault.rule == rule
    assert most in fault.message


@pytest.mark.parametrize("value", ["0", "-1", "many", "１０"])
def test_a_setting_that_is_no_number_is_told_in_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("APPROVALS_MOST_MB", value)
    with pytest.raises(WrongUsage, match=f"APPROVALS_MOST_MB 要写成 1 以上的整数，现在是“{value}”"):
        load(folder, source(folder.parent, "审批.csv", approvals(approval("A1"))))


def test_the_server_lets_in_no_more_than_the_way_in_takes() -> None:
    server = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["server"]
    assert server["maxUploadSize"] * MEBIBYTE <= limits().bytes


def test_without_room_on_the_disk_nothing_is_begun(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(folder)
    version = (folder / "versions" / "000001.duckdb").stat().st_size
    file = source(folder.parent, "审批.csv", approvals(*(approval(f"A{n}") for n in range(50_000))))
    usage = shutil.disk_usage(folder)
    needed = version + 3 * file.path.stat().st_size + 50_000_000
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=needed - 1_000_000))
    words = rf"{folder} 所在的磁盘还剩 {(needed - 1_000_000) // 1_000_000} MB，这次大约要 {-(-needed // 1_000_000)} MB"
    with pytest.raises(Refusal, match=words):
        load(folder, file)
    assert state(folder) == before
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=needed))
    assert load(folder, file).version == 2
