"""The machine and the day on which a benchmark was run: figures mean nothing without them."""

from __future__ import annotations

import os
import platform
from datetime import date
from importlib.metadata import version
from pathlib import Path

MEASURED_WITH = ("streamlit", "duckdb", "pandas", "pyarrow", "frictionless", "pandera", "playwright")


def described() -> str:
    """Return one sentence: day, processor, cores, memory, system, Python and the versions of what is measured."""
    packages = ", ".join(f"{name} {version(name)}" for name in MEASURED_WITH)
    return (
        f"{date.today().isoformat()} · {_processor()} · {os.cpu_count()} cores · {_memory()} · "
        f"{platform.system()} · Python {platform.python_version()} · {packages}"
    )


def busy_seconds_of_children() -> float:
    """Return how many seconds of processor time the running children of this process have used; Linux keeps count."""
    kept = Path(f"/proc/self/task/{os.getpid()}/children")
    if not kept.exists():
        return float("nan")
    used = 0
    for child in kept.read_text(encoding="ascii").split():
        fields = Path(f"/proc/{child}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    if known.exists():
        for line in known.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    known = Path("/proc/meminfo")
    if not known.exists():
        return "memory unknown"
    kilobytes = int(known.read_text(encoding="ascii").split()[1])
    return f"{kilobytes / 1e6:.0f} GB of memory"
