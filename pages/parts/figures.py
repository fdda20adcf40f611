"""How a number is said: the fraction first, the percent second; no value is a dash, never 0 %."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from pages.parts.words import _, language
from queries.catalogue import Kpi
from queries.questions import Number
from queries.rounding import half_up, percent

MINUS = "−"
NO_VALUE = "—"


# From here on a count is said in units of ten thousand where space is short, in Chinese: 12.3万.
LARGE = 100_000
WAN, YI = 10_000, 100_000_000


@dataclass(frozen=True)
class Figure:
    """A number ready to be shown: what is read aloud first, what stands behind it smaller, and the line below.

    ``exact`` is the whole number where the first two are rounded, else empty.
    """

    first: str
    behind: str
    second: str
    exact: str = ""


def whole(value: float | int | Decimal | None) -> str:
    """Say a count with thousands separators; a fraction keeps one decimal."""
    if value is None:
        return NO_VALUE
    rounded = half_up(value, 1)
    return f"{rounded:,.0f}" if rounded == rounded.to_integral_value() else f"{rounded:,.1f}"


def large(value: float | int | Decimal | None) -> str:
    """Say a large count the short way: 123.5万, 1.2亿 in Chinese; with thousands separators in English."""
    exact = Decimal(0 if value is None else str(value))
    if language() == "en" or abs(exact) < LARGE:
        return whole(value)
    in_wan = half_up(exact / WAN, 1)
    return f"{whole(exact / YI)}亿" if abs(in_wan) >= WAN else f"{whole(in_wan)}万"


def money(wan: float | int | Decimal) -> tuple[str, str]:
    """Say an amount given in units of 10,000 yuan, and the same exactly: 12.3亿元, 122,840万元."""
    exact = Decimal(str(wan))
    if language() == "en":
        millions = exact / 100
        in_full = f"{exact * WAN:,.0f} yuan"
        if millions < 1:
            return in_full, in_full
        said = f"{whole(millions / 1000)} billion yuan" if millions >= 1000 else f"{whole(millions)} million yuan"
        return said, in_full
    return (f"{whole(exact / WAN)}亿元" if exact >= WAN else f"{whole(exact)}万元"), f"{exact.normalize():,f}万元"


def decimal(value: float | int | Decimal | None, digits: int = 1) -> str:
    """Say a number with ``digits`` decimals, half up."""
    return NO_VALUE if value is None else f"{half_up(value, digits):,}"


def rate(numerator: float | int | None, denominator: float | int | None) -> str:
    """Say a share in percent, one decimal, half up; a dash when nothing stands below the line."""
    exact = percent(numerator, denominator) if numerator is not None and denominator else None
    return NO_VALUE if exact is None else f"{exact}%"


def unit(kpi: Kpi, number: float | int | Decimal | None = None) -> str:
    """Return the KPI's unit in the language of the page; in English that of ``number``, else that of many."""
    said = kpi.unit.in_(language())
    return said.removesuffix("s") if number == 1 and language() == "en" else said


def figure(kpi: Kpi, now: Number, *, rounded: bool = False) -> Figure:
    """Say the headline of a KPI: 27 /38 and 71.1%; 53 次; 8.4 个工作日 with the number of rows behind it.

    With ``rounded`` large counts are said the short way, and the exact ones beside: for cards, where space is short.
    """
    exact = _figure(kpi, now, whole)
    if not rounded or kpi.shown_as in ("mean", "median"):
        return exact
    short = _figure(kpi, now, large)
    return exact if short == exact else replace(short, exact=f"{exact.first}{exact.behind}")


def _figure(kpi: Kpi, now: Number, count: Callable[[float | int | None], str]) -> Figure:
    if kpi.shown_as == "share":
        if not now.denominator:
            return Figure(NO_VALUE, "", _("0 / 0"))
        return Figure(count(now.numerator), f"/{count(now.denominator)}", rate(now.numerator, now.denominator))
    if kpi.shown_as in ("mean", "median"):
        return Figure(decimal(now.value), unit(kpi), _("{n} 条", n=whole(now.denominator)))
    return Figure(count(now.value), unit(kpi, now.value), "")


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


def moved_said(kpi: Kpi, moved: Decimal | float | int) -> str:
    """Say a difference of two numbers of ``kpi`` in its own unit: an average with one decimal, a count whole."""
    return signed(moved, 1 if kpi.shown_as in ("mean", "median") else 0)


def arrow(value: Decimal | float | int) -> str:
    """Return the direction of a difference as a shape: ▲ up, ▼ down, ＝ neither."""
    return "▲" if value > 0 else "▼" if value < 0 else "＝"
