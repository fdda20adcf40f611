"""Two validators anyone could take instead of the product's check, told the same rules from the same schema."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SCHEMA = ROOT / "etl" / "schemas" / "approval.json"
ITEMS = ROOT / "data" / "reference" / "item.csv"
KNOWN_TO_THE_STANDARD = ("type", "constraints", "trueValues", "falseValues")


def frictionless_cells(files: Path) -> set[tuple[int, str]]:
    """Validate the approvals in ``files`` with frictionless; projects.csv lies beside it. Returns the wrong cells."""
    from frictionless import Package, system

    schema = standard_schema()
    described = {
        "resources": [
            {"name": "approval", "path": str(files), "encoding": "utf-8", "schema": schema},
            {"name": "project", "path": str(files.with_name("projects.csv")), "encoding": "utf-8"},
            {"name": "item", "path": str(ITEMS), "encoding": "utf-8"},
        ]
    }
    with system.use_context(trusted=True):
        report = Package.from_descriptor(described).get_resource("approval").validate(limit_errors=10_000_000)
    assert not report.errors, report.errors
    cells: set[tuple[int, str]] = set()
    for error in report.tasks[0].errors:
        said: Any = error
        if said.type == "primary-key":
            names = schema["primaryKey"]
        elif said.type == "foreign-key":
            names = said.field_names
        else:
            names = [said.field_name]
        cells |= {(said.row_number, name) for name in names}
    return cells


def standard_schema() -> dict[str, Any]:
    """Return the approvals' Table Schema by header, with what the standard itself knows and nothing of ours."""
    ours = json.loads(SCHEMA.read_text(encoding="utf-8"))
    titles = {field["name"]: field["title"] for field in ours["fields"]}
    return {
        "fields": [
            {"name": field["title"], **{key: field[key] for key in KNOWN_TO_THE_STANDARD if key in field}}
            for field in ours["fields"]
        ],
        "primaryKey": [titles[name] for name in ours["primaryKey"]],
        "foreignKeys": [
            {"fields": [titles["project_id"]], "reference": {"resource": "project", "fields": ["项目代码"]}},
            {"fields": [titles["item_id"]], "reference": {"resource": "item", "fields": ["item_id"]}},
        ],
    }


def pandera_cells(files: Path) -> set[tuple[int, str]]:
    """Validate the approvals in ``files`` with pandera over pandas. Returns the wrong cells."""
    import pandas as pd
    import pandera.pandas as pa

    table = pd.read_csv(files, dtype=str, keep_default_na=False, na_values=[""])
    known = {"项目代码": _column(files.with_name("projects.csv"), "项目代码"), "事项编码": _column(ITEMS, "item_id")}
    columns = {}
    for field in standard_schema()["fields"]:
        rules = field.get("constraints", {})
        columns[field["name"]] = pa.Column(
            str,
            checks=_pandera_checks(field, rules, known.get(field["name"])),
            nullable=not rules.get("required"),
            unique=field["name"] in standard_schema()["primaryKey"],
            report_duplicates="exclude_first",
        )
    try:
        pa.DataFrameSchema(columns).validate(table, lazy=True)
    except pa.errors.SchemaErrors as wrong:
        found = wrong.failure_cases
        # The first row of the file is its header: row 0 of the table is row 2 of the sheet.
        return {(int(row) + 2, column) for row, column in zip(found["index"], found["column"], strict=True)}
    return set()


def _pandera_checks(field: dict[str, Any], rules: dict[str, Any], known: set[str] | None) -> list[Any]:
    import pandas as pd
    import pandera.pandas as pa

    checks = []
    if "pattern" in rules:
        checks.append(pa.Check.str_matches(f"^{rules['pattern']}$"))
    if "maxLength" in rules:
        checks.append(pa.Check.str_length(max_value=rules["maxLength"]))
    if "enum" in rules:
        checks.append(pa.Check.isin(rules["enum"]))
    if known is not None:
        checks.append(pa.Check.isin(known))
    if field["type"] == "boolean":
        checks.append(pa.Check.isin(field["trueValues"] + field["falseValues"]))
    if field["type"] == "date":
        low, high = pd.Timestamp(rules["minimum"]), pd.Timestamp(rules["maximum"])
        checks.append(
            pa.Check(lambda cells: pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce").between(low, high))
        )
    if field["type"] == "integer":
        checks.append(pa.Check(lambda cells: pd.to_numeric(cells, errors="coerce").mod(1).eq(0)))
        checks.append(pa.Check(lambda cells: ~pd.to_numeric(cells, errors="coerce").lt(rules["minimum"])))
    return checks


def _column(path: Path, name: str) -> set[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[name] for row in csv.DictReader(file)}
