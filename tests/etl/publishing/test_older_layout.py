"""A version file made by an older product, without the tables and columns added since, serves and is loaded onto."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from etl.publishing.history import history, redo, undo, versions
from etl.publishing.rebuild import rebuild
from etl.publishing.verify import verify
from queries.warehouse import open_warehouse, version_path
from tests.etl.files import approval, approvals, load, projects, rows, source, visits

# What the first layout did not have.
ADDED_COLUMNS = {"batch": ("mends", "reason", "digest"), "version": ("moves",)}
ADDED_TABLES = ("let_through", "masking_key")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("older")
    folder = place / "warehouse"
    load(folder, source(place, "重点项目台账.csv", projects("P1")))
    load(folder, source(place, "审批办件.csv", approvals(approval("A1"), approval("A2"))))
    return place


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A warehouse as the first layout had it, also in its manifest."""
    folder = Path(shutil.copytree(built, tmp_path / "place")) / "warehouse"
    path = version_path(folder, 2)
    with duckdb.connect(str(path)) as connection:
        for table, columns in ADDED_COLUMNS.items():
            for column in columns:
                connection.execute(f"ALTER TABLE journal.{table} DROP COLUMN {column}")
        for table in ADDED_TABLES:
            connection.execute(f"DROP TABLE journal.{table}")
        # A column that came into a schema later.
        connection.execute("DROP VIEW record.approval; ALTER TABLE ledger.approval DROP COLUMN satisfaction")
        connection.execute("CREATE VIEW record.approval AS SELECT * FROM ledger.approval WHERE is_current")
    manifest = path.with_suffix(".json")
    written = json.loads(manifest.read_text(encoding="utf-8"))
    older = {"version_no": 2, "batches": written["batches"], "versions": written["versions"]}
    for name, table in (("batches", "batch"), ("versions", "version")):
        for entry in older[name]:
            for column in ADDED_COLUMNS[table]:
                del entry[column]
    manifest.write_text(json.dumps(older), encoding="utf-8")
    return folder


def test_it_serves_as_it_is(folder: Path) -> None:
    assert rows(folder, "SELECT approval_id FROM record.approval ORDER BY ALL") == [("A1",), ("A2",)]
    assert [batch["batch_no"] for batch in history(folder)] == [2, 1]
    assert [version["version_no"] for version in versions(folder)] == [2, 1]
    findings = list(verify(folder, with_rebuild=True))
    assert [finding for finding in findings if not finding.is_right] == []
    assert any(finding.words.startswith("2 个批次没有可比的校验和") for finding in findings)


def test_the_next_load_starts_from_it_and_brings_it_to_the_present_layout(folder: Path) -> None:
    changed = approvals(approval("A2", outcome="不予"), approval("A3"))
    assert load(folder, source(folder.parent, "审批办件续.csv", changed)).version == 3
    assert load(folder, source(folder.parent, "走访.csv", visits("V1"))).version == 4
    warehouse = open_warehouse(folder)
    assert warehouse.rows("SELECT approval_id, outcome, satisfaction FROM record.approval ORDER BY ALL") == [
        ("A1", "准予", None),
        ("A2", "不予", None),
        ("A3", "准予", None),
    ]
    assert warehouse.rows("SELECT batch_no, digest IS NULL FROM journal.batch ORDER BY ALL") == [
        (1, True),
        (2, True),
        (3, False),
        (4, False),
    ]
    assert undo(folder, 3).version == 5
    assert redo(folder, 3).version == 6
    assert [finding for finding in verify(folder, with_rebuild=True) if not finding.is_right] == []


def test_a_rebuild_of_it_gives_the_same_rows_and_digests_from_then_on(folder: Path) -> None:
    before = rows(folder, "SELECT approval_id, outcome, batch_no, row_no FROM record.approval ORDER BY ALL")
    assert rebuild(folder) == 3
    assert rows(folder, "SELECT approval_id, outcome, batch_no, row_no FROM record.approval ORDER BY ALL") == before
    words = [finding.words for finding in verify(folder) if finding.about == "batch"]
    assert words == ["批次：2 个的行和入库时一样，共 2 个"]
