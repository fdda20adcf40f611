"""The warehouse of ten million records that the numbers are measured on: generated and loaded once, then kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from queries.warehouse import Warehouse, current_version, open_warehouse

ROOT = Path(__file__).parents[1]
PROJECTS = 300_000
RECORD_TYPES = (
    "project",
    "listing",
    "visit",
    "meeting",
    "consultation",
    "blocker",
    "approval",
    "acceptance",
    "district_month",
    "milestone",
)


def cache_folder() -> Path:
    """Return where what takes long to make is kept: APPROVALS_BENCH, else a folder beside other temporary files."""
    return Path(os.environ.get("APPROVALS_BENCH") or Path(tempfile.gettempdir()) / "approvals-benchmarks")


def large_town() -> Warehouse:
    """Open the large town's warehouse, making it through the product's own commands when it is not there yet."""
    folder = cache_folder() / f"town-{PROJECTS}" / "warehouse"
    if current_version(folder) is None:
        files = folder.parent / "files"
        shutil.rmtree(files, ignore_errors=True)
        _command("sample", str(files), "--projects", str(PROJECTS))
        _command("load", str(files), warehouse=folder)
        shutil.rmtree(files)
    return open_warehouse(folder)


def _command(*words: str, warehouse: Path | None = None) -> None:
    """Run one of the product's commands; raises CalledProcessError when it fails."""
    print(f"python -m etl {' '.join(words)}", file=sys.stderr, flush=True)
    settings = {**os.environ, **({"APPROVALS_WAREHOUSE": str(warehouse)} if warehouse else {})}
    subprocess.run([sys.executable, "-m", "etl", *words], cwd=ROOT, env=settings, check=True, stdout=subprocess.DEVNULL)


def record_count(warehouse: Warehouse) -> int:
    """Return how many records are in force in a warehouse."""
    return sum(int(warehouse.rows(f"SELECT COUNT(*) FROM record.{name}")[0][0]) for name in RECORD_TYPES)
