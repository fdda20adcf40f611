"""The kinds of blockers: which teams had a part, whether they were about paperwork, and when they were signed off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from etl.sample.days import HALL_OPENED, MONTHS
from etl.sample.dice import Dice, Whole

TYPES = ("手续办理", "用地", "规划", "消防审图", "资金", "征迁", "市政配套", "其他")
PAPERWORK = 0
TEAMS = ("金牌团队", "审批会客厅", "心服务工作室")
GOLD, HALL, STUDIO = range(3)
HELPERS = (*TEAMS, "审批会客厅；心服务工作室", "金牌团队；心服务工作室")
NO_TEAM = -1
_FOUNDED_IN = MONTHS.index("2025-01")
_LAST = len(MONTHS) - 1


@dataclass(frozen=True)
class Kind:
    """So many blockers signed off between two months (or still open), by the teams that had a part in them."""

    count: int
    first: int
    last: int
    # Chance that it is about paperwork: 1 where the kind is just that.
    paperwork: float
    has_gold: bool
    has_hall: bool
    is_open: bool = False
    is_reopened: bool = False


# Resolved with the gold-medal team: 56 + 18. About paperwork with the hall or the studio: 6 + 18 + 24, 42 in 2025.
KINDS = (
    Kind(6, 3, _FOUNDED_IN - 1, 1, False, True),
    Kind(76, 1, _FOUNDED_IN - 1, 0, False, True),
    Kind(56, _FOUNDED_IN, _LAST, 0.45, True, False),
    Kind(18, _FOUNDED_IN, _LAST, 1, True, True),
    Kind(24, _FOUNDED_IN, _LAST, 1, False, True),
    Kind(9, _FOUNDED_IN, _LAST, 0, False, True),
    Kind(5, _LAST, _LAST, 0.4, True, False, is_open=True),
    Kind(4, _LAST, _LAST, 0.4, False, True, is_open=True),
    Kind(2, _LAST, _LAST, 0.5, True, True, is_open=True, is_reopened=True),
)


def days_open(dice: Dice, kind: Kind, month: Whole) -> Whole:
    """Return how long each stays open that is signed off in a month: half go quickly, some stick.

    Since there is a team for it they go quicker, and quicker every month.
    """
    n = len(month)
    before = ((11, 40), (41, 105), (106, 220))
    since = ((5, 17), (18, 35), (36, 72))
    spans = since if kind.first >= _FOUNDED_IN else before
    of = dice.choose((0.52, 0.35, 0.13), n)
    took = np.choose(of, [dice.whole(low, high, n) for low, high in spans])
    return took * (24 - 2 * np.maximum(month - _FOUNDED_IN, 0)) // 24


def owners(dice: Dice, kind: Kind, found: Whole) -> Whole:
    """Return the team that leads; before the hall opened it was the studio."""
    n = len(found)
    hall = np.where(dice.yes(0.68, n) & (found >= HALL_OPENED), HALL, STUDIO)
    if kind.has_gold and kind.has_hall:
        return np.where(dice.yes(0.6, n), GOLD, hall)
    return np.full(n, GOLD) if kind.has_gold else hall


def helpers(dice: Dice, kind: Kind, owner: Whole, type_: Whole) -> Whole:
    """Return the teams that help (a position in HELPERS): most have none."""
    n = len(owner)
    if kind.has_gold and kind.has_hall:
        beside_gold = np.array([HALL, STUDIO, 3])[dice.choose((0.6, 0.25, 0.15), n)]
        return np.where(owner == GOLD, beside_gold, np.where(dice.yes(0.85, n) | (owner == STUDIO), GOLD, 4))
    other = np.where(owner == HALL, STUDIO, HALL)
    # Where the gold-medal team leads about paperwork, the hall's part would make it another kind.
    may = (type_ != PAPERWORK) if kind.has_gold else np.ones(n, np.bool_)
    return np.where(may & dice.yes(0.2, n), other, NO_TEAM)
