"""Recognising: the type from the header, then the name; every column by any of its names; asked only when needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.types.table_schema import TableSchema, record_types
from tests.etl.files import APPROVALS, approval, approvals, check, projects, source

SCHEMAS = list(record_types().values())


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
@pytest.mark.parametrize("naming", ["title", "name", "alias", "shuffled", "required only"])
def test_every_type_is_known_by_its_header_however_its_columns_are_called(
    schema: TableSchema, naming: str, tmp_path: Path
) -> None:
    columns = list(schema.columns)
    if naming == "shuffled":
        columns = columns[::-1]
    if naming == "required only":
        columns = [column for column in columns if column.required]
    called = {
        "name": [column.name for column in columns],
        "alias": [(column.aliases or (column.title,))[-1] for column in columns],
    }.get(naming, [column.title for column in columns])
    (verdict,) = check(source(tmp_path, "数据.csv", ",".join(called) + "\n"))
    assert (verdict.type, verdict.faults) == (schema.name, [])
    assert list(verdict.mapping.values()) == [column.name for column in columns]


@pytest.mark.parametrize(
    "header",
    ["受理 编号", "受理编号\n", "＊受理编号", "受理编号*", " 受理编号 ", "APPROVAL_ID", "受理编号："],
)
def test_a_header_is_known_however_it_was_typed(header: str, tmp_path: Path) -> None:
    text = APPROVALS.replace("受理编号", f'"{header}"') + "\n"
    (verdict,) = check(source(tmp_path, "审批办件.csv", text))
    assert verdict.ok, verdict.faults


def test_full_width_brackets_and_missing_units_do_not_matter(tmp_path: Path) -> None:
    for header in ("承诺时限（工作日）", "承诺时限【工作日】", "承诺时限"):
        (verdict,) = check(source(tmp_path, "审批办件.csv", f"{APPROVALS},{header}\n"))
        assert verdict.ok, verdict.faults


def test_another_unit_is_another_column(tmp_path: Path) -> None:
    text = projects("P1").replace("项目状态", "项目状态,总投资(亿元)").replace("在建", "在建,3.5")
    (verdict,) = check(source(tmp_path, "重点项目台账.csv", text))
    assert [fault.rule for fault in verdict.faults] == ["otherUnit"]


def test_the_header_is_found_below_banner_lines(tmp_path: Path) -> None:
    text = "某区审批办件台账,,,,,\n填报单位：某局,,,,,\n\n" + approvals(approval("A1"))
    (verdict,) = check(source(tmp_path, "x.csv", text))
    assert (verdict.type, verdict.header_row, verdict.rows) == ("approval", 4, 1)


def test_a_column_of_line_numbers_is_left_out_and_said(tmp_path: Path) -> None:
    text = "\n".join(["序号," + APPROVALS, "1," + approval("A1")]) + "\n"
    (verdict,) = check(source(tmp_path, "审批办件.csv", text))
    assert (verdict.ok, [fault.rule for fault in verdict.faults]) == (True, ["left_out_column"])


def test_columns_without_a_header_must_be_empty(tmp_path: Path) -> None:
    empty = "\n".join([APPROVALS + ",,", approval("A1") + ",,"]) + "\n"
    assert check(source(tmp_path, "审批办件.csv", empty))[0].ok
    filled = "\n".join([APPROVALS + ",,", approval("A1") + ",,x"]) + "\n"
    (verdict,) = check(source(tmp_path, "审批办件.csv", filled))
    assert [(fault.rule, fault.value) for fault in verdict.faults] == [("tooManyCells", "x")]


def test_what_the_person_says_goes_before_what_the_header_says(tmp_path: Path) -> None:
    file = source(tmp_path, "x.csv", f"{APPROVALS},审查结果\n{approval('A1', outcome='x')},准予\n")
    (verdict,) = check(file, mapping={"办理结果": "", "审查结果": "办理结果"})
    assert (verdict.ok, verdict.preview[0]["办理结果"]) == (True, "准予")


def test_a_header_nobody_knows_is_shown_to_the_person_who_named_the_type(tmp_path: Path) -> None:
    file = source(tmp_path, "x.csv", "导出,,,,\n甲,乙,丙,丁,戊\nV1,P1,2025-06-03,现场,施工许可\n")
    (unknown,) = check(file)
    assert (unknown.type, [fault.rule for fault in unknown.faults]) == (None, ["unknown_type"])
    (verdict,) = check(file, type="visit")
    assert (verdict.type, [fault.rule for fault in verdict.faults]) == ("visit", ["no_header"])
    assert (verdict.header_row, verdict.header) == (2, ["甲", "乙", "丙", "丁", "戊"])
    named = ["visit_id", "project_id", "visited_on", "visit_mode", "workgroup"]
    (mapped,) = check(file, type="visit", mapping=dict(zip(verdict.header, named, strict=True)))
    assert (mapped.ok, mapped.rows, mapped.preview[0]["走访方式"]) == (True, 1, "现场")


def test_the_chinese_title_names_a_type_too(tmp_path: Path) -> None:
    assert check(source(tmp_path, "x.csv", APPROVALS + "\n"), type="审批办件")[0].type == "approval"


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("审批办件2025-06.csv", "2025-06-01"),
        ("2025年6月审批办件(终版2).csv", "2025-06-01"),
        ("审批办件202506.xlsx", "2025-06-01"),
        ("2025-06/审批办件.csv", "2025-06-01"),
        ("审批办件20250630.csv", "2025-06-01"),
        ("审批办件3月.csv", "None"),
        ("审批办件2025-13.csv", "None"),
    ],
)
def test_the_month_is_that_of_the_name_else_of_the_folder(name: str, month: str, tmp_path: Path) -> None:
    assert str(source(tmp_path, name, APPROVALS + "\n").month) == month
