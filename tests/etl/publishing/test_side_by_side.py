"""Side by side: two who write and twenty who read at once; every answer is that of one whole version."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from etl.publishing.verify import verify
from queries.warehouse import current_version, open_warehouse
from tests.etl.files import load, projects, source, visits
from tests.etl.publishing.steady_reader import QUESTION

ROOT = Path(__file__).parents[3]
READERS = 20
UPLOADS = 3
LINES = 50
WRITE = (
    "import sys\nfrom etl.__main__ import main\n"
    "sys.exit(max(main(['load', file]) for file in sys.argv[1:]))  # one after the other, in one process\n"
)


def test_two_who_write_and_twenty_who_read_never_meet_a_half_version(tmp_path: Path) -> None:
    folder, stop = tmp_path / "warehouse", tmp_path / "stop"
    load(folder, source(tmp_path, "重点项目台账.csv", projects("P1")))
    load(folder, source(tmp_path, "走访.csv", visits(*(f"V-{n}" for n in range(LINES)))))
    environment = {**os.environ, "APPROVALS_WAREHOUSE": str(folder), "PYTHONUTF8": "1", "APPROVALS_THREADS": "1"}
    readers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.etl.publishing.steady_reader", str(folder), str(stop)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(READERS)
    ]
    # Everybody has answered once before the first one writes.
    first = [json.loads(reader.stdout.readline()) for reader in readers if reader.stdout]
    assert first == [[2, LINES, LINES, LINES, 2]] * READERS
    writers = []
    for name in "甲乙":
        files = [
            source(tmp_path, f"{name}{n}.csv", visits(*(f"{name}{n}-{line}" for line in range(LINES)))).path
            for n in range(UPLOADS)
        ]
        writers.append(subprocess.Popen([sys.executable, "-c", WRITE, *map(str, files)], cwd=ROOT, env=environment))
    assert [writer.wait() for writer in writers] == [0, 0]
    time.sleep(0.2)
    stop.touch()
    answers = [json.loads(line) for reader in readers for line in reader.communicate()[0].splitlines()]
    last = 2 + 2 * UPLOADS
    assert current_version(folder) == last
    # Each version has one answer, the same for all, and it is that of all uploads up to it, whole.
    assert {tuple(answer) for answer in answers} <= {
        (version, *[LINES * (version - 1)] * 3, version) for version in range(2, last + 1)
    }
    assert sum(answer[0] == last for answer in answers) == READERS
    for version in range(2, last + 1):
        (kept,) = open_warehouse(folder, version).rows(QUESTION)
        assert kept == (*[LINES * (version - 1)] * 3, version)
    assert all(finding.is_right for finding in verify(folder))
