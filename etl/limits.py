"""How much one upload may hold: bytes, rows, columns, cells, and what a workbook may unpack to; each can be set."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from etl.language import said
from etl.refusal import Refusal, WrongUsage

MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """The most that one file may hold, and the most that reading a workbook may take."""

    bytes: int
    rows: int
    columns: int
    cells: int
    unpacked: int
    workbook_memory: int
    workbook_seconds: int


def limits() -> Limits:
    """Return the limits as the settings say. Raises WrongUsage when one is not a whole number above zero."""
    return Limits(
        bytes=_setting("APPROVALS_MOST_MB", 2048) * MEBIBYTE,
        rows=_setting("APPROVALS_MOST_ROWS", 20_000_000),
        columns=_setting("APPROVALS_MOST_COLUMNS", 1_000),
        cells=_setting("APPROVALS_MOST_CELLS", 500_000_000),
        unpacked=_setting("APPROVALS_MOST_UNPACKED_MB", 600) * MEBIBYTE,
        workbook_memory=_setting("APPROVALS_WORKBOOK_MB", 450) * MEBIBYTE,
        workbook_seconds=_setting("APPROVALS_WORKBOOK_SECONDS", 60),
    )


def refuse_too_large(path: Path) -> None:
    """Raise Refusal when the file at ``path`` has more bytes than one upload may have; nothing is read of it."""
    size, most = path.stat().st_size, limits().bytes
    if size > most:
        words = "文件 {file} 有 {size} MB，超过 {most} MB 的上限（设置 APPROVALS_MOST_MB）。请拆成几个文件，分别导入。"
        raise Refusal(said(words, file=path.name, size=-(-size // MEBIBYTE), most=most // MEBIBYTE))


def _setting(name: str, default: int) -> int:
    text = os.environ.get(name, str(default))
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise WrongUsage(said("{name} 要写成 1 以上的整数，现在是“{value}”。", name=name, value=text))
    return int(text)
