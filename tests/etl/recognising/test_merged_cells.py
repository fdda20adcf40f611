"""Merged cells: a value merged downwards is that of every row, but never a code; merged across, nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwt

from etl.recognising.source import Source
from tests.etl.files import check, wrong
from tests.etl.reading.parts import ods_parts, write
from tests.etl.recognising.sheets import VISITS, column, drawn, judge, visit

ROWS = [
    VISITS,
    visit("V1", "手续", "一"),
    visit("V2", "手续", "二"),
    visit("V3", "手续", "三"),
    visit("V4", "图审", "四"),
]


def as_xlsx(folder: Path) -> Source:
    return drawn(folder, ("走访", ROWS, lambda sheet: sheet.merge_range("F2:F4", "手续")))


def as_xls(folder: Path) -> Source:
    book = xlwt.Workbook()
    sheet = book.add_sheet("走访")
    for row, cells in enumerate(ROWS):
        for place, cell in enumerate(cells):
            if not (place == 5 and 1 <= row <= 3):
                sheet.write(row, place, cell)
    sheet.write_merge(1, 3, 5, 5, "手续")
    book.save(folder / "a.xls")
    return Source("走访.xls", folder / "a.xls")


def as_ods(folder: Path) -> Source:
    def cell(row: int, place: int, text: str) -> str:
        spans = ' table:number-rows-spanned="3"' if (row, place) == (1, 5) else ""
        kind = "covered-table-cell" if place == 5 and row in (2, 3) else "table-cell"
        return f'<table:{kind}{spans} office:value-type="string"><text:p>{text}</text:p></table:{kind}>'

    rows = "".join(
        "<table:table-row>" + "".join(cell(row, place, text) for place, text in enumerate(cells)) + "</table:table-row>"
        for row, cells in enumerate(ROWS)
    )
    return write(folder / "a.ods", ods_parts(f'<table:table table:name="走访">{rows}</table:table>'), "走访.ods")


@pytest.mark.parametrize("make", [as_xlsx, as_xls, as_ods])
def test_a_value_merged_downwards_is_that_of_every_row(make, tmp_path: Path) -> None:
    verdict = judge(make(tmp_path), "mergedFilled", "“服务事项”有 2 格是合并单元格（第 3–4 行）", "2 cells", row=3)
    assert verdict.ok
    assert column(verdict, "服务事项") == ["手续", "手续", "手续", "图审"]


def test_merged_cells_reach_over_blank_rows_without_making_records_of_them(tmp_path: Path) -> None:
    rows = [VISITS, visit("V1", "手续"), [], visit("V2"), []]
    source = drawn(tmp_path, ("走访", rows, lambda sheet: sheet.merge_range("F2:F9", "手续")))
    verdict = judge(source, "mergedFilled", "有 1 格是合并单元格（第 4 行）", "1 cell of", row=4)
    assert (verdict.ok, verdict.rows, column(verdict, "服务事项")) == (True, 2, ["手续", None, "手续"])


def test_a_merged_code_is_no_code_of_the_other_rows(tmp_path: Path) -> None:
    rows = [VISITS, visit("V1"), ["", *visit("")[1:]], visit("V3")]
    source = drawn(tmp_path, ("走访", rows, lambda sheet: sheet.merge_range("A2:A3", "V1")))
    verdict = judge(source, "mergedKey", "第 3 行没有自己的编号", "row 3 has no code of its own", row=3)
    assert wrong(verdict) == [(3, "服务编号", "", "required")]


def test_one_meeting_on_several_rows_is_one_row_a_project(tmp_path: Path) -> None:
    rows = [
        ["会议编号", "项目代码", "会议日期", "会议类型"],
        ["M1", "P1", "2025-06-03", "调度会"],
        ["", "P2", "", ""],
        ["M2", "P1", "2025-06-04", "调度会"],
    ]

    def draw(sheet) -> None:
        for place, cell in zip("ACD", ("M1", "2025-06-03", "调度会"), strict=True):
            sheet.merge_range(f"{place}2:{place}3", cell)

    (verdict,) = check(drawn(tmp_path, ("会议", rows, draw), name="调度会议记录.xlsx"))
    assert verdict.ok, verdict.faults
    assert [fault.rule for fault in verdict.faults] == ["mergedFilled"] * 3
    assert column(verdict, "会议编号") == ["M1", "M1", "M2"]


def test_cells_merged_across_are_read_as_one_and_said(tmp_path: Path) -> None:
    rows = [VISITS, visit("V1"), visit("V2")]
    source = drawn(tmp_path, ("走访", rows, lambda sheet: sheet.merge_range("F3:G3", "看了现场")))
    verdict = judge(
        source, "mergedAcross", "第 3 行的“服务事项”到“了解情况”是横向合并", 'from "服务事项" to "了解情况"', row=3
    )
    assert (verdict.ok, column(verdict, "服务事项"), column(verdict, "了解情况")) == (
        True,
        [None, "看了现场"],
        [None] * 2,
    )


def test_a_banner_across_the_table_is_no_record_and_merged_totals_are_totals(tmp_path: Path) -> None:
    rows = [[], VISITS, [], visit("V1"), [], visit("V2"), [], []]

    def draw(sheet) -> None:
        sheet.merge_range("A1:G1", "某区走访服务记录")
        sheet.merge_range("A3:G3", "一、上旬")
        sheet.merge_range("A5:G5", "二、下旬")
        sheet.merge_range("A7:C7", "合计")
        sheet.merge_range("A8:G8", "填报人：王五")

    verdict = judge(
        drawn(tmp_path, ("走访", rows, draw)), "bannerRow", "第 3、5 行是横贯整行的标题", "Rows 3, 5 are", row=3
    )
    assert (verdict.ok, verdict.rows, verdict.header_row) == (True, 2, 2)
    assert {(fault.rule, fault.row) for fault in verdict.faults} == {("bannerRow", 3), ("totalRow", 7), ("noteRow", 8)}
