"""Limits that a process sets itself before it opens a workbook: how much memory and time the system lets it have."""

from __future__ import annotations

import os
import signal

# A small workbook is read in a moment; each so many bytes of what it unpacks to may take one second more.
FIRST_SECONDS = 9
BYTES_A_SECOND = 4 << 20


def limit_memory(most: int) -> None:
    """Let the system refuse this process more than ``most`` bytes. Windows has no such limit; there, only time has."""
    if os.name == "nt":
        return
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ValueError, OSError):
        # macOS knows the limit by name only.
        return


def allow_seconds(most: int, size: int) -> None:
    """Let the system end this process when it takes longer than a workbook of ``size`` bytes needs, ``most`` at all.

    Windows has no alarm; there the process that waits for this one ends it.
    """
    if os.name != "nt":
        signal.alarm(min(most, FIRST_SECONDS + size // BYTES_A_SECOND))
