"""A file damaged or written in any way says its table cell by cell, or is refused; a wrong table is never accepted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from etl.checking.check_alone import check_files
from etl.faults import NOTICE, FileCheck
from etl.recognising.source import Source
from tests.etl.reading.damage import HEADER, ROWS, Damage, Table, dialects, of_rows, of_the_file

# What may be read is, but for blank lines, which the standard calls a fault.
MAY_BE_REFUSED = {"double trailing newline"}


def verdicts(
    damages: list[Damage], folder: Path, types: dict[str, str]
) -> list[tuple[Damage, FileCheck, Table | None]]:
    """Check every file in one go; return each with its verdict, and its table when it was accepted."""
    schema = folder / "schema.json"
    fields = [{"name": name, "type": types.get(name, "string")} for name in HEADER]
    schema.write_text(json.dumps({"fields": fields}))
    sources = []
    for number, damage in enumerate(damages):
        path = folder / f"{number}.csv"
        path.write_bytes(damage.content)
        sources.append(Source(damage.name, path))
    with check_files(sources, type=str(schema)) as staged:
        tables: dict[int, Table] = {}
        for stack in staged.stacks:
            cells = ", ".join(f"coalesce(CAST(v{i} AS VARCHAR), '')" for i in range(len(HEADER)))
            for file_no, *row in staged.connection.execute(
                f"SELECT file_no, {cells} FROM {stack.records()} ORDER BY file_no, row_no"
            ).fetchall():
                tables.setdefault(file_no, []).append(row)
        return [
            (damage, verdict, tables.get(verdict.file_no, []) if verdict.ok else None)
            for damage, verdict in zip(damages, staged.files, strict=True)
        ]


@pytest.mark.parametrize("types", [{}, {"count": "integer"}], ids=["all text", "with types"])
@pytest.mark.parametrize("kind", [dialects, of_the_file, of_rows], ids=lambda kind: kind.__name__)
def test_never_a_wrong_table(kind, types: dict[str, str], tmp_path: Path) -> None:
    damages = list(kind())
    assert len(damages) > 20
    found = verdicts(damages, tmp_path, types)
    assert [(damage.name, table) for damage, _, table in found if table is not None and table != damage.says] == []
    if not types:
        refused = [
            (damage.name, verdict.faults)
            for damage, verdict, table in found
            if damage.says is not None and table is None
        ]
        assert [fault for fault in refused if fault[0] not in MAY_BE_REFUSED] == []
    for damage, verdict, table in found:
        if table is None and damage.content:
            assert any(fault.row and fault.severity != NOTICE for fault in verdict.faults), damage.name


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        ("a,b\nx,'it''s'\n", None),
        ("a,b\nx\\\\y,z\n", None),
        ("a,b\n'x',y\n", None),
        ("a,b\n'x,y',z\n", [["x,y", "z"]]),
        ("a,b\n'V1,x\nV2,y\n", [["'V1", "x"], ["V2", "y"]]),
        ("a,b\nC:\\temp,y\n", [["C:\\temp", "y"]]),
        ("a,b\n\\\\server\\share,y\n", [["\\\\server\\share", "y"]]),
        ('a,b\n一"二"三,y\n', [['一"二"三', "y"]]),
        ('a,b\nx"y,z"\n', None),
        ('a,b\n"x"y,z\n', None),
        ('a,b\n"x,y\n', None),
        ("a,b\nx,y,\nv,w\n", None),
        ("a,b\n'x,y',\"z\"\n", [["x,y", '"z"']]),
    ],
)
def test_where_two_readings_fit_none_is_guessed(written: str, rows: Table | None, tmp_path: Path) -> None:
    path, schema = tmp_path / "t.csv", tmp_path / "schema.json"
    path.write_text(written, encoding="utf-8")
    schema.write_text(json.dumps({"fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]}))
    with check_files([Source("t.csv", path)], type=str(schema)) as staged:
        (verdict,) = staged.files
        read = None
        if verdict.ok:
            read = [list(row) for row in staged.connection.execute(
                f"SELECT v0, v1 FROM {staged.stacks[0].records()} ORDER BY row_no"
            ).fetchall()]  # fmt: skip
    assert read == rows, verdict.faults


def test_the_table_itself_is_worth_damaging() -> None:
    cells = [cell for row in ROWS for cell in row]
    assert [mark for mark in ('"', "'", ",", "\n", "\\", " ") if not any(mark in cell for cell in cells)] == []
    assert "" in cells
