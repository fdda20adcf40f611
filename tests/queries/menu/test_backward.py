"""Backward scheduling on the calendar: the exact mirror of going forward, over three years of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from queries.menu.backward import earliest_finish, plan_backward
from queries.menu.critical_path import slots, whole_days
from queries.menu.items import GOVERNMENT, SOCIAL, START, item_file
from queries.menu.menu import MenuChoice, build_menu
from queries.menu.working_days import BeyondCalendar, WorkingDays, working_days
from tests.queries.conftest import Opener

ITEMS = item_file().items


@pytest.fixture
def days(warehouse_of: Opener) -> WorkingDays:
    """Return the calendar of a warehouse."""
    return working_days(warehouse_of({}))


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@pytest.mark.parametrize("kind", [GOVERNMENT, SOCIAL])
def test_backward_is_the_mirror_of_forward_on_every_day_of_three_years(kind: str, days: WorkingDays) -> None:
    menu = build_menu(ITEMS, MenuChoice(kind))
    scheduled = slots(menu, end=START)
    for start in every_day(date(2024, 1, 1), date(2026, 12, 31)):
        target = earliest_finish(menu, START, start, days)
        planned = {one.item_id: one for one in plan_backward(menu, START, target, days, start)}
        assert days.between(start, target) == whole_days(scheduled)
        for item_id, slot in scheduled.items():
            own = planned[item_id]
            assert days.between(start, own.start_on) == slot.latest_start
            assert days.between(own.start_on, own.finish_on) == menu.items[item_id].days
            if slot.is_critical:
                assert own.finish_on == days.after(start, slot.earliest_finish)
            assert own.days_lost == 0


def test_what_must_come_before_is_finished_when_what_waits_for_it_starts(days: WorkingDays) -> None:
    menu = build_menu(ITEMS, MenuChoice(SOCIAL, is_phased=True))
    planned = {one.item_id: one for one in plan_backward(menu, "E12", date(2026, 9, 30), days, date(2025, 1, 1))}
    assert set(planned) <= set(menu.items)
    for item_id, own in planned.items():
        assert all(planned[before].finish_on <= own.start_on for before in menu.before(item_id))
    assert planned["E12"].finish_on == date(2026, 9, 30)


def test_days_lost_are_the_working_days_since_the_latest_start(days: WorkingDays) -> None:
    menu = build_menu(ITEMS, MenuChoice(SOCIAL))
    target, today = date(2025, 6, 30), date(2025, 6, 16)
    for own in plan_backward(menu, START, target, days, today):
        worked = sum(days.is_working_day(on) for on in every_day(own.start_on + timedelta(days=1), today))
        assert own.days_lost == (worked if own.start_on <= today else 0)


def test_the_calendar_knows_holidays_and_make_up_days(days: WorkingDays) -> None:
    # National Day 2025: 1–8 October off, 28 September and 11 October worked.
    assert not days.is_working_day(date(2025, 10, 8))
    assert days.is_working_day(date(2025, 9, 28))
    assert days.is_working_day(date(2025, 10, 11))
    assert days.between(date(2025, 9, 30), date(2025, 10, 11)) == 3
    assert days.after(date(2025, 9, 30), 1) == date(2025, 10, 9)
    assert days.after(date(2025, 10, 9), -1) == date(2025, 9, 30)
    assert date(2025, 12, 31) <= days.known_to < days.last


def test_days_outside_the_calendar_are_refused(days: WorkingDays) -> None:
    menu = build_menu(ITEMS, MenuChoice(SOCIAL))
    with pytest.raises(BeyondCalendar):
        plan_backward(menu, START, date(2036, 1, 5), days, date(2025, 1, 1))
    with pytest.raises(BeyondCalendar):
        plan_backward(menu, START, date(2015, 1, 20), days, date(2025, 1, 1))
    with pytest.raises(BeyondCalendar):
        earliest_finish(menu, START, date(2035, 12, 30), days)
