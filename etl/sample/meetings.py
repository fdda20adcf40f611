"""Meetings: dispatch, joint consultation and top-level coordination, one row for each project on the agenda."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.sample.days import END, MONTHS, TEAM_FOUNDED, only
from etl.sample.dice import Dice, Whole, scaled
from etl.sample.ledger import BLANK, Ledger
from etl.sample.names import joined, year_month
from etl.sample.phrases import AGENDA, DECISIONS, DEPARTMENTS, of_stage
from etl.sample.projects import Projects
from etl.sample.season import work_days
from etl.sample.service import NOBODY, pick

TYPES = ("调度会", "联合会商", "顶格协调")
DISPATCH, JOINT, TOP = 0, 1, 2
CHAIRS = ("专班", "局领导", "区领导", "市级")
_CHAIR_WEIGHTS = ((0.5, 0.45, 0.05), (0.3, 0.7), (0.0, 0.0, 0.8, 0.2))
_FOUNDED_IN = MONTHS.index("2025-01")
_JOINT_SINCE = MONTHS.index("2024-01")
# Projects coordinated since the gold-medal team was founded, each counted once.
_COORDINATED = 40
_MOST_BESIDES = 4


@dataclass(frozen=True)
class Series:
    """Meetings of one type in a span of months: how many, and how many projects were on their agendas in all."""

    type: int
    first: int
    last: int
    meetings: int
    agenda: int


_BEFORE = (
    Series(DISPATCH, 0, _FOUNDED_IN - 1, 27, 84),
    Series(TOP, 0, _FOUNDED_IN - 1, 4, 6),
    Series(JOINT, _JOINT_SINCE, _FOUNDED_IN - 1, 12, 28),
)
_SINCE = (Series(DISPATCH, _FOUNDED_IN, 23, 13, 54), Series(TOP, _FOUNDED_IN, 23, 5, 9))
_JOINT_NOW = Series(JOINT, _FOUNDED_IN, 23, 11, 31)


@dataclass
class Rows:
    """The agendas of a block: meeting, its day and type, and a project."""

    day: Whole
    project: Whole
    type: Whole
    number: Whole


def take_place(dice: Dice, projects: Projects, factor: float) -> Rows:
    """Return the meetings of a block; ``factor`` is its size against the default town's."""
    parts, offset = [], 0
    for series in (*_BEFORE, _JOINT_NOW):
        days, number = _agenda(dice, series, factor, offset)
        offset += max(int(scaled([series.meetings], factor)[0]), 1)
        parts.append((days, pick(dice, projects, days), np.full(len(days), series.type), number))
    since = []
    for series in _SINCE:
        days, number = _agenda(dice, series, factor, offset)
        offset += max(int(scaled([series.meetings], factor)[0]), 1)
        since.append((days, np.full(len(days), series.type), number))
    days, kind, number = (np.concatenate(column) for column in zip(*since, strict=True))
    parts.append((days, _coordinated(dice, projects, len(days), factor), kind, number))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return _once_a_meeting(*columns)


def _agenda(dice: Dice, series: Series, factor: float, offset: int) -> tuple[Whole, Whole]:
    """Return the day and the number of the meeting for every place on the agendas of a series."""
    meetings, places = (
        int(k) for k in (max(scaled([series.meetings], factor)[0], 1), scaled([series.agenda], factor)[0])
    )
    days = work_days(dice, meetings, 0.2, series.first, series.last)
    # Every meeting has one project at least, as long as there are enough; the others fall where they fall.
    which = np.concatenate([np.arange(min(meetings, places)), dice.whole(0, meetings - 1, max(places - meetings, 0))])
    which = np.sort(which)
    return days[which], offset + which


def _coordinated(dice: Dice, projects: Projects, places: int, factor: float) -> Whole:
    """Return a project for every place since the founding: exactly so many different ones, each once at least."""
    lives = projects.lives
    wanted = int(scaled([_COORDINATED], factor)[0])
    through = np.flatnonzero((lives.known < TEAM_FOUNDED) & (lives.left >= END))
    if not len(through) or not wanted:
        return np.full(places, NOBODY)
    # Key projects first: the smaller the draw, the nearer the front.
    order = np.argsort(dice.share(len(through)) / projects.weight[through], kind="stable")
    chosen = through[order[:wanted]]
    again = chosen[dice.whole(0, len(chosen) - 1, max(places - len(chosen), 0))]
    return np.concatenate([dice.shuffled(chosen), again])[:places]


def _once_a_meeting(day: Whole, project: Whole, kind: Whole, number: Whole) -> Rows:
    """Leave out a project that stands on one agenda twice, then bring the agendas into the order of their days."""
    key = number * (project.max(initial=0) + 1) + project
    _, first = np.unique(key, return_index=True)
    keep = np.sort(first[project[first] != NOBODY])
    order = keep[np.lexsort((number[keep], day[keep]))]
    return Rows(day[order], project[order], kind[order], number[order])


def ledger(dice: Dice, projects: Projects, rows: Rows, first: int) -> Ledger:
    """Return the meetings as recorded, with what became of their decisions."""
    n = len(rows.day)
    stage = projects.lives.stage_on(rows.project, rows.day)
    book = Ledger("meeting", rows.day)
    numbers = pc.utf8_lpad(pa.array(first + rows.number).cast(pa.string()), 4, "0")
    book.text(
        "meeting_id", joined(pa.array(("DD", "HS", "DG")).take(pa.array(rows.type)), year_month(rows.day), "-", numbers)
    )
    book.text("project_id", projects.codes(rows.project))
    book.days("held_on", rows.day)
    book.words("meeting_type", TYPES, rows.type)
    chairs = [dice.choose(weights, n) for weights in _CHAIR_WEIGHTS]
    book.words("chair_level", CHAIRS, np.choose(rows.type, chairs))
    decisions, decision = of_stage(dice, DECISIONS, stage)
    owner = np.array([department for _, department in decisions])[decision]
    attending, departments = _attending(dice, owner)
    book.words("departments", attending, departments)
    book.words("topic", *of_stage(dice, AGENDA, stage))
    book.words("decision", tuple(words for words, _ in decisions), decision)
    book.words("owner_department", DEPARTMENTS, np.where(dice.yes(0.05, n), BLANK, owner))
    due = rows.day + dice.whole(7, 35, n)
    book.days("due_on", only(dice.yes(0.92, n), due))
    done = np.maximum(due + dice.whole(-12, 9, n), rows.day + 1)
    book.when("done_on", only(dice.yes(0.93, n), done))
    return book


def _attending(dice: Dice, owner: Whole) -> tuple[tuple[str, ...], Whole]:
    """Return the lists of those attending, and each row's: the department that answers for the matter, and others."""
    count = len(DEPARTMENTS)
    lists = tuple(
        "；".join(DEPARTMENTS[(first + step * (1 + first % 2)) % count] for step in range(1 + more))
        for first in range(count)
        for more in range(_MOST_BESIDES)
    )
    return lists, owner * _MOST_BESIDES + dice.whole(0, _MOST_BESIDES - 1, len(owner))
