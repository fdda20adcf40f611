"""The change of a number against another: by how much as it is shown, and split into its two causes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from queries.catalogue import Kpi
from queries.headline import Number
from queries.rounding import half_up, percent


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


def as_shown(kpi: Kpi, number: Number) -> Decimal | None:
    """Return a number as the pages show it: a share in percent, an average with one decimal, a count whole.

    A share without a denominator, such as a target, is its value; None when there is no number.
    """
    if number.value is None:
        return None
    if kpi.shown_as != "share":
        return half_up(number.value, 1 if kpi.shown_as in ("mean", "median") else 0)
    if number.denominator is None:
        return half_up(Decimal(str(number.value)) * 100, 1)
    return percent(number.numerator or 0, number.denominator)


def difference(kpi: Kpi, now: Number, before: Number) -> Decimal | None:
    """Return by how much two numbers differ as they are shown: a share in percentage points; None without a number."""
    shown, was = as_shown(kpi, now), as_shown(kpi, before)
    return None if shown is None or was is None else shown - was
