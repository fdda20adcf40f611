"""A load that kills its own process: ``python -m tests.etl.publishing.killed_load CALL NUMBER FILE…``.

CALL is a function of the operating system through which everything reaches the disk; at its NUMBER-th call the process
is killed just before it, and prints how often it was called when there are fewer calls than that.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from typing import Any

import duckdb

PLACES: dict[str, tuple[Any, str]] = {
    "fsync": (os, "fsync"),
    "replace": (os, "replace"),
    "open": (os, "open"),
    "copy": (shutil, "copyfile"),
    "connect": (duckdb, "connect"),
}


def main(call: str, number: str, *files: str) -> None:
    """Load the files, and die on the way."""
    from etl.__main__ import main as etl

    place, name = PLACES[call]
    real = getattr(place, name)
    calls = 0

    def counted(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == int(number):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **options)

    setattr(place, name, counted)
    code = etl(["load", *files])
    print(calls, file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main(*sys.argv[1:])
