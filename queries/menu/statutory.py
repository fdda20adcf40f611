"""Statutory days beside promised ones: what the law allows, in working days."""

from __future__ import annotations

import math
from fractions import Fraction

from queries.menu.critical_path import slots, whole_days
from queries.menu.items import Item
from queries.menu.menu import Menu

# Five of seven calendar days are worked, holidays left aside: a stated rule, so that it is the same all year.
WORKING_OF_CALENDAR = Fraction(5, 7)


def statutory_days(item: Item | None) -> Fraction:
    """Return the legal limit of an item in working days, 0 without one: calendar days (ND) count for five sevenths."""
    if item is None:
        return Fraction(0)
    return item.statutory_days * (WORKING_OF_CALENDAR if item.statutory_unit == "ND" else Fraction(1))


def statutory_working_days(item: Item) -> int:
    """Return the whole working days that the law allows for an item (statutory_days), rounded up.

    An item that is not counted takes none, as on the menu; one without a statutory limit what is promised.
    """
    if not item.is_counted:
        return 0
    return math.ceil(statutory_days(item)) if item.statutory_days else item.days


def statutory_whole_days(menu: Menu) -> int:
    """Return how many working days the whole menu takes when every item takes all that the law allows."""
    return whole_days(slots(menu, {item_id: statutory_working_days(item) for item_id, item in menu.items.items()}))
