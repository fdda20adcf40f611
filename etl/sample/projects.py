"""The project ledger: who each project is, where it lies, who leads it, and what is known of its progress."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from etl.sample import names
from etl.sample.cohorts import COHORTS, KEY_PROJECTS
from etl.sample.days import NO_DAY, only
from etl.sample.dice import Dice, Whole, scaled
from etl.sample.ledger import BLANK, Ledger
from etl.sample.lives import Lives, live

CATEGORIES = (
    "产业与科创",
    "总部与商务楼宇",
    "人才与保障性住房",
    "城市更新",
    "交通与市政基础设施",
    "公共服务",
    "生态环保与文旅",
)
INVESTMENT_TYPES = ("政府财力投资", "社会投资")
STREETS = ("中韩街道", "沙子口街道", "王哥庄街道", "北宅街道", "金家岭街道", "跨街道")
WORKGROUPS = (
    "主体登记",
    "项目立项",
    "用地规划",
    "工程规划",
    "招标投标",
    "施工许可",
    "市政公用接入",
    "联合验收与不动产登记",
)
PUBLIC, PRIVATE = 0, 1
_CATEGORY_WEIGHTS = (104, 35, 48, 56, 55, 52, 36)
_PUBLIC_CHANCE = np.array([0.06, 0.04, 0.45, 0.40, 0.95, 0.88, 0.50])
_STREET_WEIGHTS = (0.29, 0.17, 0.12, 0.09, 0.26, 0.07)
# Road and water works are the ones that cross streets.
_CROSSING = (4, 6)
# Largest investment in 万元, by category.
_LARGEST = np.array([420_000, 600_000, 180_000, 150_000, 120_000, 60_000, 80_000])
_STATUSES = ("前期", "在建", "停工", "竣工", "终止")
_REMARKS = (
    "计划开工时间已报区重点项目办调整",
    "因资金接续停工，已列入帮扶清单",
    "投资方调整布局，项目终止",
    "规划条件变化，经区政府同意终止",
    "方案优化，计划竣工时间顺延",
)


@dataclass
class Projects:
    """The projects of one block: their lives and what every other record takes from them."""

    lives: Lives
    code: pa.Array
    category: Whole
    investment_type: Whole
    street: Whole
    weight: Whole

    @property
    def n(self) -> int:
        """How many projects there are."""
        return self.lives.n

    def codes(self, rows: Whole) -> pa.Array:
        """Return the project code of each row; an empty cell where the row is -1."""
        return self.code.take(pa.array(rows, mask=rows < 0))


def found(dice: Dice, first: int, size: int) -> Projects:
    """Return ``size`` projects, numbered from ``first``."""
    lives = live(dice, first, size)
    exact = scaled(_CATEGORY_WEIGHTS, size / sum(_CATEGORY_WEIGHTS))
    category = dice.quota(exact)
    investment = np.where(dice.share(size) < _PUBLIC_CHANCE[category], PUBLIC, PRIVATE)
    street = dice.choose(_STREET_WEIGHTS, size)
    crossing = np.isin(category, _CROSSING) & dice.yes(0.25, size)
    street = np.where(crossing, len(STREETS) - 1, street)
    is_key = lives.cohort < len(KEY_PROJECTS)
    return Projects(
        lives, names.project_codes(lives.known, first), category, investment, street, np.where(is_key, 3, 1)
    )


def ledger(dice: Dice, projects: Projects) -> Ledger:
    """Return the ledger of the projects with all that was changed in it over the months."""
    lives, n = projects.lives, projects.n
    book = Ledger("project", lives.known)
    book.text("project_id", projects.code)
    book.text("project_name", names.project_names(dice, projects.category, lives.first))
    book.words("category", CATEGORIES, projects.category)
    book.words("investment_type", INVESTMENT_TYPES, projects.investment_type)
    book.words("street", STREETS, projects.street)
    book.text("developer", _developers(dice, projects))
    book.whole("total_investment_wan", _investment(dice, projects))
    states = [(lives.start, 1), (lives.stopped, 2), (lives.completion, 3), (lives.ended, 4)]
    book.words("status", _STATUSES, np.zeros(n, np.int64), *((on, np.full(n, state)) for on, state in states))
    book.days("planned_start_on", _unless_unknown(dice, projects, lives.first_plan), (lives.plan_moved, lives.plan))
    book.when("actual_start_on", lives.start)
    book.days("planned_completion_on", lives.first_due, (lives.due_moved, lives.due))
    book.when("actual_completion_on", lives.completion)
    book.words("lead_group", WORKGROUPS, *_lead_groups(dice, projects))
    book.text("contact_name", names.people(dice, n, 0.93))
    book.text("contact_phone", names.phones(dice, n, 0.88))
    ended = np.where(dice.yes(0.5, n), 2, 3)
    book.words(
        "remark",
        _REMARKS,
        np.full(n, BLANK),
        (lives.plan_moved, np.zeros(n, np.int64)),
        (lives.due_moved, np.full(n, 4)),
        (lives.stopped, np.full(n, 1)),
        (lives.ended, ended),
    )
    return book


def _unless_unknown(dice: Dice, projects: Projects, planned: Whole) -> Whole:
    """A project newly registered has no plan yet now and then; one on a list always has."""
    is_listed = np.array([bool(cohort.lists) for cohort in COHORTS])[projects.lives.cohort]
    is_early = (projects.lives.start == NO_DAY) | (projects.lives.start > projects.lives.known + 400)
    return only(~(is_early & ~is_listed & dice.yes(0.15, projects.n)), planned)


def _developers(dice: Dice, projects: Projects) -> pa.Array:
    is_public = (projects.investment_type == PUBLIC).astype(np.int64)
    return names.developers(dice, projects.category, is_public, projects.lives.first)


def _investment(dice: Dice, projects: Projects) -> Whole:
    """Most projects are small and few are large; the share to the third power does it without a logarithm."""
    share = dice.share(projects.n)
    largest = _LARGEST[projects.category]
    small = 1500 + (dice.share(projects.n) * largest * 0.06).astype(np.int64)
    amount = small + (share * share * share * largest * (0.5 + 0.25 * projects.weight)).astype(np.int64)
    rounded = amount // 100 * 100
    return np.where(dice.yes(0.03, projects.n), BLANK, rounded)


def _lead_groups(dice: Dice, projects: Projects) -> list[Whole | tuple[Whole, Whole]]:
    """The group whose turn it is leads: the work is handed on along the life cycle."""
    lives, n = projects.lives, projects.n
    is_public = projects.investment_type == PUBLIC
    land, engineering, permit, _, acceptance = lives.edges
    bidding = np.where(is_public | dice.yes(0.3, n), 4, 5)
    building = np.where(dice.yes(0.4, n), 5, 6)
    first = np.where(is_public, 1, 0)
    own = np.where(is_public, 2, np.where(dice.yes(0.5, n), 1, 2))
    return [
        first,
        (land, own),
        (engineering, np.full(n, 3)),
        (permit, bidding),
        (lives.start, building),
        (acceptance, np.full(n, 7)),
    ]
