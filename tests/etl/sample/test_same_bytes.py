"""The sample is the same, byte for byte, wherever and whenever it is made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from etl.first_start import SAMPLE_FOLDER
from etl.sample.town import write_town

ROOT = Path(__file__).parents[3]


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_committed_files_are_what_the_command_writes(tmp_path: Path) -> None:
    elsewhere = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/New_York", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-m", "etl", "sample", str(tmp_path)], cwd=ROOT, env=elsewhere, check=True)
    made, committed = contents(tmp_path), contents(SAMPLE_FOLDER)
    assert sorted(made) == sorted(committed)
    assert [name for name in made if made[name] != committed[name]] == []


def test_a_town_written_over_a_larger_one_leaves_nothing_of_it(tmp_path: Path) -> None:
    write_town(tmp_path / "once", 40, seed=3)
    write_town(tmp_path / "twice", 60, seed=4)
    write_town(tmp_path / "twice", 40, seed=3)
    assert contents(tmp_path / "twice") == contents(tmp_path / "once")


def test_another_seed_makes_another_town(tmp_path: Path) -> None:
    write_town(tmp_path, seed=1)
    made, committed = contents(tmp_path), contents(SAMPLE_FOLDER)
    assert sorted(made) == sorted(committed)
    same = [name for name in made if made[name] == committed[name]]
    # Only months in which nothing happened may look alike: their files hold the header alone.
    assert all(made[name].count(b"\n") == 1 for name in same)
