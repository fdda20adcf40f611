"""Verifying a warehouse: all that is kept is held against what was noted when it was kept; nothing is changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from etl.disk import disk_sentences
from etl.language import said
from etl.publishing.findings import Findings, Progress, wrong
from etl.publishing.history import nothing_yet
from etl.publishing.journal import key_fingerprint, manifest
from etl.publishing.rebuild import read_manifest, rebuilt
from etl.publishing.verify_files import verify_key, verify_originals, verify_pointer, verify_versions
from etl.publishing.verify_rows import compare_versions, reading, verify_batches, verify_records
from etl.refusal import Refusal
from queries.version_files import current_version, is_torn, version_path


def verify(folder: Path, *, with_rebuild: bool = False, progress: Progress | None = None) -> Findings:
    """Yield what is right and what is wrong in the warehouse at ``folder``, each with what to do.

    ``with_rebuild``: also builds it anew from the originals, aside, and compares row for row. Raises Refusal when
    nothing was ever published, or the disk does not let us.
    """
    tell = progress or (lambda done, words: None)
    number = current_version(folder)
    if number is None:
        raise Refusal(nothing_yet())
    path = version_path(folder, number)
    with disk_sentences(folder):
        yield from verify_pointer(folder)
        yield from verify_versions(folder, _part(tell, 0.0, 0.2))
        known, is_readable = _known(folder, path)
        yield from verify_originals(folder, known["batches"], _part(tell, 0.2, 0.4))
        yield from verify_key(folder, known.get("key"))
        if not is_readable:
            return
        try:
            with reading(path) as connection:
                yield from verify_batches(connection, known["batches"], _part(tell, 0.4, 0.6))
                yield from verify_records(connection, _part(tell, 0.6, 0.7))
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error as error:
            words = said(
                "数据文件 {file} 里有读不出来的地方（{error}）", file=path.name, error=str(error).split("\n")[0]
            )
            yield wrong("records", words, said("运行 python -m etl rebuild，按留存的原件重建"))
        if with_rebuild:
            yield from _verify_rebuild(folder, path, tell)
    tell(1.0, "")


def _known(folder: Path, path: Path) -> tuple[dict[str, Any], bool]:
    """Return the journal of the current version as its manifest holds it, and whether its file can be read."""
    if path.exists() and not is_torn(path):
        try:
            with reading(path) as connection:
                return {**manifest(connection, int(path.stem)), "key": key_fingerprint(connection)}, True
        except duckdb.Error:
            pass
    try:
        return read_manifest(folder), False
    except Refusal:
        return {"batches": []}, False


def _verify_rebuild(folder: Path, path: Path, tell: Progress) -> Findings:
    try:
        with rebuilt(folder, progress=_part(tell, 0.7, 0.9), is_trial=True) as candidate:
            yield from compare_versions(path, candidate.path, _part(tell, 0.9, 1.0))
    except Refusal as refused:
        yield wrong("rebuild", str(refused), said("照这句话做，再运行一次 python -m etl verify --rebuild"))


def _part(tell: Progress, begin: float, end: float) -> Callable[[float, str], None]:
    """Return a progress that fills the part of ``tell`` from ``begin`` to ``end``."""

    def part(done: float, words: str) -> None:
        tell(begin + (end - begin) * done, words)

    return part
