"""The course of every project's life: registered, planned, started, completed; standing still or given up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from etl.sample.cohorts import COHORTS, DEFAULT_SIZE, Cohort, Span
from etl.sample.days import END, NO_DAY, between, day, only, working
from etl.sample.dice import Dice, Whole, Yes, scaled

STAGES = ("主体登记", "立项用地规划许可", "工程建设许可", "施工许可", "市政公用(并行)", "竣工验收")
_SHORTEST_BUILD, _LONGEST_BUILD = 360, 840
_AFTERCARE = 100
# What happens differs from what was promised: most in time, some a few days late, some weeks. Better year by year.
_IN_TIME = np.array([0.56, 0.60, 0.66, 0.76])
_DAYS_LATE = 0.4
_YEAR_BEGINS = np.array([day(f"{year}-01-01") for year in (2023, 2024, 2025)])
_NEVER = 3000


@dataclass
class Lives:
    """The projects of one block, by when they were registered; days after the sample's last are what is yet to come."""

    first: int
    cohort: Whole
    begun: Whole
    known: Whole
    start: Whole
    completion: Whole
    accepted: Whole
    first_plan: Whole
    plan: Whole
    plan_moved: Whole
    first_due: Whole
    due: Whole
    due_moved: Whole
    stopped: Whole
    ended: Whole

    def __post_init__(self) -> None:
        """Work out when each project passes from one stage to the next."""
        start = np.where(self.start == NO_DAY, self.plan + _NEVER, self.start)
        completion = np.where(self.completion == NO_DAY, start + _NEVER, self.completion)
        lead, building = np.maximum(start - self.begun, 60), completion - start
        self.edges: NDArray[np.int64] = np.stack(
            [
                self.begun + 25,
                self.begun + lead * 45 // 100,
                self.begun + lead * 72 // 100,
                start + building * 20 // 100,
                completion - 50,
            ]
        )

    @property
    def n(self) -> int:
        """How many projects there are."""
        return len(self.known)

    @property
    def left(self) -> Whole:
        """The last day on which the bureau serves the project."""
        return np.where(self.ended != NO_DAY, self.ended, self.completion + _AFTERCARE)

    def stage_on(self, rows: Whole, days: Whole) -> Whole:
        """Return the stage (a position in STAGES) in which each project stands on the day."""
        return (self.edges[:, rows] <= days).sum(axis=0)

    def active_on(self, rows: Whole, days: Whole) -> Yes:
        """Say whether each project is in the ledger, and not yet left alone, on the day."""
        return (self.known[rows] <= days) & (days <= self.left[rows])


def live(dice: Dice, first: int, size: int) -> Lives:
    """Return ``size`` projects, numbered from ``first``: each cohort in proportion to its part of the default town."""
    counts = scaled([cohort.count for cohort in COHORTS], size / DEFAULT_SIZE)
    start = working(_spans(dice, counts, [c.start for c in COHORTS]))
    building = start + dice.whole(_SHORTEST_BUILD, _LONGEST_BUILD, size)
    drawn = _spans(dice, counts, [c.completion for c in COHORTS])
    completion = working(np.where(drawn == NO_DAY, building, drawn))
    first_plan = _or_near(dice, _spans(dice, counts, [c.plan for c in COHORTS]), start)
    due = _due(dice, counts, completion)
    stopped = _spans(dice, counts, [c.stopped for c in COHORTS])
    ended = _spans(dice, counts, [c.ended for c in COHORTS])
    begun, known = _registration(dice, counts, np.minimum(start, first_plan), ended)
    # Given up before the start, or after it: nothing happens any more once that day has come.
    start = only((ended == NO_DAY) | (start < ended), start)
    completion = only(ended == NO_DAY, completion)
    accepted = only(completion != NO_DAY, working(completion + dice.whole(18, 45, size)))
    plan, plan_moved = _moved(dice, first_plan, np.where(start == NO_DAY, first_plan, start))
    first_due, due_moved = _moved_from(dice, due)
    order = np.argsort(known, kind="stable")
    columns = (
        *(np.repeat(np.arange(len(COHORTS)), counts), begun, known, start, completion, accepted),
        *(first_plan, plan, plan_moved, first_due, due, due_moved, stopped, ended),
    )
    return Lives(first, *(column[order] for column in columns))


def _registration(dice: Dice, counts: Whole, before: Whole, ended: Whole) -> tuple[Whole, Whole]:
    """Return when each project was registered, and when it came into the ledger: before its first list and its end."""
    size = len(before)
    begun = _spans(dice, counts, [c.begun for c in COHORTS])
    usual = np.minimum(before - dice.whole(220, 600, size), END - dice.whole(80, 400, size))
    begun = np.where(begun == NO_DAY, usual, begun)
    listed = np.repeat(np.array([_first_listing(cohort) for cohort in COHORTS]), counts)
    known = np.minimum(np.minimum(begun + dice.whole(10, 70, size), listed), END - 5)
    known = np.where(ended == NO_DAY, known, np.minimum(known, ended - 60))
    return np.minimum(begun, known - 10), known


def _due(dice: Dice, counts: Whole, completion: Whole) -> Whole:
    """Return when each completion is due now; what is yet to be completed is not overdue, unless its cohort says so."""
    spans = [c.due for c in COHORTS]
    is_said = np.repeat(np.array([span is not None for span in spans]), counts)
    due = _or_near(dice, _spans(dice, counts, spans), completion)
    return np.where((completion > END) & ~is_said, np.maximum(due, END + 8), due)


def _spans(dice: Dice, counts: Whole, spans: list[Span | None]) -> Whole:
    """Return a day of its cohort's span for every project, and no day where the cohort has none."""
    parts = [
        between(dice, *span, int(count)) if span else np.full(count, NO_DAY)
        for span, count in zip(spans, counts, strict=True)
    ]
    return np.concatenate(parts).astype(np.int64)


def _or_near(dice: Dice, promised: Whole, actual: Whole) -> Whole:
    """Return what was promised, or else a day near what then happened."""
    n = len(actual)
    in_time = dice.share(n) < _IN_TIME[np.searchsorted(_YEAR_BEGINS, actual, side="right")]
    late = np.where(dice.yes(_DAYS_LATE, n), dice.whole(1, 6, n), dice.whole(7, 70, n))
    slip = np.where(in_time, -dice.whole(0, 25, n), late)
    return np.where(promised == NO_DAY, actual - slip, promised)


def _first_listing(cohort: Cohort) -> int:
    for year, letter in zip((2023, 2024, 2025), cohort.lists, strict=False):
        if letter != ".":
            return day(f"{year}-01-08")
    return 10 * END


def _moved(dice: Dice, promised: Whole, actual: Whole) -> tuple[Whole, Whole]:
    """Return the plan as it now stands, and the day it was moved (no day where it was not): most slips are admitted."""
    n = len(promised)
    is_moved = (actual - promised >= 25) & dice.yes(0.75, n)
    now = np.where(is_moved, np.maximum(actual + dice.whole(-4, 12, n), promised + 15), promised)
    return now, only(is_moved, promised - dice.whole(-3, 20, n))


def _moved_from(dice: Dice, now: Whole) -> tuple[Whole, Whole]:
    """Return what a completion was first promised for, and the day the promise was moved to ``now``."""
    n = len(now)
    is_moved = dice.yes(0.15, n)
    first = np.where(is_moved, now - dice.whole(45, 150, n), now)
    return first, only(is_moved, first - dice.whole(5, 40, n))
