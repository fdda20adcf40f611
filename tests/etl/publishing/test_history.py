"""History: any batch can be taken back and stand again, in any order, and everything is row for row as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from etl.publishing.history import history, redo, refused_rows, undo, versions
from etl.publishing.rebuild import rebuild
from etl.refusal import Refusal
from queries.warehouse import current_version, open_warehouse, version_path
from tests.etl.files import approval, approvals, load, project, projects, source, state, visits

JULY = approvals(approval("A2", outcome="不予"), approval("A3", accepted="?"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with a history: merged, corrected, replaced, partly refused, taken back, standing again."""
    place = tmp_path_factory.mktemp("history")
    folder = place / "warehouse"
    load(folder, source(place, "重点项目台账2025-05.csv", projects("P1", "P2")), by="王五", note="五月")
    load(folder, source(place, "审批办件2025-06.csv", approvals(approval("A1"), approval("A2"))))
    load(folder, source(place, "审批办件2025-07.csv", JULY), skip_refused=True)
    load(folder, source(place, "走访服务记录2025-06.csv", visits("V1", "V2"), "gb18030"))
    load(folder, source(place, "走访服务记录2025-06.csv", visits("V2", "V3"), "gb18030"), replace=True)
    ledger = f"代号,{projects('P1').partition(',')[2]}{project('P2', status='停工')}\n"
    load(folder, source(place, "重点项目台账2025-06.csv", ledger), mapping={"代号": "project_id"})
    undo(folder, 3, by="赵六")
    return folder


def everything(folder: Path, *, journal: bool = True) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the current version, in a fixed order; of the journal what a person reads."""
    warehouse = open_warehouse(folder)
    tables = [
        f"{schema}.{table}"
        for schema, table in warehouse.rows(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'warehouse' "
            "AND schema_name IN ('ledger', 'fact', 'reference')"
        )
    ]
    if journal:
        tables += ["journal.batch", "journal.refused", "journal.freshness", "journal.complete"]
    return {table: sorted(warehouse.rows(f"SELECT * FROM {table}"), key=repr) for table in tables}


def approvals_of(folder: Path) -> list[tuple[str, str]]:
    return open_warehouse(folder).rows("SELECT approval_id, outcome FROM record.approval ORDER BY approval_id")


def test_undo_returns_what_the_batch_had_replaced(folder: Path) -> None:
    assert approvals_of(folder) == [("A1", "准予"), ("A2", "准予")]


def test_an_undone_batch_can_stand_again_and_be_undone_again(folder: Path) -> None:
    before = everything(folder, journal=False)
    assert redo(folder, 3).batches == [3]
    assert approvals_of(folder) == [("A1", "准予"), ("A2", "不予")]
    undo(folder, 3)
    assert everything(folder, journal=False) == before


def test_undoing_a_replacement_brings_back_what_had_vanished(folder: Path) -> None:
    visits_now = "SELECT visit_id, batch_no FROM record.visit ORDER BY visit_id"
    assert open_warehouse(folder).rows(visits_now) == [("V2", 5), ("V3", 5)]
    undo(folder, 5)
    assert open_warehouse(folder).rows(visits_now) == [("V1", 4), ("V2", 4)]
    redo(folder, 5)
    assert open_warehouse(folder).rows(visits_now) == [("V2", 5), ("V3", 5)]


def test_a_rebuild_from_the_originals_gives_every_row_again(folder: Path) -> None:
    before, version = everything(folder), current_version(folder)
    assert rebuild(folder, by="赵六") == (version or 0) + 1
    assert everything(folder) == before
    assert versions(folder)[0]["action"] == "rebuild"


@pytest.mark.parametrize("content", [b"torn", None])
def test_a_version_that_is_torn_or_gone_is_told_and_a_rebuild_needs_none(folder: Path, content: bytes | None) -> None:
    before = everything(folder)
    path = version_path(folder, current_version(folder) or 0)
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    with pytest.raises(Refusal, match="etl rebuild"):
        undo(folder, 5)
    rebuild(folder)
    assert everything(folder) == before


def test_a_rebuild_does_without_the_manifest_beside_the_version(folder: Path) -> None:
    before = everything(folder)
    version_path(folder, current_version(folder) or 0).with_suffix(".json").unlink()
    rebuild(folder)
    assert everything(folder) == before


def test_a_rebuild_without_an_original_says_which_and_changes_nothing(folder: Path) -> None:
    lost = next((folder / "originals").iterdir())
    content = lost.read_bytes()
    lost.unlink()
    before = state(folder)
    with pytest.raises(Refusal, match=lost.name[:12]):
        rebuild(folder)
    assert state(folder) == before
    lost.write_bytes(content)


def test_a_project_ledger_others_need_is_not_taken_back(folder: Path) -> None:
    undo(folder, 6)
    before = state(folder)
    with pytest.raises(Refusal, match="先撤销这些批次"):
        undo(folder, 1)
    assert state(folder) == before
    redo(folder, 6)


@pytest.mark.parametrize(("act", "batch"), [(undo, 3), (redo, 1), (undo, 99), (undo, "sample")])
def test_what_cannot_be_taken_back_is_refused(folder: Path, act: Any, batch: int | str) -> None:
    before = state(folder)
    with pytest.raises(Refusal):
        act(folder, batch)
    assert state(folder) == before


def test_history_tells_who_loaded_what_and_why_and_what_was_refused(folder: Path) -> None:
    first, third = history(folder)[-1], history(folder)[-3]
    assert (first["by"], first["note"], first["file_name"]) == ("王五", "五月", "重点项目台账2025-05.csv")
    assert (third["stands"], third["accepted"], third["refused"], third["refused_rows"]) == (False, 1, 1, "3")
    assert [(row["row_no"], row["column_name"], row["value"]) for row in refused_rows(folder, 3)] == [
        (3, "受理时间", "?")
    ]


def test_the_sample_goes_and_returns_with_one_word(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    files = [
        source(tmp_path, "重点项目台账.csv", projects("P1")),
        source(tmp_path, "走访服务记录.csv", visits("V1")),
    ]
    load(folder, *files, is_sample=True)
    load(folder, source(tmp_path, "own.csv", projects("Q1")))
    assert undo(folder, "sample").batches == [1, 2]
    assert open_warehouse(folder).rows("SELECT project_id FROM record.project") == [("Q1",)]
    assert not open_warehouse(folder).has_sample
    assert redo(folder, "sample").batches == [1, 2]
    assert open_warehouse(folder).rows("SELECT count(*) FROM record.project") == [(2,)]


def test_nothing_was_ever_loaded(tmp_path: Path) -> None:
    assert history(tmp_path / "warehouse") == []
    for act in (lambda: undo(tmp_path / "warehouse", 1), lambda: rebuild(tmp_path / "warehouse")):
        with pytest.raises(Refusal, match="还没有导入"):
            act()
