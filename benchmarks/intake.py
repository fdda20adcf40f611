"""Benchmark a: a million approvals checked and loaded, against the barest load, and against two validators."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.approvals_file import PROJECTS, write_approvals, write_faulty_approvals, write_projects
from benchmarks.report import Line, Section, compared, faster
from benchmarks.timing import in_turns
from etl.publishing.masking import key_path

ROOT = Path(__file__).parents[1]
ROWS = 1_000_000
FAULTY_ROWS = 50_000
ROUNDS = 7
SLOW_ROUNDS = 3
MOST_TIMES_RAW = 2.5
LEAST_TIMES_FASTER = 15
MOST_MEMORY_MB = 600


class Runner:
    """Runs ways of benchmarks.intake_ways, each in a fresh process, and remembers how much memory each took at most."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known = folder / "known"
        self.memory: dict[str, float] = {}

    @contextmanager
    def place(self) -> Iterator[Path]:
        """Give a run a folder of its own: a copy of the warehouse that knows the projects, once there is one."""
        work = Path(tempfile.mkdtemp(dir=self.folder))
        if self.known.exists():
            shutil.copytree(self.known, work, dirs_exist_ok=True)
            # The masking key lies beside its warehouse; without it nothing more is loaded.
            shutil.copy(key_path(self.known), key_path(work))
        try:
            yield work
        finally:
            shutil.rmtree(work)

    def run(self, way: str, files: Path, work: Path) -> float:
        """Run one way; returns its milliseconds, without starting Python and importing. Raises CalledProcessError."""
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.intake_ways", way, str(files), str(work)],
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        told = json.loads(done.stdout.splitlines()[-1])
        self.memory[way] = max(self.memory.get(way, 0), told["memory_mb"])
        return float(told["milliseconds"])

    def way(self, name: str, files: Path) -> Callable[[], float]:
        """Return a way over ``files`` for taking turns, in a folder of its own each time."""

        def once() -> float:
            with self.place() as work:
                return self.run(name, files, work)

        return once

    def wrong_cells(self, way: str, files: Path) -> set[tuple[int, str]]:
        """Return the wrong cells that a way finds."""
        with self.place() as work:
            self.run(way, files, work)
            return {(row, column) for row, column in json.loads((work / "cells.json").read_text(encoding="utf-8"))}


def run(rows: int = ROWS, rounds: int = ROUNDS, slow_rounds: int = SLOW_ROUNDS) -> Section:
    """Measure and return the section."""
    with tempfile.TemporaryDirectory(prefix="approvals-intake-") as name:
        folder = Path(name)
        runner = Runner(folder)
        runner.run("load", write_projects(folder / "projects.csv"), runner.known)
        files = write_approvals(folder / "approvals.csv", rows)
        quick = in_turns({way: runner.way(way, files) for way in ("load", "raw_load")}, rounds)
        slow = in_turns(
            {way: runner.way(way, files) for way in ("load", "check", "frictionless", "pandera")},
            slow_rounds,
            warm_up=0,
        )
        section = Section(f"a · The way in, with {rows:,} approvals ({files.stat().st_size / 1e6:.0f} MB of CSV)")
        section.lines = [
            compared(
                "check and load",
                quick["load"],
                "read_csv + TRY_CAST + CREATE TABLE AS",
                quick["raw_load"],
                MOST_TIMES_RAW,
            ),
            faster("check and load", slow["load"], "frictionless validates", slow["frictionless"], LEAST_TIMES_FASTER),
            faster("check and load", slow["load"], "pandera validates", slow["pandera"]),
            faster("check alone", slow["check"], "frictionless validates", slow["frictionless"]),
            _memory_line(runner),
            *_fault_lines(runner, folder),
        ]
    section.notes = [
        "Every run is a process of its own; its time leaves out starting Python and importing. "
        f"{rounds} rounds against the bare load, {slow_rounds} against the validators, all on the whole file.",
        f"The product loads into a warehouse that knows {PROJECTS:,} projects: it also looks up every project and item "
        "code, keeps the file as received, compares with what was there, makes the facts and their checks, works "
        "out how every KPI moves, and brings it all safely onto the disk. The bare load checks nothing.",
        "The validators are told the same Table Schema: types, required, patterns, lengths, ranges, words, the key and "
        "the look-ups of project and item. Only the product checks besides that no decision is before its acceptance.",
    ]
    section.why_not = (
        "Where the time goes: the bare load reads and writes once. The product writes the rows three times "
        "(as read, with whether each is right; in the ledger; in the stepping stone with its project's columns), and "
        "looks at every byte before that (encoding, content hash)."
    )
    return section


def _memory_line(runner: Runner) -> Line:
    others = ", ".join(
        f"{way.replace('_', ' ')} {runner.memory[way]:.0f}" for way in ("raw_load", "frictionless", "pandera")
    )
    mine = runner.memory["load"]
    reached = mine < MOST_MEMORY_MB
    return Line("check and load, most memory", f"{mine:.0f} MB", f"{others} MB", "", f"< {MOST_MEMORY_MB} MB", reached)


def _fault_lines(runner: Runner, folder: Path) -> list[Line]:
    files = folder / "faulty.csv"
    write_faulty_approvals(files, FAULTY_ROWS)
    mine = runner.wrong_cells("load_what_is_right", files)
    lines = []
    for validator in ("frictionless", "pandera"):
        theirs = runner.wrong_cells(validator, files)
        must = "the same cells" if validator == "frictionless" else ""
        lines.append(
            Line(
                f"wrong cells found in {FAULTY_ROWS:,} rows full of faults",
                f"{len(mine):,}",
                f"{validator}: {len(theirs):,}",
                f"{len(mine - theirs)} only ours, {len(theirs - mine)} only theirs",
                must,
                mine == theirs if must else None,
            )
        )
    return lines
