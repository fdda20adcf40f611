"""Statutory days beside promised ones: what the law allows, in working days."""

from __future__ import annotations

import math

from queries.menu.critical_path import slots, whole_days
from queries.menu.items import Item
from queries.menu.menu import Menu

# Five of seven calendar days are worked, holidays left aside.
WORKING, CALENDAR = 5, 7


def statutory_working_days(item: Item) -> int:
    """Return the working days that the law allows for an item: calendar days (ND) are five of seven, rounded up.

    An item that is not counted takes none, as on the menu; one without a statutory limit what is promised.
    """
    if not item.is_counted:
        return 0
    if not item.statutory_days:
        return item.days
    if item.statutory_unit == "WD":
        return item.statutory_days
    return math.ceil(item.statutory_days * WORKING / CALENDAR)


def statutory_whole_days(menu: Menu) -> int:
    """Return how many working days the whole menu takes when every item takes all that the law allows."""
    return whole_days(slots(menu, {item_id: statutory_working_days(item) for item_id, item in menu.items.items()}))
