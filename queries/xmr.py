"""The XmR chart of monthly values: average, natural limits, and which points are signals; no page, no picture.

After Wheeler, "Understanding Variation" (individual values and moving ranges), with the screening of moving ranges and
the run lengths of the NHS guide "Making Data Count".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import fsum

# Three standard deviations of single values: 3 / 1.128, the mean moving range of two being 1.128 of them.
THREE_SIGMA = 2.66
TWO_SIGMA = THREE_SIGMA * 2 / 3
# The upper limit of moving ranges: beyond it a jump is itself a signal, and would only widen the limits that show it.
RANGE_LIMIT = 3.267
# "Making Data Count" takes 7, Wheeler 8: a steady process does seven on one side 1 time in 64, and a month is too long
# to wait for one more.
IN_A_ROW = 7
# Under twelve points limits still move with each month that comes; under six they say nothing (Wheeler: five or six).
FEWEST, SETTLED = 6, 12
RULES = ("beyond", "run", "steady_move", "near_limit")

Values = Sequence[float | None]
Sides = list[int]


@dataclass(frozen=True)
class Limits:
    """The average of a stretch of months and its natural limits; ``near_…`` is two thirds of the way to them."""

    centre: float
    lower: float
    upper: float
    near_lower: float
    near_upper: float
    points: int

    @property
    def is_trial(self) -> bool:
        """Whether there are too few points for the limits to be relied on."""
        return self.points < SETTLED


@dataclass(frozen=True)
class Row:
    """One month: its value (None when it is not judged), the limits it is held against, and what it signals.

    ``signals`` maps each rule of RULES that the month is part of to its side: +1 above or rising, −1 below or falling.
    """

    month: str
    value: float | None
    part: int
    limits: Limits | None
    signals: dict[str, int] = field(default_factory=dict)

    @property
    def strongest(self) -> str:
        """The strongest rule that the month is part of; '' without one."""
        return next((rule for rule in RULES if rule in self.signals), "")

    @property
    def side(self) -> int:
        """Where the strongest signal points: +1, −1, or 0 without one."""
        return self.signals.get(self.strongest, 0)

    def means(self, better: str) -> str:
        """Say what the signal is for a KPI that is 'better' higher or lower: 'good', 'bad', 'change', or '' if none."""
        if not self.side:
            return ""
        if better not in ("higher", "lower"):
            return "change"
        return "good" if (self.side > 0) == (better == "higher") else "bad"


def chart(
    months: Sequence[str],
    values: Values,
    starts: Sequence[str] = (),
    floor: float | None = None,
    ceiling: float | None = None,
) -> list[Row]:
    """Return the XmR chart of ``values`` as a table, a row a month, oldest first.

    ``starts`` are months from which the limits are worked out anew; ``floor`` and ``ceiling`` are what no value can be
    beyond (0 for counts, 0 and 1 for shares). A value of None (an unfinished month, nothing to divide by) is not
    judged, and no rule reaches across it.
    """
    cuts = [0, *(at for at, month in enumerate(months) if at and month in set(starts)), len(months)]
    rows: list[Row] = []
    for part, (first, end) in enumerate(pairwise(cuts)):
        own = values[first:end]
        limits = natural_limits(own)
        found = signals(own, limits) if limits else [{} for _ in own]
        shown = _within(limits, floor, ceiling) if limits else None
        rows += [Row(months[first + at], own[at], part, shown, found[at]) for at in range(len(own))]
    return rows


def natural_limits(values: Values, screened: bool = True, fewest: int = FEWEST) -> Limits | None:
    """Return average ± 2.66 × the mean moving range of ``values``, or None when they are fewer than ``fewest``.

    With ``screened`` moving ranges above 3.267 × their mean are left out, once, before the mean is taken; not where
    nothing but months all alike would be left, of which every other month would be a signal.
    """
    known = [value for value in values if value is not None]
    ranges = moving_ranges(values)
    if len(known) < fewest or not ranges:
        return None
    centre, spread = mean(known), mean(ranges)
    if screened:
        spread = mean([size for size in ranges if size <= RANGE_LIMIT * spread] or ranges) or spread
    far, near = THREE_SIGMA * spread, TWO_SIGMA * spread
    return Limits(centre, centre - far, centre + far, centre - near, centre + near, len(known))


def moving_ranges(values: Values) -> list[float]:
    """Return how far each value lies from the one just before it; a gap has none on either side."""
    return [abs(after - before) for before, after in pairwise(values) if before is not None and after is not None]


def mean(values: Sequence[float]) -> float:
    """Return the average of ``values``."""
    return fsum(values) / len(values)


def signals(values: Values, limits: Limits) -> list[dict[str, int]]:
    """Return for each value the rules it is part of, with the side of each."""
    found: list[dict[str, int]] = [{} for _ in values]
    for rule, judge in JUDGES.items():
        for at, side in enumerate(judge(values, limits)):
            if side:
                found[at][rule] = side
    return found


def beyond(values: Values, limits: Limits) -> Sides:
    """A point beyond the natural limits."""
    return _sides(values, limits.lower, limits.upper)


def run(values: Values, limits: Limits) -> Sides:
    """Seven or more in a row on one side of the average: every point of the run."""
    return _long_enough(_sides(values, limits.centre, limits.centre), IN_A_ROW)


def steady_move(values: Values, limits: Limits) -> Sides:
    """Seven or more in a row that rise, or fall, each from the one before: every point from which and to which."""
    grain = _grain(limits)
    steps = [0 if a is None or b is None else _side(b, a, a, grain) for a, b in pairwise(values)]
    moves = _long_enough(steps, IN_A_ROW - 1)
    # A point at which one long move ends and another begins belongs to the later one.
    return [after or before for before, after in zip([0, *moves], [*moves, 0], strict=True)][: len(values)]


def near_limit(values: Values, limits: Limits) -> Sides:
    """Two of three in a row beyond two thirds of the way to the same limit: those two."""
    sides = _sides(values, limits.near_lower, limits.near_upper)
    found = [0] * len(sides)
    for first in range(len(sides) - 2):
        three = range(first, first + 3)
        for side in (1, -1):
            near = [at for at in three if sides[at] == side]
            if len(near) >= 2 and all(values[at] is not None for at in three):
                for at in near:
                    found[at] = side
    return found


JUDGES: dict[str, Callable[[Values, Limits], Sides]] = {
    "beyond": beyond,
    "run": run,
    "steady_move": steady_move,
    "near_limit": near_limit,
}


def _within(limits: Limits, floor: float | None, ceiling: float | None) -> Limits:
    """Cut the limits to what a value can be: a count cannot be below nothing, nor a share above all."""

    def cut(value: float) -> float:
        value = value if floor is None else max(value, floor)
        return value if ceiling is None else min(value, ceiling)

    near = cut(limits.near_lower), cut(limits.near_upper)
    return Limits(limits.centre, cut(limits.lower), cut(limits.upper), *near, limits.points)


def _grain(limits: Limits) -> float:
    """Return below which a difference is a matter of rounding: months that are all alike lie on their average."""
    return 1e-9 * max(abs(limits.centre), abs(limits.upper), abs(limits.lower))


def _side(value: float, low: float, high: float, grain: float) -> int:
    return 1 if value > high + grain else -1 if value < low - grain else 0


def _sides(values: Values, low: float, high: float) -> Sides:
    grain = 1e-9 * max(abs(low), abs(high))
    return [0 if value is None else _side(value, low, high, grain) for value in values]


def _long_enough(sides: Sides, length: int) -> Sides:
    """Keep the stretches of one side that are at least ``length`` long."""
    kept = [0] * len(sides)
    first = 0
    for at in range(1, len(sides) + 1):
        if at == len(sides) or sides[at] != sides[first]:
            if sides[first] and at - first >= length:
                kept[first:at] = sides[first:at]
            first = at
    return kept
