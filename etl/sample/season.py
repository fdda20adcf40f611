"""How the bureau's work spreads over the 24 months: it grows, rests at Spring Festival, and is never even."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from etl.sample.days import MONTHS, in_month
from etl.sample.dice import Dice, Whole, scaled

# Share of an ordinary month's work, January first; the week of National Day and the year's end show.
_OF_MONTH = (0.95, 0.80, 1.06, 1.00, 0.98, 1.08, 1.00, 0.95, 1.05, 0.86, 1.06, 1.12)
# Spring Festival fell in February 2024 and at the end of January 2025.
_SPRING_FESTIVAL = {"2024-02": 0.75, "2025-01": 0.80, "2025-02": 1.10}
_UNEVENNESS = 0.24


def month_weights(dice: Dice, growth: float) -> NDArray[np.float64]:
    """Return the weight of each month; after 24 months the work is ``1 + growth`` times that of the first."""
    steps = np.arange(len(MONTHS)) / (len(MONTHS) - 1)
    season = np.array([_OF_MONTH[int(month[5:]) - 1] * _SPRING_FESTIVAL.get(month, 1.0) for month in MONTHS])
    uneven = 1 + _UNEVENNESS * (dice.share(len(MONTHS)) - 0.5)
    return (1 + growth * steps) * season * uneven


def work_days(dice: Dice, count: int, growth: float, first: int = 0, last: int = len(MONTHS) - 1) -> Whole:
    """Return ``count`` working days in order, in the months ``first`` to ``last``, as the season spreads the work."""
    weights = month_weights(dice, growth)
    weights[:first] = 0
    weights[last + 1 :] = 0
    counts = scaled(weights, count / float(np.cumsum(weights)[-1]))
    return np.sort(in_month(dice, np.repeat(np.arange(len(MONTHS)), counts)))
