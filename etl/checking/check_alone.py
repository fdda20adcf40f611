"""A check without a load: nothing is written but what the person asks for, and a warehouse is only consulted."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from etl.checking.cell_rules import text
from etl.checking.check import Stage, stage
from etl.checking.current_records import CurrentRecords, Sense
from etl.checking.people import personal_hidden
from etl.checking.stack import Stack
from etl.database import database_settings
from etl.disk import disk_sentences
from etl.language import listed, said
from etl.recognising.remembered import remembered_mappings
from etl.recognising.source import Source
from etl.refusal import WrongUsage
from queries.warehouse import current_version, version_path


@contextmanager
def check_files(
    sources: Sequence[Source],
    *,
    type: str | None = None,
    mapping: Mapping[str, str] | None = None,
    folder: Path | None = None,
    reason: str = "",
    replaces: bool = False,
) -> Iterator[Stage]:
    """Check files against the records of the warehouse at ``folder``, when there is one; yields the Stage.

    A ``reason`` lets through what is in doubt; ``replaces``: the files are meant as the whole ledger of their type.

    Without a warehouse, and without a project ledger among the files, project codes are not looked up
    (``Stage.knows_projects`` tells). Raises WrongUsage, Refusal.
    """
    if not sources:
        raise WrongUsage(said("没有给出要核对的文件。"))
    with tempfile.TemporaryDirectory() as spill, disk_sentences(Path(spill)):
        connection = duckdb.connect(":memory:", config=database_settings() | {"temp_directory": spill})
        try:
            known = _known_projects(connection, folder)
            memory = remembered_mappings(connection, "warehouse") if known else None
            current = CurrentRecords(connection, "warehouse") if known else None
            with stage(
                connection,
                sources,
                type=type,
                mapping=mapping,
                known_projects=known,
                memory=memory,
                sense=Sense(current, reason, replaces),
            ) as staged:
                yield staged
        finally:
            connection.close()


def _known_projects(connection: duckdb.DuckDBPyConnection, folder: Path | None) -> str | None:
    """Attach the current version, read-only, and return the SQL of its projects; None when there is none."""
    current = current_version(folder) if folder else None
    if folder is None or current is None:
        return None
    connection.execute(f"ATTACH {text(str(version_path(folder, current)))} AS warehouse (READ_ONLY)")
    return "SELECT project_id FROM warehouse.ledger.project WHERE is_current"


def write_table(staged: Stage, path: Path) -> int:
    """Write the records of the checked files to ``path`` as CSV (UTF-8), as they were read; returns how many.

    Columns have the schema's names, days are ISO, words are those that would be stored; a cell that could not be read
    is empty, and is among the faults. Of the bureau's own types what belongs to people is hidden.
    Raises WrongUsage when the files are of several types.
    """
    types = {stack.schema.name for stack in staged.stacks}
    if len(types) > 1:
        words = "--out 只能写一种记录；这些文件里有 {types}。请分开核对，或用 --type 说明。"
        raise WrongUsage(said(words, types=listed(sorted(types))))
    if not types:
        return 0
    parts = [f"SELECT file_no, row_no, {_columns(stack)} FROM {stack.records()}" for stack in staged.stacks]
    with disk_sentences(path.parent):
        written = staged.connection.execute(
            f"COPY (SELECT * EXCLUDE (file_no, row_no) FROM ({' UNION ALL '.join(parts)}) ORDER BY file_no, row_no) "
            f"TO {text(str(path))} (FORMAT csv, HEADER true)"
        ).fetchall()
    return int(written[0][0])


def _columns(stack: Stack) -> str:
    return stack.columns(None if stack.schema.is_standard else personal_hidden)
