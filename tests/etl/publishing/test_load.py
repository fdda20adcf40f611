"""Loading: all files or none, in any order, merged or replacing; refused rows stay visible."""

from __future__ import annotations

import itertools
import threading
from pathlib import Path

import pytest

from etl.publishing.load import LoadResult
from etl.recognising.source import Source
from etl.refusal import Refusal, WrongUsage
from etl.types.reference_data import read_reference, reference_files
from queries.warehouse import current_version, open_warehouse
from tests.etl.files import (
    PROJECTS,
    approval,
    approvals,
    load,
    project,
    projects,
    rows,
    source,
    state,
    visits,
    workbook,
)

LISTING = "项目代码,计划年度,项目级别,重点类型,是否续建\nP1,2025,市级,建设类,续建\nP2,2025,区级,准备类,新建\n"
MEETING = "会议编号,项目代码,会议日期,会议类型,参会单位\nM1,P1,2025-06-03,调度会,住建局、发改局\n"
MILESTONE = "项目代码,节点,计划日期\nP1,A01,2025-06-03\nP1,施工许可核发(整体),2025-07-01\n"


def month(place: Path) -> list[Source]:
    """Files of six types, as one month brings them."""
    return [
        source(place, "走访服务记录2025-06.csv", visits("V1", "V2"), "gb18030"),
        source(place, "审批办件2025-06.csv", approvals(approval("A1"), approval("A2", project="P2"))),
        source(place, "重点项目名单2025-06.csv", LISTING),
        source(place, "调度会议记录2025-06.csv", MEETING),
        source(place, "重点项目台账2025-06.csv", projects("P1", "P2")),
    ]


def ledgers(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every current row of every type, without the number of its batch."""
    warehouse = open_warehouse(folder)
    names = [name for (name,) in warehouse.rows("SELECT type FROM journal.freshness ORDER BY type")]
    return {
        name: sorted(map(repr, (row[1:] for row in warehouse.rows(f"SELECT * FROM record.{name}")))) for name in names
    }


def test_several_types_load_at_once_in_any_order_of_files(tmp_path: Path) -> None:
    files = month(tmp_path)
    found = []
    for number, order in enumerate((files, files[::-1], files[2:] + files[:2])):
        folder = tmp_path / f"warehouse{number}"
        result = load(folder, *order)
        assert (result.is_refused, result.version) == (False, 1)
        assert sorted(file.batch_no or 0 for file in result.files) == [1, 2, 3, 4, 5]
        assert [file.check.file for file in result.files] == [file.name for file in order]
        found.append(ledgers(folder))
    assert found[0] == found[1] == found[2]
    assert set(found[0]) == {"approval", "listing", "meeting", "project", "visit"}


def test_one_wrong_cell_keeps_every_file_out(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    load(folder, source(tmp_path, "重点项目台账.csv", projects("P1", "P2")))
    before = state(folder)
    wrong = source(tmp_path, "走访服务记录2025-07.csv", visits("V9", day="2025-07-40"))
    assert load(folder, wrong, *month(tmp_path)[1:4]).is_refused
    assert state(folder) == before


def test_refused_rows_stay_visible_when_the_others_are_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    text = approvals(approval("A1"), approval("A2", accepted="?"), approval("A3", outcome="通过"))
    files = source(tmp_path, "重点项目台账.csv", projects("P1")), source(tmp_path, "审批办件.csv", text)
    result = load(folder, *files, skip_refused=True)
    assert (result.files[1].check.accepted, result.files[1].comparison.new) == (1, 1)  # type: ignore[union-attr]
    assert rows(folder, "SELECT approval_id FROM record.approval") == [("A1",)]
    assert rows(folder, "SELECT batch_no, row_no, column_name, value, rule FROM journal.refused ORDER BY row_no") == [
        (2, 3, "受理时间", "?", "type"),
        (2, 4, "办理结果", "通过", "enum"),
    ]
    assert rows(folder, "SELECT rows, accepted, refused, refused_rows FROM journal.batch WHERE batch_no = 2") == [
        (3, 1, 2, "3-4")
    ]


def test_a_stopped_file_is_not_loaded_by_halves_either(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    ledger = source(tmp_path, "重点项目台账.csv", projects("P1"))
    stopped = source(tmp_path, "审批办件.csv", approvals(approval()).replace("受理时间", "何时"))
    assert load(folder, ledger, stopped, skip_refused=True).is_refused
    assert current_version(folder) is None


@pytest.mark.parametrize("skip_refused", [False, True])
def test_the_same_bytes_are_not_loaded_twice(tmp_path: Path, skip_refused: bool) -> None:
    folder = tmp_path / "warehouse"
    load(folder, *month(tmp_path))
    again = source(tmp_path, "另一个名字.csv", approvals(approval("A1"), approval("A2", project="P2")))
    result = load(folder, again, skip_refused=skip_refused)
    assert result.is_refused
    assert [fault.rule for fault in result.files[0].check.faults] == ["already_loaded"]
    twice = source(tmp_path, "审批办件2025-07.csv", approvals(approval("A7")))
    assert load(folder, twice, twice, skip_refused=skip_refused).is_refused


def test_a_load_says_what_is_new_changed_unchanged_and_gone(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    load(folder, source(tmp_path, "a.csv", projects("P1", "P2", "P3")))
    text = f"{PROJECTS}\n{project('P1')}\n{project('P2', status='竣工')}\n{project('P4')}\n"
    merged = load(folder, source(tmp_path, "b.csv", text), dry_run=True).files[0].comparison
    assert merged is not None
    assert (merged.new, merged.changed, merged.unchanged, merged.vanished) == (1, 1, 1, 0)
    assert merged.fields == {"status": 1}
    replaced = load(folder, source(tmp_path, "b.csv", text), replace=True, reason="P3 已并入 P4").files[0].comparison
    assert replaced is not None
    assert (replaced.vanished, replaced.vanished_ids) == (1, ["P3"])
    assert rows(folder, "SELECT project_id, status FROM record.project ORDER BY 1") == [
        ("P1", "在建"),
        ("P2", "竣工"),
        ("P4", "在建"),
    ]


def test_replacing_speaks_for_the_month_of_the_file_only(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    may = source(tmp_path, "走访服务记录2025-05.csv", visits("V1", "V2", day="2025-05-07"))
    june = source(tmp_path, "走访服务记录2025-06.csv", visits("V3", "V4"))
    load(folder, source(tmp_path, "重点项目台账.csv", projects("P1")), may, june)
    load(folder, source(tmp_path, "走访服务记录2025-06.csv", visits("V4")), replace=True)
    assert rows(folder, "SELECT visit_id FROM record.visit ORDER BY 1") == [("V1",), ("V2",), ("V4",)]


def test_replacing_a_ledger_may_not_leave_records_without_their_project(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    load(folder, *month(tmp_path))
    before = state(folder)
    with pytest.raises(Refusal, match="重点项目台账中就找不到了"):
        load(folder, source(tmp_path, "重点项目台账2025-07.csv", projects("P1")), replace=True, reason="P2 已取消")
    assert state(folder) == before


def test_a_preview_says_all_that_a_load_says_and_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    files = month(tmp_path)
    load(folder, files[-1])
    before = state(folder)
    preview = load(folder, *files[:4], dry_run=True, ask_kpis=True)
    assert state(folder) == before
    loaded = load(folder, *files[:4], ask_kpis=True)
    assert (preview.version, loaded.version) == (None, 2)
    assert [move.as_json() for move in preview.kpis] == [move.as_json() for move in loaded.kpis] != []
    assert told(preview) == told(loaded)


def told(result: LoadResult) -> list[object]:
    return [file.as_json() | {"batch": None} for file in result.files]


def test_words_are_stored_as_the_schema_says(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    header, rows_of_items = read_reference(reference_files()["item"])
    item, name = (rows_of_items[20][header.index(column)] for column in ("item_id", "item_name"))
    milestones = f"项目代码,节点,计划日期\nP1,{item},2025-06-03\nP2,{name},2025-07-01\n"
    assert not load(folder, *month(tmp_path), source(tmp_path, "倒排工期节点.csv", milestones)).is_refused
    assert rows(folder, "SELECT carried_over FROM record.listing ORDER BY project_id") == [(True,), (False,)]
    assert rows(folder, "SELECT departments FROM record.meeting") == [("住建局；发改局",)]
    assert rows(folder, "SELECT milestone FROM record.milestone") == [(item,), (item,)]


def test_a_workbook_loads_like_a_csv(tmp_path: Path) -> None:
    sheet = [line.split(",") for line in approvals(approval("A1")).splitlines()]
    files = (
        source(tmp_path, "重点项目台账.csv", projects("P1")),
        workbook(tmp_path, "审批办件.xlsx", {"x": list(sheet)}),
    )
    assert load(tmp_path / "warehouse", *files).version == 1
    assert rows(tmp_path / "warehouse", "SELECT approval_id, decided_on FROM record.approval")[0][0] == "A1"


@pytest.mark.parametrize(
    ("names", "options"),
    [([], {}), (["nowhere.csv"], {}), (["a.csv"], {"type": "nothing"}), (["a.csv"], {"type": "schema.json"})],
)
def test_what_cannot_be_asked_for_is_wrong_usage(
    tmp_path: Path, names: list[str], options: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source(tmp_path, "a.csv", projects("P1"))
    source(tmp_path, "schema.json", '{"fields": [{"name": "a", "type": "string"}]}')
    with pytest.raises(WrongUsage):
        load(tmp_path / "warehouse", *(Source(name, Path(name)) for name in names), **options)
    assert not (tmp_path / "warehouse").exists()


def test_two_loads_at_the_same_time_queue(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    results: list[LoadResult] = []
    files = [source(tmp_path, f"重点项目台账{n}.csv", projects(f"P{n}")) for n in range(4)]
    threads = [threading.Thread(target=lambda file=file: results.append(load(folder, file))) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(result.version or 0 for result in results) == [1, 2, 3, 4]
    assert rows(folder, "SELECT count(*) FROM record.project") == [(4,)]
    assert len(list(itertools.chain((folder / "versions").glob("candidate*"), (folder / "originals").glob(".*")))) == 0
