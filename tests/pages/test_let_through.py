"""What was let through with a reason is marked in the record list and listed on the data page."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from queries.let_through import let_through, let_through_count, reasons_of_rows
from queries.warehouse import Warehouse, open_warehouse, version_path
from tests.pages import small_bureau
from tests.pages.conftest import Opener, said, shown

REASON = "原报开工有误，经现场核实未开工"


@pytest.fixture
def unstarted(warehouse: Path) -> Path:
    """Return the bureau's warehouse after a project was un-started with a reason."""
    small_bureau.load(warehouse, {"重点项目台账2025-07.csv": small_bureau.project_ledger(26)}, reason=REASON)
    return warehouse


def test_the_record_list_marks_what_was_let_through(unstarted: Path, open_page: Opener) -> None:
    app = open_page("kpi", kpi="start_rate", part="remainder")
    assert said(app).count(f"⚑ {REASON}") == 1
    assert "存疑放行" in said(app)
    assert "⚑" not in said(open_page("kpi", kpi="site_visits"))


def test_the_data_page_lists_what_was_let_through_in_either_language(unstarted: Path, open_page: Opener) -> None:
    words = shown(open_page("data")).split('id="let-through"')[1].split("<h2")[0]
    for part in ("实际开工时间", "项目状态", "P26", REASON, "重点项目台账2025-07.csv"):
        assert part in words
    english = shown(open_page("data", lang="en")).split('id="let-through"')[1].split("<h2")[0]
    assert "Let through with a reason" in english
    assert REASON in english


def test_where_nothing_was_let_through_it_says_so(warehouse: Path, open_page: Opener) -> None:
    assert "没有放行过存疑的记录" in said(open_page("data"))
    assert "存疑放行" not in said(open_page("kpi", kpi="start_rate"))


def test_a_version_made_before_there_were_reasons_has_none(warehouse: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.duckdb"
    old.write_bytes(version_path(warehouse, 1).read_bytes())
    with duckdb.connect(str(old)) as connection:
        connection.execute("DROP TABLE journal.let_through")
    version = Warehouse(old)
    assert (let_through(version, 10), let_through_count(version), reasons_of_rows(version)) == ([], 0, {})
    version.close()
    assert let_through_count(open_warehouse(warehouse)) == 0
