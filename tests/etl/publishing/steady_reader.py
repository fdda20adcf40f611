"""A reader that asks the warehouse again and again until a file appears: ``… steady_reader FOLDER STOP``.

It prints each version it met, with what that version answered: once, or again when the same version answers otherwise.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from queries.warehouse import open_warehouse

QUESTION = """
SELECT
    (SELECT count(*) FROM record.visit), (SELECT count(*) FROM fact.visit),
    (SELECT CAST(sum(accepted) AS INTEGER) FROM journal.batch WHERE stands AND type = 'visit'),
    (SELECT max(version_no) FROM journal.version)
"""


def main(folder: str, stop: str) -> None:
    """Ask until ``stop`` is there."""
    seen: set[str] = set()
    is_last = False
    while not is_last:
        is_last = Path(stop).exists()
        warehouse = open_warehouse(Path(folder))
        answer = json.dumps([warehouse.version, *warehouse.rows(QUESTION)[0]])
        if answer not in seen:
            seen.add(answer)
            print(answer, flush=True)
        # Twenty readers who never rest would leave the writers nothing to write with.
        time.sleep(0.1)


if __name__ == "__main__":
    main(*sys.argv[1:])
