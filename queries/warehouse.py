"""The warehouse as a reader sees it: one published version, opened read-only, asked through one function ``sql``."""

from __future__ import annotations

import os
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from queries.version_files import (
    NoWarehouse,
    VersionGone,
    VersionTorn,
    current_version,
    is_torn,
    says_torn,
    version_numbers,
    version_path,
    warehouse_folder,
)
from queries.version_relations import follow_definitions, pass_through

if TYPE_CHECKING:
    import pyarrow as pa

PRELUDE = Path(__file__).with_name("prelude.sql")
OPEN_AT_ONCE = 6


class Warehouse:
    """One version of the data. Safe to share between threads: every query runs on its own cursor."""

    def __init__(self, path: Path, settings: Mapping[str, str] | None = None) -> None:
        """Open the version file at ``path`` read-only, with ``settings`` of the database beside or instead of ours.

        Raises VersionGone when there is none, VersionTorn likewise.
        """
        if not path.exists():
            raise VersionGone(f"{path.name} is not kept")
        if is_torn(path):
            raise VersionTorn(f"{path.name} is not whole")
        self.path = path
        self._lock = threading.Lock()
        self._defined: dict[str, str] = {}
        self._kept: dict[tuple[str, str | None], list[tuple[Any, ...]]] = {}
        self._database = duckdb.connect(
            ":memory:",
            config={
                "threads": os.environ.get("APPROVALS_THREADS", str(os.cpu_count() or 2)),
                "memory_limit": os.environ.get("APPROVALS_MEMORY", "2GB"),
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                # Projects are small dense numbers: up to a million of them are grouped in an array, four times as
                # fast as in a hash table.
                "perfect_ht_threshold": "20",
                **(settings or {}),
            },
        )
        quoted = str(path).replace("'", "''")
        try:
            self._database.execute(f"ATTACH '{quoted}' AS warehouse (READ_ONLY)")
        except (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException) as error:
            self._database.close()
            if says_torn(error):
                raise VersionTorn(f"{path.name} cannot be read") from error
            raise
        pass_through(self._database)
        self._database.execute(PRELUDE.read_text(encoding="utf-8").replace("TEMP MACRO", "MACRO"))
        follow_definitions(self._database)
        self._database.execute("CREATE SCHEMA kpi; CREATE SCHEMA list")
        self._database.execute("SET enable_external_access = false; SET lock_configuration = true")

    def sql(self, text: str, parameters: dict[str, Any] | None = None) -> pa.Table:
        """Run one SELECT with its ``$named`` parameters and return the rows as an Arrow table. Raises duckdb.Error."""
        cursor = self._database.cursor()
        try:
            return cursor.sql(text, params=_named(text, parameters)).to_arrow_table()
        finally:
            cursor.close()

    def rows(self, text: str, parameters: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Run one SELECT and return its rows as tuples: for the small answers, where an Arrow table is a detour."""
        cursor = self._database.cursor()
        try:
            return cursor.execute(text, _named(text, parameters)).fetchall()
        finally:
            cursor.close()

    def define(self, view: str, sql: str) -> None:
        """Make ``view`` (such as 'kpi.start_rate') stand for ``sql`` in this reader; the version stays as it is."""
        with self._lock:
            if self._defined.get(view) != sql:
                self._database.cursor().execute(f"CREATE OR REPLACE VIEW {view} AS {sql}")
                self._defined[view] = sql

    def kept(self, text: str, view: str) -> list[tuple[Any, ...]]:
        """Return the rows of a small SELECT over ``view``, asked once for a definition: a version never changes."""
        key = (text, self._defined.get(view))
        if key not in self._kept:
            self._kept[key] = self.rows(text)
        return self._kept[key]

    @cached_property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """The columns of every table of the version, by its two-part name such as 'reference.category'."""
        found: dict[str, tuple[str, ...]] = {}
        for table, column in self.rows(
            "SELECT schema_name || '.' || table_name, column_name FROM duckdb_columns() "
            "WHERE database_name = 'warehouse' ORDER BY schema_name, table_name, column_index"
        ):
            found[table] = (*found.get(table, ()), column)
        return found

    @cached_property
    def version(self) -> int:
        """The number of this version."""
        return int(self.path.stem) if self.path.stem.isdigit() else 0

    @cached_property
    def complete_to(self) -> date | None:
        """The last day with complete data, as found when the version was published; None in an empty warehouse."""
        found = self.rows("SELECT MAX(complete_to) FROM journal.complete")
        return found[0][0] if found else None

    @cached_property
    def freshness(self) -> dict[str, date | None]:
        """Per record type, the last day up to which its files have arrived."""
        return dict(self.rows("SELECT type, complete_to FROM journal.freshness"))

    @cached_property
    def first_day(self) -> date | None:
        """The first day of the first month that any file reports."""
        return self.rows("SELECT MIN(month) FROM journal.batch WHERE stands")[0][0]

    @cached_property
    def has_sample(self) -> bool:
        """Whether invented sample data is part of what this version shows."""
        return bool(self.rows("SELECT COUNT(*) FROM journal.batch WHERE stands AND is_sample")[0][0])

    @cached_property
    def has_own_data(self) -> bool:
        """Whether the bureau's own files are part of what this version shows."""
        return bool(self.rows("SELECT COUNT(*) FROM journal.batch WHERE stands AND NOT is_sample")[0][0])

    def close(self) -> None:
        """Let go of the version's file."""
        self._database.close()


def _named(text: str, parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the parameters that ``text`` names: an answer made from parts need not know which part names which."""
    return {name: parameters[name] for name in re.findall(r"\$([a-z]\w*)", text)} if parameters else None


_open: OrderedDict[tuple[Path, int, int], Warehouse] = OrderedDict()
_opening = threading.Lock()


def open_warehouse(folder: Path | None = None, version: int | None = None) -> Warehouse:
    """Open a published version: the current one, or ``version``. The few last opened ones are kept open and shared.

    When the file of the current one is gone or torn, the newest before it that can be read serves on: its ``version``
    tells. Raises NoWarehouse when nothing was ever published, VersionGone when that version is not kept or torn.
    """
    folder = folder or warehouse_folder()
    number = current_version(folder) if version is None else version
    if number is None:
        raise NoWarehouse(f"no version has been published in {folder}")
    try:
        return _opened(version_path(folder, number))
    except VersionGone:
        if version is not None:
            raise
        for older in reversed([kept for kept in version_numbers(folder) if kept < number]):
            with suppress(VersionGone):
                return _opened(version_path(folder, older))
        raise


def unreadable_version(folder: Path, shown: Warehouse) -> int | None:
    """Return the number of the current version when ``shown`` stands in for it because it cannot be read, else None."""
    number = current_version(folder)
    if number is None or number == shown.version:
        return None
    try:
        open_warehouse(folder, number)
    except VersionGone:
        return number
    return None


def _opened(path: Path) -> Warehouse:
    try:
        state = path.stat()
    except FileNotFoundError:
        raise VersionGone(f"{path.name} is not kept") from None
    key = (path, state.st_ino, state.st_mtime_ns)
    with _opening:
        if key not in _open:
            _open[key] = Warehouse(path)
            while len(_open) > OPEN_AT_ONCE:
                _open.popitem(last=False)
        _open.move_to_end(key)
        return _open[key]


def open_file(path: Path) -> Warehouse:
    """Open a version file that is not published yet (a candidate), not shared; the caller closes it."""
    return Warehouse(path)
