"""kill -9 at any moment of a load: the old version is whole and answers, and the next load works."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from etl.disk import NO_SPACE
from queries.warehouse import current_version, open_warehouse, version_numbers
from tests.etl.files import approval, approvals, load, projects, rows, source, state, visits
from tests.etl.publishing.kill_loop import run

ROOT = Path(__file__).parents[3]
LINES = 3_000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a warehouse of one version, and a file that was not loaded yet."""
    place = tmp_path_factory.mktemp("built")
    load(place / "warehouse", source(place, "重点项目台账.csv", projects("P1")))
    source(place, "审批办件2025-06.csv", approvals(*(approval(f"A{n}") for n in range(LINES))))
    return place


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "place"))


def environment(place: Path) -> dict[str, str]:
    return {**os.environ, "APPROVALS_WAREHOUSE": str(place / "warehouse"), "PYTHONUTF8": "1"}


def file(place: Path) -> str:
    return str(place / "审批办件2025-06.csv")


def must_be_whole(place: Path) -> int:
    """The version that counts answers with all of its rows; the next load works and leaves no litter. Returns it."""
    folder = place / "warehouse"
    version = current_version(folder)
    assert version in (1, 2)
    assert rows(folder, "SELECT count(*) FROM record.approval") == [(0 if version == 1 else LINES,)]
    assert rows(folder, "SELECT count(*) FROM fact.approval") == [(0 if version == 1 else LINES,)]
    if version == 1:
        next_load = load(folder, source(place, "again.csv", Path(file(place)).read_bytes()))
    else:
        next_load = load(folder, source(place, "走访服务记录.csv", visits("V1")))
    assert next_load.version == version + 1
    assert rows(folder, "SELECT count(*) FROM record.approval") == [(LINES,)]
    assert version_numbers(folder) == list(range(1, version + 2))
    litter = [path.name for path in folder.rglob("*") if "candidate" in path.name or path.name.startswith(".")]
    assert litter == []
    return version


CALLS = [("copy", 1), ("connect", 1), *(("fsync", n) for n in range(1, 9)), *(("replace", n) for n in range(1, 5))]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize(("call", "number"), CALLS, ids=[f"{call} {number}" for call, number in CALLS])
def test_killed_before_anything_reaches_the_disk(place: Path, call: str, number: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.etl.publishing.killed_load", call, str(number), file(place)],
        cwd=ROOT,
        env=environment(place),
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    must_be_whole(place)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_there_are_no_more_moments_than_those(place: Path) -> None:
    for call in ("fsync", "replace"):
        shutil.rmtree(place / "warehouse")
        load(place / "warehouse", source(place, "重点项目台账.csv", projects("P1")))
        command = [sys.executable, "-m", "tests.etl.publishing.killed_load", call, "99", file(place)]
        done = subprocess.run(command, cwd=ROOT, env=environment(place), capture_output=True, check=True)
        assert int(done.stderr.split()[-1]) == max(number for name, number in CALLS if name == call)


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux tells the path behind a descriptor")
def test_everything_is_safe_on_the_disk_before_anything_speaks_of_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[tuple[str, Path]] = []
    sync, replace = os.fsync, os.replace

    def noting_sync(descriptor: int) -> None:
        done.append(("sync", Path(os.readlink(f"/proc/self/fd/{descriptor}"))))
        sync(descriptor)

    def noting_replace(one: Path, other: Path) -> None:
        done.append(("replace", Path(other)))
        assert ("sync", Path(one)) in done, f"{other.name} took its name before its content was safe"
        replace(one, other)

    monkeypatch.setattr(os, "fsync", noting_sync)
    monkeypatch.setattr(os, "replace", noting_replace)
    folder = place / "warehouse"
    assert load(folder, source(place, "again.csv", Path(file(place)).read_bytes())).version == 2
    named = [path for act, path in done if act == "replace"]
    original, manifest, version, pointer = named
    assert original.parent == folder / "originals"
    assert [manifest.name, version.name, pointer.name] == ["000002.json", "000002.duckdb", "current"]
    # Power may fail between any two of these: each name is safe before the next thing that relies on it.
    for path, later in ((original, version), (manifest, version), (version, pointer)):
        at = done.index(("replace", path))
        assert ("sync", path.parent) in done[at : done.index(("replace", later))]
    assert done[-1] == ("sync", folder)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_uploads_killed_at_moments_of_no_ones_choosing_are_whole_or_not_there(tmp_path: Path) -> None:
    tally = run(tmp_path, 15, seed=11)
    assert len(tally.killed) >= 10
    # The first and the last one nobody killed.
    assert {0, 16} <= tally.said_done <= tally.visible
    assert not tally.lost
    assert not tally.half
    assert tally.wrong == []


def test_two_processes_loading_at_the_same_time_queue(place: Path) -> None:
    other = source(place, "走访服务记录.csv", visits("V1")).path
    running = [
        subprocess.Popen([sys.executable, "-m", "etl", "load", name], cwd=ROOT, env=environment(place))
        for name in (file(place), str(other))
    ]
    assert [process.wait() for process in running] == [0, 0]
    assert current_version(place / "warehouse") == 3
    assert open_warehouse(place / "warehouse").rows("SELECT count(*) FROM journal.batch WHERE stands") == [(3,)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
@pytest.mark.parametrize("most", [50_000, 700_000])
def test_a_disk_that_is_full_is_told_in_a_sentence(place: Path, most: int) -> None:
    import resource

    before = state(place / "warehouse")
    done = subprocess.run(
        [sys.executable, "-m", "etl", "load", file(place)],
        cwd=ROOT,
        env=environment(place),
        capture_output=True,
        encoding="utf-8",
        check=False,
        # To a process a limit on the size of files is a disk that is full.
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )
    assert (done.returncode, done.stderr.strip()) == (1, NO_SPACE)
    assert state(place / "warehouse") == before
    must_be_whole(place)
