"""Approval cases: the items of each project's menu that went over the bureau's counter, and how they ended."""

from __future__ import annotations

import numpy as np

from etl.sample import names
from etl.sample.days import END, NO_DAY, START, add_working_days, month_of, only, working
from etl.sample.dice import Dice, Whole, scaled
from etl.sample.ledger import BLANK, Ledger
from etl.sample.menu import Schedule
from etl.sample.projects import Projects
from etl.sample.ratings import RATINGS, rate
from etl.sample.season import month_weights

OUTCOMES = ("准予", "不予", "撤件", "退件")
_GROWTH = 0.9
_REFUSED = 1
_VAIN_CHANCE = 0.055
# Refused, withdrawn, sent back.
_VAIN_WEIGHTS = (0.16, 0.48, 0.36)


def over_the_counter(dice: Dice, projects: Projects, schedule: Schedule, count: int | None) -> tuple[Whole, Whole]:
    """Return project and item of the cases on record, by the day they were accepted.

    ``count`` cases are picked as the season spreads them, some projects' whole way before others'; None picks all.
    """
    accepted = schedule.accepted
    counted = np.array([item.is_counted for item in schedule.items])
    left = np.where(projects.lives.ended == NO_DAY, 10 * END, projects.lives.ended - 20)
    on_record = counted & (accepted >= START) & (accepted <= END) & (accepted < left[:, None])
    # A project must be in the ledger before a case can name it.
    on_record &= accepted >= projects.lives.known[:, None]
    project, item = np.nonzero(on_record)
    if count is not None:
        kept = _pick(dice, projects, project, month_of(accepted[project, item]).astype(np.int64), count)
        project, item = project[kept], item[kept]
    order = np.argsort(accepted[project, item], kind="stable")
    return project[order], item[order]


def _pick(dice: Dice, projects: Projects, project: Whole, month: Whole, count: int) -> Whole:
    weights = month_weights(dice, _GROWTH)
    wanted = scaled(weights, count / float(np.cumsum(weights)[-1]))
    # Whole ways of a few projects tell a story; single cases of the many others show how many were served.
    favour = dice.share(projects.n) / projects.weight
    order = np.lexsort((0.5 * favour[project] + 0.5 * dice.share(len(project)), month))
    rank = np.arange(len(order)) - np.searchsorted(month[order], month[order])
    return np.sort(order[rank < wanted[month[order]]])


def ledger(dice: Dice, projects: Projects, schedule: Schedule, cases: tuple[Whole, Whole], first: int) -> Ledger:
    """Return the cases with what was known of each, month by month; some were tried in vain before."""
    project, item, accepted, decided, suspended, outcome = _with_attempts(dice, projects, schedule, cases)
    n = len(project)
    book = Ledger("approval", accepted)
    book.text("approval_id", names.numbered("SP", accepted, first))
    book.text("project_id", projects.codes(project))
    book.words("item_id", [one.item_id for one in schedule.items], item)
    book.words("department", [one.department for one in schedule.items], item)
    book.days("accepted_on", accepted)
    promised = np.array([one.promised for one in schedule.items])[item]
    book.whole("promised_days", np.where(dice.yes(0.025, n), BLANK, promised))
    # An empty cell and a nought mean the same here, and offices write both.
    none_noted = np.where(dice.yes(0.4, n), BLANK, 0)
    book.whole("suspended_days", none_noted, (only(suspended > 0, decided), suspended))
    book.whole("supplement_count", dice.choose((0.80, 0.16, 0.04), n))
    book.when("decided_on", decided)
    blank = np.full(n, BLANK)
    book.words("outcome", OUTCOMES, blank, (decided, outcome))
    book.yes_no("tolerant", dice.yes(0.14, n))
    book.yes_no("pledged", dice.yes(0.11, n))
    book.whole("trips", dice.choose((0.46, 0.44, 0.10), n))
    is_rated = dice.yes(0.66, n) & (outcome <= _REFUSED)
    book.words("satisfaction", RATINGS, blank, (only(is_rated, decided), rate(dice, decided)))
    return book


def _with_attempts(
    dice: Dice, projects: Projects, schedule: Schedule, cases: tuple[Whole, Whole]
) -> tuple[Whole, Whole, Whole, Whole, Whole, Whole]:
    """Return the cases with the vain attempts before some of them, by the day they were accepted.

    What was refused, withdrawn or sent back is applied for again: the project's way goes on in the end.
    """
    project, item = cases
    accepted = schedule.accepted[project, item]
    earlier = working(accepted - dice.whole(14, 38, len(project)))
    # What comes after the completion is prepared with the bureau, and goes through at once.
    is_late = np.array([one.item_id[0] == "E" for one in schedule.items])[item]
    tried = (
        ~is_late
        & dice.yes(_VAIN_CHANCE, len(project))
        & (earlier >= START)
        & (earlier >= projects.lives.known[project])
    )
    vain = np.flatnonzero(tried)
    ended = add_working_days(earlier[vain], dice.whole(0, 5, len(vain)))
    columns = (
        (project, project[vain]),
        (item, item[vain]),
        (accepted, earlier[vain]),
        (schedule.decided[project, item], ended),
        (schedule.suspended[project, item], np.zeros(len(vain), np.int64)),
        (np.zeros(len(project), np.int64), _REFUSED + dice.choose(_VAIN_WEIGHTS, len(vain))),
    )
    whole = [np.concatenate(column) for column in columns]
    order = np.argsort(whole[2], kind="stable")
    project, item, accepted, decided, suspended, outcome = (column[order] for column in whole)
    return project, item, accepted, decided, suspended, outcome
