"""``python -m etl sample`` says what it wrote, and refuses in words what it cannot do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from etl.__main__ import DONE, REFUSED, WRONG_USAGE, main


def test_it_says_how_many_records_of_each_type_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sample", str(tmp_path / "town"), "--projects", "30", "--seed", "5", "--json"]) == DONE
    said = json.loads(capsys.readouterr().out)
    assert said["records"]["project"] == 30
    assert said["files"] == len(list((tmp_path / "town").glob("*/*.csv"))) == 240


@pytest.mark.parametrize(
    "wrong", [["--projects", "0"], ["--projects", "-3"], ["--seed", "-1"], ["--projects", "many"]], ids=" ".join
)
def test_impossible_numbers_are_wrong_usage(
    wrong: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sample", str(tmp_path / "town"), *wrong]) == WRONG_USAGE
    said = capsys.readouterr()
    assert said.err.strip()
    assert "Traceback" not in said.err
    assert not (tmp_path / "town").exists()


def test_a_folder_that_is_a_file_is_refused_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "town").write_text("a file", encoding="utf-8")
    assert main(["sample", str(tmp_path / "town"), "--projects", "5"]) == REFUSED
    said = capsys.readouterr().err
    assert str(tmp_path / "town") in said
    assert "请换一个" in said
    assert (tmp_path / "town").read_text(encoding="utf-8") == "a file"
