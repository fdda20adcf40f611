"""Benchmark big: a gigabyte of CSV in one load, and again with changes, in less than a gigabyte of memory."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from benchmarks.approvals_file import write_approvals, write_projects
from benchmarks.intake import Runner
from benchmarks.report import Line, Section

ROWS = 11_000_000
MOST_MEMORY_MB = 1_000
# What the second file says otherwise: about half of its rows.
BEFORE, AFTER = ",准予,否,".encode(), ",不予,否,".encode()


def run(rows: int = ROWS) -> Section:
    """Measure and return the section."""
    with tempfile.TemporaryDirectory(prefix="approvals-big-") as name:
        folder = Path(name)
        runner = Runner(folder)
        work = folder / "work"
        runner.run("load", write_projects(folder / "projects.csv"), work)
        files = write_approvals(folder / "approvals.csv", rows)
        size = files.stat().st_size
        lines = [_line(runner, "load", "check and load it", files, work)]
        changed = _changed(files, folder / "changed.csv")
        lines.append(_line(runner, "load", "load it again over that, half of its rows changed", changed, work))
        lines.append(_line(runner, "verify", "verify everything that is kept", files, work))
    return Section(
        f"big · One file of {size / 1e9:.2f} GB, {rows:,} approvals",
        lines,
        [
            f"Measured by `python -m benchmarks big` on {date.today().isoformat()}, once each, every one in a process "
            "of its own, with the settings as they are by default.",
            "Memory is the most that the process ever held (VmHWM), Python and its libraries included.",
        ],
    )


def _changed(files: Path, path: Path) -> Path:
    with files.open("rb") as before, path.open("wb") as after:
        for line in before:
            after.write(line.replace(BEFORE, AFTER))
    return path


def _line(runner: Runner, way: str, what: str, files: Path, work: Path) -> Line:
    runner.memory.clear()
    taken = runner.run(way, files, work) / 1000
    memory = runner.memory[way]
    return Line(
        what=what,
        product=f"{taken:.0f} s, {memory:.0f} MB",
        must_reach=f"< {MOST_MEMORY_MB:,} MB",
        reached=memory < MOST_MEMORY_MB,
    )
