"""Acceptance by building and segment: jointly, in segments by plan, or, ever less, one department after the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.sample import names
from etl.sample.days import END, MONTHS, NO_DAY, START, month_of, working
from etl.sample.dice import Dice, Whole, Yes
from etl.sample.ledger import BLANK, Ledger
from etl.sample.plans import Plans
from etl.sample.projects import Projects

MODES = ("联合验收", "分段联合验收", "单项验收")
JOINT, SEGMENTED, SINGLE = 0, 1, 2
_BUILDINGS = (0.30, 0.30, 0.22, 0.12, 0.06)
_BUILDING_WORDS = ("1号楼", "2号楼", "3号楼", "4号楼", "5号楼", "主体工程", "地下车库", "配套用房")
_SECTION_WORDS = ("一标段", "二标段", "三标段", "四标段", "五标段", "主线工程", "附属工程", "绿化工程")
# Roads and landscapes are built in sections.
_IN_SECTIONS = (4, 6)
# Share of single acceptances among all that passed, at the beginning and at the end of the sample.
_SINGLE_FIRST, _SINGLE_LAST = 0.23, 0.055
_FIRST_RANKED_FIRST = MONTHS.index("2024-10")
_ON_RECORD_SINCE = START - 45


@dataclass
class Rows:
    """The acceptances of a block before they are written: a project, a building and a segment each."""

    project: Whole
    building: Whole
    segment: Whole
    is_last: Yes
    issued: Whole
    applied: Whole
    passed: Whole
    mode: Whole


def take_place(dice: Dice, projects: Projects, plans: Plans) -> Rows:
    """Return the acceptances of a block."""
    lives = projects.lives
    reached = (lives.accepted != NO_DAY) & ((lives.accepted >= _ON_RECORD_SINCE) | (plans.issued != NO_DAY))
    of = np.flatnonzero(reached)
    buildings = 1 + dice.choose(_BUILDINGS, len(of))
    project, building, to_come = _spread(of, buildings)
    earlier = lives.accepted[project] - to_come * dice.whole(25, 130, len(project))
    final = working(np.maximum(earlier, np.minimum(lives.start[project] + 150, lives.accepted[project])))
    issued = np.where(final >= plans.issued[project] + 12, plans.issued[project], NO_DAY)
    in_segments = plans.segmented[project] & (issued != NO_DAY)
    segments = np.where(in_segments, 2 + dice.yes(0.2, len(project)), 1)
    row, segment, after = _spread(np.arange(len(project)), segments)
    passed = working(final[row] - after * dice.whole(24, 66, len(row)))
    passed = np.where(issued[row] == NO_DAY, passed, np.maximum(passed, working(issued[row] + 10)))
    applied = working(passed - dice.whole(6, 19, len(row)))
    applied = np.minimum(np.maximum(applied, issued[row]), passed)
    mode = np.where(in_segments[row], SEGMENTED, JOINT)
    found = Rows(project[row], building[row], segment, after == 0, issued[row], applied, passed, mode)
    _single_out(dice, found)
    known = np.where(found.issued != NO_DAY, found.issued, found.applied)
    keep = (known <= END) & ((found.applied >= _ON_RECORD_SINCE) | (found.issued != NO_DAY))
    order = np.argsort(np.where(keep, known, 10 * END), kind="stable")[: int(keep.sum())]
    return Rows(*(column[order] for column in vars(found).values()))


def _spread(of: Whole, counts: Whole) -> tuple[Whole, Whole, Whole]:
    """Repeat each of ``of`` as often as counted; return it with its number from 1 and how many follow."""
    repeated = np.repeat(of, counts)
    ends = np.cumsum(counts)
    number = np.arange(len(repeated)) - np.repeat(ends - counts, counts) + 1
    return repeated, number, np.repeat(counts, counts) - number


def _single_out(dice: Dice, rows: Rows) -> None:
    """Make some acceptances without a plan single ones: fewer every month, but one at least until we led the city."""
    months, counts = _counted(rows)
    free = np.flatnonzero(counts & (rows.issued == NO_DAY))
    total = np.bincount(months[counts], minlength=len(MONTHS))
    steps = np.arange(len(MONTHS)) / (len(MONTHS) - 1)
    share = _SINGLE_FIRST + (_SINGLE_LAST - _SINGLE_FIRST) * steps
    wanted = np.floor(total * share * (0.75 + 0.5 * dice.share(len(MONTHS))) + 0.5).astype(np.int64)
    wanted[:_FIRST_RANKED_FIRST] = np.maximum(wanted[:_FIRST_RANKED_FIRST], total[:_FIRST_RANKED_FIRST] > 0)
    order = np.lexsort((dice.share(len(free)), months[free]))
    by_month = months[free][order]
    first = np.searchsorted(by_month, by_month)
    rank = np.arange(len(order)) - first
    rows.mode[free[order[rank < wanted[by_month]]]] = SINGLE


def _counted(rows: Rows) -> tuple[Whole, Yes]:
    """Return the month in which each row passed, and whether it counts: a last segment, passed within the sample."""
    months = month_of(rows.passed).astype(np.int64)
    return months, rows.is_last & (rows.passed >= START) & (months >= 0)


def monthly(rows: Rows) -> tuple[Whole, Whole]:
    """Return, for each month, how many were accepted jointly and in all: what the city's bulletin says of us."""
    months, counts = _counted(rows)
    total = np.bincount(months[counts], minlength=len(MONTHS))
    joint = np.bincount(months[counts & (rows.mode != SINGLE)], minlength=len(MONTHS))
    return joint, total


def ledger(dice: Dice, projects: Projects, rows: Rows, first: int) -> Ledger:
    """Return the acceptance ledger; a planned acceptance stands in it from the day its plan was issued."""
    n = len(rows.project)
    known = np.where(rows.issued != NO_DAY, rows.issued, rows.applied)
    book = Ledger("acceptance", known)
    book.text("acceptance_id", names.numbered("YS", known, first))
    book.text("project_id", projects.codes(rows.project))
    only_one = (rows.building == 1) & dice.yes(0.2, n)
    other = np.where(dice.yes(0.12, n), 6 + (rows.building % 2), rows.building - 1)
    is_section = np.isin(projects.category[rows.project], _IN_SECTIONS)
    word = np.where(only_one, 5, other) + is_section * len(_BUILDING_WORDS)
    book.words("building", _BUILDING_WORDS + _SECTION_WORDS, word)
    area = 800 + (dice.share(n) * dice.share(n) * 52_000).astype(np.int64) // 10 * 10
    book.whole("area_m2", np.where(dice.yes(0.04, n), BLANK, area))
    book.words("mode", MODES, rows.mode)
    is_segment = rows.mode == SEGMENTED
    book.whole("segment_no", np.where(is_segment, rows.segment, BLANK))
    book.words("is_last_segment", ("否", "是"), np.where(is_segment, rows.is_last.astype(np.int64), BLANK))
    book.text("plan_id", _plan_ids(projects, rows))
    book.days("plan_issued_on", rows.issued)
    book.when("applied_on", rows.applied)
    book.when("passed_on", rows.passed)
    rectified = dice.choose((0.66, 0.26, 0.08), n)
    blank = np.full(n, BLANK)
    book.whole("rectifications", blank, (rows.passed, rectified))
    book.words("first_time", ("否", "是"), blank, (rows.passed, (rectified == 0).astype(np.int64)))
    return book


def _plan_ids(projects: Projects, rows: Rows) -> pa.Array:
    """A plan bears its project's number."""
    numbers = pc.utf8_lpad(pa.array(projects.lives.first + rows.project).cast(pa.string()), 4, "0")
    words = names.joined("FA", names.year_month(np.maximum(rows.issued, START)), "-", numbers)
    return pc.if_else(pa.array(rows.issued != NO_DAY), words, pa.scalar(None, pa.string()))
