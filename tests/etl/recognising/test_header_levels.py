"""Headers on two or three rows: a parent above its children, merged in a workbook, filled in once in a CSV."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from etl.recognising.source import Source
from tests.etl.files import check, source
from tests.etl.recognising.sheets import column, drawn, judge

FIRST = ["项目代码", "项目名称", "项目类别", "投资类型", "所属街道", "项目状态"]
RECORD = ["P1", "某楼", "城市更新", "社会投资", "中韩街道", "在建"]
DAYS = ["2024-03-01", "2024-03-05", "2026-05-01", ""]
DATES = ["计划开工时间", "实际开工时间", "计划竣工时间", "实际竣工时间"]
NAME = "重点项目台账"


def both(folder: Path, rows: Sequence[Sequence[Any]], merges: Sequence[str]) -> list[Source]:
    """Return the same table as a workbook with merged cells and as the CSV that is made of it."""

    def draw(sheet) -> None:
        for place in merges:
            first = place.split(":")[0]
            row, at = int("".join(filter(str.isdigit, first))) - 1, ord(first[0]) - 65
            sheet.merge_range(place, rows[row][at])

    text = "".join(",".join(str(cell) for cell in row) + "\n" for row in rows)
    return [drawn(folder, ("台账", list(rows), draw), name=f"{NAME}.xlsx"), source(folder, f"{NAME}.csv", text)]


def test_children_may_qualify_their_parents(tmp_path: Path) -> None:
    rows = [
        [*FIRST, "开工时间", "", "竣工时间", ""],
        [*[""] * 6, "计划", "实际", "计划", "实际"],
        [*RECORD, *DAYS],
    ]
    for file in both(tmp_path, rows, [*(f"{c}1:{c}2" for c in "ABCDEF"), "G1:H1", "I1:J1"]):
        (verdict,) = check(file)
        assert (verdict.ok, [column(verdict, header)[0] for header in DATES]) == (True, [*DAYS[:3], None])


@pytest.mark.parametrize(
    "banner", [[], [["某区重点项目台账"]], [["某区台账"], ["填报单位：某局", "", "", "2025年6月"]]]
)
def test_parents_qualify_their_children(banner: list[list[str]], tmp_path: Path) -> None:
    above = len(banner)
    rows = [
        *[row + [""] * (10 - len(row)) for row in banner],
        [*FIRST, "计划", "", "实际", ""],
        [*[""] * 6, "开工时间", "竣工时间", "开工时间", "竣工时间"],
        [*RECORD, DAYS[0], DAYS[2], DAYS[1], DAYS[3]],
    ]
    top = above + 1
    merges = ["A1:J1"] if banner else []
    merges += [*(f"{c}{top}:{c}{top + 1}" for c in "ABCDEF"), f"G{top}:H{top}", f"I{top}:J{top}"]
    for file in both(tmp_path, rows, merges):
        said = f"第 {top}–{top + 1} 行"
        verdict = judge(file, "twoLevelHeader", said, f"rows {top}–{top + 1}", row=top + 1)
        assert (verdict.ok, verdict.header_row, verdict.rows) == (True, top + 1, 1)
        assert [column(verdict, header)[0] for header in DATES] == [*DAYS[:3], None]


def test_a_child_that_means_two_things_is_never_taken_without_its_parent(tmp_path: Path) -> None:
    """The lower row alone would be a whole header, in which 开工时间 is the day on which the project really began."""
    rows = [["项目信息", *[""] * 5, "计划", ""], [*FIRST, "开工时间", "竣工时间"], [*RECORD, DAYS[0], DAYS[2]]]
    for file in both(tmp_path, rows, ["A1:F1", "G1:H1"]):
        (verdict,) = check(file)
        assert verdict.ok, verdict.faults
        assert [column(verdict, header)[0] for header in DATES] == [DAYS[0], None, DAYS[2], None]
    rows[0][6] = "预计"
    for file in both(tmp_path, rows, ["A1:F1", "G1:H1"]):
        (verdict,) = check(file)
        assert [(fault.rule, fault.value) for fault in verdict.faults] == [
            ("unknown_header", "预计开工时间"),
            ("unknown_header", "预计竣工时间"),
            ("twoLevelHeader", ""),
        ]
        (mapped,) = check(file, mapping={"预计开工时间": "计划开工时间", "预计竣工时间": "计划竣工时间"})
        assert (mapped.ok, column(mapped, "计划开工时间")) == (True, [DAYS[0]])


def test_a_group_that_says_nothing_of_its_children_is_a_banner(tmp_path: Path) -> None:
    rows = [["项目信息", *[""] * 3, "其他", ""], FIRST, RECORD]
    for file in both(tmp_path, rows, ["A1:D1", "E1:F1"]):
        (verdict,) = check(file)
        assert (verdict.ok, verdict.header_row, verdict.faults) == (True, 2, [])


def test_a_header_on_three_rows(tmp_path: Path) -> None:
    rows = [
        [*FIRST, "进度", *[""] * 3],
        [*[""] * 6, "计划", "", "实际", ""],
        [*[""] * 6, "开工时间", "竣工时间", "开工时间", "竣工时间"],
        [*RECORD, DAYS[0], DAYS[2], DAYS[1], DAYS[3]],
    ]
    for file in both(tmp_path, rows, [*(f"{c}1:{c}3" for c in "ABCDEF"), "G1:J1", "G2:H2", "I2:J2"]):
        verdict = judge(file, "twoLevelHeader", "第 1–3 行", "rows 1–3", row=3)
        assert (verdict.ok, verdict.header_row, verdict.rows) == (True, 3, 1)
        assert [column(verdict, header)[0] for header in DATES] == [*DAYS[:3], None]


def test_a_unit_in_brackets_below_its_column(tmp_path: Path) -> None:
    rows = [[*FIRST, "总投资", "备注"], [*[""] * 6, "（万元）", ""], [*RECORD, 100, "无"]]
    for file in both(tmp_path, rows, []):
        (verdict,) = check(file)
        assert (verdict.ok, column(verdict, "总投资(万元)")) == (True, ["100.0"]), verdict.faults
    rows[1][6] = "（亿元）"
    for file in both(tmp_path, rows, []):
        assert not check(file)[0].ok


def test_the_same_child_below_two_parents_that_say_nothing_is_asked_about(tmp_path: Path) -> None:
    rows = [[*FIRST[:5], "上月", "本月"], [*[""] * 5, "项目状态", "项目状态"], [*RECORD, "竣工"]]
    for file in both(tmp_path, rows, [f"{c}1:{c}2" for c in "ABCDE"]):
        (verdict,) = check(file)
        assert not verdict.ok
        (mapped,) = check(file, mapping={"上月项目状态": "", "本月项目状态": "项目状态"})
        assert not mapped.ok or column(mapped, "项目状态") == ["竣工"]


def test_a_row_of_data_is_never_taken_for_a_second_row_of_the_header(tmp_path: Path) -> None:
    rows = [[*FIRST, "备注"], ["P1", "项目名称", "城市更新", "社会投资", "中韩街道", "在建", "备注"], [*RECORD, ""]]
    rows[2][0] = "P2"
    for file in both(tmp_path, rows, []):
        (verdict,) = check(file)
        assert (verdict.header_row, verdict.rows, verdict.ok) == (1, 2, True), verdict.faults
