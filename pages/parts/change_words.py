"""How a number changed against what it is compared with, in words: size, direction and causes."""

from __future__ import annotations

from html import escape

from pages.parts.answers import CardData
from pages.parts.figures import arrow, points_between, signed, value_said
from pages.parts.markup import text
from pages.parts.words import _
from queries.catalogue import Kpi
from queries.rounding import half_up


def change_line(kpi: Kpi, data: CardData, compare: str) -> str:
    """Say how the number changed against the earlier window, a share in percentage points and by its causes."""
    against = _("较去年同期") if compare == "last_year" else _("较上期")
    if data.before is None:
        return f'<span class="change quiet">{text(_("{against}：无数据", against=against))}</span>'
    if kpi.shown_as == "share":
        moved = points_between(data.now, data.before)
        if moved is None:
            return f'<span class="change quiet">{text(_("{against}：无数据", against=against))}</span>'
        top, bottom = cause_words(data)
        size = text(_("{points} 个百分点", points=abs(half_up(moved, 1))))
        causes = f"<small>{text(top)} · {text(bottom)}</small>"
        return f'<span class="change" title="{escape(against)}">{arrow(moved)} {size}{causes}</span>'
    if data.now.value is None or data.before.value is None:
        return f'<span class="change quiet">{text(_("{against}：无数据", against=against))}</span>'
    digits = 1 if kpi.shown_as in ("mean", "median") else 0
    moved = half_up(data.now.value, digits) - half_up(data.before.value, digits)
    was = _("去年同期 {n}", n=value_said(kpi, data.before.value))
    if compare != "last_year":
        was = _("上期 {n}", n=value_said(kpi, data.before.value))
    return f'<span class="change">{arrow(moved)} {signed(moved, digits)}<small>{text(was)}</small></span>'


def cause_words(data: CardData) -> tuple[str, str]:
    """Say the two causes of a rate's change: how the number above the line moved, and how the one below it did."""
    before = data.before
    if before is None:
        return "", ""
    top = _("分子 {d}", d=signed((data.now.numerator or 0) - (before.numerator or 0)))
    bottom = _("分母 {d}", d=signed((data.now.denominator or 0) - (before.denominator or 0)))
    return top, bottom
