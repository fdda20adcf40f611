"""Bad files are refused with file, Excel row, column, value, what was expected and what to do; nothing changes."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from etl.faults import FileCheck
from etl.publishing.masking import key_path
from etl.recognising.source import Source
from tests.etl.files import (
    APPROVALS,
    PROJECTS,
    approval,
    approvals,
    check,
    load,
    project,
    projects,
    said,
    source,
    state,
    visits,
    wrong,
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that knows project P1."""
    place = tmp_path_factory.mktemp("built")
    assert load(place / "warehouse", source(place, "重点项目台账.csv", projects("P1"))).version == 1
    return place / "warehouse"


@pytest.fixture
def warehouse(built: Path, tmp_path: Path) -> Path:
    shutil.copy(key_path(built), key_path(tmp_path / "warehouse"))
    return Path(shutil.copytree(built, tmp_path / "warehouse"))


def refused(warehouse: Path, *files: Source, skip_refused: bool = False) -> list[FileCheck]:
    """Check the files, then load them in vain: nothing may have changed. Returns the verdicts of the check."""
    before = state(warehouse)
    checked = check(*files, folder=warehouse)
    result = load(warehouse, *files, skip_refused=skip_refused)
    assert result.is_refused
    assert result.version is None
    assert [wrong(file.check) for file in result.files] == [wrong(verdict) for verdict in checked]
    assert state(warehouse) == before
    return checked


ROWS = [
    ("impossible date", approval(accepted="2025-02-30"), ("受理时间", "2025-02-30", "type"), "2025-03-05"),
    ("unknown project", approval(project="P9"), ("项目代码", "P9", "foreignKey"), "重点项目台账"),
    ("unknown enum word", approval(outcome="准许"), ("办理结果", "准许", "enum"), "是不是“准予”"),
    ("unknown item", approval(item="ZZ99"), ("事项编码", "ZZ99", "foreignKey"), "item.csv"),
    ("empty required cell", approval(code=""), ("受理编号", "", "required"), "必须填写"),
    ("decided before accepted", approval(decided="2025-03-01"), ("办结时间", "2025-03-01", ""), "不能早于受理时间"),
    ("year far away", approval(accepted="2203-03-05"), ("受理时间", "2203-03-05", "maximum"), "核对年份"),
    ("scientific notation", approval(code="2.30E+17"), ("受理编号", "2.30E+17", "scientific"), "文本格式"),
    ("two codes in a cell", approval(project="P1 P2"), ("项目代码", "P1 P2", "pattern"), "一格只写一个编号"),
    ("Excel error", approval(outcome="#REF!"), ("办理结果", "#REF!", "excelError"), "公式"),
    ("words for a day", approval(decided="待定"), ("办结时间", "待定", "type"), "留空"),
]


@pytest.mark.parametrize(("line", "fault", "advice"), [case[1:] for case in ROWS], ids=[case[0] for case in ROWS])
def test_a_wrong_cell_is_refused_with_its_place_its_value_and_advice(
    warehouse: Path, tmp_path: Path, line: str, fault: tuple[str, str, str], advice: str
) -> None:
    file = source(tmp_path, "审批办件.csv", approvals(approval("A0"), line))
    (verdict,) = refused(warehouse, file)
    (found,) = [fault for fault in verdict.faults if fault.severity == "refuse"]
    column, value, rule = fault
    assert (found.row, found.column, found.value) == (3, column, value)
    assert found.rule == (rule or "decided_not_before_accepted")
    assert advice in found.message
    assert column in found.message
    assert (verdict.rows, verdict.accepted) == (2, 1)


def test_the_second_of_two_rows_with_one_key_is_refused_and_the_first_is_named(warehouse: Path, tmp_path: Path) -> None:
    file = source(tmp_path, "审批办件.csv", approvals(approval("A1"), approval("A2"), approval("A1")))
    (verdict,) = refused(warehouse, file)
    assert wrong(verdict) == [(4, "受理编号", "A1", "primaryKey")]
    assert "第 2 行已经有了" in said(verdict.faults)


def test_a_row_with_a_wrong_cell_still_counts_when_keys_are_compared(warehouse: Path, tmp_path: Path) -> None:
    file = source(tmp_path, "审批办件.csv", approvals(approval("A1", accepted="？"), approval("A1")))
    (verdict,) = refused(warehouse, file)
    assert wrong(verdict) == [(2, "受理时间", "？", "type"), (3, "受理编号", "A1", "primaryKey")]


def test_the_keys_of_two_files_are_not_compared(warehouse: Path, tmp_path: Path) -> None:
    june = source(tmp_path, "审批办件2025-06.csv", approvals(approval("A1")))
    july = source(tmp_path, "审批办件2025-07.csv", approvals(approval("A1", outcome="不予")))
    assert [wrong(verdict) for verdict in check(june, july, folder=warehouse)] == [[], []]


def test_an_unknown_header_stops_the_file_and_the_nearest_is_named(warehouse: Path, tmp_path: Path) -> None:
    text = approvals(approval() + ",5").replace("办理结果", "办理结果,承诺时限天")
    (verdict,) = refused(warehouse, source(tmp_path, "审批办件.csv", text), skip_refused=True)
    assert wrong(verdict) == [(1, "承诺时限天", "承诺时限天", "unknown_header")]
    assert "承诺时限(工作日)" in said(verdict.faults)
    assert verdict.accepted == 0


def test_a_missing_required_column_stops_the_file_once_not_row_by_row(warehouse: Path, tmp_path: Path) -> None:
    text = approvals(approval("A1"), approval("A2")).replace("受理时间", "受理日")
    (verdict,) = refused(warehouse, source(tmp_path, "审批办件.csv", text), skip_refused=True)
    assert {rule for _, _, _, rule in wrong(verdict)} == {"unknown_header", "missing_column"}
    assert "受理时间" in said(verdict.faults)
    assert verdict.header == text.splitlines()[0].split(",")
    assert verdict.preview[0]["受理编号"] == "A1"


def test_a_column_given_twice_stops_the_file(warehouse: Path, tmp_path: Path) -> None:
    text = approvals(approval() + ",2025-03-06").replace("办理结果", "办理结果,受理日期")
    (verdict,) = refused(warehouse, source(tmp_path, "审批办件.csv", text))
    assert wrong(verdict) == [(1, "受理日期", "受理日期", "duplicate_header")]


def test_rows_that_do_not_fit_the_header_are_told_once(warehouse: Path, tmp_path: Path) -> None:
    file = source(tmp_path, "审批办件.csv", approvals(approval("A1") + ",多", approval("A2").rpartition(",")[0]))
    (verdict,) = refused(warehouse, file)
    assert wrong(verdict) == [(2, "", "多", "tooManyCells"), (3, "", "", "tooFewCells")]


def zipped() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("审批办件.csv", approvals(approval()))
    return content.getvalue()


NO_TABLES = {
    "empty": (b"", "empty_file"),
    "only a byte order mark": (b"\xef\xbb\xbf", "empty_file"),
    "only blank lines": (b"\r\n\r\n \r\n", "empty_file"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", "not_a_table"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1", "not_a_table"),
    "zip": (zipped(), "not_a_table"),
    "html": ("<!DOCTYPE html><html><table><tr><td>受理编号</td></tr></table></html>".encode(), "not_a_table"),
    "prose": ("今天上午，工作专班走访了三个项目。\n下午召开了调度会。\n".encode(), "not_a_table"),
    "nul bytes": (approvals(approval()).encode() + b"\0\0\0", "not_a_table"),
    "truncated workbook": (zipped()[:60], "brokenWorkbook"),
    "neither UTF-8 nor GB18030": (b"\xff\xff\x80\x81" * 4 + b",\n", "encoding"),
    "UTF-8 that breaks off": (approvals(approval(), approval("A2")).encode() + "楼".encode()[:2], "encoding"),
    "two encodings": (approvals(approval()).encode() + "审批办件，受理\n".encode("gb18030"), "encoding"),
    "another table": ("姓名,年龄,单位\n张三,40,某局\n".encode(), "unknown_type"),
}


@pytest.mark.parametrize("case", NO_TABLES)
def test_what_is_no_table_is_refused_in_a_sentence(warehouse: Path, tmp_path: Path, case: str) -> None:
    content, rule = NO_TABLES[case]
    (verdict,) = refused(warehouse, source(tmp_path, "审批办件.csv", content), skip_refused=True)
    assert [fault.rule for fault in verdict.faults] == [rule]
    assert "请" in verdict.faults[0].message
    assert (verdict.rows, verdict.accepted) == (0, 0)


def test_broken_encoding_names_its_line(warehouse: Path, tmp_path: Path) -> None:
    content = approvals(*(approval(f"A{n}") for n in range(50))).encode("gb18030").replace(b"A7,P1", b"A7\xff\xff,P1")
    (verdict,) = refused(warehouse, source(tmp_path, "审批办件.csv", content))
    assert [(fault.rule, fault.row) for fault in verdict.faults] == [("encoding", 9)]


def test_quotes_that_do_not_match_stop_the_file_at_their_row(warehouse: Path, tmp_path: Path) -> None:
    text = approvals(approval("A1"), approval("A2").replace("P1", '"P1'), approval("A3"))
    (verdict,) = refused(warehouse, source(tmp_path, "审批办件.csv", text), skip_refused=True)
    assert [(fault.rule, fault.row) for fault in verdict.faults] == [("brokenQuotes", 3)]


def test_a_header_without_rows_is_an_empty_month(warehouse: Path, tmp_path: Path) -> None:
    file = source(tmp_path, "审批办件2025-07.csv", APPROVALS + "\r\n", "gb18030")
    (verdict,) = check(file, folder=warehouse)
    assert (verdict.ok, verdict.rows, verdict.faults) == (True, 0, [])
    result = load(warehouse, file)
    assert (result.is_refused, result.files[0].batch_no, result.version) == (False, 2, 2)


def test_all_faults_of_all_files_are_told_at_once(warehouse: Path, tmp_path: Path) -> None:
    first = source(tmp_path, "审批办件.csv", approvals(approval(accepted="x"), approval(code="A2", outcome="y")))
    second = source(tmp_path, "走访服务记录.csv", visits("V1", project="P9"))
    third = source(tmp_path, "重点项目台账.csv", f"{PROJECTS}\n{project(street='中韩街道办事处')}\n")
    verdicts = refused(warehouse, first, second, third)
    assert [[rule for *_, rule in wrong(verdict)] for verdict in verdicts] == [
        ["type", "enum"],
        ["foreignKey"],
        ["foreignKey"],
    ]
    assert "是不是“中韩街道”" in said(verdicts[2].faults)


def test_projects_of_the_same_load_are_known_in_any_order_of_files(warehouse: Path, tmp_path: Path) -> None:
    ledger = source(tmp_path, "重点项目台账2.csv", projects("P7"))
    visit = source(tmp_path, "走访服务记录.csv", visits("V1", project="P7"))
    for files in ((ledger, visit), (visit, ledger)):
        assert [wrong(verdict) for verdict in check(*files, folder=warehouse)] == [[], []]


def test_a_record_without_a_project_is_not_unknown_where_no_project_is_known(tmp_path: Path) -> None:
    text = "登记号,咨询时间,咨询渠道,项目代码\nZ1,2025.06.03 ,电话,\nZ2,2025-06-03,电话,P9\n"
    result = load(tmp_path / "warehouse", source(tmp_path, "咨询登记.csv", text))
    assert wrong(result.files[0].check) == [(3, "项目代码", "P9", "foreignKey")]


def test_a_refused_project_is_not_known(warehouse: Path, tmp_path: Path) -> None:
    ledger = source(tmp_path, "重点项目台账2.csv", f"{PROJECTS}\n{project('P7', status='开工')}\n")
    visit = source(tmp_path, "走访服务记录.csv", visits("V1", project="P7"))
    verdicts = refused(warehouse, visit, ledger)
    assert [[rule for *_, rule in wrong(verdict)] for verdict in verdicts] == [["foreignKey"], ["enum"]]


def test_a_ledger_that_cannot_be_read_does_not_make_every_project_unknown(warehouse: Path, tmp_path: Path) -> None:
    ledger = source(tmp_path, "重点项目台账2.csv", projects("P7").replace("项目状态", "状况"))
    visit = source(tmp_path, "走访服务记录.csv", visits("V1", project="P7"))
    assert [len(wrong(verdict)) > 0 for verdict in refused(warehouse, visit, ledger)] == [False, True]


def test_without_a_warehouse_project_codes_are_not_looked_up(tmp_path: Path) -> None:
    (verdict,) = check(source(tmp_path, "走访服务记录.csv", visits("V1", project="P7")), folder=tmp_path / "none")
    assert verdict.ok
    assert not (tmp_path / "none").exists()
