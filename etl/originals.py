"""The originals: every file as it was received, kept under its content hash, readable by the process's owner only."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from etl.disk import sync_file, sync_folder
from etl.refusal import Refusal

CHUNK_BYTES = 1 << 20
INCOMING = ".incoming-"


@dataclass(frozen=True)
class Arrival:
    """A file copied into the folder of originals, still under a passing name until the version is published."""

    sha256: str
    draft: Path
    kept: Path


def originals_folder(folder: Path) -> Path:
    """Return the folder of originals of the warehouse at ``folder``, made with mode 0700 when it is not there."""
    originals = folder / "originals"
    originals.mkdir(mode=0o700, parents=True, exist_ok=True)
    return originals


def original_path(folder: Path, sha256: str) -> Path:
    """Return where the original with this content hash is kept. Raises Refusal when it is gone."""
    path = folder / "originals" / sha256
    if not path.exists():
        raise Refusal(f"原始文件 {sha256[:12]}… 不在 originals 文件夹里，请从备份恢复后重试。")
    return path


def receive(folder: Path, path: Path) -> Arrival:
    """Copy the file at ``path`` among the originals under a passing name, hashing it on the way.

    Raises Refusal when the file changed meanwhile: what is checked and what is kept must be the same bytes.
    """
    originals = originals_folder(folder)
    draft = originals / f"{INCOMING}{os.getpid()}-{secrets.token_hex(6)}"
    digest = hashlib.sha256()
    before = path.stat()
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb", buffering=0) as out, path.open("rb", buffering=0) as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
            out.write(chunk)
    after = path.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        draft.unlink()
        raise Refusal(f"读取时文件 {path.name} 正在被别的程序修改，请保存并关闭它后重试。")
    return Arrival(digest.hexdigest(), draft, originals / digest.hexdigest())


def hash_file(path: Path) -> str:
    """Return the content hash of the file at ``path``."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(arrivals: list[Arrival]) -> None:
    """Give the arrivals their final names, safely on disk before any version speaks of them."""
    for arrival in arrivals:
        sync_file(arrival.draft)
        os.replace(arrival.draft, arrival.kept)
    if arrivals:
        sync_folder(arrivals[0].kept.parent)


def clear_incoming(folder: Path) -> None:
    """Take back what arrived for a load that did not happen, or was killed. Needs the writers' lock."""
    for draft in (folder / "originals").glob(f"{INCOMING}*"):
        draft.unlink(missing_ok=True)
