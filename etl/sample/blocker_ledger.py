"""The blocker ledger: one row a problem, rewritten until it is closed."""

from __future__ import annotations

import numpy as np

from etl.sample import names
from etl.sample.blocker_kinds import GOLD, HALL, HELPERS, NO_TEAM, PAPERWORK, TEAMS, TYPES
from etl.sample.blocker_sources import CHANNELS, ESCALATIONS
from etl.sample.blockers import Rows
from etl.sample.days import END, NO_DAY, TEAM_FOUNDED, only, working
from etl.sample.dice import Dice, Whole
from etl.sample.ledger import BLANK, Ledger
from etl.sample.lives import STAGES
from etl.sample.phrases import BLOCKER_DEPARTMENTS, BLOCKER_WORDS, DEPARTMENTS, of_stage
from etl.sample.projects import STREETS, WORKGROUPS, Projects

_LAND, _PLANNING, _FIRE, _UTILITIES = 1, 2, 3, 6
_ANY_STAGE = -1
# The stage in which a kind of blocker arises; the others arise wherever the project stands.
_STAGE_OF_TYPE = np.array([_ANY_STAGE, 1, 2, 3, _ANY_STAGE, _ANY_STAGE, 4, _ANY_STAGE])
_GROUP_OF_STAGE = np.array([0, 2, 3, 5, 6, 7])
_STREET_OFFICES = tuple(f"{street}办事处" for street in STREETS[:-1])
_OFFICE = 8
_REMARKS = ("需市级部门支持", "企业承诺月底前补齐材料", "已发督办单", "与同类项目一并研究")


def ledger(dice: Dice, projects: Projects, rows: Rows, first: int) -> Ledger:
    """Return the ledger with what was known of each blocker, month by month."""
    n = len(rows.found)
    own = projects.lives.stage_on(rows.project, rows.found)
    stage = np.where(_STAGE_OF_TYPE[rows.type] == _ANY_STAGE, own, _STAGE_OF_TYPE[rows.type])
    book = Ledger("blocker", rows.found)
    book.text("blocker_id", names.numbered("DK", rows.found, first))
    book.text("project_id", projects.codes(rows.project))
    book.days("found_on", rows.found)
    book.words("found_channel", CHANNELS, rows.channel)
    book.words("stage", STAGES, stage)
    book.words("blocker_type", TYPES, rows.type)
    book.words("description", *of_stage(dice, BLOCKER_WORDS, rows.type))
    _teams(dice, book, rows)
    book.words("workgroup", WORKGROUPS, _GROUP_OF_STAGE[stage])
    book.words("department", *_departments(dice, projects, rows))
    plain = np.where(dice.yes(0.05, n), BLANK, 0)
    book.words("escalation", ESCALATIONS, plain, (rows.escalated, rows.escalation))
    book.days("due_on", only(dice.yes(0.96, n), rows.due))
    _ending(dice, book, rows)
    book.words("remark", _REMARKS, np.where(dice.yes(0.14, n), dice.whole(0, len(_REMARKS) - 1, n), BLANK))
    return book


def _teams(dice: Dice, book: Ledger, rows: Rows) -> None:
    """What was found before the gold-medal team was founded was the hall's; the team took it over or came to help."""
    n = len(rows.found)
    is_earlier = rows.found < TEAM_FOUNDED
    taken_over = working(np.full(n, TEAM_FOUNDED) + dice.whole(0, 9, n))
    handed_on = is_earlier & (rows.owner == GOLD)
    book.words("owner_team", TEAMS, np.where(handed_on, HALL, rows.owner), (only(handed_on, taken_over), rows.owner))
    joins = is_earlier & np.isin(rows.helper, [GOLD, len(HELPERS) - 1])
    book.words("helper_teams", HELPERS, np.where(joins, NO_TEAM, rows.helper), (only(joins, taken_over), rows.helper))


def _departments(dice: Dice, projects: Projects, rows: Rows) -> tuple[tuple[str, ...], Whole]:
    """Return whom the blocker waits for; where it is a street office, the one of the project's own street."""
    n = len(rows.found)
    department = np.array(BLOCKER_DEPARTMENTS)[rows.type, dice.choose((0.6, 0.25, 0.15), n)]
    street = projects.street[rows.project]
    office = np.where(street < len(_STREET_OFFICES), len(DEPARTMENTS) + street, _OFFICE)
    department = np.where(department == _OFFICE, office, department)
    return DEPARTMENTS + _STREET_OFFICES, np.where(dice.yes(0.04, n) & (rows.type != PAPERWORK), BLANK, department)


def _ending(dice: Dice, book: Ledger, rows: Rows) -> None:
    """A problem is solved, then checked and signed off; some of those still open are solved but not yet checked."""
    n = len(rows.found)
    is_open = rows.verified == NO_DAY
    unchecked = is_open & dice.yes(0.2, n) & (rows.found < END - 20)
    before = dice.whole(0, 5, n)
    first = np.where(unchecked, END - 3, np.maximum(rows.first_verified - before, rows.found))
    last = np.maximum(rows.verified - before, np.maximum(rows.found, rows.reopened))
    again = (rows.verified != rows.first_verified) & ~is_open
    book.when("resolved_on", only(~is_open | unchecked, first), only(again, np.minimum(last, rows.verified)))
    book.when("verified_on", only(~is_open, rows.first_verified), only(again, rows.verified))
    book.when("reopened_on", rows.reopened)
