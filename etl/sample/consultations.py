"""Consultations: questions that came in by four channels, most of them answered within days, some never."""

from __future__ import annotations

import numpy as np

from etl.sample import names
from etl.sample.days import END, HALL_OPENED, add_working_days, only
from etl.sample.dice import Dice, Whole
from etl.sample.ledger import BLANK, Ledger
from etl.sample.lives import STAGES
from etl.sample.phrases import CONSULTATION_TOPICS, of_stage
from etl.sample.projects import Projects
from etl.sample.ratings import RATINGS, rate
from etl.sample.season import work_days
from etl.sample.service import NOBODY, pick

CHANNELS = ("审批会客厅", "心服务工作室", "电话", "网上")
_COUNT = 680
_GROWTH = 0.9
_ANSWER_DAYS = (0.46, 0.25, 0.13, 0.08, 0.05, 0.03)


def ledger(dice: Dice, projects: Projects, factor: float, first: int) -> Ledger:
    """Return the consultations of a block; ``factor`` is its size against the default town's."""
    days = work_days(dice, int(_COUNT * factor + 0.5), _GROWTH)
    n = len(days)
    project = np.where(dice.yes(0.86, n), pick(dice, projects, days), NOBODY)
    stage = _stage(dice, projects, project, days)
    book = Ledger("consultation", days)
    book.text("consultation_id", names.numbered("ZX", days, first))
    book.days("received_on", days)
    # Before the hall opened people rang up, wrote, or came to the studio.
    since, before = dice.choose((0.46, 0.2, 0.2, 0.14), n), 1 + dice.choose((0.3, 0.45, 0.25), n)
    book.words("channel", CHANNELS, np.where(days >= HALL_OPENED, since, before))
    book.text("project_id", projects.codes(project))
    book.words("stage", STAGES, np.where(dice.yes(0.04, n), BLANK, stage))
    book.words("topic", *of_stage(dice, CONSULTATION_TOPICS, stage))
    is_answered = dice.yes(np.where(days > END - 14, 0.80, 0.97), n)
    answered = only(is_answered, add_working_days(days, dice.choose(_ANSWER_DAYS, n)))
    book.when("answered_on", answered)
    rated = only(dice.yes(0.7, n), answered)
    book.words("satisfaction", RATINGS, np.full(n, BLANK), (rated, rate(dice, days)))
    book.text("caller_name", names.people(dice, n, 0.8))
    book.text("caller_phone", names.phones(dice, n, 0.7))
    return book


def _stage(dice: Dice, projects: Projects, project: Whole, days: Whole) -> Whole:
    """Return the stage of the project, or of the question where there is no project."""
    asked = dice.choose((0.25, 0.3, 0.15, 0.15, 0.05, 0.1), len(days))
    return np.where(project == NOBODY, asked, projects.lives.stage_on(np.maximum(project, 0), days))
