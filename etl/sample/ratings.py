"""How people rate an answer or a decision: well, for the most part, and a little better every year."""

from __future__ import annotations

import numpy as np

from etl.sample.days import day
from etl.sample.dice import Dice, Whole

RATINGS = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
_WELL = (0.56, 0.32, 0.12)
_BADLY = (0.76, 0.24)
# The share of bad ratings in 2023, 2024 and 2025.
_BAD = np.array([0.045, 0.036, 0.027])
_YEAR_BEGINS = np.array([day("2024-01-01"), day("2025-01-01")])


def rate(dice: Dice, days: Whole) -> Whole:
    """Return a rating (a position in RATINGS) for each day."""
    n = len(days)
    is_bad = dice.share(n) < _BAD[np.searchsorted(_YEAR_BEGINS, days, side="right")]
    return np.where(is_bad, len(_WELL) + dice.choose(_BADLY, n), dice.choose(_WELL, n))
