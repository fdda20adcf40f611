"""Templates, and the data dictionary: what a clerk is given passes the check, and says what the check asks."""

from __future__ import annotations

from pathlib import Path

import pytest
import python_calamine

from etl.forms.column_words import words_to_choose
from etl.forms.dictionary import PATH, dictionary
from etl.forms.template import csv_template, workbook_template
from etl.types.reference_words import reference_words
from etl.types.table_schema import TableSchema, record_types
from tests.etl.files import check, source, wrong

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
    project = record_types()["project"]
    path = tmp_path / "t.xlsx"
    path.write_bytes(workbook_template(project))
    words = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name("可选的词")
    assert words.start
    place = project.position("category") - words.start[1]
    offered = [row[place] for row in words.to_python() if row[place]]
    assert offered == list(reference_words(project)["project", "category"])
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
