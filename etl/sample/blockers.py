"""Blockers: found on visits, in meetings or at the hall, escalated when they stick, signed off, sometimes reopened."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from etl.sample import meetings, visits
from etl.sample.blocker_kinds import GOLD, KINDS, PAPERWORK, STUDIO, Kind, days_open, helpers, owners
from etl.sample.days import END, HALL_OPENED, NO_DAY, between, day, only, working
from etl.sample.dice import Dice, Whole, scaled
from etl.sample.projects import Projects
from etl.sample.season import work_days
from etl.sample.service import NOBODY, pick

CHANNELS = ("走访", "调度会", "审批会客厅", "心服务工作室", "热线", "企业直报")
VISIT, MEETING, HALL, STUDIO_CHANNEL, HOTLINE, FIRM = range(6)
ESCALATIONS = ("专班", "部门", "区领导顶格", "市级")
TOP = 2
_OPEN_SINCE, _OPEN_UNTIL = "2025-02-17", "2025-06-26"
_REOPENED_FOR_A_WHILE = 0.06
_OVERDUE = 0.27


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
    parts = [
        _of_kind(dice, kind, int(count))
        for kind, count in zip(KINDS, scaled([k.count for k in KINDS], factor), strict=True)
    ]
    found, verified, reopened_for_good, type_, owner, helper = (np.concatenate(c) for c in zip(*parts, strict=True))
    n = len(found)
    channel = _channel(dice, owner, found)
    project = pick(dice, projects, found)
    found, project = _from_source(found, project, channel == VISIT, visited.day, visited.project)
    dispatch = np.flatnonzero(met.type == meetings.DISPATCH)
    found, project = _from_source(found, project, channel == MEETING, met.day[dispatch], met.project[dispatch])
    until = np.where(verified == NO_DAY, END, verified)
    escalation = dice.choose((0.6, 0.29, 0.09, 0.02), n)
    escalated = working(found + np.maximum((until - found) * 4 // 10, 1))
    escalation, escalated, project = _at_the_top(projects, met, found, until, escalation, escalated, project)
    escalated = only((escalation > 0) & (escalated < until), escalated)
    first, back, last = _reopenings(dice, found, verified, reopened_for_good)
    is_open = (last == NO_DAY) | reopened_for_good
    overdue = dice.quota(scaled([1 - _OVERDUE, _OVERDUE], n))[:n] if n else np.zeros(0, np.int64)
    to_come = np.where(overdue == 1, END - dice.whole(4, 28, n), END + dice.whole(3, 40, n))
    due = np.where(is_open, np.maximum(to_come, found + 7), found + dice.whole(14, 50, n))
    rows = Rows(found, project, channel, type_, owner, helper, escalation, escalated, due, first, back, last)
    keep = np.flatnonzero(project != NOBODY)
    order = keep[np.argsort(found[keep], kind="stable")]
    return Rows(*(column[order] for column in vars(rows).values()))


def _of_kind(dice: Dice, kind: Kind, n: int) -> tuple[Whole, ...]:
    """Return found, verified, whether reopened for good, type, owner and helper of ``n`` blockers of a kind."""
    took = days_open(dice, kind, n)
    if kind.is_open:
        found = working(between(dice, _OPEN_SINCE, _OPEN_UNTIL, n))
        if kind.is_reopened:
            found = working(between(dice, "2025-02-10", "2025-04-20", n))
        verified = np.where(kind.is_reopened, working(np.minimum(found + took, day("2025-05-23"))), np.full(n, NO_DAY))
    else:
        verified = work_days(dice, n, 0.6, kind.first, kind.last)
        found = working(verified - took)
    found = np.where(verified == NO_DAY, found, np.minimum(found, verified))
    type_ = (
        np.full(n, PAPERWORK)
        if kind.paperwork == 1
        else np.where(dice.yes(kind.paperwork, n), PAPERWORK, 1 + dice.choose((15, 17, 14, 7, 13, 22, 8), n))
    )
    owner = owners(dice, kind, found)
    helper = helpers(dice, kind, owner, type_)
    return found, verified, np.full(n, kind.is_reopened), type_, owner, helper


def _channel(dice: Dice, owner: Whole, found: Whole) -> Whole:
    n = len(owner)
    gold = np.array([VISIT, MEETING, HOTLINE, FIRM])[dice.choose((0.48, 0.3, 0.08, 0.14), n)]
    hall = np.array([HALL, VISIT, MEETING, FIRM])[dice.choose((0.62, 0.14, 0.12, 0.12), n)]
    studio = np.array([STUDIO_CHANNEL, HOTLINE, FIRM])[dice.choose((0.66, 0.17, 0.17), n)]
    channel = np.where(owner == GOLD, gold, np.where(owner == STUDIO, studio, hall))
    return np.where((channel == HALL) & (found < HALL_OPENED), FIRM, channel)


def _from_source(found: Whole, project: Whole, mine: Whole, days: Whole, of: Whole) -> tuple[Whole, Whole]:
    """A blocker found on a visit or in a meeting was found there and then: at the last one up to that day."""
    last = np.searchsorted(days, found, side="right") - 1
    fits = mine & (last >= 0)
    if not len(days):
        return found, project
    at = np.maximum(last, 0)
    return np.where(fits, days[at], found), np.where(fits, of[at], project)


def _at_the_top(
    projects: Projects,
    met: meetings.Rows,
    found: Whole,
    until: Whole,
    escalation: Whole,
    escalated: Whole,
    project: Whole,
) -> tuple[Whole, Whole, Whole]:
    """What reached the district's leaders did so at a top-level meeting; without one the departments settled it."""
    top = np.flatnonzero(met.type == meetings.TOP)
    wants = escalation == TOP
    if not len(top):
        return np.where(wants, 1, escalation), escalated, project
    last = np.searchsorted(met.day[top], until - 2, side="right") - 1
    at = top[np.maximum(last, 0)]
    known = projects.lives.active_on(met.project[at], found)
    fits = wants & (last >= 0) & (met.day[at] > found) & known
    return (
        np.where(wants & ~fits, 1, escalation),
        np.where(fits, met.day[at], escalated),
        np.where(fits, met.project[at], project),
    )


def _reopenings(dice: Dice, found: Whole, verified: Whole, for_good: Whole) -> tuple[Whole, Whole, Whole]:
    """Return the first sign-off, the day it was taken back, and the last sign-off; no day where there was none."""
    n = len(found)
    for_a_while = (verified - found >= 20) & ~for_good & dice.yes(_REOPENED_FOR_A_WHILE, n)
    early = working(found + (verified - found) * 5 // 10)
    first = np.where(for_a_while, early, verified)
    back_soon = working(first + dice.whole(3, 7, n))
    back = np.where(for_a_while, back_soon, only(for_good, working(verified + dice.whole(6, 24, n))))
    return first, back, np.where(for_a_while, np.maximum(verified, back + 1), verified)
