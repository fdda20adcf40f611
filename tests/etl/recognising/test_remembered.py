"""Remembering: what a person said once about a header holds for the next month, and never against the schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.faults import FileCheck
from etl.language import in_language
from etl.publishing.history import undo
from etl.publishing.rebuild import rebuild
from etl.recognising.source import Source
from tests.etl.files import VISITS, approval, approvals, check, load, projects, rows, said, source, visits, workbook

APRIL = {"受理日": "accepted_on", "杂项": ""}


def renamed(code: str, header: str = "受理日", more: str = ",杂项") -> str:
    """Return approvals whose header calls the day of acceptance otherwise, and has a column nobody knows."""
    line = approval(code) + (",x" if more else "")
    text = approvals(line).replace("受理时间", header)
    return text.replace("办理结果\n", f"办理结果{more}\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a warehouse in which April's file was mapped by hand."""
    folder = tmp_path / "warehouse"
    load(folder, source(tmp_path, "重点项目台账.csv", projects("P1")))
    load(folder, source(tmp_path, "审批办件4月.csv", renamed("A1")), mapping=APRIL)
    return folder


def may(tmp_path: Path, folder: Path, text: str, name: str = "审批办件5月.csv", **options: object) -> FileCheck:
    return check(source(tmp_path, name, text), folder=folder, **options)[0]


def test_a_mapping_made_once_holds_for_the_next_month_and_is_told(folder: Path, tmp_path: Path) -> None:
    verdict = may(tmp_path, folder, renamed("A2"))
    assert verdict.ok, said(verdict.faults)
    assert verdict.remembered == {"受理日": "accepted_on", "杂项": ""}
    assert "“受理日”按上次的对应读作“受理时间”" in said(verdict.faults)
    assert "“杂项”列按上次的选择，没有导入" in said(verdict.faults)
    with in_language("en"):
        assert '"受理日" was read as "受理时间" (Accepted on), as mapped last time' in said(
            may(tmp_path, folder, renamed("A2")).faults
        )


def test_loading_uses_it_and_hands_it_on(folder: Path, tmp_path: Path) -> None:
    loaded = load(folder, source(tmp_path, "审批办件5月.csv", renamed("A2")))
    assert not loaded.is_refused
    undo(folder, 2)
    # April is taken back, but May says the same: it was loaded that way.
    assert may(tmp_path, folder, renamed("A3")).ok
    undo(folder, 3)
    assert not may(tmp_path, folder, renamed("A3")).ok


def test_a_rebuild_keeps_it_and_reads_every_month_as_it_was_read(folder: Path, tmp_path: Path) -> None:
    load(folder, source(tmp_path, "审批办件5月.csv", renamed("A2")))
    before = rows(folder, "SELECT * FROM record.approval ORDER BY approval_id")
    journal = rows(folder, "SELECT batch_no, mapping FROM journal.batch ORDER BY batch_no")
    rebuild(folder)
    assert rows(folder, "SELECT * FROM record.approval ORDER BY approval_id") == before
    assert rows(folder, "SELECT batch_no, mapping FROM journal.batch ORDER BY batch_no") == journal
    assert may(tmp_path, folder, renamed("A3")).ok


def test_what_is_said_now_goes_before_it_and_is_remembered_then(folder: Path, tmp_path: Path) -> None:
    other = {"受理日": "decided_on", "办结时间": "accepted_on"}
    verdict = may(tmp_path, folder, renamed("A2"), mapping=other)
    assert verdict.mapping["受理日"] == "decided_on"
    assert verdict.remembered == {"杂项": ""}
    text = renamed("A2").replace("2025-03-05,2025-03-09", "2025-03-09,2025-03-05")
    assert not load(folder, source(tmp_path, "审批办件5月.csv", text), mapping=other).is_refused
    # 办结时间 is a name of the schema: only 受理日 is remembered, and its column is taken by then.
    later = may(tmp_path, folder, renamed("A3").replace("办结时间", "受理时间"))
    assert (later.mapping["受理时间"], later.mapping["受理日"]) == ("accepted_on", "decided_on")


def test_it_never_goes_against_a_name_or_a_column_already_there(folder: Path, tmp_path: Path) -> None:
    verdict = may(tmp_path, folder, renamed("A2").replace("杂项", "受理时间"))
    assert verdict.mapping["受理时间"] == "accepted_on"
    assert verdict.remembered == {}
    assert [fault.rule for fault in verdict.faults if fault.severity == "stop"] == ["unknown_header"]


def test_two_headers_once_taken_for_one_column_are_asked_about(folder: Path, tmp_path: Path) -> None:
    text = renamed("A2", header="收件日")
    assert not load(folder, source(tmp_path, "审批办件5月.csv", text), mapping={"收件日": "accepted_on"}).is_refused
    both = may(tmp_path, folder, renamed("A3").replace("杂项", "收件日"))
    assert both.remembered == {}
    stops = {fault.rule for fault in both.faults if fault.severity == "stop"}
    assert stops == {"unknown_header", "missing_column"}


def test_each_type_has_its_own(folder: Path, tmp_path: Path) -> None:
    text = visits("V1").replace("走访日期", "受理日")
    verdict = may(tmp_path, folder, text, name="走访服务记录.csv")
    assert "受理日" not in verdict.remembered
    assert verdict.type == "visit"


FOREIGN = {
    "english": ["Visit no.", "Project", "Day", "How", "Group", "Weather"],
    "russian": ["Номер", "Проект", "Дата", "Способ", "Группа", "Погода"],
    "pinyin": ["fuwu bianhao", "xiangmu daima", "zoufang riqi", "fangshi", "zhuanban", "tianqi"],
}


@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_in_any_language_is_mapped_whole_once_and_known_by_its_headers_then(
    language: str, kind: str, tmp_path: Path
) -> None:
    folder = tmp_path / "warehouse"
    load(folder, source(tmp_path, "重点项目台账.csv", projects("P1")))
    header = FOREIGN[language]
    columns = ("visit_id", "project_id", "visited_on", "visit_mode", "workgroup", "")

    def file(code: str) -> Source:
        cells = [*visits(code).splitlines()[1].split(","), "sunny"]
        if kind == "xlsx":
            return workbook(tmp_path, f"{code}.xlsx", {"Sheet1": [header, cells]})
        return source(tmp_path, f"{code}.csv", f"{','.join(header)}\n{','.join(cells)}\n")

    assert check(file("V1"), folder=folder)[0].type is None
    asked = check(file("V1"), folder=folder, type="visit")[0]
    assert asked.header == header
    mapping = dict(zip(header, columns, strict=True))
    assert not load(folder, file("V1"), type="visit", mapping=mapping).is_refused
    again = check(file("V2"), folder=folder)[0]
    assert (again.type, again.ok, again.remembered) == ("visit", True, mapping)


def test_line_numbers_and_our_own_column_are_no_choices(folder: Path, tmp_path: Path) -> None:
    text = f"错误说明,序号,{VISITS}\n,1,{visits('V1').splitlines()[1]}\n"
    assert not load(folder, source(tmp_path, "走访服务记录.csv", text)).is_refused
    verdict = may(tmp_path, folder, text.replace("V1", "V2"), name="走访服务记录.csv")
    assert (verdict.ok, verdict.remembered) == (True, {})
    assert {"“序号”列只是行号，没有导入。", "“错误说明”列是上次核对写进去的说明，没有导入。"} <= {
        fault.message for fault in verdict.faults
    }
