"""Publishing: a new warehouse version is built beside the current one and takes its place at once, or not."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import duckdb
from filelock import FileLock, Timeout

from etl.database import database_settings
from etl.disk import disk_sentences, sync_file, sync_folder, write_safely
from etl.language import said
from etl.publishing.candidate_file import open_candidate
from etl.publishing.digests import content_hash
from etl.publishing.facts import make_facts, refuse_wrong_rows
from etl.publishing.journal import add_versions, manifest, write_freshness
from etl.publishing.leftovers import clear_leftovers, clear_own
from etl.publishing.originals import Arrival, keep, originals_folder, receive
from etl.publishing.room import refuse_without_room_for
from etl.publishing.waiting_line import PATIENCE_SECONDS, TRIALS, WRITERS, Progress, turn
from etl.publishing.warehouse_layout import create_layout
from etl.refusal import Refusal
from queries.version_files import current_version, version_numbers, version_path

# Older version files are deleted; with one load a day this is a month of "as reported". A rebuild needs none of them.
VERSIONS_KEPT = 24
# Each of them may take the memory that a load may take.
TRIALS_AT_ONCE = 2
CANDIDATE = "candidate"


T = TypeVar("T")


@dataclass
class Candidate:
    """A version being built: the connection to its file, and what is to become of it."""

    folder: Path
    path: Path
    version_no: int
    before: int | None
    connection: duckdb.DuckDBPyConnection
    # Where the checks run while the body of ``next_version`` goes on.
    aside: ThreadPoolExecutor
    arrivals: list[Arrival] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    remade: set[str] = field(default_factory=set)
    discard: bool = False
    manifest: dict[str, object] = field(default_factory=dict)
    checks: Future[None] | None = None

    def note_version(self, action: str, batches: str, by: str, note: str) -> None:
        """Write into the journal what this version is: 'load', 'undo', 'redo' or 'rebuild', of which batches."""
        entry = {
            "version_no": self.version_no,
            "made_at": now(),
            "action": action,
            "batches": batches,
            "by": by,
            "note": note,
        }
        add_versions(self.connection, [entry])

    def finish(self) -> None:
        """Make facts and journal follow the ledgers of the ``changed`` types, and close the file.

        The checks of the finished file begin, and are waited for before it is published or thrown away.
        """
        self.remade = make_facts(self.connection, self.changed)
        write_freshness(self.connection)
        self.connection.execute("CHECKPOINT")
        self.manifest = manifest(self.connection, self.version_no)
        self.connection.close()
        self.checks = _beside(self.aside, _check, self.path, self.remade)

    def keep_moves(self, moves: str) -> None:
        """Write into the journal of the finished file how the KPIs moved, which only the finished file could tell.

        Raises Refusal when a check finds a wrong row: the checks read the file, and are waited for.
        """
        if self.checks:
            self.checks.result()
        with duckdb.connect(str(self.path), config=database_settings()) as connection:
            connection.execute(
                "UPDATE journal.version SET moves = $moves WHERE version_no = $number",
                {"moves": moves, "number": self.version_no},
            )
            connection.execute("CHECKPOINT")
            self.manifest = manifest(connection, self.version_no)


def _beside(aside: ThreadPoolExecutor, do: Callable[..., T], *arguments: Any) -> Future[T]:
    """Begin ``do`` in another thread, where the same language is spoken as here."""
    return aside.submit(copy_context().run, do, *arguments)


def _check(path: Path, remade: set[str]) -> None:
    """Raise Refusal when a check finds a wrong row in the version file at ``path``; leaves half of the cores alone."""
    settings = database_settings()
    settings["threads"] = str(max(1, int(str(settings["threads"])) // 2))
    with duckdb.connect(str(path), read_only=True, config=settings) as connection:
        refuse_wrong_rows(connection, remade)


@contextmanager
def next_version(
    folder: Path,
    files: Sequence[Path] = (),
    *,
    from_scratch: bool = False,
    is_trial: bool = False,
    waiting: Progress | None = None,
) -> Iterator[Candidate]:
    """Build the next version of the warehouse at ``folder``: yields a Candidate to write into, then publishes it.

    Writers stand in line, and ``waiting`` is told how many are in front. An exception, or ``candidate.discard``, throws
    the candidate away and leaves the current version as it was; so does a killed process, whose leftovers the next
    writer clears. ``files`` are copied in as the candidate's arrivals. ``from_scratch`` starts from an empty file
    instead of a copy. ``is_trial``: it is thrown away in any case, and so keeps nobody waiting who writes. The body
    calls ``finish()``. Raises Refusal when a check finds a wrong row in the finished file, or the disk does not let us.
    """
    with disk_sentences(folder), _place(folder, is_trial, waiting) as ticket:
        current = current_version(folder)
        if not is_trial:
            clear_leftovers(folder, current)
        number = (current or 0) + 1
        path = folder / "versions" / f"{ticket if is_trial else f'{CANDIDATE}-{number:06d}'}.duckdb"
        before = version_path(folder, current) if current else None
        refuse_without_room_for(folder, before, files)
        connection: duckdb.DuckDBPyConnection | None = None
        try:
            with ThreadPoolExecutor(1) as aside:
                copies = [_beside(aside, receive, folder, file, path.stem) for file in files]
                connection = open_candidate(path, None if from_scratch else before)
                create_layout(connection)
                candidate = Candidate(folder, path, number, current, connection, aside)
                candidate.arrivals = [copy.result() for copy in copies]
                yield candidate
                if candidate.checks:
                    candidate.checks.result()
            if not candidate.discard and not is_trial:
                _publish(candidate)
        finally:
            if connection:
                connection.close()
            clear_own(folder, path)


@contextmanager
def _place(folder: Path, is_trial: bool, waiting: Progress | None) -> Iterator[str]:
    """Wait for one's turn, and yield the name of one's ticket: one writer at a time, and beside it a few trials."""
    (folder / "versions").mkdir(parents=True, exist_ok=True)
    originals_folder(folder)
    if is_trial:
        with turn(folder, TRIALS, at_once=TRIALS_AT_ONCE, waiting=waiting) as ticket:
            yield ticket
        return
    try:
        with (
            turn(folder, WRITERS, waiting=waiting) as ticket,
            FileLock(folder / "lock", timeout=PATIENCE_SECONDS),
        ):
            yield ticket
    except Timeout:
        raise Refusal(said("另一个导入已经进行了十分钟还没有结束，请稍后再试。")) from None


def _publish(candidate: Candidate) -> None:
    """Bring everything onto the disk in the order in which it is spoken of; the pointer comes last."""
    versions = candidate.path.parent
    with ThreadPoolExecutor(1) as beside:
        digest = beside.submit(content_hash, candidate.path)
        keep(candidate.arrivals)
        sync_file(candidate.path)
    candidate.manifest |= {"bytes": candidate.path.stat().st_size, "sha256": digest.result()}
    final = version_path(candidate.folder, candidate.version_no)
    write_safely(final.with_suffix(".json"), json.dumps(candidate.manifest, ensure_ascii=False, indent=1, default=str))
    os.replace(candidate.path, final)
    sync_folder(versions)
    write_safely(candidate.folder / "current", str(candidate.version_no))
    _retire(candidate.folder)


def _retire(folder: Path) -> None:
    """Delete the oldest version files; a reader that has one open keeps it until it lets go (on Windows: next time)."""
    for number in version_numbers(folder)[:-VERSIONS_KEPT]:
        for path in (version_path(folder, number), version_path(folder, number).with_suffix(".json")):
            try:
                path.unlink(missing_ok=True)
            except PermissionError:
                return


def now() -> datetime:
    """Return this moment, to the second, in the office's own time."""
    return datetime.now().replace(microsecond=0)
