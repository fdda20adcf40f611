"""How a number differs from what it is compared with, in words: size, direction and causes."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from pages.parts.address import Choice
from pages.parts.comparison import compared_with
from pages.parts.figures import arrow, moved_said, signed, value_said, whole
from pages.parts.markup import text
from pages.parts.overview.card_data import CardData
from pages.parts.words import _
from queries.catalogue import Kpi
from queries.change import change, difference
from queries.questions import Number
from queries.rounding import half_up
from queries.windows import STANDARDS


def change_line(kpi: Kpi, data: CardData, choice: Choice) -> str:
    """Say how the number differs from what it is compared with, a share in percentage points and by its causes.

    Where that is not known it says so; a period that is not over is compared with nothing.
    """
    against = compared_with()[choice.compare]
    if is_open(data, choice):
        return _quietly(_("时段未完整，不作比较"))
    if data.before is None:
        return _quietly(nothing_known(choice.compare))
    moved = difference(kpi, data.now, data.before)
    if moved is None:
        return _quietly(_("{against}：无数据", against=against))
    was, hint = _beside(kpi, data, data.before, choice.compare)
    size = _("{points} 个百分点", points=abs(moved)) if kpi.shown_as == "share" else moved_said(kpi, moved)
    titled = escape(" · ".join([_("较{against}", against=against), *hint]))
    return f'<span class="change" title="{titled}">{arrow(moved)} {text(size)}<small>{text(was)}</small></span>'


def is_open(data: CardData, choice: Choice) -> bool:
    """Whether the period asked for is not over: its data have not come to its end."""
    return data.complete_to is not None and data.complete_to < choice.window.last


def nothing_known(compare: str) -> str:
    """Say that there is nothing to compare with, of the kind asked for."""
    known = {"plan": _("无计划"), "target": _("无目标"), "city": _("无全市数字")}
    return known.get(compare) or _("{against}：无数据", against=compared_with()[compare])


def _beside(kpi: Kpi, data: CardData, before: Number, compare: str) -> tuple[str, list[str]]:
    """Return what stands beside the size of a difference, and what more there is to say of it."""
    if kpi.shown_as != "share" or before.denominator is None:
        return compared_number(compare, value_said(kpi, before.value)), []
    fraction = compared_number(compare, f"{whole(before.numerator)}/{whole(before.denominator)}")
    if compare in STANDARDS:
        return fraction, []
    return " · ".join(cause_words(data)), [fraction, *contributions(kpi, data.now, before)]


def compared_number(compare: str, n: str) -> str:
    """Say the number that another is compared with, with what it is of."""
    said = {
        "last_year": _("去年同期 {n}", n=n),
        "last_period": _("上期 {n}", n=n),
        "plan": _("计划 {n}", n=n),
        "target": _("目标 {n}", n=n),
        "city": _("全市 {n}", n=n),
    }
    return said[compare]


def contributions(kpi: Kpi, now: Number, before: Number) -> list[str]:
    """Say what the numerator and what the denominator did to a rate, in percentage points that add up to its change.

    They add up as shown, to the difference as shown: what rounding leaves over goes to the denominator.
    """
    split, shown = change(now, before, kpi), difference(kpi, now, before)
    if shown is None or split.by_numerator is None:
        return []
    above = half_up(split.by_numerator * 100, 1) if split.denominator else shown
    below = shown - above if split.numerator else shown
    return [
        cause(_("分子"), split.numerator or 0, above / 100),
        cause(_("分母"), split.denominator or 0, below / 100),
    ]


def cause(name: str, counted: float, by: float | Decimal) -> str:
    """Say one cause of a rate's change: how many more or fewer, and what that did to the rate."""
    if not counted:
        return _("{part}不变", part=name)
    points = signed(by * 100, 1)
    return _("{part} {counted}，使比率 {points}", part=name, counted=signed(counted), points=points)


def causes(kpi: Kpi, data: CardData, choice: Choice) -> str:
    """Return the causes of a rate's change in full, for where there is room; empty when nothing earlier is known."""
    if kpi.shown_as != "share" or is_open(data, choice) or data.before is None or choice.compare in STANDARDS:
        return ""
    said = contributions(kpi, data.now, data.before)
    return f'<p class="covers">{text(" · ".join(said))}</p>' if said else ""


def cause_words(data: CardData) -> tuple[str, str]:
    """Say the two causes of a rate's change: how the number above the line moved, and how the one below it did."""
    before = data.before
    if before is None:
        return "", ""
    top = _("分子 {d}", d=signed((data.now.numerator or 0) - (before.numerator or 0)))
    bottom = _("分母 {d}", d=signed((data.now.denominator or 0) - (before.denominator or 0)))
    return top, bottom


def _quietly(words: str) -> str:
    return f'<span class="change quiet">{text(words)}</span>'
