"""The disk: writing so that a crash leaves the old or the new, and saying in a sentence what disk or memory refuse."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from etl.language import said
from etl.refusal import Refusal

# Said when they are raised: in the language spoken then.
NO_SPACE = "磁盘空间不足，新版本没有写完。请腾出空间后重试；数据没有变化。"
NO_MEMORY = "一次导入的数据太多，数据库的内存不够用。请分月导入，或设置 APPROVALS_MEMORY=4GB 后重试；数据没有变化。"
NO_PERMISSION = "没有写入权限：{place}。请检查文件夹权限后重试；数据没有变化。"
READ_ONLY = "文件夹 {place} 是只读的，不能写入；数据没有变化。"

MEGABYTE = 1_000_000


def sync_file(path: Path) -> None:
    """Wait until the content of ``path`` is safe on disk. Windows syncs only files opened for writing."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` safe on disk. Windows has no such call, and needs none for renamed files."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_safely(path: Path, text: str, *, private: bool = False) -> None:
    """Write ``text`` to ``path`` so that a reader, or a crash, meets the old content or the new, never a half.

    ``private``: only the owner of the process may read it.
    """
    draft = path.with_name(f"{path.name}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600 if private else 0o666)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
    sync_folder(path.parent)


def refuse_without_room(folder: Path, needed: int) -> None:
    """Raise Refusal when the disk of ``folder`` has less free than ``needed`` bytes: how much, where, what to do."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        words = (
            "磁盘空间不够：{folder} 所在的磁盘还剩 {free} MB，这次大约要 {needed} MB。请腾出空间后重试；数据没有变化。"
        )
        raise Refusal(said(words, folder=folder, free=free // MEGABYTE, needed=-(-needed // MEGABYTE)))


@contextmanager
def disk_sentences(folder: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a sentence that says what to do."""
    try:
        yield
    except PermissionError as error:
        raise Refusal(said(NO_PERMISSION, place=error.filename or folder)) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise Refusal(said(NO_SPACE)) from error
        if error.errno == errno.EROFS:
            raise Refusal(said(READ_ONLY, place=folder)) from error
        raise
    except duckdb.Error as error:
        text = str(error)
        if "No space left" in text or "not enough disk" in text.lower() or "File too large" in text:
            raise Refusal(said(NO_SPACE)) from error
        if "Permission denied" in text or "Read-only file system" in text:
            raise Refusal(said(NO_PERMISSION, place=folder)) from error
        if isinstance(error, duckdb.OutOfMemoryException):
            raise Refusal(said(NO_MEMORY)) from error
        raise
