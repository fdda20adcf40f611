"""Verifying what stands in the current version: the rows of every batch, which of them are current, all checks."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from etl.checking.cell_rules import text
from etl.database import database_settings
from etl.language import said
from etl.publishing.current_rows import wrongly_marked
from etl.publishing.digests import digest_again
from etl.publishing.facts import refuse_wrong_rows
from etl.publishing.findings import Findings, Progress, right, wrong
from etl.refusal import Refusal
from etl.types.ledgers import ledgers

# What a rebuild must give again, row for row; versions differ by the rebuilding itself.
COMPARED = "('ledger', 'fact', 'journal')"
NOT_COMPARED = "('version', 'made_from', 'masking_key')"


@contextmanager
def reading(*paths: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open version files read-only, one by itself or several as v0, v1…; what needs more memory goes to a folder."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {**database_settings(), "temp_directory": folder}
        if len(paths) == 1:
            with duckdb.connect(str(paths[0]), read_only=True, config=settings) as connection:
                yield connection
            return
        with duckdb.connect(config=settings) as connection:
            for number, path in enumerate(paths):
                connection.execute(f"ATTACH {text(str(path))} AS v{number} (READ_ONLY)")
            yield connection


def verify_batches(
    connection: duckdb.DuckDBPyConnection, batches: list[dict[str, Any]], progress: Progress
) -> Findings:
    """Say of every batch whether its rows are those that were loaded."""
    same, unknown = 0, []
    for done, batch in enumerate(batches):
        progress(done / len(batches), said("第 {n} 批的行", n=batch["batch_no"]))
        now = digest_again(connection, ledgers()[batch["type"]], batch)
        if now is None:
            unknown.append(batch["batch_no"])
        elif now == batch["digest"]:
            same += 1
        else:
            words = said("第 {n} 批（{file}）的行和入库时不一样", n=batch["batch_no"], file=batch["file_name"])
            yield wrong("batch", words, said("运行 python -m etl rebuild，按留存的原件重建"))
    yield right("batch", said("批次：{same} 个的行和入库时一样，共 {n} 个", same=same, n=len(batches)))
    if unknown:
        words = (
            "{n} 个批次没有可比的校验和（入库时还不记，或数据库换过版本）；核对它们用 python -m etl verify --rebuild"
        )
        yield right("batch", said(words, n=len(unknown)))


def verify_records(connection: duckdb.DuckDBPyConnection, progress: Progress) -> Findings:
    """Say whether the records are what the standing batches say, and whether all checks of queries/check pass."""
    todo = said("运行 python -m etl rebuild，按留存的原件重建")
    is_right = True
    for done, (name, ledger) in enumerate(ledgers().items()):
        progress(done / len(ledgers()), said("{name} 的现行记录", name=name))
        number = wrongly_marked(connection, ledger)
        if number:
            is_right = False
            yield wrong("records", said("{name}：{n} 行是否现行，和有效的批次对不上", name=name, n=number), todo)
    try:
        refuse_wrong_rows(connection, {f"{schema}.{name}" for name in ledgers() for schema in ("record", "fact")})
    except Refusal as refused:
        is_right = False
        yield wrong("records", str(refused), todo)
    if is_right:
        yield right("records", said("现行记录：和有效的批次一致，各项检查都通过"))


def compare_versions(before: Path, after: Path, progress: Callable[[float, str], object]) -> Findings:
    """Say of every ledger, fact and journal whether the version ``after`` has the same rows as ``before``."""
    with reading(before, after) as connection:
        tables = connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'v0' "
            f"AND schema_name IN {COMPARED} AND table_name NOT IN {NOT_COMPARED} ORDER BY ALL"
        ).fetchall()
        other, rows = 0, 0
        for done, (schema, table) in enumerate(tables):
            progress(done / len(tables), f"{schema}.{table}")
            number, count = _different(connection, schema, table)
            rows += count
            if number:
                other += 1
                words = said("{table}：{n} 行和按原件重建的不一样", table=f"{schema}.{table}", n=number)
                yield wrong("rebuild", words, said("运行 python -m etl rebuild，按留存的原件重建"))
    if not other:
        yield right("rebuild", said("按原件重建：{n} 张表 {rows} 行，逐行相同", n=len(tables), rows=rows))


def _different(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> tuple[int, int]:
    """Return in how many rows a table differs, and how many rows it has."""
    columns = [
        f'"{name}"'
        for (name,) in connection.execute(
            "SELECT column_name FROM duckdb_columns() WHERE database_name = 'v0' AND schema_name = $schema "
            # A batch loaded before there were digests has one after a rebuild.
            "AND table_name = $table AND column_name <> 'digest' ORDER BY column_index",
            {"schema": schema, "table": table},
        ).fetchall()
    ]
    one, two = (f'SELECT {", ".join(columns)} FROM v{n}."{schema}"."{table}"' for n in (0, 1))
    different = f"SELECT count(*) FROM (({one} EXCEPT ALL {two}) UNION ALL ({two} EXCEPT ALL {one}))"
    number = connection.execute(different).fetchall()[0][0]
    return number, connection.execute(f"SELECT count(*) FROM ({one})").fetchall()[0][0]
