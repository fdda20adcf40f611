"""How the database is started where files are checked and versions built."""

from __future__ import annotations

import os

# The whole process must stay under 600 MB, and Python with its libraries takes a third of that. Some ten million rows
# in one load need more: APPROVALS_MEMORY gives it.
MEMORY_LIMIT = "320MB"


def database_settings() -> dict[str, str | bool | int | float | list[str]]:
    """Return how the database is started for checking and loading."""
    return {
        "threads": os.environ.get("APPROVALS_THREADS", str(os.cpu_count() or 2)),
        "memory_limit": os.environ.get("APPROVALS_MEMORY", MEMORY_LIMIT),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
