"""The warehouse of ten million records that the numbers are measured on: generated and loaded once, then kept."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from queries.warehouse import Warehouse, current_version, open_warehouse

ROOT = Path(__file__).parents[1]
PROJECTS = 300_000
# Twelve million rows at once are no monthly load.
LOAD_MEMORY = "4GB"
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
    """Open the large town's warehouse, making it through the product's own commands when it is not there yet.

    One made by an earlier generator, or with other stepping stones, is thrown away: it would measure something else.
    """
    place = cache_folder() / f"town-{PROJECTS}-{_made_by()}"
    if current_version(place / "warehouse") is None:
        for earlier in cache_folder().glob("town-*"):
            shutil.rmtree(earlier)
        _command("sample", str(place / "files"), "--projects", str(PROJECTS))
        _command("load", str(place / "files"), warehouse=place / "warehouse")
        shutil.rmtree(place / "files")
    return open_warehouse(place / "warehouse")


def _made_by() -> str:
    """Return a fingerprint of what decides how the town's warehouse looks: its generator and the stepping stones."""
    sources = [*ROOT.glob("etl/sample/*.py"), *ROOT.glob("queries/view/*.sql"), ROOT / "queries" / "prelude.sql"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(sources))).hexdigest()[:10]


def _command(*words: str, warehouse: Path | None = None) -> None:
    """Run one of the product's commands; raises CalledProcessError when it fails."""
    print(f"python -m etl {' '.join(words)}", file=sys.stderr, flush=True)
    settings = {**os.environ, "APPROVALS_MEMORY": LOAD_MEMORY}
    if warehouse:
        settings["APPROVALS_WAREHOUSE"] = str(warehouse)
    subprocess.run([sys.executable, "-m", "etl", *words], cwd=ROOT, env=settings, check=True, stdout=subprocess.DEVNULL)


def record_count(warehouse: Warehouse) -> int:
    """Return how many records are in force in a warehouse."""
    return sum(int(warehouse.rows(f"SELECT COUNT(*) FROM record.{name}")[0][0]) for name in RECORD_TYPES)
