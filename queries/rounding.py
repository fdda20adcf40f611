"""Rounding as the bureau does it: half up, in decimal, after everything has been summed and divided."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def half_up(value: float | int | Decimal | Fraction, digits: int = 1) -> Decimal:
    """Round ``value`` half up (away from zero on a tie) to ``digits`` decimals.

    Takes a plain number; a float is read by its shortest decimal form, so 0.25 is exactly a tie. Returns a Decimal
    with exactly ``digits`` decimals and never a negative zero. Rule: records.md, "to one decimal, half up".
    """
    if isinstance(value, Fraction):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
    else:
        exact = value if isinstance(value, Decimal) else Decimal(str(value))
    rounded = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)


def percent(numerator: int | float, denominator: int | float, digits: int = 1) -> Decimal | None:
    """Return ``numerator / denominator`` in percent, rounded half up once, or None when the denominator is zero.

    The division is exact (a fraction), so 1/8 is 12.5 and a tie is a real tie.
    """
    if not denominator:
        return None
    return half_up(Fraction(numerator) / Fraction(denominator) * 100, digits)
