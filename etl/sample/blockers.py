"""Blockers: when each was found, due, signed off and now and then reopened, and which teams had a part in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from etl.sample import meetings, visits
from etl.sample.blocker_kinds import KINDS, PAPERWORK, Kind, days_open, helpers, owners
from etl.sample.blocker_sources import trace
from etl.sample.days import END, NO_DAY, between, day, month_of, only, working
from etl.sample.dice import Dice, Whole, Yes, scaled
from etl.sample.projects import Projects
from etl.sample.season import work_days
from etl.sample.service import NOBODY

_OPEN_SINCE, _OPEN_UNTIL = "2025-04-25", "2025-06-27"
_REOPENED_SINCE, _REOPENED_UNTIL = "2025-02-10", "2025-04-20"
_SIGNED_OFF_BY = day("2025-05-23")
_REOPENED_FOR_A_WHILE = 0.06
_OVERDUE = 0.27
# All types but paperwork, in the order of blocker_kinds.TYPES.
_OTHER_WEIGHTS = (15, 17, 14, 7, 13, 22, 8)


@dataclass
class Rows:
    """The blockers of a block, by the day they were found."""

    found: Whole
    project: Whole
    channel: Whole
    type: Whole
    owner: Whole
    helper: Whole
    escalation: Whole
    escalated: Whole
    due: Whole
    first_verified: Whole
    reopened: Whole
    verified: Whole


def take_place(dice: Dice, projects: Projects, factor: float, visited: visits.Rows, met: meetings.Rows) -> Rows:
    """Return the blockers of a block, told so that they fit the visits and meetings they come from."""
    counts = scaled([kind.count for kind in KINDS], factor)
    parts = [_of_kind(dice, kind, int(count)) for kind, count in zip(KINDS, counts, strict=True)]
    found, verified, type_, owner, helper = (np.concatenate(column) for column in zip(*parts, strict=True))
    stays_open = np.repeat(np.array([kind.is_open for kind in KINDS]), counts)
    until = np.where(verified == NO_DAY, END, verified)
    source = trace(dice, projects, owner, found, until, visited, met)
    first, back, last = _reopenings(dice, source.found, verified, stays_open & (verified != NO_DAY))
    due = _due(dice, source.found, stays_open)
    rows = Rows(
        *(source.found, source.project, source.channel, type_, owner, helper),
        *(source.escalation, source.escalated, due, first, back, last),
    )
    keep = np.flatnonzero(source.project != NOBODY)
    order = keep[np.argsort(source.found[keep], kind="stable")]
    return Rows(*(column[order] for column in vars(rows).values()))


def _of_kind(dice: Dice, kind: Kind, n: int) -> tuple[Whole, ...]:
    """Return found, verified, type, owner and helper of ``n`` blockers of a kind."""
    if kind.is_reopened:
        found = working(between(dice, _REOPENED_SINCE, _REOPENED_UNTIL, n))
        took = days_open(dice, kind, np.full(n, kind.first))
        verified = working(np.minimum(found + took, _SIGNED_OFF_BY))
    elif kind.is_open:
        found = working(between(dice, _OPEN_SINCE, _OPEN_UNTIL, n))
        verified = np.full(n, NO_DAY)
    else:
        verified = work_days(dice, n, 0.6, kind.first, kind.last)
        found = working(verified - days_open(dice, kind, month_of(verified).astype(np.int64)))
    found = np.where(verified == NO_DAY, found, np.minimum(found, verified))
    other = 1 + dice.choose(_OTHER_WEIGHTS, n)
    type_ = np.where(dice.yes(kind.paperwork, n), PAPERWORK, other)
    owner = owners(dice, kind, found)
    return found, verified, type_, owner, helpers(dice, kind, owner, type_)


def _due(dice: Dice, found: Whole, stays_open: Yes) -> Whole:
    """Return by when each should be solved: of those still open a few are overdue."""
    n = int(stays_open.sum())
    is_overdue = dice.quota(scaled([1 - _OVERDUE, _OVERDUE], n))
    to_come = np.where(is_overdue == 1, END - dice.whole(4, 28, n), END + dice.whole(3, 40, n))
    due = found + dice.whole(14, 50, len(found))
    due[stays_open] = np.maximum(to_come, found[stays_open] + 7)
    return due


def _reopenings(dice: Dice, found: Whole, verified: Whole, for_good: Yes) -> tuple[Whole, Whole, Whole]:
    """Return the first sign-off, the day it was taken back, and the last sign-off; no day where there was none."""
    n = len(found)
    for_a_while = (verified - found >= 20) & ~for_good & dice.yes(_REOPENED_FOR_A_WHILE, n)
    early = working(found + (verified - found) * 5 // 10)
    first = np.where(for_a_while, early, verified)
    back_soon = working(first + dice.whole(3, 7, n))
    stays_back = working(verified + dice.whole(6, 24, n))
    back = np.where(for_a_while, back_soon, only(for_good, stays_back))
    return first, back, np.where(for_a_while, np.maximum(verified, back + 1), verified)
