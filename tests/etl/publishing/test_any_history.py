"""Any history: after loads, replacements, undos and redos in any order, a rebuild gives the same, row for row."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from etl.publishing.history import history, redo, undo
from etl.publishing.verify import verify
from etl.refusal import Refusal
from tests.etl.files import approval, approvals, load, project, projects, source, visits

STEPS = 9


def step(place: Path, number: int, chance: random.Random) -> None:
    """Do one thing that anybody might do next."""
    folder = place / "warehouse"
    what = chance.choice(("approvals", "approvals", "visits", "projects", "undo", "undo", "redo"))
    if what in ("undo", "redo"):
        # Not the first projects: nearly everything refers to them, so that would only be refused.
        meant = [b["batch_no"] for b in history(folder) if b["stands"] == (what == "undo") and b["batch_no"] > 1]
        if meant:
            (undo if what == "undo" else redo)(folder, chance.choice(meant))
        return
    replace = chance.random() < 0.4
    if what == "approvals":
        lines = [
            approval(
                f"A{chance.randrange(12)}-{n}",
                accepted=f"2025-0{chance.choice('45')}-0{chance.randint(1, 3)}",
                decided=chance.choice(("2025-06-05", "2025-06-09")),
                outcome=chance.choice(("准予", "不予", "谁知道")),
            )
            for n in range(8)
        ]
        content = approvals(*dict.fromkeys(lines))
    elif what == "visits":
        content = visits(*(f"V{n}" for n in chance.sample(range(9), 4)), day=f"2025-0{chance.choice('56')}-03")
    else:
        extra = "".join(f"{project(f'P{n}', status=chance.choice(('在建', '停工')))}\n" for n in (2, 3))
        content = projects("P1") + extra
    load(
        folder,
        source(place, f"{what}{number}.csv", content),
        replace=replace,
        skip_refused=True,
        reason="按实际情况补报",
    )


@pytest.mark.parametrize("seed", range(4))
def test_a_rebuild_from_the_originals_equals_the_warehouse(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    folder = tmp_path / "warehouse"
    load(folder, source(tmp_path, "重点项目台账.csv", projects("P1")))
    refused = 0
    for number in range(STEPS):
        try:
            step(tmp_path, number, chance)
        except Refusal:
            # Such as taking back the projects that what stands refers to.
            refused += 1
    assert refused < STEPS - 1
    assert [finding for finding in verify(folder, with_rebuild=True) if not finding.is_right] == []
