"""Names, telephone and identity numbers planted wherever a person may write them are found in the originals only."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl.__main__ import main
from etl.checking.check_alone import check_files
from etl.checking.fault_kinds import kinds_of
from etl.publishing.history import refused_rows
from etl.publishing.load import load_files
from etl.types.table_schema import Column, TableSchema, record_types
from queries.__main__ import main as ask
from queries.terminal import trace_of
from tests.etl.files import projects, source

NAME, MOBILE, LANDLINE, IDENTITY = "欧阳蓝月", "13855667788", "0532-85443322", "370202198811215678"
PLANTED = (NAME, MOBILE, LANDLINE, IDENTITY)
TEXT = f"资料已交，联系人：{NAME}，电话{MOBILE}，座机{LANDLINE}"


def is_free(schema: TableSchema, column: Column) -> bool:
    """Whether a person may write anything there."""
    return (
        column.type in ("string", "list")
        and not column.is_id
        and "enum" not in column.constraints
        and not column.item_enum
        and schema.reference_of(column.name) is None
    )


def planted(schema: TableSchema, texts: str = TEXT) -> dict[str, str]:
    """Return the cells of a sound record, with people in each column that takes them."""
    cells = {column.name: str(column.options.get("example", "")) for column in schema.columns}
    for column in schema.columns:
        if column.personal:
            cells[column.name] = MOBILE if "phone" in column.name else NAME
        elif is_free(schema, column):
            cells[column.name] = texts
    return cells | ({"project_id": "P1"} if "project_id" in cells and schema.name != "project" else {})


def messy_file(schema: TableSchema) -> str:
    """Return a file of a sound record, one with an identity number, one with a wrong word, one with cells too many."""
    sound = planted(schema)
    free = [column.name for column in schema.columns if is_free(schema, column) and not column.personal]
    wrong = next(c.name for c in schema.columns if "enum" in c.constraints or c.type in ("date", "yearmonth"))
    rows = [sound, sound | dict.fromkeys(free, f"{TEXT}，证{IDENTITY}"), sound | {wrong: f"联系人：{NAME}{MOBILE}"}]
    rows.append(sound | {column.name: f"{NAME}{MOBILE}" * 9 for column in schema.columns if column.personal})
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.title for column in schema.columns)
    key = next((c.name for c in schema.columns if c.name in schema.key and c.is_id), "")
    for number, row in enumerate(rows):
        # A project must be known, but for the ledger's own.
        own = {key: f"K{number}"} if key and (key != "project_id" or schema.name == "project") else {}
        writer.writerow((row | own).values())
    writer.writerow([*sound.values(), f"联系人：{NAME}", MOBILE])
    return text.getvalue()


def nowhere(words: object) -> None:
    text = words if isinstance(words, str) else repr(words)
    for one in PLANTED:
        assert one not in text, f"{one} in …{text[max(0, text.find(one) - 80) : text.find(one) + 60]}"


@pytest.mark.parametrize("name", list(record_types()))
def test_people_planted_in_every_column_are_in_the_original_only(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    schema, folder = record_types()[name], tmp_path / "warehouse"
    monkeypatch.setenv("APPROVALS_WAREHOUSE", str(folder))
    load_files(folder, [source(tmp_path, "重点项目台账.csv", projects("P1"))], ask_kpis=False)
    file = source(tmp_path, f"{schema.title}2025-06.csv", messy_file(schema))
    assert all(one in messy_file(schema) for one in PLANTED) == any(is_free(schema, c) for c in schema.columns)

    with check_files([file], folder=folder) as staged:
        nowhere([staged.files, list(staged.faults(staged.files[0]))])
        nowhere([(kind.message, kind.values, kind.rows) for kind in kinds_of(staged, staged.files[0])])
    options = ["--type", name, "--json"]
    main(["check", str(file.path), *options, "--out", str(tmp_path / "table.csv")])
    main(["check", str(file.path), "--type", name])
    main(["load", str(file.path), *options, "--skip-refused", "--preview"])
    assert main(["load", str(file.path), *options, "--skip-refused", "--by", "甲"]) == 0
    later = source(tmp_path, f"{schema.title}2025-07.csv", messy_file(schema).replace("资料已交", "资料补交"))
    if schema.name != "listing":
        assert main(["load", str(later.path), *options, "--skip-refused"]) == 0
    main(["history", "--json"])
    main(["template", name, "--roll-forward", "-o", str(tmp_path / "next.csv")])
    ask(["projects_served", "--records", "--json"])
    told = capsys.readouterr()
    nowhere(told.out + told.err)
    nowhere((tmp_path / "table.csv").read_text(encoding="utf-8"))
    nowhere((tmp_path / "next.csv").read_text(encoding="utf-8-sig"))
    assert refused_rows(folder, 2)
    nowhere([refused_rows(folder, number) for number in (2, 3)])
    _look_through(folder, has_text=any(is_free(schema, column) and not column.personal for column in schema.columns))


def _look_through(folder: Path, *, has_text: bool) -> None:
    """The rows of every table, and the bytes of every file but the originals."""
    newest = max((folder / "versions").glob("*.duckdb"))
    with duckdb.connect(str(newest), read_only=True) as connection:
        tables = connection.execute(
            "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE NOT internal"
        ).fetchall()
        everything = {table: repr(connection.execute(f"SELECT * FROM {table}").fetchall()) for (table,) in tables}
    for rows in everything.values():
        nowhere(rows)
    ledgers = [rows for table, rows in everything.items() if table.startswith("ledger.")]
    assert ("欧阳**" in repr(ledgers)) == has_text
    for path in folder.rglob("*"):
        if path.is_file() and path.parent.name != "originals":
            content = path.read_bytes()
            assert not [one for one in PLANTED if one.encode() in content], path
    assert (folder / "originals").stat().st_mode & 0o077 == 0


def _fail(cause: Callable[[], object]) -> str:
    try:
        cause()
    except Exception as error:  # noqa: BLE001 - whatever it is, its trace must be clean
        return trace_of(error)
    raise AssertionError("nothing failed")


def test_the_log_has_the_trace_and_nothing_of_any_cell() -> None:
    trace = _fail(lambda: duckdb.execute(f"SELECT CAST('{NAME}{MOBILE}' AS INTEGER)"))
    nowhere(trace)
    assert trace.startswith("Traceback")
    assert "ConversionException: Conversion Error: Could not convert string" in trace
    nowhere(_fail(lambda: {NAME: 1}[MOBILE]))
