"""A kept draft: the files of one upload and all that was said about them, as it is written beside the files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from typing import Any

from etl.recognising.mends import Mend, mend_of, with_mends

LONGEST_NAME = 120
# What the workbook of faults is called after its file, and what a browser adds to a second download of it.
_MARKED = re.compile(r"\s*[（(](?:错误说明|what is wrong)[)）](?:\s*\(\d+\))?(?=\.[^.]*$)")


@dataclass(frozen=True)
class KeptFile:
    """One file of a draft: ``file_id`` is its name in the draft's folder, ``name`` the one under which it came."""

    file_id: str
    name: str
    size: int
    type: str | None = None
    mapping: tuple[tuple[str, str], ...] = ()
    mends: tuple[Mend, ...] = ()


@dataclass(frozen=True)
class Ended:
    """What became of a draft: 'loaded' as which batches, or 'dropped'."""

    how: str
    batches: tuple[int, ...] = ()


@dataclass(frozen=True)
class KeptDraft:
    """An upload that is being prepared. ``revision`` grows with every change, whoever makes it."""

    id: str
    revision: int
    changed_at: datetime
    files: tuple[KeptFile, ...] = ()
    by: str = ""
    note: str = ""
    reason: str = ""
    replace: bool = False
    skip: bool = False
    ended: Ended | None = None

    def file(self, file_id: str) -> KeptFile | None:
        """Return the file called ``file_id`` in this draft, if it is still there."""
        return next((file for file in self.files if file.file_id == file_id), None)

    def as_json(self) -> dict[str, Any]:
        """Return the draft as it is written; ``draft_of`` reads it back."""
        files = [{**vars(file), "mends": [mend.as_json() for mend in file.mends]} for file in self.files]
        ended = vars(self.ended) if self.ended else None
        return {**vars(self), "changed_at": self.changed_at.isoformat(), "files": files, "ended": ended}


def draft_of(written: Mapping[str, Any]) -> KeptDraft:
    """Return the draft that ``as_json`` wrote. Raises KeyError, TypeError or ValueError when it is none."""
    files = []
    for entry in written["files"]:
        mapping = tuple((str(header), str(column)) for header, column in entry["mapping"])
        files.append(KeptFile(**{**entry, "mapping": mapping, "mends": tuple(map(mend_of, entry["mends"]))}))
    ended = written.get("ended")
    return KeptDraft(
        **{
            **written,
            "changed_at": datetime.fromisoformat(written["changed_at"]),
            "files": tuple(files),
            "ended": Ended(ended["how"], tuple(ended["batches"])) if ended else None,
        }
    )


def told(draft: KeptDraft, file_id: str, type: str | None, mapping: Mapping[str, str]) -> KeptDraft:
    """Return the draft with what a person said of one file; another type takes away what was put right as the first."""

    def say(file: KeptFile) -> KeptFile:
        mends = file.mends if file.type in (None, type) else ()
        return replace(file, type=type, mapping=tuple(mapping.items()), mends=mends)

    return _with_file(draft, file_id, say)


def mended(draft: KeptDraft, file_id: str, mends: Iterable[Mend]) -> KeptDraft:
    """Return the draft with ``mends`` put into one of its files."""
    return _with_file(draft, file_id, lambda file: replace(file, mends=with_mends(file.mends, mends)))


def unmended(draft: KeptDraft, file_id: str, mends: Iterable[Mend]) -> KeptDraft:
    """Return the draft without ``mends`` in one of its files: they are taken back."""
    gone = set(mends)

    def take_back(file: KeptFile) -> KeptFile:
        return replace(file, mends=tuple(mend for mend in file.mends if mend not in gone))

    return _with_file(draft, file_id, take_back)


def without_file(draft: KeptDraft, file_id: str) -> KeptDraft:
    """Return the draft without one of its files."""
    return replace(draft, files=tuple(file for file in draft.files if file.file_id != file_id))


def _with_file(draft: KeptDraft, file_id: str, change: Callable[[KeptFile], KeptFile]) -> KeptDraft:
    return replace(draft, files=tuple(change(file) if file.file_id == file_id else file for file in draft.files))


def is_next_of(name: str, earlier: str) -> bool:
    """Return whether a file called ``name`` is the next state of one called ``earlier``: the same, or our workbook."""
    stem = _MARKED.sub("", name)
    return name == earlier or (stem != name and PurePath(stem).stem == PurePath(_MARKED.sub("", earlier)).stem)


def clean_name(name: str) -> str:
    """Return an upload's name as a person may see it: without folders, control characters, or endless length."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = re.sub(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", last).strip()
    return visible[-LONGEST_NAME:] or "?"
