"""Visits to projects: since the gold-medal team was founded twice as many, and more of them on site."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from etl.sample import names
from etl.sample.days import MONTHS, TEAM_FOUNDED
from etl.sample.dice import Dice, Whole, scaled
from etl.sample.ledger import BLANK, Ledger
from etl.sample.phrases import FINDINGS, VISIT_TOPICS, of_stage
from etl.sample.projects import WORKGROUPS, Projects
from etl.sample.season import work_days
from etl.sample.service import NOBODY, pick

MODES = ("现场", "上门", "线上", "来访")
TEAM_LEVELS = ("区级", "市级", "市区两级")
_FOUNDED_IN = MONTHS.index("2025-01")
# On site, at the door, online, at the office: before the team was founded, and since.
_BEFORE, _SINCE = (64, 24, 34, 38), (39, 16, 9, 13)
# Which group goes out, by the project's stage: its own most often.
_OWN_GROUP = np.array([0, 2, 3, 5, 6, 7])


@dataclass
class Rows:
    """The visits of a block by day."""

    day: Whole
    project: Whole
    mode: Whole
    solved: Whole


def take_place(dice: Dice, projects: Projects, factor: float) -> Rows:
    """Return the visits of a block; ``factor`` is its size against the default town's."""
    parts = []
    for counts, growth, first, last in (
        (_BEFORE, 0.9, 0, _FOUNDED_IN - 1),
        (_SINCE, 0.3, _FOUNDED_IN, len(MONTHS) - 1),
    ):
        wanted = scaled(counts, factor)
        days = work_days(dice, int(wanted.sum()), growth, first, last)
        parts.append((days, dice.quota(wanted)))
    days, mode = (np.concatenate(column) for column in zip(*parts, strict=True))
    project = pick(dice, projects, days)
    solved = dice.choose((0.55, 0.45), len(days))
    keep = project != NOBODY
    return Rows(days[keep], project[keep], mode[keep], solved[keep])


def ledger(dice: Dice, projects: Projects, rows: Rows, first: int) -> Ledger:
    """Return the visits as recorded."""
    n = len(rows.day)
    stage = projects.lives.stage_on(rows.project, rows.day)
    book = Ledger("visit", rows.day)
    book.text("visit_id", names.numbered("ZF", rows.day, first))
    book.text("project_id", projects.codes(rows.project))
    book.days("visited_on", rows.day)
    book.words("visit_mode", MODES, rows.mode)
    group = np.where(dice.yes(0.75, n), _OWN_GROUP[stage], dice.whole(0, len(WORKGROUPS) - 1, n))
    book.words("workgroup", WORKGROUPS, group)
    # The two levels went out together only once there was a team of both.
    level = np.where(rows.day >= TEAM_FOUNDED, dice.choose((0.5, 0.1, 0.4), n), dice.choose((0.95, 0.05), n))
    book.words("team_level", TEAM_LEVELS, np.where(dice.yes(0.06, n), BLANK, level))
    book.words("topic", *of_stage(dice, VISIT_TOPICS, stage))
    findings, finding = of_stage(dice, FINDINGS, stage)
    book.words("finding", findings, np.where(dice.yes(0.85, n), finding, BLANK))
    book.words("solved_on_spot", ("否", "是"), np.where(dice.yes(0.05, n), BLANK, rows.solved))
    return book
