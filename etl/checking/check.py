"""The third step of the way in, and the way through all three: files are read, recognised and checked as one stage."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from etl.checking import fault_rows, told_faults
from etl.checking.bureau_cells import bureau_rules
from etl.checking.current_records import Sense
from etl.checking.quick_reading import Irregular, read_quickly
from etl.checking.sense import make_sense
from etl.checking.stack import Stack, preview
from etl.checking.standard_cells import standard_rules
from etl.checking.text_table import read_direct, read_rows
from etl.faults import STOP, Fault, FileCheck
from etl.recognising.recognised import TextFile
from etl.recognising.recognised_files import is_direct, is_stopped, recognise_files
from etl.recognising.remembered import Memory
from etl.recognising.source import Source
from etl.types.reference_words import reference_words
from etl.types.table_schema import find_schema

ROWS_SHOWN = 10
KNOWN = "check_known"


@dataclass
class Stage:
    """Checked files: a verdict on each, every fault in the table ``fault_table``, and the rows that may be taken in."""

    connection: duckdb.DuckDBPyConnection
    files: list[FileCheck]
    stacks: list[Stack] = field(default_factory=list)
    # Whether project codes were looked up at all.
    knows_projects: bool = False
    fault_table: str = "check_fault"

    def insert(self, type: str, into: str, batch_no: dict[int, int], mask: Callable[[str], str] | None = None) -> int:
        """Append the accepted rows of the files of ``type`` in ``batch_no`` (file_no → batch number) to a ledger.

        ``mask`` turns the SQL of a personal value into that of its mask. Returns the number of rows.
        """
        rows = 0
        for stack in self.stacks:
            mine = {f.file_no: batch_no[f.file_no] for f in stack.files if f.file_no in batch_no}
            if stack.schema.name != type or not mine:
                continue
            numbers = " ".join(f"WHEN {file_no} THEN {number}" for file_no, number in mine.items())
            rows += self.connection.execute(
                f"INSERT INTO {into} BY NAME SELECT CASE file_no {numbers} END AS batch_no, row_no, "
                f"TRUE AS is_current, {stack.columns(mask)} FROM {stack.accepted()} WHERE file_no IN ({_list(mine)})"
            ).fetchall()[0][0]
        return rows

    def tell_in_chinese(self) -> None:
        """Say the faults in ``fault_table`` in Chinese from here on: so they are kept, whoever reads them later."""
        told_faults.tell_in_chinese(self.connection, self.stacks)

    def faults(self, check: FileCheck) -> Iterator[Fault]:
        """Yield every fault of a file, the most serious first, then by row; from the database, however many."""
        outside = [fault for fault in check.faults if check.file_no not in self._in_database]
        yield from outside
        cursor = self.connection.execute(
            f"SELECT row_no, column_name, value, rule, severity, message FROM {self.fault_table} "
            f"WHERE file_no = {check.file_no} ORDER BY {told_faults.IN_ORDER}"
        )
        while found := cursor.fetchmany(10_000):
            yield from (Fault(*row) for row in found)

    @property
    def _in_database(self) -> set[int]:
        return {file.file_no for stack in self.stacks for file in stack.files}


def _list(numbers: Mapping[int, int]) -> str:
    return ", ".join(str(number) for number in numbers)


@contextmanager
def stage(
    connection: duckdb.DuckDBPyConnection,
    sources: Sequence[Source],
    *,
    type: str | None = None,
    mapping: Mapping[str, str] | None = None,
    known_projects: str | None = None,
    memory: Memory | None = None,
    sense: Sense | None = None,
) -> Iterator[Stage]:
    """Read, recognise and check the files; what was found stands in temporary tables of ``connection`` until the end.

    ``known_projects`` is the SQL of the project ids there are; the accepted projects of the same files count as known
    too, in any order of files. None: codes are looked up only when a project ledger is among the files.
    ``type`` is a record type's name or title, or the path of a Table Schema; ``memory`` is what headers were taken for
    in earlier months; ``sense`` is what the records are held against, and the reason for what is in doubt.
    Raises WrongUsage, Refusal.
    """
    schema = find_schema(type) if type else None
    with _aside(connection) as folder:
        checks, files = recognise_files(sources, folder, schema, mapping, memory)
        staged = Stage(connection, checks)
        connection.execute(fault_rows.TABLES)
        connection.execute(told_faults.TABLES)
        try:
            _check_all(staged, files, known_projects, sense or Sense())
            yield staged
        finally:
            _clear(connection)


@contextmanager
def _aside(connection: duckdb.DuckDBPyConnection) -> Iterator[Path]:
    """A folder for UTF-8 copies; beside a version's file, where the next writer clears it after a kill."""
    path = connection.execute("SELECT path FROM duckdb_databases() WHERE database_name = current_database()").fetchone()
    if path and path[0]:
        with tempfile.TemporaryDirectory(prefix=f"{Path(path[0]).name}.", dir=Path(path[0]).parent) as folder:
            yield Path(folder)
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)


def _check_all(staged: Stage, files: list[TextFile], known_projects: str | None, sense: Sense) -> None:
    """Projects first: the other files may refer to them."""
    connection = staged.connection
    projects = [file for file in files if file.found.schema.name == "project" and not file.found.schema.is_standard]
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {KNOWN} AS SELECT DISTINCT CAST(project_id AS VARCHAR) AS project_id "
        f"FROM ({known_projects or 'SELECT NULL AS project_id WHERE false'}) WHERE project_id IS NOT NULL"
    )
    # A ledger that could not be read would make every code unknown: the one fault is enough.
    unread = any(check.counts[STOP] and check.type in (None, "project") for check in staged.files) or any(
        is_stopped(file) for file in projects
    )
    staged.knows_projects = bool(known_projects or projects) and not unread
    for group in _groups(files):
        stack = _stack(staged, group)
        stack.has_reason = bool(sense.reason)
        staged.stacks.append(stack)
        _check(connection, stack)
        if stack.schema.name == "project" and not stack.schema.is_standard:
            connection.execute(
                f"INSERT INTO {KNOWN} SELECT DISTINCT project_id FROM "
                f"(SELECT {stack.columns()} FROM {stack.accepted()}) "
                f"WHERE project_id IS NOT NULL AND project_id NOT IN (SELECT project_id FROM {KNOWN})"
            )
    make_sense(connection, [stack for stack in staged.stacks if not is_stopped(stack.files[0])], sense)
    for stack in staged.stacks:
        _sum_up(staged, stack)


def _groups(files: list[TextFile]) -> list[list[TextFile]]:
    """Files that are checked together: small ones of one type; a big or a stopped one by itself; projects first."""
    groups: dict[object, list[TextFile]] = {}
    for file in files:
        alone = is_stopped(file) or is_direct(file)
        groups.setdefault((file.found.schema.name, file.file_no if alone else 0), []).append(file)
    return sorted(groups.values(), key=lambda group: group[0].found.schema.name != "project")


def _stack(staged: Stage, files: list[TextFile]) -> Stack:
    schema = files[0].found.schema
    rules = standard_rules(schema) if schema.is_standard else bureau_rules(schema, reference_words(schema))
    if is_stopped(files[0]):
        # What a missing column asks of every cell was said once, of the header.
        there = files[0].found.positions
        rules = [
            rule if column.name in there else replace(rule, required=False)
            for rule, column in zip(rules, schema.columns, strict=True)
        ]
    number = len(staged.stacks)
    if is_direct(files[0]):
        table = read_direct(files[0])
    else:
        table = read_rows(staged.connection, f"check_rows_{number}", files)
    return Stack(number, schema, files, rules, table, known=KNOWN if staged.knows_projects else None)


def _check(connection: duckdb.DuckDBPyConnection, stack: Stack) -> None:
    """First one pass over everything, which mostly proves that nothing is to be said; then the rows it cannot prove."""
    try:
        read_quickly(connection, stack)
    except (duckdb.Error, Irregular):
        if not stack.table.is_direct:
            raise
        # The file is less regular than it looked: read it row by row, which says where.
        stack.table = read_rows(connection, f"check_rows_{stack.number}", stack.files)
        read_quickly(connection, stack)
    if not stack.is_clean:
        fault_rows.find_faults(connection, stack)


def _sum_up(staged: Stage, stack: Stack) -> None:
    """Bring what was found about each file of the stack into its verdict."""
    checks = {check.file_no: check for check in staged.files}
    shown = preview(staged.connection, stack, ROWS_SHOWN)
    for file in stack.files:
        checks[file.file_no].rows = stack.rows[file.file_no]
        checks[file.file_no].mended, checks[file.file_no].dropped = file.mended, file.dropped
        checks[file.file_no].preview = list(shown[file.file_no])
    told_faults.tell(staged.connection, stack, checks)


def _clear(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("DROP VIEW IF EXISTS temp.check_fault")
    for (name,) in connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE temporary AND starts_with(table_name, 'check_')"
    ).fetchall():
        connection.execute(f"DROP TABLE temp.{name}")
