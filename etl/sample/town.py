"""The whole town, block by block of its projects, written month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from etl.sample import (
    acceptances,
    approvals,
    blocker_ledger,
    blockers,
    consultations,
    districts,
    listings,
    meetings,
    menu,
    milestones,
    plans,
    projects,
    visits,
)
from etl.sample.cohorts import DEFAULT_SIZE
from etl.sample.days import MONTHS
from etl.sample.dice import Dice
from etl.sample.write import Folder

DEFAULT_SEED = 20250721
# So many projects at once: what they need lies in memory together.
BLOCK = 20 * DEFAULT_SIZE
# The report counts some 600 approvals: the bureau's own part of its projects' ways. Other sizes tell the whole ways.
_CASES = 655
_FULLER = 4.0
_SUBJECTS = (
    "projects",
    "project_ledger",
    "listings",
    "plans",
    "acceptances",
    "menu",
    "approvals",
    "milestones",
    "visits",
    "meetings",
    "consultations",
    "blockers",
    "districts",
)


def write_town(
    folder: Path, size: int = DEFAULT_SIZE, seed: int = DEFAULT_SEED, progress: Callable[[float], None] | None = None
) -> Folder:
    """Write a town of ``size`` projects to ``folder`` and return it; the same arguments give the same bytes."""
    out = Folder(folder)
    joint, total = np.zeros(len(MONTHS), np.int64), np.zeros(len(MONTHS), np.int64)
    for block, first in enumerate(range(0, size, BLOCK)):
        ours = _write_block(out, seed, block, first + 1, min(BLOCK, size - first), is_default=size == DEFAULT_SIZE)
        joint, total = joint + ours[0], total + ours[1]
        if progress:
            progress(min(first + BLOCK, size) / size)
    out.add(districts.ledger(_dice(seed, 0, "districts"), joint, total))
    out.finish()
    return out


def _dice(seed: int, block: int, subject: str) -> Dice:
    """Each subject of each block has its own stream: a change in one moves no other."""
    return Dice(seed, block, _SUBJECTS.index(subject))


def _write_block(
    out: Folder, seed: int, block: int, first: int, size: int, is_default: bool
) -> tuple[np.ndarray, np.ndarray]:
    def dice(subject: str) -> Dice:
        return _dice(seed, block, subject)

    factor = size / DEFAULT_SIZE * (1 if is_default else _FULLER)
    town = projects.found(dice("projects"), first, size)
    out.add(projects.ledger(dice("project_ledger"), town))
    out.add(listings.ledger(dice("listings"), town))
    issued = plans.issue(dice("plans"), town)
    roll = dice("acceptances")
    accepted = acceptances.take_place(roll, town, issued)
    out.add(acceptances.ledger(roll, town, accepted, _next(out, "acceptance")))
    ways = menu.schedule(dice("menu"), town, issued.segmented)
    roll = dice("approvals")
    cases = approvals.over_the_counter(roll, town, ways, _CASES if is_default else None)
    out.add(approvals.ledger(roll, town, ways, cases, _next(out, "approval")))
    out.add(milestones.ledger(dice("milestones"), town, ways))
    roll = dice("visits")
    visited = visits.take_place(roll, town, factor)
    out.add(visits.ledger(roll, town, visited, _next(out, "visit")))
    roll = dice("meetings")
    met = meetings.take_place(roll, town, factor)
    out.add(meetings.ledger(roll, town, met, _next(out, "meeting")))
    out.add(consultations.ledger(dice("consultations"), town, factor, _next(out, "consultation")))
    roll = dice("blockers")
    stuck = blockers.take_place(roll, town, factor, visited, met)
    out.add(blocker_ledger.ledger(roll, town, stuck, _next(out, "blocker")))
    return acceptances.monthly(accepted)


def _next(out: Folder, type_name: str) -> int:
    """Numbers run on from block to block."""
    records: Counter[str] = out.records
    return records[type_name] + 1
