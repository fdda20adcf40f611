"""Backward scheduling (倒排工期): from the day a milestone is due, the latest days of all that it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from queries.menu.critical_path import Slot, slots, whole_days
from queries.menu.menu import Menu
from queries.menu.working_days import WorkingDays


@dataclass(frozen=True)
class Planned:
    """The latest days of one item: an application accepted on ``start_on`` and decided on ``finish_on`` takes the
    item's working days, counted from the day after acceptance.

    ``days_lost`` is by how many working days the latest start is past on the day it is looked at, 0 when it is not.
    """

    item_id: str
    start_on: date
    finish_on: date
    slot: Slot
    days_lost: int


def plan_backward(menu: Menu, end: str, target: date, days: WorkingDays, today: date) -> list[Planned]:
    """Return the latest days of ``end`` and of all that it waits for, so that it is reached on ``target``, earliest
    start first.

    A target on a day off is reached on the working day before it. Raises KeyError when ``end`` is not on the menu,
    BeyondCalendar when the calendar does not reach so far.
    """
    scheduled = slots(menu, end=end)
    begin = days.number(target) - whole_days(scheduled)
    now = days.number(today)
    found = [
        Planned(
            item_id,
            days.day(begin + slot.latest_start),
            days.day(begin + slot.latest_finish),
            slot,
            max(now - (begin + slot.latest_start), 0),
        )
        for item_id, slot in scheduled.items()
    ]
    return sorted(found, key=lambda planned: (planned.start_on, planned.finish_on, planned.item_id))


def earliest_finish(menu: Menu, end: str, start: date, days: WorkingDays) -> date:
    """Return the earliest day on which ``end`` can be reached when all begins on ``start``.

    Raises KeyError and BeyondCalendar as plan_backward.
    """
    return days.after(start, whole_days(slots(menu, end=end)))
