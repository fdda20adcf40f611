"""Customised acceptance plans: which projects got one, when, and which of them are accepted in segments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from etl.sample.cohorts import DEFAULT_SIZE
from etl.sample.days import END, NO_DAY, day, worked_before, working
from etl.sample.dice import Dice, Whole, Yes, scaled
from etl.sample.projects import Projects

_THIS_YEAR = 185
_PILOTS = 14
_SEGMENTED_CHANCE = 0.45
_FIRST_DAY = day("2025-01-06")
# Plans issued from January to June 2025: a handful of trials, then by rule since March.
_BY_MONTH = (9, 8, 52, 45, 38, 33)
_MONTH_SPANS = (
    *(("2025-01-06", "2025-01-24"), ("2025-02-10", "2025-02-28"), ("2025-03-03", "2025-03-31")),
    *(("2025-04-01", "2025-04-30"), ("2025-05-06", "2025-05-30"), ("2025-06-03", "2025-06-30")),
)
_PILOT_COMPLETIONS = day("2024-07-01"), day("2024-12-15")


@dataclass
class Plans:
    """Per project the day its plan was issued (no day: none), and whether it is accepted in segments."""

    issued: Whole
    segmented: Yes


def issue(dice: Dice, projects: Projects) -> Plans:
    """Return the plans of a block: those nearest to completion get theirs first."""
    lives, n = projects.lives, projects.n
    factor = n / DEFAULT_SIZE
    issued = np.full(n, NO_DAY)
    completing = np.where(lives.completion == NO_DAY, 10 * END, lives.completion)
    is_building = (lives.start != NO_DAY) & (lives.start <= END - 20) & (completing < 5 * END)
    candidates = np.flatnonzero(is_building & (completing >= day("2025-01-05")))
    by_completion = candidates[np.argsort(completing[candidates], kind="stable")]
    chosen = by_completion[: int(scaled([_THIS_YEAR], factor)[0])]
    days = _days_of_year(dice, len(chosen))
    earliest = np.maximum(lives.start[chosen] + 15, _FIRST_DAY)
    latest = np.minimum(lives.accepted[chosen] - 13, END)
    issued[chosen] = worked_before(np.clip(days, np.minimum(earliest, latest), latest))
    low, high = _PILOT_COMPLETIONS
    trials = dice.shuffled(np.flatnonzero((completing >= low) & (completing <= high)))
    trials = trials[: int(scaled([_PILOTS], factor)[0])]
    issued[trials] = working(lives.accepted[trials] - dice.whole(32, 60, len(trials)))
    segmented = (issued != NO_DAY) & dice.yes(_SEGMENTED_CHANCE, n)
    return Plans(issued, segmented)


def _days_of_year(dice: Dice, count: int) -> Whole:
    counts = scaled(_BY_MONTH, count / sum(_BY_MONTH))
    spans = [(day(first), day(last)) for first, last in _MONTH_SPANS]
    days = [
        low + (dice.share(int(k)) * (high - low + 1)).astype(np.int64)
        for (low, high), k in zip(spans, counts, strict=True)
    ]
    return np.sort(np.maximum(worked_before(np.concatenate(days)), _FIRST_DAY))
