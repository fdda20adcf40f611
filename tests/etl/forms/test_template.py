"""Templates, and the data dictionary: what a clerk is given passes the check, and says what the check asks."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
import python_calamine

from etl.forms.column_words import words_to_choose
from etl.forms.dictionary import PATH, dictionary
from etl.forms.example_row import MARK
from etl.forms.template import csv_template, workbook_template
from etl.language import in_language
from etl.types.reference_words import reference_words
from etl.types.table_schema import TableSchema, record_types
from tests.etl.files import PROJECTS, check, project, said, source, wrong

SCHEMAS = list(record_types().values())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_an_empty_template_is_an_empty_month_of_its_own_type(schema: TableSchema, kind: str, tmp_path: Path) -> None:
    content = csv_template(schema) if kind == "csv" else workbook_template(schema)
    (verdict,) = check(source(tmp_path, f"模板.{kind}", content))
    assert (verdict.type, verdict.rows, verdict.ok) == (schema.name, 0, True)
    assert [(fault.rule, fault.row, fault.severity) for fault in verdict.faults] == [("exampleRow", 2, "notice")]
    assert list(verdict.mapping.values()) == [column.name for column in schema.columns]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_the_example_would_be_accepted_under_a_real_code(schema: TableSchema, tmp_path: Path) -> None:
    real = "市南区" if schema.name == "district_month" else "X-1"
    text = csv_template(schema).decode("utf-8-sig").replace(MARK, real)
    (verdict,) = check(source(tmp_path, "a.csv", text))
    assert (verdict.rows, verdict.accepted, wrong(verdict)) == (1, 1, [])


@pytest.mark.parametrize(
    ("language", "says"),
    [("zh", "第 2 行是模板里的示例，没有导入"), ("en", "the example of the template, not loaded")],
)
@pytest.mark.parametrize("mark", [MARK, "示例(本行不导入)", " 示例 （本行不导入）"])
def test_the_example_is_left_out_and_said_so_and_a_project_of_such_a_name_is_not(
    mark: str, language: str, says: str, tmp_path: Path
) -> None:
    rows = [project(mark), project("示例路改造"), project("示例（本行不导入）二期"), project("P1")]
    with in_language(language):
        (verdict,) = check(source(tmp_path, "重点项目台账.csv", "\n".join([PROJECTS, *rows]) + "\n"))
    assert (verdict.rows, verdict.accepted) == (3, 3)
    assert says in said(verdict.faults)


def test_a_districts_month_still_without_figures_waits_and_one_half_filled_in_is_a_fault(tmp_path: Path) -> None:
    text = "区市,月份,联合验收数,验收总数\n市南区,2025-07,,\n市北区,2025-07,3,4\n李沧区,2025-07,3,\n"
    (verdict,) = check(source(tmp_path, "区市联合验收通报.csv", text))
    assert (verdict.rows, verdict.accepted) == (2, 1)
    assert wrong(verdict) == [(4, "验收总数", "", "required")]
    assert "第 2 行只有模板带好的内容" in said(verdict.faults)


def test_the_lists_of_the_workbook_begin_below_the_example(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook_template(record_types()["project"], [["P1"] + [None] * 15]))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    ranges = re.findall(r'<dataValidation type="list"[^>]*sqref="([A-Z]+)(\d+):[A-Z]+(\d+)"', sheet)
    assert {first for _, first, _ in ranges} == {"3"}
    assert all(int(last) > 20_000 for _, _, last in ranges)
    assert len(ranges) == 5


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_every_word_a_template_offers_is_accepted(schema: TableSchema, tmp_path: Path) -> None:
    offered = {column.name: words_to_choose(schema, column) for column in schema.columns}
    free = {"date": "2025-03-05", "yearmonth": "2025-03", "integer": "3", "number": "1", "year": "2025", "list": "某局"}
    rows = []
    for number in range(max(map(len, offered.values()), default=1) or 1):
        row = {}
        for column in schema.columns:
            words = offered[column.name]
            row[column.name] = words[number % len(words)] if words else free.get(column.type, f"X{number}")
        if schema.name == "district_month":
            row["month"] = f"20{10 + number}-03"
        rows.append(",".join(row[column.name] for column in schema.columns))
    header = csv_template(schema).decode("utf-8-sig").strip()
    (verdict,) = check(source(tmp_path, "a.csv", "\n".join([header, *rows]) + "\n"))
    assert wrong(verdict) == []
    assert verdict.accepted == len(rows)


def test_lists_in_the_workbook_are_the_reference_datas_own_words(tmp_path: Path) -> None:
    schema = record_types()["project"]
    path = tmp_path / "t.xlsx"
    path.write_bytes(workbook_template(schema))
    words = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name("可选的词")
    assert words.start
    place = schema.position("category") - words.start[1]
    offered = [row[place] for row in words.to_python() if row[place]]
    assert offered == list(reference_words(schema)["project", "category"])
    assert len(offered) == 7


def test_the_committed_data_dictionary_is_the_one_the_schemas_give() -> None:
    assert PATH.read_text(encoding="utf-8") == dictionary(), "make dictionary"


def test_the_data_dictionary_names_every_column_of_every_type() -> None:
    text = dictionary()
    for schema in SCHEMAS:
        assert f"### {schema.name} {schema.title}\n" in text
        for column in schema.columns:
            assert f"`{column.name}`" in text
            assert column.title in text
