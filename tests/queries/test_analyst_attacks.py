"""What an analyst's query must never do: read files or the journal, change anything, tell of the machine, hold it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from queries.analyst import ask as asking
from queries.analyst.ask import ask
from queries.analyst.refusal import QueryRefused, Refusal
from queries.analyst.rules import must_be_allowed
from queries.analyst.sandbox import Sandbox
from queries.warehouse import Warehouse

ENDLESS = "SELECT COUNT(*) FROM range(300000000000) AS t(n) WHERE n % 7 = 3"
NOT_A_SELECT = [
    "COPY record.visit TO '/tmp/taken.csv'",
    "COPY (SELECT 1) TO '/tmp/taken.csv'",
    "ATTACH '/tmp/other.duckdb' AS other",
    "DETACH warehouse",
    "INSTALL httpfs",
    "LOAD httpfs",
    "PRAGMA database_list",
    "SET memory_limit = '100GB'",
    "RESET lock_configuration",
    "CREATE TABLE record.mine AS SELECT 1 AS n",
    "CREATE OR REPLACE VIEW kpi.start_rate AS SELECT 1 AS n",
    "CREATE MACRO days_between(a, b) AS 0",
    "DROP VIEW record.visit",
    "INSERT INTO record.visit SELECT * FROM record.visit",
    "UPDATE record.visit SET project_id = 'P1'",
    "DELETE FROM warehouse.ledger.visit",
    "TRUNCATE warehouse.ledger.visit",
    "EXPORT DATABASE '/tmp/taken'",
    "CALL pragma_version()",
    "VACUUM",
    "CHECKPOINT",
    "PREPARE p AS SELECT 1",
    "EXPLAIN COPY record.visit TO '/tmp/taken.csv'",
    "EXPLAIN ANALYZE DELETE FROM record.visit",
    "SHOW TABLES",
    "SHOW ALL TABLES",
    "FROM (PIVOT journal.batch ON type)",
]
NOT_OFFERED = [
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/etc/passwd')",
    "SELECT * FROM glob('/*')",
    "SELECT * FROM parquet_scan('/tmp/*.parquet')",
    "SELECT * FROM duckdb_secrets()",
    "SELECT * FROM duckdb_databases()",
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM pragma_database_list()",
    "SELECT * FROM query('SELECT * FROM journal.batch')",
    "SELECT * FROM query_table('journal.batch')",
    "SELECT * FROM json_execute_serialized_sql('{}')",
    "SELECT current_setting('temp_directory')",
    "SELECT getenv('HOME')",
    "EXPLAIN SELECT * FROM read_csv('/etc/passwd')",
    "SELECT 1 WHERE EXISTS (FROM read_csv('/etc/passwd'))",
]
NO_SUCH_RELATION = [
    "SELECT * FROM '/etc/passwd'",
    'SELECT * FROM "/etc/passwd"',
    "SELECT * FROM journal.batch",
    "SELECT * FROM Journal.Batch",
    'SELECT * FROM "journal"."batch"',
    "SELECT * FROM warehouse.journal.batch",
    "SELECT * FROM warehouse.ledger.visit",
    "SELECT * FROM memory.journal.batch",
    "SELECT (SELECT MAX(batch_no) FROM journal.batch)",
    "SELECT * FROM record.visit WHERE project_id IN (SELECT note FROM journal.batch)",
    "SELECT * FROM record.visit, LATERAL (SELECT * FROM journal.batch) AS b",
    "WITH b AS (SELECT * FROM journal.batch) SELECT * FROM b",
    "WITH RECURSIVE b AS (SELECT 1 AS n UNION ALL SELECT batch_no FROM journal.batch) SELECT * FROM b",
    "DESCRIBE journal.batch",
    "SUMMARIZE journal.batch",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM duckdb_tables",
    "SELECT * FROM pg_catalog.pg_class",
    "SELECT (WITH duckdb_tables AS (SELECT 1) SELECT 1), sql FROM duckdb_tables",
    "SELECT * FROM sqlite_master",
    "SELECT * FROM warehouse",
]


@pytest.fixture(scope="module")
def sandbox(sample: Warehouse) -> Iterator[Sandbox]:
    """Return the sample as an analyst's query meets it."""
    opened = Sandbox(sample.path)
    yield opened
    opened.close()


def refused(file: Path, text: str, seconds: float | None = None) -> Refusal:
    """Return why a query was refused; one that is answered fails the test."""
    with pytest.raises(QueryRefused) as caught:
        print(ask(file, text, seconds))
    return caught.value.refusal


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, "not_a_select") for text in NOT_A_SELECT),
        *((text, "not_offered") for text in NOT_OFFERED),
        *((text, "no_such_relation") for text in NO_SUCH_RELATION),
        ("SELECT 1; SELECT 2", "several"),
        ("SELECT 1; DROP VIEW record.visit", "not_a_select"),
        ("SELECT 1 -- ; \n; SELECT * FROM journal.batch", "several"),
    ],
)
def test_an_attack_is_refused_for_what_it_is(text: str, kind: str, sandbox: Sandbox) -> None:
    with pytest.raises(QueryRefused) as caught:
        must_be_allowed(sandbox, text)
    assert caught.value.refusal.kind == kind


def test_nothing_of_the_attacks_was_written(sample: Warehouse) -> None:
    before = sha256(sample.path.read_bytes()).digest()
    for text in ("COPY record.visit TO '/tmp/taken.csv'", "DELETE FROM warehouse.ledger.visit"):
        refused(sample.path, text)
    assert sha256(sample.path.read_bytes()).digest() == before
    assert not Path("/tmp/taken.csv").exists()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY (SELECT 1) TO '/tmp/taken.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "SET enable_external_access = true",
        "DELETE FROM warehouse.ledger.visit",
    ],
)
def test_the_database_itself_refuses_should_a_way_past_the_parser_ever_be_found(text: str, sandbox: Sandbox) -> None:
    with pytest.raises(duckdb.Error):
        sandbox.rows(text)


def test_a_query_that_never_ends_is_ended(sample: Warehouse) -> None:
    begun = time.monotonic()
    assert refused(sample.path, ENDLESS, seconds=1.0) == Refusal("too_slow", about="1")
    assert time.monotonic() - begun < 5.0


@pytest.mark.parametrize(
    "text",
    ["SELECT COUNT(DISTINCT n) FROM range(300000000) AS t(n)", "SELECT repeat('x', 3000000000)"],
    ids=["in the database", "beside the database"],
)
def test_a_query_that_takes_all_memory_fails_alone(text: str, sample: Warehouse) -> None:
    assert refused(sample.path, text).kind == "too_large"
    assert ask(sample.path, "SELECT 1 AS n").rows == [[1]]


def test_a_heavy_query_leaves_other_readers_alone(sample: Warehouse) -> None:
    heavy = threading.Thread(target=refused, args=(sample.path, ENDLESS, 3.0))
    heavy.start()
    read = 0
    while heavy.is_alive():
        sample.rows("SELECT COUNT(*) FROM record.visit")
        read += 1
    heavy.join()
    assert read > 100


def test_so_many_at_once_and_the_next_is_told_to_wait(sample: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_free", threading.BoundedSemaphore(1))
    assert asking._free.acquire()
    assert refused(sample.path, "SELECT 1", seconds=0.1).kind == "busy"
    asking._free.release()
    assert ask(sample.path, "SELECT 1 AS n").rows == [[1]]
