"""Publishing: a version appears whole or not at all, one writer at a time, and the disk's refusals become sentences."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl import disk
from etl.publishing import publish
from etl.publishing.publish import VERSIONS_KEPT, Candidate, next_version
from etl.refusal import Refusal
from queries.warehouse import VersionGone, current_version, open_warehouse, version_numbers, version_path

NOBODY = 65534


def publish_one(folder: Path, project: str = "P1") -> int:
    with next_version(folder) as candidate:
        add_project(candidate, project)
        candidate.finish()
    return candidate.version_no


def add_project(candidate: Candidate, project: str) -> None:
    batch = candidate.version_no
    candidate.connection.execute(
        "INSERT INTO ledger.project BY NAME SELECT $batch AS batch_no, 2 AS row_no, TRUE AS is_current, "
        "$project AS project_id, '楼' AS project_name, '城市更新' AS category, '社会投资' AS investment_type, "
        "'中韩街道' AS street, '在建' AS status",
        {"batch": batch, "project": project},
    )
    candidate.connection.execute(
        "INSERT INTO journal.batch (batch_no, type, stands, version_no, loaded_at, month) "
        "VALUES ($batch, 'project', TRUE, $batch, TIMESTAMP '2025-07-03 10:00:00', DATE '2025-06-01')",
        {"batch": batch},
    )
    candidate.changed.add("project")
    candidate.note_version("load", str(batch), "", "")


def projects(folder: Path, version: int | None = None) -> list[str]:
    rows = open_warehouse(folder, version).rows("SELECT project_id FROM record.project ORDER BY project_id")
    return [project for (project,) in rows]


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_published_version_is_current_and_earlier_ones_stay_as_they_were(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    assert publish_one(folder, "P1") == 1
    assert publish_one(folder, "P2") == 2
    assert current_version(folder) == 2
    assert projects(folder) == ["P1", "P2"]
    assert projects(folder, version=1) == ["P1"]


def test_facts_follow_the_ledgers_and_say_how_far_data_is_complete(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    publish_one(folder)
    warehouse = open_warehouse(folder)
    assert warehouse.rows("SELECT project_id, project_no FROM fact.project") == [("P1", 1)]
    assert [str(day) for (day,) in warehouse.rows("SELECT complete_to FROM journal.complete")] == ["2025-06-30"]


def test_an_exception_leaves_the_old_version_and_no_litter(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    publish_one(folder)
    before = files_in(folder)

    def break_off() -> None:
        with next_version(folder) as candidate:
            add_project(candidate, "P2")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert files_in(folder) == before
    assert projects(folder) == ["P1"]


def test_a_discarded_candidate_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    publish_one(folder)
    before = files_in(folder)
    with next_version(folder) as candidate:
        add_project(candidate, "P2")
        candidate.discard = True
    assert files_in(folder) == before


def test_the_next_writer_clears_what_a_killed_one_left(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    publish_one(folder)
    for name in ("versions/candidate-000002.duckdb", "versions/candidate-000002.duckdb.wal", "versions/000002.duckdb"):
        (folder / name).write_bytes(b"half")
    (folder / "versions" / "000002.json").write_text("{", encoding="utf-8")
    (folder / "originals" / ".incoming-1-x").write_bytes(b"half")
    assert publish_one(folder, "P2") == 2
    assert projects(folder) == ["P1", "P2"]
    assert not [name for name in files_in(folder) if "candidate" in name or "incoming" in name]


def test_a_wrong_row_is_never_published(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    publish_one(folder)
    with pytest.raises(Refusal, match="没有通过检查") as refused:
        publish_one(folder, "P1")
    assert "P1" in str(refused.value)
    assert current_version(folder) == 1


def test_only_the_last_versions_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert VERSIONS_KEPT >= 12
    monkeypatch.setattr(publish, "VERSIONS_KEPT", 2)
    folder = tmp_path / "warehouse"
    for number in range(4):
        publish_one(folder, f"P{number}")
    assert version_numbers(folder) == [3, 4]
    assert not version_path(folder, 1).with_suffix(".json").exists()
    with pytest.raises(VersionGone):
        open_warehouse(folder, 1)


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "warehouse"
    publish_one(folder)

    def no_space(path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(publish, "sync_file", no_space)
    with pytest.raises(Refusal, match="磁盘空间不足"):
        publish_one(folder, "P2")
    monkeypatch.undo()
    assert projects(folder) == ["P1"]
    assert publish_one(folder, "P2") == 2


def test_a_full_disk_met_by_the_database_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="磁盘空间不足"), disk.disk_sentences(tmp_path):
        raise duckdb.IOException("IO Error: Could not write file: No space left on device")


def test_too_little_memory_is_told_in_a_sentence_and_more_may_be_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "warehouse"
    publish_one(folder)
    monkeypatch.setenv("APPROVALS_MEMORY", "3MB")
    with pytest.raises(Refusal, match="APPROVALS_MEMORY"), next_version(folder) as candidate:
        candidate.connection.execute("SELECT list(range) FROM range(3000000)").fetchone()
    assert projects(folder) == ["P1"]
    monkeypatch.setenv("APPROVALS_MEMORY", "300MB")
    assert publish_one(folder, "P2") == 2


@pytest.fixture
def ordinary_user() -> Iterator[Path]:
    """A folder of someone who is not root, who may write everywhere, and until the end we are that person."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        is_root = os.name != "nt" and os.geteuid() == 0
        if is_root:
            os.chown(place, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        try:
            yield place
        finally:
            if is_root:
                os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_a_folder_without_write_permission_is_told_in_a_sentence(ordinary_user: Path) -> None:
    folder = ordinary_user / "warehouse"
    publish_one(folder)
    (folder / "versions").chmod(0o500)
    with pytest.raises(Refusal, match="没有写入权限"):
        publish_one(folder, "P2")
    (folder / "versions").chmod(0o700)
    assert projects(folder) == ["P1"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_originals_are_the_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    publish_one(folder)
    assert stat.S_IMODE((folder / "originals").stat().st_mode) == 0o700
