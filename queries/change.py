"""The change of a number against an earlier one, split into its causes: the numerator and the denominator."""

from __future__ import annotations

from dataclasses import dataclass

from queries.catalogue import Kpi
from queries.headline import Number


@dataclass(frozen=True)
class Change:
    """By how much a number changed, and why.

    ``value`` is the difference of the values (of a share: 0.05 is 5 percentage points), None when one has none;
    ``numerator`` and ``denominator`` are the differences of what stands above and below the line. ``by_numerator`` and
    ``by_denominator`` are the parts of ``value`` that each of them explains; they add up to it.
    """

    value: float | None
    numerator: float | int | None
    denominator: int | None
    by_numerator: float | None
    by_denominator: float | None


def change(now: Number, before: Number, kpi: Kpi) -> Change:
    """Return how the number of ``kpi`` went from ``before`` to ``now``.

    The two causes are told apart without an order between them: each gets the mean of what it explains when it moves
    first and when it moves second.
    """
    value = None if now.value is None or before.value is None else now.value - before.value
    numerator = None if now.numerator is None or before.numerator is None else now.numerator - before.numerator
    denominator = (
        None if now.denominator is None or before.denominator is None else now.denominator - before.denominator
    )
    by_numerator = by_denominator = None
    if kpi.shown_as in ("count", "distinct"):
        by_numerator, by_denominator = value, 0.0
    elif value is not None and numerator is not None and now.denominator and before.denominator:
        by_numerator = numerator * (1 / now.denominator + 1 / before.denominator) / 2
        by_denominator = value - by_numerator
    return Change(value, numerator, denominator, by_numerator, by_denominator)
