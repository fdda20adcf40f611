"""XmR charts: published examples with known answers, each rule by itself, and what holds for any values."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.xmr import Limits, Row, chart, moving_ranges, natural_limits, signals

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2 "Individuals Control Charts": flow rates of ten batches.
NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
# D. J. Wheeler, "Making Sense of Data" (2003), p. 382, "Data Set to Use When Verifying Software".
WHEELER = [5045, 4350, 4350, 3975, 4290, 4430, 4485, 4285, 3980, 3925, 3645, 3760, 3300, 3685, 3463, 5200]
# NHSRplotthedots ("Making Data Count"), tests of ptd_spc_standard: set.seed(123); rnorm(20) in R, answers in _snaps.
NHS = [
    *(-0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123),
    *(-0.68685285, -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314),
    *(0.49785048, -1.96661716, 0.70135590, -0.47279141),
]
NHS_WITH_JUMP = [*NHS[:14], 10.0, *NHS[15:]]
WHOLE = st.lists(st.integers(-500, 500), min_size=6, max_size=30)


def found(values: Sequence[float | None], limits: Limits) -> list[list[str]]:
    """Return for each value the rules it is part of, with their side."""
    return [[f"{rule}{side:+d}" for rule, side in own.items()] for own in signals(values, limits)]


def around(centre: float, sigma: float) -> Limits:
    """Return limits three times ``sigma`` to either side of ``centre``."""
    return Limits(centre, centre - 3 * sigma, centre + 3 * sigma, centre - 2 * sigma, centre + 2 * sigma, 24)


def test_the_individuals_chart_of_nist_has_its_limits() -> None:
    limits = natural_limits(NIST)
    assert limits is not None
    assert limits.centre == pytest.approx(50.81)
    assert sum(moving_ranges(NIST)) / 9 == pytest.approx(1.8778, abs=5e-5)
    # NIST works with 3 / 1.128 = 2.6596 where Wheeler and the NHS round to 2.66: alike to two decimals.
    assert (round(limits.lower, 2), round(limits.upper, 2)) == (round(45.8159, 2), round(55.8041, 2))
    assert found(list(NIST), limits) == [[]] * 10


def test_wheelers_data_for_verifying_software_has_its_limits() -> None:
    limits = natural_limits(WHEELER, screened=False)
    assert limits is not None
    assert moving_ranges(WHEELER) == [695, 0, 375, 315, 140, 55, 200, 305, 55, 280, 115, 460, 385, 222, 1737]
    assert round(limits.centre, 2) == 4135.50
    assert (round(limits.lower, 2), round(limits.upper, 2)) == (3188.72, 5082.28)
    # The range of 1,737 is beyond Wheeler's upper range limit of 1,163.19: screened, fourteen ranges of 3,602 remain.
    screened = natural_limits(WHEELER)
    assert screened is not None
    assert screened.upper == pytest.approx(4135.50 + 2.66 * 3602 / 14)


@pytest.mark.parametrize(
    ("values", "screened", "centre", "lower", "upper"),
    [
        (NHS, True, 0.1416238, -3.01138, 3.294627),
        (NHS_WITH_JUMP, True, 0.6694159, -2.383666, 3.722497),
        (NHS_WITH_JUMP, False, 0.6694159, -4.596625, 5.935457),
    ],
)
def test_the_examples_of_the_nhs_have_their_limits_with_and_without_screening(
    values: list[float], screened: bool, centre: float, lower: float, upper: float
) -> None:
    limits = natural_limits(values, screened)
    assert limits is not None
    assert (limits.centre, limits.lower, limits.upper) == pytest.approx((centre, lower, upper), abs=1e-6)
    outside = [at for at, own in enumerate(found(list(values), limits)) if "beyond+1" in own]
    assert outside == ([14] if max(values) == 10 else [])


def test_a_point_beyond_the_limits_is_a_signal_and_one_on_them_is_none() -> None:
    assert found([30.0, 15.0, 15.0, 31.0], around(15, 5)) == [[], [], [], ["beyond+1"]]
    assert found([15.0, 0.0, 15.0, 15.0, -0.1], around(15, 5))[-1] == ["beyond-1"]


def test_seven_on_one_side_are_a_run_and_six_are_none() -> None:
    limits = around(10, 5)
    assert found([9.0, *[11.0, 12.0] * 3, 9.0], limits) == [[]] * 8
    assert found([9.0, *[11.0, 12.0] * 3, 11.0, 9.0], limits) == [[], *[["run+1"]] * 7, []]
    # A point on the average is on neither side; nor does a run reach across a month without a value.
    assert found([11.0] * 3 + [10.0] + [11.0] * 3, limits) == [[]] * 7
    assert found([11.0] * 3 + [None] + [11.0] * 4, limits) == [[]] * 8


def test_seven_rising_are_a_signal_and_six_are_none() -> None:
    limits = around(10, 50)
    assert found([7.0, 8, 9, 10, 11, 12, 11, 12], limits) == [[]] * 8
    rising = found([8.0, 7, 8, 9, 10, 11, 12, 13, 9], limits)
    assert rising == [[], *[["steady_move+1"]] * 7, []]
    assert found([13.0, 12, 11, 10, 9, 8, 7], limits) == [["steady_move-1"]] * 7
    assert found([7.0, 8, 9, 9, 10, 11, 12], limits) == [[]] * 7


def test_two_of_three_near_the_same_limit_are_a_signal_those_two_only() -> None:
    limits = around(0, 5)
    assert found([0.0, 11.0, 1.0, 12.0, 0.0], limits) == [[], ["near_limit+1"], [], ["near_limit+1"], []]
    assert found([0.0, 11.0, 1.0, -1.0, 12.0], limits) == [[]] * 5
    # As NHSRplotthedots tests it: near opposite limits they are none.
    assert found([1.0, -1.0, 1.0, 11.0, -11.0], limits) == [[]] * 5


def test_limits_are_cut_at_what_a_value_can_be() -> None:
    months = [f"2024-{month:02d}" for month in range(1, 13)]
    counts = chart(months, [0.0, 3, 1, 4, 0, 5, 2, 0, 6, 1, 3, 2], floor=0)
    assert counts[0].limits is not None
    assert counts[0].limits.lower == 0
    shares = chart(months, [0.9, 1, 0.8, 1, 0.95, 0.9, 1, 1, 0.85, 1, 0.9, 1], floor=0, ceiling=1)
    assert shares[0].limits is not None
    assert shares[0].limits.upper == 1


def test_under_twelve_points_limits_are_on_trial_and_under_six_there_are_none() -> None:
    months = [f"2024-{month:02d}" for month in range(1, 13)]
    values = [float(at % 3) for at in range(12)]
    trial, settled = chart(months[:11], values[:11])[0].limits, chart(months, values)[0].limits
    assert trial is not None
    assert settled is not None
    assert (trial.is_trial, settled.is_trial) == (True, False)
    assert chart(months[:5], values[:5])[0].limits is None


def test_limits_are_worked_out_anew_from_a_month_on() -> None:
    months = [f"{2023 + at // 12}-{at % 12 + 1:02d}" for at in range(24)]
    values = [float(10 + at % 3) for at in range(12)] + [float(30 + at % 3) for at in range(12)]
    together, apart = chart(months, values), chart(months, values, ["2024-01"])
    assert any(row.signals for row in together)
    assert not any(row.signals for row in apart)
    assert [row.part for row in apart] == [0] * 12 + [1] * 12
    alone = [chart(months[:12], values[:12])[0].limits, chart(months[12:], values[12:])[0].limits]
    assert [apart[0].limits, apart[12].limits] == alone


def test_what_a_signal_means_follows_from_what_is_better() -> None:
    high = Row("2024-01", 99.0, 0, around(10, 1), {"beyond": 1})
    assert [high.means(better) for better in ("higher", "lower", "neither")] == ["good", "bad", "change"]
    assert Row("2024-02", 10.0, 0, around(10, 1)).means("higher") == ""


@given(WHOLE, st.integers(-1000, 1000), st.integers(1, 50))
def test_shifting_and_scaling_the_values_moves_the_limits_and_no_signal(
    values: list[int], shift: int, scale: int
) -> None:
    months = [str(at) for at in range(len(values))]
    plain, moved = chart(months, values), chart(months, [value * scale + shift for value in values])
    for before, after in zip(plain, moved, strict=True):
        assert before.limits is not None
        assert after.limits is not None
        assert after.limits.centre == pytest.approx(before.limits.centre * scale + shift, abs=1e-6)
        assert after.limits.upper == pytest.approx(before.limits.upper * scale + shift, abs=1e-6)
        assert after.signals == before.signals


@given(WHOLE)
def test_turning_the_values_upside_down_turns_the_sides_of_all_signals(values: list[int]) -> None:
    months = [str(at) for at in range(len(values))]
    for up, down in zip(chart(months, values), chart(months, [-value for value in values]), strict=True):
        assert down.signals == {rule: -side for rule, side in up.signals.items()}


@given(st.integers(0, 500), st.integers(6, 30))
def test_months_all_alike_are_no_signal(value: int, count: int) -> None:
    assert not any(row.signals for row in chart([str(at) for at in range(count)], [value / 7] * count))


@given(st.integers(0, 500), st.integers(12, 30))
def test_one_jump_among_months_all_alike_is_the_only_point_beyond(value: int, count: int) -> None:
    values = [float(value)] * count
    values[5] += 100
    rows = chart([str(at) for at in range(count)], values)
    assert [at for at, row in enumerate(rows) if "beyond" in row.signals] == [5]
