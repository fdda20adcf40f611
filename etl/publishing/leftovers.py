"""What a writer leaves who was killed or broke off: half-made versions and files on arrival."""

from __future__ import annotations

import shutil
from pathlib import Path

from etl.publishing.originals import arrived, owner_of
from etl.publishing.waiting_line import is_alive


def clear_leftovers(folder: Path, current: int | None) -> None:
    """Remove candidates, files on arrival, and versions never pointed to; a trial that still goes on keeps its own.

    Needs the writers' lock: every other candidate is dead then.
    """
    for path in (folder / "versions").iterdir():
        stem = path.name.partition(".")[0]
        is_published = stem.isdigit() and int(stem) <= (current or 0)
        if not is_published and not is_alive(folder, stem):
            _remove(path)
    for draft in arrived(folder):
        if not is_alive(folder, owner_of(draft)):
            draft.unlink(missing_ok=True)


def clear_own(folder: Path, path: Path) -> None:
    """Remove the candidate at ``path``, whatever the database wrote beside it, and what arrived for it."""
    for leftover in path.parent.glob(f"{path.name}*"):
        _remove(leftover)
    for draft in arrived(folder):
        if owner_of(draft) == path.stem:
            draft.unlink(missing_ok=True)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
