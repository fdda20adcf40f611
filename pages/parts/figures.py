"""How a number is said: the fraction first, the percent second; no value is a dash, never 0 %."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pages.parts.words import _, language
from queries.catalogue import Kpi
from queries.questions import Number
from queries.rounding import half_up, percent

MINUS = "−"
NO_VALUE = "—"


@dataclass(frozen=True)
class Figure:
    """A number ready to be shown: what is read aloud first, what stands behind it smaller, and the line below."""

    first: str
    behind: str
    second: str


def whole(value: float | int | Decimal | None) -> str:
    """Say a count with thousands separators; a fraction keeps one decimal."""
    if value is None:
        return NO_VALUE
    rounded = half_up(value, 1)
    return f"{rounded:,.0f}" if rounded == rounded.to_integral_value() else f"{rounded:,.1f}"


def decimal(value: float | int | Decimal | None, digits: int = 1) -> str:
    """Say a number with ``digits`` decimals, half up."""
    return NO_VALUE if value is None else f"{half_up(value, digits):,}"


def rate(numerator: float | int | None, denominator: float | int | None) -> str:
    """Say a share in percent, one decimal, half up; a dash when nothing stands below the line."""
    exact = percent(numerator, denominator) if numerator is not None and denominator else None
    return NO_VALUE if exact is None else f"{exact}%"


def unit(kpi: Kpi) -> str:
    """Return the KPI's unit in the language of the page."""
    return kpi.unit.in_(language())


def figure(kpi: Kpi, now: Number) -> Figure:
    """Say the headline of a KPI: 27 /38 and 71.1%; 53 次; 8.4 个工作日 with the number of rows behind it."""
    if kpi.shown_as == "share":
        if not now.denominator:
            return Figure(NO_VALUE, "", _("0 / 0"))
        return Figure(whole(now.numerator), f"/{whole(now.denominator)}", rate(now.numerator, now.denominator))
    if kpi.shown_as in ("mean", "median"):
        return Figure(decimal(now.value), unit(kpi), _("{n} 条", n=whole(now.denominator)))
    return Figure(whole(now.value), unit(kpi), "")


def value_said(kpi: Kpi, value: float | None) -> str:
    """Say one value of a KPI: a share in percent, a count whole, an average with one decimal."""
    if value is None:
        return NO_VALUE
    if kpi.shown_as == "share":
        return f"{half_up(value * 100, 1)}%"
    return decimal(value) if kpi.shown_as in ("mean", "median") else whole(value)


def signed(value: Decimal | float | int, digits: int = 0) -> str:
    """Say a difference with its sign: +4, −1, ±0."""
    rounded = half_up(value, digits)
    if not rounded:
        return "±0"
    return f"{'+' if rounded > 0 else MINUS}{abs(rounded):,}"


def arrow(value: Decimal | float | int) -> str:
    """Return the direction of a difference as a shape: ▲ up, ▼ down, ＝ neither."""
    return "▲" if value > 0 else "▼" if value < 0 else "＝"


def points_between(now: Number, before: Number) -> Decimal | None:
    """Return the change of a share in percentage points, of the rates as shown, or None without a rate."""
    a = percent(now.numerator or 0, now.denominator or 0)
    b = percent(before.numerator or 0, before.denominator or 0)
    return None if a is None or b is None else a - b
