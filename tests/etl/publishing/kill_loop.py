"""Uploads killed at random moments: ``python -m tests.etl.publishing.kill_loop [UPLOADS [SEED]]`` (``make kill-loop``).

Each upload is a process of its own that gets kill -9 at a moment drawn by chance. After each, the warehouse must hold
every upload that was said to be done, and of every other one all rows or none.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from etl.publishing.verify import verify
from queries.warehouse import open_warehouse
from tests.etl.files import approval, approvals, load, projects, source

ROOT = Path(__file__).parents[3]
LINES = 200
VERIFIED_EVERY = 20
DONE = "已发布第"


@dataclass
class Tally:
    """What became of the uploads, by their numbers."""

    killed: set[int] = field(default_factory=set)
    said_done: set[int] = field(default_factory=set)
    visible: set[int] = field(default_factory=set)
    lost: set[int] = field(default_factory=set)
    half: set[int] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Say it in one line."""
        silent = len(self.visible - self.said_done)
        return (
            f"{len(self.killed)} killed, {len(self.said_done)} said done, {len(self.visible)} visible "
            f"({silent} killed before they could say so), {len(self.lost)} lost, {len(self.half)} half visible, "
            f"{len(self.wrong)} findings of verify"
        )


def run(place: Path, uploads: int, seed: int) -> Tally:
    """Upload so many files into a new warehouse in ``place``, each killed at a random moment, and count."""
    folder, chance, tally = place / "warehouse", random.Random(seed), Tally()
    load(folder, source(place, "重点项目台账.csv", projects("P1")))
    whole = _upload(place, 0, tally, None, 0.0)
    assert tally.said_done == {0}
    for number in range(1, uploads + 1):
        # Half of them at any moment, half while the new version is being built.
        waits = chance.random() < 0.5
        _upload(place, number, tally, folder if waits else None, chance.random() * whole * (0.6 if waits else 1.1))
        _look(folder, number, tally)
        if number % VERIFIED_EVERY == 0 or number == uploads:
            tally.wrong += [finding.words for finding in verify(folder) if not finding.is_right]
    _upload(place, uploads + 1, tally, None, 0.0)
    _look(folder, uploads + 1, tally)
    litter = [path.name for path in folder.rglob("*") if path.name.startswith((".", "candidate", "load-", "trial-"))]
    tally.wrong += litter
    return tally


def _upload(place: Path, number: int, tally: Tally, begun: Path | None, seconds: float) -> float:
    """Upload a file and kill the process after ``seconds`` (0: never), counted from when ``begun`` has a candidate."""
    file = source(place, f"审批办件-{number}.csv", approvals(*(approval(f"A{number}-{n}") for n in range(LINES)))).path
    environment = {**os.environ, "APPROVALS_WAREHOUSE": str(place / "warehouse"), "PYTHONUNBUFFERED": "1"}
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "etl", "load", str(file)],
        cwd=ROOT,
        env={**environment, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    while begun and process.poll() is None and not list((begun / "versions").glob("candidate*")):
        time.sleep(0.002)
    if seconds:
        time.sleep(seconds)
        if process.poll() is None:
            process.kill()
            tally.killed.add(number)
    told, _ = process.communicate()
    if DONE in told:
        tally.said_done.add(number)
    elif number not in tally.killed:
        tally.wrong.append(told)
    file.unlink()
    return time.monotonic() - start


def _look(folder: Path, newest: int, tally: Tally) -> None:
    """Count what a reader sees now: in the records, in the facts, and in the journal."""
    warehouse = open_warehouse(folder)
    counts = [
        dict(
            warehouse.rows(
                f"SELECT CAST(split_part(substr({name}, 2), '-', 1) AS INTEGER), count(*) FROM {table} GROUP BY ALL"
            )
        )
        for table, name in (("record.approval", "approval_id"), ("fact.approval", "record_id"))
    ]
    batches = {
        int(Path(name).stem.partition("-")[2])
        for (name,) in warehouse.rows("SELECT file_name FROM journal.batch WHERE stands AND type = 'approval'")
    }
    seen = {number for number in range(newest + 1) if counts[0].get(number)}
    tally.half |= {n for n in seen | set(counts[1]) | batches if any(count.get(n) != LINES for count in counts)}
    tally.half |= seen ^ batches
    # What was seen once stays, too.
    tally.lost |= (tally.said_done | tally.visible) - seen
    tally.visible |= seen


def main(uploads: str = "200", seed: str = "1") -> int:
    """Run it, say what became of the uploads, and return 1 when anything is not as it must be."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="approvals-kill-loop-") as name:
        tally = run(Path(name), int(uploads), int(seed))
    print(f"{uploads} uploads in {time.monotonic() - begun:.0f} s: {tally}")
    for words in tally.wrong:
        print(words, file=sys.stderr)
    return 1 if tally.lost or tally.half or tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
