"""The originals: every file as it was received, kept under its content hash, readable by the process's owner only."""

from __future__ import annotations

import os
import secrets
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from etl.disk import sync_file, sync_folder
from etl.language import said
from etl.publishing.digests import content_hash
from etl.refusal import Refusal

CHUNK_BYTES = 1 << 20
BIG = 8 << 20
INCOMING = ".incoming-"


@dataclass
class Arrival:
    """A file copied into the folder of originals, still under a passing name until the version is published."""

    draft: Path
    sha256: str = ""

    @property
    def kept(self) -> Path:
        """Where it is kept for good: under its content hash."""
        return self.draft.with_name(self.sha256)


def originals_folder(folder: Path) -> Path:
    """Return the folder of originals of the warehouse at ``folder``, made with mode 0700 when it is not there."""
    originals = folder / "originals"
    originals.mkdir(mode=0o700, parents=True, exist_ok=True)
    return originals


def original_path(folder: Path, sha256: str) -> Path:
    """Return where the original with this content hash is kept. Raises Refusal when it is gone."""
    path = folder / "originals" / sha256
    if not path.exists():
        raise Refusal(said("原始文件 {name}… 不在 originals 文件夹里，请从备份恢复后重试。", name=sha256[:12]))
    return path


def receive(folder: Path, path: Path, owner: str) -> Arrival:
    """Copy the file at ``path`` among the originals, under a passing name with its candidate's in it; not hashed yet.

    From here on only the copy is read: what is checked and what is kept are the same bytes. Raises Refusal when the
    file cannot be read or changes meanwhile.
    """
    draft = originals_folder(folder) / f"{INCOMING}{owner}.{secrets.token_hex(6)}"
    try:
        before = path.stat()
        with (
            path.open("rb", buffering=0) as file,
            # Not unbuffered: on a disk that gets full such a write may take half of a piece, and say nothing.
            os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out,
        ):
            shutil.copyfileobj(file, out, CHUNK_BYTES)
        after = path.stat()
    except PermissionError as error:
        if error.filename != str(path):
            raise
        words = "没有读取文件 {file} 的权限，或它正被别的程序独占。请关闭它后重试。"
        raise Refusal(said(words, file=path.name)) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        draft.unlink()
        raise Refusal(said("读取时文件 {file} 正在被别的程序修改，请保存并关闭它后重试。", file=path.name))
    return Arrival(draft)


def hash_arrival(arrival: Arrival) -> str:
    """Find the content hash under which the arrival will be kept, note it there, and return it."""
    arrival.sha256 = content_hash(arrival.draft)
    if arrival.draft.stat().st_size >= BIG:
        # Begun early, for the disk works while the processor checks; ``keep`` makes sure of it.
        sync_file(arrival.draft)
    return arrival.sha256


def keep(arrivals: list[Arrival]) -> None:
    """Give the arrivals their final names, safely on disk before any version speaks of them."""
    # Together, for the disk writes many files at once as fast as one.
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(sync_file, (arrival.draft for arrival in arrivals)))
    for arrival in arrivals:
        os.replace(arrival.draft, arrival.kept)
    if arrivals:
        sync_folder(arrivals[0].kept.parent)


def arrived(folder: Path) -> list[Path]:
    """Return the files that arrived for loads that are not published, or never will be."""
    return sorted((folder / "originals").glob(f"{INCOMING}*"))


def owner_of(draft: Path) -> str:
    """Return the name of the candidate for which a file arrived."""
    return draft.name.removeprefix(INCOMING).partition(".")[0]
