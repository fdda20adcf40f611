"""The city's monthly bulletin: ten districts, ours as its own records say, and the others around it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from etl.sample.days import LAST, MONTHS, NO_DAY, working
from etl.sample.dice import Dice, Whole
from etl.sample.ledger import Ledger

DISTRICTS = ("市南区", "市北区", "李沧区", "崂山区", "西海岸新区", "城阳区", "即墨区", "胶州市", "平度市", "莱西市")
OURS = DISTRICTS.index("崂山区")
# How much each district has to accept, against ours.
_SIZE = np.array([0.8, 1.0, 0.9, 1.0, 2.1, 1.4, 1.3, 1.2, 1.0, 0.6])
_FIRST_SINCE = MONTHS.index("2024-10")
# District and month: nothing published, published a month late, corrected a month later, level with ours at the top.
_MISSING = ((9, "2024-02"),)
_DELAYED = ((8, "2023-11"),)
_CORRECTED = ((6, "2024-05"),)
_LEVEL = ((5, "2025-02"),)
_PUBLISHERS = ("市住房和城乡建设局", "市行政审批服务局")
_AFTER = 9


def ledger(dice: Dice, joint: Whole, total: Whole) -> Ledger:
    """Return the bulletins; ``joint`` and ``total`` are our own acceptances by month.

    Since October 2024 no district has a higher rate than ours; before, in every month, one has at least.
    """
    month = np.repeat(np.arange(len(MONTHS)), len(DISTRICTS))
    district = np.tile(np.arange(len(DISTRICTS)), len(MONTHS))
    n = len(month)
    ours = np.maximum(total, 1)[month]
    accepted = np.maximum((ours * _SIZE[district] * (0.75 + 0.5 * dice.share(n))).astype(np.int64), 4)
    jointly = _others(dice, joint[month], ours, accepted, month, district)
    mine = district == OURS
    jointly, accepted = np.where(mine, joint[month], jointly), np.where(mine, total[month], accepted)
    for place, name in _LEVEL:
        row = MONTHS.index(name) * len(DISTRICTS) + place
        jointly[row], accepted[row] = 2 * joint[MONTHS.index(name)], 2 * total[MONTHS.index(name)]
    known = LAST[month].copy()
    for place, name in _DELAYED:
        known[MONTHS.index(name) * len(DISTRICTS) + place] = LAST[MONTHS.index(name) + 1]
    corrected = np.full(n, NO_DAY)
    for place, name in _CORRECTED:
        corrected[MONTHS.index(name) * len(DISTRICTS) + place] = LAST[MONTHS.index(name) + 1]
    gone = [MONTHS.index(name) * len(DISTRICTS) + place for place, name in _MISSING]
    keep = np.setdiff1d(np.arange(n), gone)
    return _book(keep, month, district, known, corrected, jointly, accepted)


def _others(dice: Dice, our_joint: Whole, our_total: Whole, accepted: Whole, month: Whole, district: Whole) -> Whole:
    """Return how many of each other district's acceptances were joint."""
    n = len(month)
    rate = our_joint / our_total
    below = np.floor(accepted * np.maximum(rate - 0.012 - 0.14 * dice.share(n), 0)).astype(np.int64)
    around = np.floor(accepted * np.clip(rate + 0.09 - 0.2 * dice.share(n), 0, 1)).astype(np.int64)
    # One of the city's own districts was ahead of us in each of the earlier months.
    leader = np.array([0, 1, 5, 4])[month % 4]
    above = np.maximum(np.ceil(accepted * np.minimum(rate + 0.03, 1)).astype(np.int64), 1)
    above = np.minimum(above, accepted)
    jointly = np.where(month >= _FIRST_SINCE, below, np.where(district == leader, above, around))
    return np.minimum(jointly, accepted)


def _book(
    keep: Whole, month: Whole, district: Whole, known: Whole, corrected: Whole, jointly: Whole, accepted: Whole
) -> Ledger:
    book = Ledger("district_month", known[keep])
    book.words("district", DISTRICTS, district[keep])
    book.words("month", MONTHS, month[keep])
    changed = corrected[keep]
    too_many = np.minimum(jointly[keep] + 1, accepted[keep])
    first = np.where(changed == NO_DAY, jointly[keep], too_many)
    book.whole("joint_accepted", first, (changed, jointly[keep]))
    book.whole("total_accepted", accepted[keep])
    rates = [_percent(int(j), int(t)) for j, t in zip(first, accepted[keep], strict=True)]
    book.text("published_rate", pa.array(rates, pa.string()))
    book.words("publisher", _PUBLISHERS, (month[keep] >= 12).astype(np.int64))
    book.days("published_on", working(known[keep] + _AFTER))
    return book


def _percent(part: int, whole: int) -> str | None:
    """Half up to one decimal, in whole numbers only."""
    if whole == 0:
        return None
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"
