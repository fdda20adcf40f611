"""Where blockers come from, and how high they go: each told so that it fits a visit or a meeting that took place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from etl.sample import meetings, visits
from etl.sample.blocker_kinds import GOLD, STUDIO
from etl.sample.days import HALL_OPENED, only, working
from etl.sample.dice import Dice, Whole, Yes
from etl.sample.projects import Projects
from etl.sample.service import pick

CHANNELS = ("走访", "调度会", "审批会客厅", "心服务工作室", "热线", "企业直报")
VISIT, MEETING, HALL, STUDIO_CHANNEL, HOTLINE, FIRM = range(6)
ESCALATIONS = ("专班", "部门", "区领导顶格", "市级")
GROUP, DEPARTMENT, TOP = 0, 1, 2
_ESCALATION_WEIGHTS = (0.58, 0.28, 0.12, 0.02)
# A visit or meeting longer ago than this is not where a blocker was found.
_LONGEST_SINCE = 40


@dataclass
class Sources:
    """By blocker: the day it was found, on which project, through which channel, and how high it went, and when."""

    found: Whole
    project: Whole
    channel: Whole
    escalation: Whole
    escalated: Whole


def trace(
    dice: Dice, projects: Projects, owner: Whole, found: Whole, until: Whole, visited: visits.Rows, met: meetings.Rows
) -> Sources:
    """Return the sources of blockers that were found about a day and stayed open until another."""
    n = len(found)
    channel = _channel(dice, owner, found)
    escalation = dice.choose(_ESCALATION_WEIGHTS, n)
    escalated = working(found + np.maximum((until - found) * 4 // 10, 1))
    sources = Sources(found, pick(dice, projects, found), channel, escalation, escalated)
    _settle(sources, VISIT, visited.day, visited.project)
    dispatch = np.flatnonzero(met.type == meetings.DISPATCH)
    _settle(sources, MEETING, met.day[dispatch], met.project[dispatch])
    _raise_to_the_top(sources, projects, met, until)
    sources.escalated = only((sources.escalation > GROUP) & (sources.escalated < until), sources.escalated)
    return sources


def _channel(dice: Dice, owner: Whole, found: Whole) -> Whole:
    n = len(owner)
    gold = np.array([VISIT, MEETING, HOTLINE, FIRM])[dice.choose((0.48, 0.3, 0.08, 0.14), n)]
    hall = np.array([HALL, VISIT, MEETING, FIRM])[dice.choose((0.62, 0.14, 0.12, 0.12), n)]
    studio = np.array([STUDIO_CHANNEL, HOTLINE, FIRM])[dice.choose((0.66, 0.17, 0.17), n)]
    return np.where(owner == GOLD, gold, np.where(owner == STUDIO, studio, hall))


def _settle(sources: Sources, channel: int, days: Whole, of: Whole) -> None:
    """Found on a visit or in a meeting means at the last one up to that day; without one the firm reported it."""
    mine = sources.channel == channel
    if not len(days):
        sources.channel = np.where(mine, FIRM, sources.channel)
        return
    at = np.maximum(np.searchsorted(days, sources.found, side="right") - 1, 0)
    since = sources.found - days[at]
    fits = mine & (since >= 0) & (since <= _LONGEST_SINCE) & _on_one_side(days[at], sources.found)
    sources.found = np.where(fits, days[at], sources.found)
    sources.project = np.where(fits, of[at], sources.project)
    sources.channel = np.where(mine & ~fits, FIRM, sources.channel)


def _on_one_side(earlier: Whole, later: Whole) -> Yes:
    """What the hall took on after it opened was not found before."""
    return (earlier >= HALL_OPENED) | (later < HALL_OPENED)


def _raise_to_the_top(sources: Sources, projects: Projects, met: meetings.Rows, until: Whole) -> None:
    """What reached the district's leaders did so at a top-level meeting; without one the departments settled it."""
    wants = sources.escalation == TOP
    top = np.flatnonzero(met.type == meetings.TOP)
    fits = np.zeros(len(wants), np.bool_)
    if len(top):
        last = np.searchsorted(met.day[top], until - 2, side="right") - 1
        at = top[np.maximum(last, 0)]
        fits = wants & (last >= 0) & (met.day[at] > sources.found) & (sources.channel > MEETING)
        fits &= projects.lives.active_on(met.project[at], sources.found)
        sources.escalated = np.where(fits, met.day[at], sources.escalated)
        sources.project = np.where(fits, met.project[at], sources.project)
    sources.escalation = np.where(wants & ~fits, DEPARTMENT, sources.escalation)
