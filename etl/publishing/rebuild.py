"""Rebuilding: the same warehouse, row for row, from the originals and the manifest of what was done."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from etl.checking.check import Stage, stage
from etl.checking.current_records import CurrentRecords, Sense
from etl.language import said
from etl.publishing.batches import keep_refused
from etl.publishing.digests import is_comparable
from etl.publishing.history import nothing_yet, set_standing
from etl.publishing.journal import add_batches, add_versions, manifest, numbers_in
from etl.publishing.kept_mends import kept_mends
from etl.publishing.let_through import keep_let_through
from etl.publishing.load import take_in_checked
from etl.publishing.originals import original_path
from etl.publishing.publish import Candidate, next_version
from etl.recognising.source import Source
from etl.refusal import Refusal
from queries.warehouse import current_version, version_path

Progress = Callable[[float, str], None]


def rebuild(folder: Path, *, by: str = "", note: str = "", progress: Progress | None = None) -> int:
    """Build the warehouse at ``folder`` anew, repeating every load, undo and redo; returns the new version.

    Needs no version file to be intact. Raises Refusal when there is nothing to rebuild, an original is missing, or a
    file would not be read today as it was then (schemas or reference data changed meanwhile).
    """
    with rebuilt(folder, by=by, note=note, progress=progress) as candidate:
        candidate.discard = False
    return candidate.version_no


@contextmanager
def rebuilt(
    folder: Path, *, by: str = "", note: str = "", progress: Progress | None = None, is_trial: bool = False
) -> Iterator[Candidate]:
    """Build the warehouse anew beside the present one, finished and checked, and yield it; it is thrown away.

    Who wants it published says so (``discard``), unless it ``is_trial``. Raises Refusal as ``rebuild`` does.
    """
    written = read_manifest(folder)
    loads = {
        version: list(batches)
        for version, batches in groupby(written["batches"], key=lambda batch: batch["version_no"])
    }
    with next_version(folder, from_scratch=True, is_trial=is_trial, waiting=progress) as candidate:
        candidate.discard = True
        if written.get("key"):
            candidate.connection.execute("INSERT INTO journal.masking_key VALUES ($key)", {"key": written["key"]})
        for done, version in enumerate(written["versions"]):
            if progress:
                progress(done / len(written["versions"]), said("第 {n} 版", n=version["version_no"]))
            if version["action"] == "load":
                _load_again(candidate, loads[version["version_no"]])
            elif version["action"] in ("undo", "redo"):
                set_standing(candidate, numbers_in(version["batches"]), version["action"] == "redo")
        add_versions(candidate.connection, written["versions"])
        candidate.note_version("rebuild", "", by, note)
        candidate.finish()
        yield candidate


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of the current version: its .json file, else the journal inside the version. Raises Refusal.

    An older version's manifest would do without the later loads, so it is never taken silently.
    """
    current = current_version(folder)
    if current is None:
        raise Refusal(nothing_yet())
    path = version_path(folder, current)
    try:
        written: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        written = _manifest_inside(path)
    return written


def _manifest_inside(path: Path) -> dict[str, Any]:
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            return manifest(connection, int(path.stem))
    except duckdb.Error:
        words = "当前版本的清单 {name}.json 和数据文件都读不出来，无法重建。请从备份恢复 versions 文件夹。"
        raise Refusal(said(words, name=path.stem)) from None


def _load_again(candidate: Candidate, batches: list[dict[str, Any]]) -> None:
    """Read the originals of one load again and take in the rows that were accepted then."""
    connection = candidate.connection
    reason = batches[0].get("reason")
    # What was loaded before anybody was asked for reasons is held against nothing now either.
    sense = Sense() if reason is None else Sense(CurrentRecords(connection), reason, batches[0]["mode"] == "replace")
    for name, mine in groupby(
        sorted(batches, key=lambda b: (b["type"] != "project", b["type"])), key=lambda b: b["type"]
    ):
        entries = list(mine)
        sources = [_source(candidate.folder, batch) for batch in entries]
        with stage(
            connection,
            sources,
            type=name,
            known_projects="SELECT project_id FROM record.project",
            sense=sense,
        ) as staged:
            by_file = {check.file_no: batch for check, batch in zip(staged.files, entries, strict=True)}
            _take_in_again(candidate, staged, by_file)
    # As in the load itself: what a file is held against does not have the file's own batch in it.
    add_batches(connection, [{**batch, "stands": True} for batch in batches])


def _take_in_again(candidate: Candidate, staged: Stage, by_file: dict[int, dict[str, Any]]) -> None:
    checks = {by_file[check.file_no]["batch_no"]: check for check in staged.files}
    for number, check in checks.items():
        wanted = next(batch for batch in by_file.values() if batch["batch_no"] == number)
        if check.accepted != wanted["accepted"]:
            words = said(
                "第 {n} 批（{file}）当时收下 {then} 行，现在核对会收 {now} 行："
                "表结构或参考数据后来改过。请改回后再重建；现有数据没有变化。",
                n=number,
                file=wanted["file_name"],
                then=wanted["accepted"],
                now=check.accepted,
            )
            raise Refusal(words)
    replacing = {batch["batch_no"] for batch in by_file.values() if batch["mode"] == "replace"}
    taken = take_in_checked(candidate, staged, checks, replacing)
    for batch in by_file.values():
        _settle_digest(batch, taken[batch["batch_no"]].digest)
    batches = {no: (batch["batch_no"], batch["type"]) for no, batch in by_file.items()}
    staged.tell_in_chinese()
    keep_refused(candidate.connection, staged.fault_table, batches)
    reason = next(iter(by_file.values())).get("reason")
    keep_let_through(candidate.connection, staged.fault_table, batches, reason or "")


def _settle_digest(batch: dict[str, Any], now: str | None) -> None:
    """Let the rebuilt rows' digest be the batch's. Raises Refusal when the rows are not those of then."""
    then = batch.get("digest")
    if then and now and then != now and is_comparable(then, now):
        words = (
            "第 {n} 批（{file}）的行和当时入库的不一样：表结构、参考数据或程序后来改过。"
            "请改回后再重建；现有数据没有变化。"
        )
        raise Refusal(said(words, n=batch["batch_no"], file=batch["file_name"]))
    batch["digest"] = now


def _source(folder: Path, batch: dict[str, Any]) -> Source:
    """Return the original of a batch, with what its headers were taken for and what was put right in it."""
    mapping = json.loads(batch["mapping"] or "{}")
    return Source(
        batch["file_name"],
        original_path(folder, batch["sha256"]),
        mapping=tuple(mapping.items()),
        mends=kept_mends(folder, batch),
    )
