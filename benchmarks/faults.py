"""Benchmark "faults": of 100 000 rows one in a hundred is wrong; every one is found, none invented, within a second."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

from benchmarks.approvals_file import ROOT, write_faulty_approvals, write_projects
from benchmarks.plain_check import Cell, wrong_cells
from benchmarks.report import Line, Section, milliseconds
from benchmarks.timing import in_turns, stopwatch

ROWS, EVERY, ROUNDS = 100_000, 100, 5
MOST_MS = 1_000


def found_by_the_product(approvals: Path, projects: Path) -> set[Cell]:
    """Return the cells of ``approvals`` that the product's check refuses."""
    from etl.checking.check_alone import check_files
    from etl.recognising.source import Source

    with check_files([Source("重点项目台账.csv", projects), Source("审批办件.csv", approvals)]) as staged:
        file = staged.files[1]
        return {(fault.row or 0, fault.column) for fault in staged.faults(file) if fault.severity == "refuse"}


def column(path: Path, name: str) -> set[str]:
    """Return the values of one column of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[name] for row in csv.DictReader(file)}


def run(rows: int = ROWS, rounds: int = ROUNDS) -> Section:
    """Measure it, and return the section of the report."""
    with tempfile.TemporaryDirectory() as folder:
        approvals, ledger = Path(folder) / "approvals.csv", write_projects(Path(folder) / "projects.csv")
        made = write_faulty_approvals(approvals, rows, EVERY)
        items = column(ROOT / "data" / "reference" / "item.csv", "item_id")
        right = wrong_cells(approvals, column(ledger, "项目代码"), items)
        found = found_by_the_product(approvals, ledger)
        taken = in_turns({"check": stopwatch(lambda: found_by_the_product(approvals, ledger))}, rounds)["check"]
    missed, invented = len(right - found), len(found - right)
    return Section(
        title="faults · Every fault found, none invented",
        lines=[
            Line(
                f"wrong cells found in {rows:,} rows, one row in {EVERY} wrong",
                f"{len(found):,}",
                f"plain Python, row by row: {len(right):,}; made: {made:,}",
                f"{missed} missed, {invented} invented",
                "the same",
                not missed and not invented,
            ),
            Line(
                "checking them, with a ledger of 20,000 projects",
                milliseconds(taken),
                must_reach=f"< {MOST_MS} ms",
                reached=taken.median < MOST_MS,
            ),
        ],
        notes=["From the file on the disk to every fault with its sentence; the project ledger is checked with it."],
    )
