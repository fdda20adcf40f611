"""The check against the Data Package standard's own tool: in any table it finds the very same wrong cells."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, Resource, Schema, system
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from etl.recognising.source import Source
from etl.types.reference_data import REFERENCE_FOLDER, reference_files
from etl.types.table_schema import SCHEMA_FOLDER
from tests.etl.files import check

Cells = set[tuple[int, str]]
# What the standard knows of our own schemas; look-ups are ours, for the standard's tool sees one table at a time.
KNOWN_TO_THE_STANDARD = ("name", "type", "constraints", "trueValues", "falseValues")


def theirs(text: str, schema: dict[str, Any]) -> Cells:
    """The wrong cells that frictionless finds; a fault of a whole row, or of a key, stands with its first column."""
    key = schema.get("primaryKey") or [""]
    found: Cells = set()
    with tempfile.TemporaryDirectory() as folder, system.use_context(trusted=True):
        path = Path(folder) / "table.csv"
        path.write_text(text, encoding="utf-8", newline="")
        described = {
            "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
            "name": "table",
            "path": str(path),
            "encoding": "utf-8",
            # Said, lest the tool guess the dialect from the few cells there are.
            "dialect": {"headerRows": [1], "delimiter": ",", "quoteChar": '"', "skipInitialSpace": False},
            "schema": schema,
        }
        report = Resource.from_descriptor(described).validate(limit_errors=100_000)
    for task in report.tasks:
        for error in task.errors:
            said: Any = error
            if said.type in ("blank-row", "missing-cell", "extra-cell"):
                found.add((said.row_number, ""))
            else:
                found.add((said.row_number, key[0] if said.type == "primary-key" else said.field_name))
    whole = {row for row, column in found if not column}
    return {(row, column) for row, column in found if not column or row not in whole}


def ours(text: str, schema: dict[str, Any] | str) -> Cells:
    """The wrong cells that the check finds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_text(text, encoding="utf-8", newline="")
        described = Path(folder) / "schema.json"
        if not isinstance(schema, str):
            described.write_text(json.dumps(schema), encoding="utf-8")
        (verdict,) = check(Source("table.csv", path), type=schema if isinstance(schema, str) else str(described))
    assert not verdict.counts["stop"], verdict.faults
    return {(fault.row or 0, fault.column) for fault in verdict.faults if fault.severity == "refuse"}


def table(header: list[str], rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()


WORDS = {
    "string": ["a", "b b", "ab", "楼", "12", "x" * 9],
    "integer": ["0", "7", "-3", "12", " 5", "+4", "007", "3.0", "1e3", "9" * 15],
    "number": ["0", "7.5", "-3", ".5", "1e3", "5.", "1,000", "--1", "0.1"],
    "boolean": ["true", "false", "True", "TRUE", "1", "0", "yes", "tRue"],
    "date": ["2025-03-05", "2025-3-5", "2025-02-30", "2025-13-01", "05.03.2025", "0001-01-01", "2024-02-29"],
    "year": ["2025", "0999", "20255", "-2025", "x"],
    "yearmonth": ["2025-03", "2025-3", "2025-13", "2025"],
    "time": ["08:30:00", "24:00:00", "8:30", "08:30"],
    "datetime": ["2025-03-05T08:30:00", "2025-03-05T08:31:00Z", "2025-03-05 08:30:00", "2025-02-30T00:00:00"],
    "any": ["a", "1", "?"],
    "duration": ["P1Y", "PT5M", "P", "1Y"],
    "object": ['{"a": 1}', "{}", "[1]", "{a}"],
    "array": ["[1]", "[]", "{}", "[1"],
    "geopoint": ["90.5, 45.5", " 1,2 ", "1,2", "1", "a,b", "181,0", "0,-91"],
    "list": ["a,b", "1,2", "1,x", "", "2025-03-05,x"],
}
# What a field may say of how its cells are written, and cells to try it on.
OPTIONS: dict[str, list[tuple[dict[str, Any], list[str]]]] = {
    "integer": [({"bareNumber": False}, ["5 days", "€7", "x5x"])],
    "number": [
        ({"decimalChar": ","}, ["1,5", "1.5"]),
        ({"groupChar": ","}, ["1,000.5", "12,5"]),
        ({"bareNumber": False}, ["€5.5", "5.5%", "-5.5x"]),
        ({}, ["NaN", "INF", "-INF", "inf"]),
    ],
    "boolean": [({"trueValues": ["是", "√"], "falseValues": ["否"]}, ["是", "否", "√", "true"])],
    "date": [({"format": "%d.%m.%Y"}, ["05.03.2025", "31.02.2025"]), ({"format": "%Y年%m月%d日"}, ["2025年3月5日"])],
    "string": [
        ({"format": "email"}, ["a@b.cn", "a@b", "a b@c.de"]),
        ({"format": "uuid"}, ["123e4567-e89b-12d3-a456-426614174000", "123e4567"]),
        ({"format": "uri"}, ["http://a.cn/b", "a.cn"]),
    ],
    "geopoint": [({"format": "array"}, ["[1, 2]", "[181,0]"]), ({"format": "object"}, ['{"lon": 1, "lat": 2}'])],
    "list": [({"itemType": "integer"}, ["1,2"]), ({"delimiter": ";"}, ["a;b"]), ({"itemType": "date"}, ["2025-03-05"])],
}
BOUNDS = {"integer": ["3", "7"], "number": ["0.5", "7.5"], "date": ["2024-02-29", "2025-03-05"], "year": ["2025"]}


@st.composite
def field(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """A field of any type, with constraints that its type may have."""
    kind = draw(st.sampled_from(list(WORDS)))
    asked: dict[str, Any] = {}
    for constraint in ("required", "unique"):
        # The standard's tool cannot compare lists and objects with one another.
        if draw(st.integers(0, 3)) == 0 and (constraint == "required" or kind not in ("object", "array", "list")):
            asked[constraint] = True
    if kind in BOUNDS:
        for constraint in ("minimum", "maximum"):
            if draw(st.integers(0, 3)) == 0:
                named = draw(st.sampled_from([constraint, f"exclusive{constraint.title()}"]))
                bound = draw(st.sampled_from(BOUNDS[kind]))
                asked[named] = bound if kind == "date" else float(bound) if kind == "number" else int(bound)
    if kind == "string" and draw(st.booleans()):
        asked |= draw(
            st.sampled_from([{"minLength": 2}, {"maxLength": 2}, {"pattern": "[a-z]+"}, {"enum": ["a", "楼"]}])
        )
    if kind in ("integer", "date") and draw(st.integers(0, 4)) == 0:
        asked["enum"] = [7, 12] if kind == "integer" else ["2025-03-05"]
    options, _ = draw(st.sampled_from([({}, []), *OPTIONS.get(kind, [])]))
    if kind == "date" and options:
        # Bounds would have to be written in that format too.
        asked = {name: value for name, value in asked.items() if name in ("required", "unique")}
    return {"name": name, "type": kind, **options, **({"constraints": asked} if asked else {})}


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, Any], str]:
    """A random Table Schema, and a random table more or less like it."""
    names = ["id", "b", "c", "d"][: draw(st.integers(2, 4))]
    fields = [draw(field(name)) for name in names]
    schema: dict[str, Any] = {"fields": fields}
    key = names[: draw(st.integers(0, 2))]
    if key and not {"object", "array", "list"} & {entry["type"] for entry in fields if entry["name"] in key}:
        schema["primaryKey"] = key
    if draw(st.integers(0, 3)) == 0:
        schema["missingValues"] = draw(st.sampled_from([["", "-"], ["NA"], ["", "x"]]))
    rows = draw(st.lists(st.tuples(*(cell(entry["type"]) for entry in fields)).map(list), min_size=1, max_size=10))
    for row in rows:
        if draw(st.integers(0, 15)) == 0:
            row[:] = draw(st.sampled_from([row[:-1], [*row, "more"], []]))
    return schema, table(names, rows)


def cell(kind: str) -> st.SearchStrategy[str]:
    tried = [word for _, words in OPTIONS.get(kind, []) for word in words]
    return st.one_of(
        st.sampled_from(WORDS[kind]), st.sampled_from(WORDS[kind] + tried), st.sampled_from(["", "-", "NA", "x", " "])
    )


EMPTY_IS_A_VALUE = {
    "fields": [{"name": "id", "type": "string"}, {"name": "b", "type": "any", "constraints": {"unique": True}}],
    "missingValues": ["NA"],
}


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@example((EMPTY_IS_A_VALUE, "id,b\nx,\ny,1\nz,\n"))
@given(tables())
def test_in_any_table_of_any_schema_the_same_cells_are_wrong(case: tuple[dict[str, Any], str]) -> None:
    schema, text = case
    assert ours(text, schema) == theirs(text, schema)


APPROVAL = json.loads((SCHEMA_FOLDER / "approval.json").read_text(encoding="utf-8"))
# Written as the standard writes, or plainly wrong: what only the bureau's own reading understands is tested elsewhere.
APPROVAL_CELLS = {
    "approval_id": ["A1", "A2", "A3", "A4", "A5", "", "A 1", "B" * 65],
    "project_id": ["P1", "P2", "", "P 1"],
    "item_id": ["A01", "B01", "", "Z99"],
    "department": ["区住建局", "", "局" * 201],
    "accepted_on": ["2025-03-05", "2015-01-01", "", "2025-02-30", "2014-12-31", "2036-01-01", "待定"],
    "promised_days": ["5", "0", "", "-1", "2.5", "十"],
    "suspended_days": ["0", "", "-3"],
    "supplement_count": ["1", "", "x"],
    "decided_on": ["2035-12-31", "", "2025-13-01", "2036-01-01"],
    "outcome": ["准予", "不予", "", "同意"],
    "tolerant": ["是", "否", "", "也许"],
    "pledged": ["true", "0", "", "2"],
    "trips": ["3", "", "-2"],
    "satisfaction": ["满意", "", "还行"],
}


def standard_approval() -> dict[str, Any]:
    """The approvals' schema as the standard sees it; the items are words of a list."""
    fields = [{key: entry[key] for key in KNOWN_TO_THE_STANDARD if key in entry} for entry in APPROVAL["fields"]]
    for entry in fields:
        if entry["name"] == "item_id":
            entry["constraints"] = entry["constraints"] | {"enum": ["A01", "B01"]}
    return {"fields": fields, "primaryKey": APPROVAL["primaryKey"]}


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(*(st.one_of(st.just(words[0]), st.sampled_from(words)) for words in APPROVAL_CELLS.values())),
        min_size=1,
        max_size=12,
    )
)
def test_in_approvals_written_as_the_standard_writes_the_same_cells_are_wrong(rows: list[tuple[str, ...]]) -> None:
    text = table(list(APPROVAL_CELLS), [list(row) for row in rows])
    assert ours(text, "approval") == theirs(text, standard_approval())


@pytest.mark.parametrize("path", sorted(SCHEMA_FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_every_record_type_is_a_valid_table_schema(path: Path) -> None:
    with system.use_context(trusted=True):
        assert [error.note for error in Schema.metadata_validate(json.loads(path.read_text(encoding="utf-8")))] == []


def test_the_reference_data_is_a_valid_data_package_and_holds_what_it_describes() -> None:
    with system.use_context(trusted=True):
        report = Package(str(REFERENCE_FOLDER / "datapackage.json")).validate(limit_errors=100)
    assert [error.message for task in report.tasks for error in task.errors] == []
    assert {task.name for task in report.tasks} == set(reference_files())
