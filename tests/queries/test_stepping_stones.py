"""The stepping stones: in order, and as defined today also in a version that was made by older definitions."""

from __future__ import annotations

from pathlib import Path

import duckdb

from queries.stepping_stones import relations_behind, stones
from queries.warehouse import open_file
from tests.queries.version_file import make_version

TOWN = {
    "project": [{"project_id": "P1", "project_name": "项目", "category": "公共服务", "status": "在建"}],
    "visit": [{"visit_id": "V1", "project_id": "P1", "visit_mode": "现场"}],
}


def test_every_stone_comes_after_those_it_reads() -> None:
    before: set[str] = set()
    for stone in stones():
        assert {name for name in stone.inputs if name.startswith("fact.")} <= before
        before.add(stone.relation)


def test_a_kpi_stands_on_the_records_behind_its_stones() -> None:
    assert "record.visit" in relations_behind("SELECT * FROM fact.service")
    assert "record.project" in relations_behind("SELECT * FROM fact.service")


def test_a_version_made_by_older_definitions_answers_by_todays(tmp_path: Path) -> None:
    path = make_version(tmp_path / "000001.duckdb", TOWN)
    visit = next(stone for stone in stones() if stone.name == "visit")
    connection = duckdb.connect(str(path))
    connection.execute("CREATE TABLE journal.made_from (name VARCHAR, fingerprint VARCHAR)")
    connection.executemany(
        "INSERT INTO journal.made_from VALUES (?, ?)",
        [(stone.relation, "older" if stone == visit else stone.fingerprint) for stone in stones()],
    )
    connection.execute("CREATE OR REPLACE TABLE fact.visit AS SELECT * REPLACE ('older' AS record_id) FROM fact.visit")
    connection.close()
    warehouse = open_file(path)
    assert warehouse.rows("SELECT record_id FROM fact.visit") == [("V1",)]
    assert warehouse.rows("SELECT COUNT(*) FROM fact.service")[0][0] == 1
    warehouse.close()
