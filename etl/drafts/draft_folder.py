"""The drafts on the disk: a private folder each, changed so that a crash, or two people at once, lose nothing."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from etl.disk import disk_sentences, sync_folder, write_safely
from etl.drafts.kept_draft import Ended, KeptDraft, KeptFile, clean_name, draft_of, is_next_of
from etl.language import said
from etl.recognising.source import Source
from etl.refusal import Refusal

DAYS_KEPT = 14
MOST_KEPT = 50
WAIT_SECONDS = 20
# 80 bits: an address that nobody guesses is what a colleague is sent.
ID_BYTES = 10
_ID = re.compile(r"[0-9a-f]{20}")
_WRITTEN = "draft.json"
_NEW = ".new-"

# A file as it comes: the name under which it was chosen, and its bytes.
Arriving = tuple[str, bytes | memoryview]


class NoDraft(Refusal):
    """There is no such draft, or no longer."""


def begin(folder: Path, files: Sequence[Arriving], **words: Any) -> KeptDraft:
    """Keep ``files`` as a new draft of the warehouse at ``folder``; ``words`` are its other fields (by, note, …).

    Clears drafts nobody came back to. Raises Refusal when the disk does not let us.
    """
    with disk_sentences(folder):
        drafts = _drafts(folder)
        clear(folder)
        name = secrets.token_hex(ID_BYTES)
        place = drafts / f"{_NEW}{name}"
        place.mkdir(mode=0o700)
        draft = KeptDraft(name, 1, _now(), tuple(_write(place, file) for file in files), **words)
        _write_down(place, draft)
        os.rename(place, drafts / name)
        sync_folder(drafts)
    return draft


def open_draft(folder: Path, id: str) -> KeptDraft:
    """Return the draft called ``id`` as it is now, also when it has ended. Raises NoDraft when there is none."""
    if not _ID.fullmatch(id):
        raise NoDraft(said("这个核对地址不完整。请让发给您的人重新复制一次。"))
    try:
        return draft_of(json.loads((_drafts(folder) / id / _WRITTEN).read_text(encoding="utf-8")))
    except FileNotFoundError:
        words = "这次核对已经不在了：没有入库的核对只留 {days} 天。请重新选文件。"
        raise NoDraft(said(words, days=DAYS_KEPT)) from None
    except (ValueError, KeyError, TypeError):
        raise NoDraft(said("这次核对的记录读不出来了。请重新选文件。")) from None


def change(folder: Path, id: str, edit: Callable[[KeptDraft], KeptDraft]) -> KeptDraft:
    """Apply ``edit`` to the draft as it is now, whoever changed it last, and return it. Raises NoDraft, Refusal."""
    with disk_sentences(folder), _alone(folder, id) as draft:
        return _changed(_drafts(folder) / id, draft, edit(draft))


def add_files(folder: Path, id: str, files: Sequence[Arriving]) -> KeptDraft:
    """Add files to a draft; one of the same name, or our workbook of its faults, takes the place of the earlier one.

    What was put right in that is gone; what its columns were taken for stays, for the next state of a file is most
    often like the last. Raises as ``change``.
    """
    with disk_sentences(folder), _alone(folder, id) as draft:
        place = _drafts(folder) / id
        kept = list(draft.files)
        for arrived in (_write(place, file) for file in files):
            before = next((file for file in draft.files if is_next_of(arrived.name, file.name) and file in kept), None)
            if before is None:
                kept.append(arrived)
            else:
                kept[kept.index(before)] = replace(arrived, type=before.type, mapping=before.mapping)
        return _changed(place, draft, replace(draft, files=tuple(kept)))


def end(folder: Path, id: str, ended: Ended) -> None:
    """Let a draft end: its files are deleted, and for a while its address says what became of it. Raises as change."""
    with disk_sentences(folder), _alone(folder, id) as draft:
        _changed(_drafts(folder) / id, draft, replace(draft, files=(), ended=ended))


@contextmanager
def loading(folder: Path, id: str) -> Iterator[None]:
    """Hold a draft while it is loaded, so that nobody clears it or loads it twice. Raises Refusal when another does."""
    lock = FileLock(_drafts(folder) / f"{id}.load", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Refusal(said("这次核对正在另一个窗口里入库，请稍等再看。")) from None
    try:
        yield
    finally:
        lock.release()


def sources_of_draft(folder: Path, draft: KeptDraft) -> list[Source]:
    """Return the draft's files as sources, in their order, with all that was said about them."""
    place = _drafts(folder) / draft.id
    return [Source(file.name, place / file.file_id, file.type, file.mapping, file.mends) for file in draft.files]


def clear(folder: Path) -> None:
    """Delete drafts older than DAYS_KEPT, all but the MOST_KEPT - 1 last changed, and halves; none that is loading."""
    drafts = _drafts(folder)
    ages = sorted(((_changed_at(place), place) for place in drafts.iterdir() if place.is_dir()), reverse=True)
    for rank, (changed_at, place) in enumerate(ages):
        if rank < MOST_KEPT - 1 and changed_at > _now() - timedelta(days=DAYS_KEPT):
            continue
        try:
            with loading(folder, place.name):
                shutil.rmtree(place, ignore_errors=True)
        except Refusal:
            continue
        for lock in (drafts / f"{place.name}.load", drafts / f"{place.name}.change"):
            lock.unlink(missing_ok=True)


def _changed_at(place: Path) -> datetime:
    """When a draft was last changed. One that was never finished counts from when it was begun, as if it were old."""
    at = datetime.fromtimestamp(place.stat().st_mtime)
    written = place / _WRITTEN
    if place.name.startswith(_NEW):
        return at - timedelta(days=DAYS_KEPT - 1)
    return datetime.fromtimestamp(written.stat().st_mtime) if written.exists() else at


def _drafts(folder: Path) -> Path:
    drafts = folder / "drafts"
    drafts.mkdir(mode=0o700, parents=True, exist_ok=True)
    return drafts


@contextmanager
def _alone(folder: Path, id: str) -> Iterator[KeptDraft]:
    """Hold a draft for a change and yield it as it is now. Raises NoDraft when it is gone or has ended."""
    open_draft(folder, id)
    try:
        with FileLock(_drafts(folder) / f"{id}.change", timeout=WAIT_SECONDS):
            draft = open_draft(folder, id)
            if draft.ended:
                raise NoDraft(said("这次核对已经结束，不能再改了。"))
            yield draft
    except Timeout:
        raise Refusal(said("这次核对正在别处修改，请再试一次。")) from None


def _changed(place: Path, before: KeptDraft, now: KeptDraft) -> KeptDraft:
    """Write a draft down when it is another than before, then delete the files it no longer speaks of."""
    if now == before:
        return before
    now = replace(now, revision=before.revision + 1, changed_at=_now())
    _write_down(place, now)
    kept = {file.file_id for file in now.files}
    for path in place.iterdir():
        if path.name not in kept and not path.name.startswith(_WRITTEN):
            path.unlink(missing_ok=True)
    return now


def _write(place: Path, file: Arriving) -> KeptFile:
    """Write one file, safely on the disk, under a name of ours: its own never becomes a path."""
    name, content = file
    kept = KeptFile(secrets.token_hex(6), clean_name(name), len(content))
    with os.fdopen(os.open(place / kept.file_id, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    return kept


def _write_down(place: Path, draft: KeptDraft) -> None:
    write_safely(place / _WRITTEN, json.dumps(draft.as_json(), ensure_ascii=False, indent=1), private=True)


def _now() -> datetime:
    return datetime.now().replace(microsecond=0)
