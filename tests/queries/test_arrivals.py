"""What has arrived is told per record type: the months missing, and when the next file is due from whom."""

from __future__ import annotations

from datetime import date

from queries.arrivals import Arrival, arrivals
from tests.queries.conftest import Opener


def test_the_next_file_is_due_on_the_due_day_of_the_month_after_it() -> None:
    arrival = Arrival("visit", latest_month=date(2025, 6, 1), due_day=5)
    assert arrival.next_month == date(2025, 7, 1)
    assert arrival.due_on == date(2025, 8, 5)


def test_a_due_day_the_month_does_not_have_is_its_last_day() -> None:
    assert Arrival("visit", latest_month=date(2024, 12, 1), due_day=31).due_on == date(2025, 2, 28)


def test_what_never_arrived_has_no_next_month() -> None:
    assert Arrival("visit", due_day=5).due_on is None


def test_every_type_with_a_deadline_is_told_with_who_owes_it(warehouse_of: Opener) -> None:
    found = arrivals(warehouse_of({}))
    assert found["approval"].due_day == 3
    assert found["approval"].owed_by == "审批科"
    assert set(found) >= {"project", "visit", "milestone"}


def test_months_without_a_file_are_gaps_up_to_the_last_complete_one(warehouse_of: Opener) -> None:
    visit = {"visit_id": "F1", "visited_on": date(2025, 3, 1)}
    # Every batch of this warehouse reports one month, the first of the year before.
    found = arrivals(warehouse_of({"visit": [visit]}, complete_to=date(2024, 4, 30), first_month=date(2024, 1, 1)))
    assert found["visit"].gaps == (date(2024, 2, 1), date(2024, 3, 1), date(2024, 4, 1))
