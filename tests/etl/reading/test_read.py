"""Files as they really come: any encoding, any line ending, quotes and workbooks, with the row numbers of Excel."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from etl.checking.check_alone import check_files, write_table
from etl.reading.delimited import DIRECT_FROM
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
    rows,
    source,
    workbook,
    wrong,
)

LINES = [approval("A1"), approval("A2", outcome="在办", decided="")]


def read(file: Source) -> tuple[str, list[list[str]]]:
    """Return the encoding of a file and the table as read, as text."""
    out = file.path.with_name("read.csv")
    with check_files([file]) as staged:
        assert staged.files[0].ok
        write_table(staged, out)
        return staged.files[0].encoding, [line.split(",") for line in out.read_text(encoding="utf-8").splitlines()]


EXPECTED = [
    ["approval_id", "project_id", "item_id", "accepted_on", "decided_on", "outcome"],
    ["A1", "P1", "A01", "2025-03-05", "2025-03-09", "准予"],
    ["A2", "P1", "A01", "2025-03-05", "", ""],
]


def given(table: list[list[str]]) -> list[list[str]]:
    """Leave away the columns that the file does not have."""
    places = [table[0].index(name) for name in EXPECTED[0]]
    return [[line[place] for place in places] for line in table]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_every_encoding_line_ending_and_delimiter_reads_the_same(
    tmp_path: Path, encoding: str, ending: str, delimiter: str
) -> None:
    text = approvals(*LINES).replace(",", delimiter).replace("\n", ending)
    file = source(tmp_path, "审批办件.csv", text, encoding)
    found, table = read(file)
    assert found == encoding
    assert given(table) == EXPECTED


def test_gb18030_is_never_taken_for_utf8_however_far_its_first_chinese_character_stands(tmp_path: Path) -> None:
    lines = [approval(f"A{n}") for n in range(60_000)]
    text = (
        approvals(*lines)
        .replace("准予", "")
        .replace(APPROVALS, "approval_id,project_id,item_id,accepted_on,decided_on,outcome")
    )
    file = source(tmp_path, "approval.csv", text + approval("Z") + "\n", "gb18030")
    assert file.path.stat().st_size > DIRECT_FROM
    verdict = check(file)[0]
    assert (verdict.encoding, verdict.rows, verdict.ok) == ("gb18030", 60_001, True)


def test_rows_are_numbered_as_excel_numbers_them(tmp_path: Path) -> None:
    text = (
        "某区审批办件台账,,,,,\r\n\r\n"
        + APPROVALS
        + ",办理部门\r\n"
        + approval("A1")
        + ',"第一行\r\n第二行，""引号"""\r\n\r\n'
        "A1,P1,A01,2025-03-05,,,x\r\n"
    )
    verdict = check(source(tmp_path, "审批办件.csv", text))[0]
    assert verdict.header_row == 3
    assert wrong(verdict) == [(6, "受理编号", "A1", "primaryKey")]
    assert [(fault.rule, fault.row) for fault in verdict.faults if fault.severity == "notice"] == [("blankRow", 5)]
    assert verdict.preview[0]["办理部门"] == '第一行\r\n第二行，"引号"'


def many(number: int) -> list[str]:
    return [approval(f"A{n}", accepted=f"2025-03-{1 + n % 5:02d}") for n in range(number)]


@pytest.mark.parametrize(
    ("number", "encoding", "ending", "last"),
    [(900_000, "utf-8", "\n", "\n"), (150_000, "gb18030", "\r\n", ""), (150_000, "utf-8-sig", "\r\n", "\r\n")],
)
def test_a_big_file_keeps_its_rows_and_their_numbers(
    tmp_path: Path, number: int, encoding: str, ending: str, last: str
) -> None:
    lines = many(number)
    bad = {5: approval("A5", accepted="x"), 123_456: approval("A123456", item="ZZ"), number - 1: lines[0]}
    for place, line in bad.items():
        lines[place] = line
    folder = tmp_path / "warehouse"
    file = source(tmp_path, "审批办件.csv", ending.join([APPROVALS, *lines]) + last, encoding)
    result = load(folder, source(tmp_path, "重点项目台账.csv", projects("P1")), file, skip_refused=True)
    assert wrong(result.files[1].check) == [
        (7, "受理时间", "x", "type"),
        (123_458, "事项编码", "ZZ", "foreignKey"),
        (number + 1, "受理编号", "A0", "primaryKey"),
    ]
    placed = "SELECT count(*), count(*) FILTER (row_no = CAST(substr(approval_id, 2) AS INT) + 2) FROM record.approval"
    assert rows(folder, placed) == [(number - 3, number - 3)]


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a blank line", ""),
        ("quotes within a cell", approval("B1", outcome='"准予"')),
        ("a line break within a cell", approval("B1", outcome='准予,"一\n二"')),
        ("a quotation mark in the middle", approval("B1", outcome='准予,一"二"三')),
    ],
)
def test_what_the_database_reads_otherwise_is_read_row_by_row_also_in_a_big_file(
    tmp_path: Path, what: str, line: str
) -> None:
    lines = [f"{entry}," for entry in many(40_000)]
    lines[20_000] = line + ("," if line.count(",") == 5 and line else "")
    lines[30_000] = lines[0]
    text = "\n".join([f"{APPROVALS},办理部门", *lines]) + "\n"
    assert len(text.encode()) > DIRECT_FROM
    verdict = check(source(tmp_path, "审批办件.csv", text))[0]
    assert wrong(verdict) == [(30_002, "受理编号", "A0", "primaryKey")]


def test_a_big_file_with_a_row_too_short_says_where(tmp_path: Path) -> None:
    lines = many(40_000)
    lines[20_000] = "A20000,P1"
    verdict = check(source(tmp_path, "审批办件.csv", approvals(*lines)))[0]
    assert [(fault.rule, fault.row) for fault in verdict.faults] == [("tooFewCells", 20_002)]


def test_a_path_with_pattern_characters_means_that_file_only(tmp_path: Path) -> None:
    text = approvals(*many(40_000))
    source(tmp_path, "审批办件1.csv", text.replace("A", "B"))
    verdict = check(source(tmp_path, "审批办件[1].csv", text))[0]
    assert verdict.preview[0]["受理编号"] == "A0"


HEADER = APPROVALS.split(",")


def test_a_workbook_reads_dates_serials_numbers_and_error_cells(tmp_path: Path) -> None:
    sheet = [
        [None, None],
        ["某区审批办件台账"],
        [*HEADER, "承诺时限", "是否容缺"],
        ["A1", "P1", "A01", datetime(2025, 3, 5), 45725, "准予", 5.0, True],
        ["A2", "P1", "A01", "2025年3月5日", date(2025, 3, 9), "准予", "5", "√"],
        ["A3", "P1", "A01", datetime(2025, 3, 5, 8, 30), None, None, 7, None],
    ]
    verdict = check(workbook(tmp_path, "台账.xlsx", {"审批办件": sheet}))[0]
    assert (verdict.encoding, verdict.sheet, verdict.header_row, verdict.rows) == ("xlsx", "审批办件", 3, 3)
    assert wrong(verdict) == []
    assert {fault.rule for fault in verdict.faults} == {"dateSerial", "timeDropped"}
    shown = [
        [line[name] for name in ("受理时间", "办结时间", "承诺时限(工作日)", "是否容缺")] for line in verdict.preview
    ]
    assert shown == [
        ["2025-03-05", "2025-03-09", "5", "true"],
        ["2025-03-05", "2025-03-09", "5", "true"],
        ["2025-03-05", None, "7", None],
    ]


def test_an_error_cell_of_a_workbook_is_refused_not_read_as_empty(tmp_path: Path) -> None:
    file = tmp_path / "台账.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("审批办件")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["A1", "P1", "A01", "2025-03-05"])
        sheet.write_formula(1, 4, "=NA()", None, "#N/A")
    assert wrong(check(Source("台账.xlsx", file))[0]) == [(2, "办结时间", "#N/A", "excelError")]


def test_a_number_too_long_for_excel_is_refused_because_its_end_is_lost(tmp_path: Path) -> None:
    sheet = [HEADER, [370212202500001234, "P1", "A01", "2025-03-05"], ["0012", "P1", "A01", "2025-03-05"]]
    verdict = check(workbook(tmp_path, "审批办件.xlsx", {"a": sheet}))[0]
    assert wrong(verdict) == [(2, "受理编号", "3.70E+17", "scientific")]
    assert verdict.preview[1]["受理编号"] == "0012"


def test_the_sheet_with_the_records_is_found_and_others_that_look_like_records_are_named(tmp_path: Path) -> None:
    record = ["A1", "P1", "A01", "2025-03-05", None, None]
    file = workbook(
        tmp_path, "x.xlsx", {"说明": [["这是说明", "请看下一页"]], "3月": [HEADER, record], "2月": [HEADER, record]}
    )
    verdict = check(file)[0]
    assert (verdict.type, verdict.sheet, verdict.rows) == ("approval", "3月", 1)
    assert [fault.rule for fault in verdict.faults] == ["otherSheets"]
    assert "“2月”" in verdict.faults[0].message


def test_a_workbook_under_the_name_of_a_csv_is_read_all_the_same(tmp_path: Path) -> None:
    file = workbook(tmp_path, "a.xlsx", {"x": [HEADER, ["A1", "P1", "A01", "2025-03-05", None, None]]})
    renamed = file.path.rename(tmp_path / "审批办件.csv")
    assert check(Source("审批办件.csv", renamed))[0].rows == 1


def test_total_and_note_rows_are_left_out_and_said(tmp_path: Path) -> None:
    text = (
        "\n".join([PROJECTS, project("P1"), "合计,1,,,,", PROJECTS, project("P2"), "填报人：王五,,,,,", ",,,,,"]) + "\n"
    )
    verdict = check(source(tmp_path, "重点项目台账.csv", text))[0]
    assert (verdict.rows, verdict.accepted) == (2, 2)
    assert {(fault.rule, fault.row) for fault in verdict.faults} == {
        ("totalRow", 3),
        ("headerRow", 4),
        ("noteRow", 6),
        ("blankRow", 7),
    }


@pytest.mark.parametrize(
    ("total", "said"), [("合计", "300"), ("总计：", "300"), ("合计", "301"), ("小计", "301"), ("合计", "")]
)
def test_a_row_of_totals_is_a_control_total(total: str, said: str, tmp_path: Path) -> None:
    lines = [f"{PROJECTS},总投资", project("P1") + ",100.5", project("P2") + ',"199.50"', f"{total},2,,,,,{said}"]
    (verdict,) = check(source(tmp_path, "重点项目台账.csv", "\n".join(lines) + "\n"))
    notes = [(fault.rule, fault.row, fault.value) for fault in verdict.faults if fault.rule != "totalRow"]
    assert notes == ([("controlTotal", 4, "301")] if said == "301" else [])
    assert (verdict.ok, verdict.rows) == (True, 2)
