"""Turning the sheets of a long list: the links to the one before and after, kept in the address."""

from __future__ import annotations

from pages.parts import address
from pages.parts.address import Choice
from pages.parts.figures import whole
from pages.parts.markup import anchor, text
from pages.parts.words import _


def turn(choice: Choice, page: str, sheet: int, sheets: int, total: int, place: str = "") -> str:
    """Return the links to the sheets before and after as HTML; they land at the id ``place``. Nothing for one sheet."""
    if sheets < 2:
        return ""
    land = f"#{place}" if place else ""
    back = anchor(_("‹ 上一页"), address.here(choice, page, sheet=sheet - 1) + land) if sheet > 1 else ""
    on = anchor(_("下一页 ›"), address.here(choice, page, sheet=sheet + 1) + land) if sheet < sheets else ""
    said = text(_("第 {a}/{b} 页，共 {n} 条", a=sheet, b=sheets, n=whole(total)))
    return f'<p class="turn">{back} <span>{said}</span> {on}</p>'
