"""A town of any size: more projects, more of everything, the same memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from etl.publishing.load import load_files
from etl.recognising.source import Source
from etl.sample.town import BLOCK, write_town
from etl.sample.write import FILE_NAMES

ROOT = Path(__file__).parents[3]
MOST_BYTES = 600 * 2**20
# So many projects make over ten million records when each has this many.
RECORDS_PER_PROJECT = 10_000_000 / 300_000

MEASURED = """
import json, sys
from pathlib import Path
from etl.sample.town import write_town
town = write_town(Path(sys.argv[1]), int(sys.argv[2]))
# Not ru_maxrss: a started process inherits the peak of the one that starts it.
(peak,) = (int(line.split()[1]) << 10 for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps({"records": sum(town.records.values()), "peak": peak}))
"""


def measure(folder: Path, size: int) -> dict[str, int]:
    """Return how many records a town of this size has, and how much memory it took to write."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(folder), str(size)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_a_larger_town_takes_no_more_memory_than_a_block(tmp_path: Path) -> None:
    one = measure(tmp_path / "one", BLOCK)
    three = measure(tmp_path / "three", 2 * BLOCK + 5000)
    assert three["peak"] < MOST_BYTES
    assert three["peak"] < one["peak"] * 1.25
    assert three["records"] > RECORDS_PER_PROJECT * (2 * BLOCK + 5000)


@pytest.mark.parametrize("size", [1, 7, 40, 900])
def test_every_size_is_accepted_whole(size: int, tmp_path: Path) -> None:
    town = write_town(tmp_path / "files", size, seed=size)
    paths = sorted((tmp_path / "files").glob("*/*.csv"))
    sources = [Source(f"{path.parent.name}/{path.name}", path) for path in paths]
    result = load_files(tmp_path / "warehouse", sources, ask_kpis=False)
    assert not result.is_refused
    assert [fault.message for file in result.files for fault in file.check.faults] == []
    assert town.records["project"] == size


def test_a_town_of_several_blocks_has_no_number_and_no_name_twice(tmp_path: Path) -> None:
    size = BLOCK + 400
    town = write_town(tmp_path, size)
    for name in ("approval", "visit", "blocker", "consultation", "acceptance"):
        lines = [line for path in tmp_path.glob(f"*/{FILE_NAMES[name]}") for line in path.read_bytes().splitlines()[1:]]
        assert len({line.split(b",")[0] for line in lines}) == town.records[name], name
    lines = [line for path in tmp_path.glob("*/重点项目台账.csv") for line in path.read_bytes().splitlines()[1:]]
    named = {tuple(line.split(b",")[:2]) for line in lines}
    assert len(named) == len({name for _, name in named}) == len({code for code, _ in named}) == size
