"""When a disk or a file fails: the old version serves on, nothing is lost or changed, and what to do is said."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.disk import NO_SPACE
from etl.publishing.history import undo
from etl.publishing.rebuild import rebuild
from etl.publishing.verify import verify
from etl.refusal import Refusal
from queries.__main__ import main as ask
from queries.warehouse import VersionGone, current_version, open_warehouse, unreadable_version, version_path
from tests.etl.files import approval, approvals, load, projects, rows, source, state, visits

ROOT = Path(__file__).parents[3]
COUNT = "SELECT count(*) FROM record.approval"
LOAD = "from etl.publishing import publish\npublish.refuse_without_room_for = lambda *a: None\n" + (
    "import sys; from etl.__main__ import main; sys.exit(main(['load', sys.argv[1]]))\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a warehouse of three versions."""
    place = tmp_path_factory.mktemp("faults")
    load(place / "warehouse", source(place, "重点项目台账.csv", projects("P1")))
    load(place / "warehouse", source(place, "审批办件.csv", approvals(approval("A1"), approval("A2"))))
    load(place / "warehouse", source(place, "审批办件续.csv", approvals(approval("A3"))))
    return place


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "place")) / "warehouse"


class SmallDisk:
    """A disk of a few megabytes, mounted where that is allowed; elsewhere a folder and a limit on what is written."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.is_mounted = self._mount("size=48m")

    def _mount(self, options: str) -> bool:
        if sys.platform != "linux" or os.geteuid() != 0:
            return False
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(self.place)]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def leave(self, free: int) -> None:
        """Let so many bytes be free."""
        (self.place / "filler").unlink(missing_ok=True)
        if self.is_mounted:
            with (self.place / "filler").open("wb") as filler:
                filler.write(b"\0" * (shutil.disk_usage(self.place).free - free))

    def load(self, file: Path, free: int) -> subprocess.CompletedProcess[str]:
        """Load a file in a process of its own, which did not look beforehand whether there is room."""

        def limit() -> None:
            import resource

            # To a process a limit on the size of files is a disk that is full.
            resource.setrlimit(resource.RLIMIT_FSIZE, (free, free))

        return subprocess.run(
            [sys.executable, "-c", LOAD, str(file)],
            cwd=ROOT,
            env={**os.environ, "APPROVALS_WAREHOUSE": str(self.place / "warehouse"), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            preexec_fn=None if self.is_mounted else limit,
        )


@pytest.fixture
def small_disk(built: Path, tmp_path: Path) -> Iterator[SmallDisk]:
    place = tmp_path / "disk"
    place.mkdir()
    disk = SmallDisk(place)
    try:
        shutil.copytree(built / "warehouse", place / "warehouse")
        shutil.copy(built / "warehouse.key", place)
        yield disk
    finally:
        if disk.is_mounted:
            subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither such disks nor such limits")
def test_a_disk_that_gets_full_anywhere_on_the_way_leaves_the_old_version(
    small_disk: SmallDisk, tmp_path: Path
) -> None:
    file = source(tmp_path, "审批办件2025-06.csv", approvals(*(approval(f"B{n}") for n in range(8_000)))).path
    folder = small_disk.place / "warehouse"
    before = state(folder)
    size = version_path(folder, 3).stat().st_size
    # In the copy of the file, of the version, on writing rows, facts, and the file as a whole; a limit on the size of
    # single files is only reached by the larger ones.
    places = (50_000, size // 2, size + 100_000, size + 1_000_000, size + 2_000_000)
    for free in places if small_disk.is_mounted else places[:3]:
        small_disk.leave(free)
        done = small_disk.load(file, free)
        assert (done.returncode, done.stderr.strip()) == (1, NO_SPACE), free
        assert state(folder) == before
        assert rows(folder, COUNT) == [(3,)]
    small_disk.leave(20_000_000)
    assert small_disk.load(file, 1 << 30).returncode == 0
    assert rows(folder, COUNT) == [(8_003,)]
    assert all(finding.is_right for finding in verify(folder))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such disks")
def test_a_read_only_disk_serves_on_and_says_that_it_cannot_be_written_to(
    small_disk: SmallDisk, tmp_path: Path
) -> None:
    folder = small_disk.place / "warehouse"
    before = state(folder)
    if small_disk.is_mounted:
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk.place)], check=True)
        words = "只读|没有写入权限"
    else:
        folder.chmod(0o500)
        (folder / "versions").chmod(0o500)
        words = "没有写入权限"
    for act in (
        lambda: load(folder, source(tmp_path, "走访.csv", visits("V1"))),
        lambda: load(folder, source(tmp_path, "走访.csv", visits("V1")), dry_run=True),
        lambda: undo(folder, 2),
    ):
        with pytest.raises(Refusal, match=words):
            act()
    assert rows(folder, COUNT) == [(3,)]
    assert state(folder) == before


@pytest.mark.parametrize("pointer", [None, b"", b"\xff\xfe", "三".encode(), b"\n"], ids=repr)
def test_without_its_pointer_the_newest_version_serves_on_and_the_next_load_writes_it_anew(
    folder: Path, pointer: bytes | None
) -> None:
    (folder / "current").unlink()
    if pointer is not None:
        (folder / "current").write_bytes(pointer)
    before = state(folder)
    assert open_warehouse(folder).version == 3
    assert rows(folder, COUNT) == [(3,)]
    (found,) = [finding for finding in verify(folder) if not finding.is_right]
    assert "把 3 写进" in found.todo
    assert state(folder) == before
    assert load(folder, source(folder.parent, "走访.csv", visits("V1"))).version == 4
    assert (folder / "current").read_text() == "4"
    assert rows(folder, COUNT) == [(3,)]
    assert all(finding.is_right for finding in verify(folder))


def test_when_the_file_pointed_to_is_gone_the_one_before_serves_on_and_a_rebuild_brings_everything_back(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    version_path(folder, 3).unlink()
    before = state(folder)
    shown = open_warehouse(folder)
    assert shown.version == 2
    assert shown.rows(COUNT) == [(2,)]
    assert unreadable_version(folder, shown) == 3
    with pytest.raises(VersionGone):
        open_warehouse(folder, 3)
    with pytest.raises(Refusal, match=r"000003\.duckdb 不在了。请运行 python -m etl rebuild"):
        load(folder, source(folder.parent, "走访.csv", visits("V1")))
    (found,) = [finding for finding in verify(folder) if not finding.is_right]
    assert "000003" in found.todo
    assert "python -m etl rebuild" in found.todo
    assert state(folder) == before
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(folder))
    assert ask(["approvals_handled"]) == 0
    assert "第 3 版的数据文件读不出来，这里答的是第 2 版" in capsys.readouterr().err
    assert rebuild(folder) == 4
    assert rows(folder, COUNT) == [(3,)]
    assert unreadable_version(folder, open_warehouse(folder)) is None
    assert all(finding.is_right for finding in verify(folder))


@pytest.mark.parametrize("left", [0, 100, 4096, 8192, 300_000, -1])
def test_when_the_newest_file_is_torn_anywhere_the_one_before_serves_on(folder: Path, left: int) -> None:
    path = version_path(folder, 3)
    os.truncate(path, left if left >= 0 else path.stat().st_size + left)
    before = state(folder)
    assert open_warehouse(folder).version == 2
    assert rows(folder, COUNT) == [(2,)]
    with pytest.raises(Refusal, match=r"000003\.duckdb 已损坏。请运行 python -m etl rebuild"):
        load(folder, source(folder.parent, "走访.csv", visits("V1")))
    assert state(folder) == before
    assert rebuild(folder) == 4
    assert rows(folder, COUNT) == [(3,)]


def test_without_an_original_everything_goes_on_but_a_rebuild_which_says_what_to_restore(folder: Path) -> None:
    (sha256,) = open_warehouse(folder).rows("SELECT sha256 FROM journal.batch WHERE batch_no = 2")[0]
    (folder / "originals" / sha256).unlink()
    before = state(folder)
    with pytest.raises(Refusal, match=f"{sha256[:12]}.*请从备份恢复"):
        rebuild(folder)
    assert state(folder) == before
    assert rows(folder, COUNT) == [(3,)]
    assert load(folder, source(folder.parent, "走访.csv", visits("V1"))).version == 4
    assert undo(folder, 4).version == 5
    assert current_version(folder) == 5
