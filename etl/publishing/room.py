"""Room: about how much of the disk the next version takes, asked before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from etl.disk import MEGABYTE, refuse_without_room
from etl.limits import refuse_too_large

# How many times its size a file needs while it is loaded, at most, as measured: its copy, its text, its rows, and what
# the database puts aside. A workbook is packed.
ROOM_OF_TEXT = 3
ROOM_OF_PACKED = 12
PACKED = (".xlsx", ".xlsm", ".ods")
# So much is left for everybody else on the disk.
ROOM_LEFT = 50 * MEGABYTE


def refuse_without_room_for(folder: Path, before: Path | None, files: Sequence[Path]) -> None:
    """Raise Refusal when a file is too large, or the disk has no room for a copy of ``before`` and for loading all."""
    needed = before.stat().st_size if before and before.exists() else 0
    for file in files:
        refuse_too_large(file)
        times = ROOM_OF_PACKED if file.suffix.lower() in PACKED else ROOM_OF_TEXT
        needed += file.stat().st_size * times
    refuse_without_room(folder, needed + ROOM_LEFT)
