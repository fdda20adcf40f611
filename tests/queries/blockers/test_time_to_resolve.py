"""Kaplan–Meier of blockers agrees with a published example, and open ones are counted as open so far."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from queries.blockers.time_to_resolve import Curve, Followed, curve, followed
from queries.windows import Window
from tests.queries.conftest import Opener

# Weeks in remission of the 21 patients given 6-mercaptopurine; False: still in remission when last seen.
# Source: E. J. Freireich et al. (1963), The effect of 6-mercaptopurine on the duration of steroid-induced remissions in
# acute leukemia, Blood 21, 699–716; worked out in Kleinbaum & Klein, Survival Analysis, chapter 2, table 2.1.
REMISSIONS = [
    *((weeks, True) for weeks in (6, 6, 6, 7, 10, 13, 16, 22, 23)),
    *((weeks, False) for weeks in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)),
]
PUBLISHED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
AT_RISK = {6: 21, 7: 17, 10: 15, 13: 12, 16: 11, 22: 7, 23: 6}


def of(times: list[tuple[int, bool]]) -> Curve:
    """Return the curve of single times, each with whether it was resolved."""
    found = curve([Followed(days, is_resolved, 1) for days, is_resolved in times])
    assert found is not None
    return found


def test_it_is_the_published_curve() -> None:
    found = of(REMISSIONS)
    falls = {step.days: round(step.still_open, 3) for step in found.steps if step.resolved}
    assert falls == PUBLISHED
    assert {step.days: step.at_risk for step in found.steps if step.resolved} == AT_RISK
    assert found.median == 23
    assert (found.number, found.resolved) == (21, 9)


def test_the_band_is_greenwoods_on_the_log_log_scale() -> None:
    """By hand from the published numbers: S(7) = 18/21 · 16/17, its variance the sum of d / (n (n − d))."""
    from math import exp, log, sqrt

    still_open = 18 / 21 * 16 / 17
    spread = sqrt(3 / (21 * 18) + 1 / (17 * 16)) / log(still_open)
    low, high = sorted(still_open ** exp(sign * 1.959964 * spread) for sign in (-1, 1))
    step = of(REMISSIONS).after(7)
    assert step is not None
    assert (step.low, step.high) == (pytest.approx(low, abs=1e-6), pytest.approx(high, abs=1e-6))


def test_the_median_is_not_reached_while_most_are_open() -> None:
    found = of([(5, True), (9, False), (12, False), (40, False)])
    assert found.median is None
    assert found.after(15) is not None
    assert found.after(15).still_open == pytest.approx(0.75)  # type: ignore[union-attr]


def test_nothing_is_said_of_days_that_nobody_was_followed_for() -> None:
    assert of([(5, True), (9, False)]).after(30) is None
    assert of([(5, True), (9, False)]).after(3).still_open == 1.0  # type: ignore[union-attr]
    # All are resolved: nothing more can come.
    assert of([(5, True), (9, True)]).after(30).still_open == 0.0  # type: ignore[union-attr]


def test_none_resolved_and_nothing_followed() -> None:
    assert of([(5, False), (5, False)]).steps[-1].still_open == 1.0
    assert curve([]) is None


def test_numbers_of_a_day_weigh_as_many_single_ones() -> None:
    single = of([(3, True)] * 40 + [(8, False)] * 25 + [(8, True)] * 35)
    assert curve([Followed(3, True, 40), Followed(8, False, 25), Followed(8, True, 35)]) == single


def test_a_reopened_one_is_open_from_the_day_it_was_found(warehouse_of: Opener) -> None:
    def row(number: int, **days: date) -> dict[str, Any]:
        return {"blocker_id": f"B{number}", "project_id": "P1", "owner_team": "金牌团队", **days}

    warehouse = warehouse_of(
        {
            "project": [{"project_id": "P1", "project_name": "项目"}],
            "blocker": [
                row(1, found_on=date(2025, 1, 1), verified_on=date(2025, 1, 11)),
                row(2, found_on=date(2025, 1, 1), verified_on=date(2025, 1, 11), reopened_on=date(2025, 1, 20)),
                row(3, found_on=date(2025, 1, 1), verified_on=date(2025, 1, 11), reopened_on=date(2025, 3, 1)),
                row(4, found_on=date(2024, 12, 1), verified_on=date(2025, 2, 11)),
            ],
        }
    )
    january = Window(date(2025, 1, 1), date(2025, 1, 31))
    within = [Followed(10, True, 2), Followed(30, False, 1)]
    assert sorted(followed(warehouse, january, {}), key=lambda one: one.days) == within
    every = sorted(followed(warehouse, january, {}, every=True), key=lambda one: one.days)
    assert every == [*within, Followed(61, False, 1)]
