"""The warehouse as a reader sees it: read-only, shut off from files, a version at a time, right for many threads."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb
import pytest

from queries.catalogue import kpis
from queries.questions import Window, groups, headline, trend
from queries.warehouse import (
    NoWarehouse,
    VersionGone,
    Warehouse,
    current_version,
    open_file,
    open_warehouse,
    version_numbers,
    version_path,
)
from tests.queries.conftest import Opener
from tests.queries.version_file import make_version

YEAR = Window(date(2025, 1, 1), date(2025, 6, 30))
PROJECT = {"project_id": "P1", "category": "公共服务"}


def visits(number: int) -> list[dict[str, object]]:
    return [
        {"visit_id": f"V{n}", "project_id": "P1", "visited_on": date(2025, 3, 1 + n % 30), "visit_mode": "现场"}
        for n in range(number)
    ]


def publish(folder: Path, number: int, visited: int) -> None:
    """Publish a version in which so many visits were made."""
    make_version(version_path(folder, number), {"project": [PROJECT], "visit": visits(visited)})
    (folder / "current").write_text(str(number))


def counted(warehouse: Warehouse) -> float | None:
    return headline(warehouse, kpis()["site_visits"], YEAR, {}).value


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/*')",
        "ATTACH '/tmp/other.duckdb' AS other",
        "COPY (SELECT 1) TO '/tmp/leak.csv'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "DELETE FROM warehouse.record.visit",
        "DELETE FROM warehouse.ledger.visit",
        "DROP TABLE warehouse.fact.visit",
        "CREATE TABLE warehouse.fact.leak AS SELECT 1",
    ],
)
def test_sql_reaches_no_file_no_setting_and_changes_nothing(sql: str, warehouse_of: Opener) -> None:
    warehouse = warehouse_of({"project": [PROJECT], "visit": visits(2)})
    with pytest.raises(duckdb.Error):
        warehouse.rows(sql)
    assert counted(warehouse) == 2


def test_reading_leaves_the_version_as_it_was(tmp_path: Path) -> None:
    path = make_version(tmp_path / "000001.duckdb", {"project": [PROJECT], "visit": visits(2)})
    before = path.read_bytes()
    warehouse = open_file(path)
    for kpi in kpis().values():
        headline(warehouse, kpi, YEAR, {})
    warehouse.close()
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_without_a_version_there_is_no_warehouse(tmp_path: Path) -> None:
    assert current_version(tmp_path) is None
    with pytest.raises(NoWarehouse):
        open_warehouse(tmp_path)
    with pytest.raises(VersionGone):
        open_warehouse(tmp_path, 3)


def test_each_version_answers_for_itself_also_when_a_newer_one_is_published(tmp_path: Path) -> None:
    publish(tmp_path, 1, visited=1)
    old = open_warehouse(tmp_path)
    publish(tmp_path, 2, visited=2)
    new = open_warehouse(tmp_path)
    assert (old.version, new.version, version_numbers(tmp_path)) == (1, 2, [1, 2])
    assert (counted(old), counted(new), counted(open_warehouse(tmp_path, 1))) == (1, 2, 1)
    assert open_warehouse(tmp_path) is new


def test_a_version_file_written_anew_is_opened_anew(tmp_path: Path) -> None:
    publish(tmp_path, 1, visited=1)
    assert counted(open_warehouse(tmp_path)) == 1
    publish(tmp_path / "another", 1, visited=3)
    os.replace(version_path(tmp_path / "another", 1), version_path(tmp_path, 1))
    assert counted(open_warehouse(tmp_path)) == 3


def test_many_threads_ask_at_once_and_each_gets_its_own_answer(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        publish(tmp_path, number, visited=10 * number)
    kpi = kpis()["site_visits"]

    def ask(at: int) -> bool:
        number, days = at % 3 + 1, at % 25 + 1
        warehouse = open_warehouse(tmp_path, number)
        window = Window(date(2025, 3, 1), date(2025, 3, days))
        expected = sum(n % 30 < days for n in range(10 * number))
        return (
            headline(warehouse, kpi, window, {}).value == expected
            and sum(group.value or 0 for group in groups(warehouse, kpi, window, {}, "category")) == expected
            and trend(warehouse, kpi, window, {})[-1].to_date_value == expected
            and headline(warehouse, kpi, window, {"category": ("城市更新",)}).value == 0
        )

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(ask, range(600)))


def test_a_changed_definition_is_asked_as_it_now_is(warehouse_of: Opener) -> None:
    warehouse = warehouse_of({"project": [PROJECT], "visit": visits(2)})
    assert counted(warehouse) == 2
    warehouse.define("kpi.site_visits", "SELECT 1 AS one")
    assert warehouse.rows("SELECT one FROM kpi.site_visits") == [(1,)]
    assert counted(warehouse) == 2
