"""Templates that begin with last month's open records: which they are, and that unchanged they change nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from etl.__main__ import main
from etl.commands import template as command
from etl.first_start import load_sample
from etl.forms.example_row import MARK
from etl.forms.open_records import count_open, next_month, open_rows
from etl.publishing.masking import key_path
from etl.types.table_schema import TableSchema, record_types
from queries.warehouse import Warehouse, open_warehouse
from tests.etl.files import check, load, projects, source

SCHEMAS = list(record_types().values())
JULY = date(2025, 7, 1)
Record = dict[str, Any]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a warehouse with the sample, which ends with June 2025; no test changes it."""
    folder = tmp_path_factory.mktemp("open") / "warehouse"
    load_sample(folder)
    return folder


def template(schema: TableSchema, kind: str, folder: Path, to: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the template with what is open as the command does, and return where it is."""
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(folder))
    path = to / f"{schema.title}2025-07.{kind}"
    assert main(["template", schema.name, "--roll-forward", "-o", str(path)]) == 0
    return path


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_every_template_with_what_is_open_passes_the_check(
    schema: TableSchema, kind: str, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = template(schema, kind, sample, tmp_path, monkeypatch)
    assert main(["check", str(path)]) == 0
    (verdict,) = check(source(tmp_path, path.name, path.read_bytes()), folder=sample)
    assert verdict.type == schema.name
    assert {fault.rule for fault in verdict.faults} <= {"exampleRow", "waitingRow"}
    expected = count_open(open_warehouse(sample), schema, JULY)
    assert verdict.accepted == (0 if schema.name == "district_month" else expected)


def test_in_the_workbook_days_are_days_figures_are_figures_and_codes_are_text(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = template(record_types()["project"], "xlsx", sample, tmp_path, monkeypatch)
    header, example, *others = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert example[0] == MARK
    for row in (example, *others):
        cells = dict(zip(header, row, strict=True))
        assert isinstance(cells["项目代码"], str)
        assert cells["计划开工时间"] == "" or isinstance(cells["计划开工时间"], date)
        assert cells["总投资(万元)"] == "" or isinstance(cells["总投资(万元)"], float)
    for title, kind in (("计划开工时间", date), ("总投资(万元)", float)):
        assert sum(isinstance(row[header.index(title)], kind) for row in others) > 200
    contacts = {dict(zip(header, row, strict=True))["联系人"] for row in others}
    assert all(re.fullmatch("(已脱敏·[0-9a-f]{12})?", str(contact)) for contact in contacts)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_loaded_unchanged_every_row_is_unchanged(
    kind: str, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "warehouse"
    shutil.copytree(sample, folder)
    shutil.copy(key_path(sample), key_path(folder))
    paths = [template(schema, kind, folder, tmp_path, monkeypatch) for schema in SCHEMAS]
    result = load(folder, *(source(tmp_path, path.name, path.read_bytes()) for path in paths))
    assert not result.is_refused
    changes = {file.check.type: file.comparison for file in result.files}
    assert set(changes) == set(record_types())
    for schema in SCHEMAS:
        found = changes[schema.name]
        assert found
        rows = 0 if schema.name == "district_month" else count_open(open_warehouse(sample), schema, JULY)
        assert (found.new, found.changed, found.unchanged, found.vanished) == (0, 0, rows, 0), schema.name
    assert sum(found.unchanged for found in changes.values() if found) > 1_000


def is_verified(blocker: Record) -> bool:
    verified, reopened = blocker["verified_on"], blocker["reopened_on"]
    return verified is not None and not (reopened is not None and reopened > verified)


OPEN: dict[str, Callable[[Record], bool]] = {
    "project": lambda record: record["status"] not in ("竣工", "终止"),
    "listing": lambda record: record["list_year"] == 2025 and record["delisted_on"] is None,
    "approval": lambda record: record["decided_on"] is None,
    "acceptance": lambda record: record["passed_on"] is None,
    "consultation": lambda record: record["answered_on"] is None,
    "blocker": lambda record: not is_verified(record),
    "meeting": lambda record: record["due_on"] is not None and record["done_on"] is None,
    "milestone": lambda record: record["actual_on"] is None,
    "visit": lambda record: False,
}


def records(warehouse: Warehouse, schema: TableSchema) -> list[Record]:
    names = [column.name for column in schema.columns]
    rows = warehouse.rows(f"SELECT {', '.join(names)} FROM record.{schema.name}")
    return [dict(zip(names, row, strict=True)) for row in rows]


@pytest.mark.parametrize("name", OPEN)
def test_what_is_open_is_what_a_clerk_calls_open(name: str, sample: Path) -> None:
    schema, warehouse = record_types()[name], open_warehouse(sample)
    expected = sorted(
        tuple(str(record[key]) for key in schema.key) for record in records(warehouse, schema) if OPEN[name](record)
    )
    places = [schema.position(key) for key in schema.key]
    # A milestone is called by its name where the template has it, by its code where it is stored.
    codes = dict(warehouse.rows("SELECT item_name, item_id FROM reference.item"))
    found = sorted(
        tuple(codes.get(str(row[p]), str(row[p])) for p in places) for row in open_rows(warehouse, schema, JULY)
    )
    assert found == expected
    assert len(found) > 5 or name == "visit"


def test_each_districts_next_month_waits_for_its_figures(sample: Path) -> None:
    schema, warehouse = record_types()["district_month"], open_warehouse(sample)
    assert next_month(warehouse, schema) == JULY
    rows = open_rows(warehouse, schema, JULY)
    assert [row[0] for row in rows][:4] == ["市南区", "市北区", "李沧区", "崂山区"]
    assert len(rows) == 10
    assert {row[1] for row in rows} == {JULY}
    assert {cell for row in rows for cell in row[2:]} == {None}


def test_a_month_given_decides_the_year_of_the_list(sample: Path) -> None:
    warehouse = open_warehouse(sample)
    listing = record_types()["listing"]
    assert {row[1] for row in open_rows(warehouse, listing, date(2024, 3, 1))} == {2024}


def test_what_looks_like_a_formula_comes_back_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "w"
    ledger = projects("P1").replace("项目状态\n", "项目状态,备注\n").replace("在建\n", '在建,"=1+1, 见""附件"""\n')
    load(folder, source(tmp_path, "重点项目台账2025-06.csv", ledger))
    for kind in ("csv", "xlsx"):
        path = template(record_types()["project"], kind, folder, tmp_path, monkeypatch)
        result = load(folder, source(tmp_path, path.name, path.read_bytes()), dry_run=True)
        change = result.files[0].comparison
        assert change
        assert (change.new, change.changed, change.unchanged) == (0, 0, 1), (kind, change.examples)


def test_more_than_a_workbook_can_bring_is_refused_with_advice(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "MOST_ROWS", 260)
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(sample))
    path = tmp_path / "台账.xlsx"
    assert main(["template", "project", "--roll-forward", "-o", str(path)]) == 1
    assert "请改用 .csv" in capsys.readouterr().err
    assert not path.exists()
    assert main(["template", "project", "--roll-forward", "-o", str(path.with_suffix(".csv"))]) == 0


@pytest.mark.parametrize(
    ("words", "says", "code"),
    [
        (["template", "visit", "--month", "2025-07"], "--roll-forward", 2),
        (["template", "visit", "--roll-forward", "--month", "2025-13"], "2025-07 的样子", 2),
        (["template", "visit", "--roll-forward"], "还没有数据", 1),
    ],
)
def test_a_template_that_cannot_be_made_is_refused_in_words(
    words: list[str],
    says: str,
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(tmp_path / "none"))
    assert main(words) == code
    assert says in capsys.readouterr().err
