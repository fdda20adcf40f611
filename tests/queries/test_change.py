"""The causes of a rate's change against parts worked out by hand, and what holds of them for any two rates."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.catalogue import kpis
from queries.change import change
from queries.headline import Number

START_RATE = kpis()["start_rate"]
parts = st.tuples(st.integers(0, 5000), st.integers(1, 5000))


def share(numerator: int, denominator: int) -> Number:
    return Number(numerator, denominator, numerator / denominator)


@pytest.mark.parametrize(
    ("now", "before", "by_numerator", "by_denominator"),
    [
        # 7 more started: 7/38 if the list had grown already, 7/25 if not, half of both together: 441/1900.
        # The list grew by 13: 20/38 - 20/25 or 27/38 - 27/25, half of both together: -611/1900.
        ((27, 38), (20, 25), Fraction(441, 1900), Fraction(-611, 1900)),
        # The same list: all of 2/10 is above the line.
        ((7, 10), (5, 10), Fraction(2, 10), Fraction(0)),
        # As many achieved of twice as many: all of -5/20 is below it.
        ((5, 20), (5, 10), Fraction(0), Fraction(-5, 20)),
        # Both doubled: what one adds the other takes, 3/8 (5 of 10, 5 of 20) each way.
        ((10, 20), (5, 10), Fraction(3, 8), Fraction(-3, 8)),
    ],
)
def test_the_two_causes_are_as_worked_out_by_hand(
    now: tuple[int, int], before: tuple[int, int], by_numerator: Fraction, by_denominator: Fraction
) -> None:
    found = change(share(*now), share(*before), START_RATE)
    assert found.by_numerator == pytest.approx(float(by_numerator))
    assert found.by_denominator == pytest.approx(float(by_denominator), abs=1e-12)


@given(now=parts, before=parts)
def test_the_causes_add_up_and_turn_round_with_the_direction(now: tuple[int, int], before: tuple[int, int]) -> None:
    there, back = change(share(*now), share(*before), START_RATE), change(share(*before), share(*now), START_RATE)
    (n1, d1), (n0, d0) = now, before
    by_denominator = Fraction((d0 - d1) * (n1 + n0), 2 * d1 * d0)
    assert there.by_numerator is not None
    assert there.by_denominator is not None
    assert there.by_denominator == pytest.approx(float(by_denominator), abs=1e-9)
    assert there.by_numerator + there.by_denominator == pytest.approx(n1 / d1 - n0 / d0, abs=1e-9)
    assert back.by_numerator == pytest.approx(-there.by_numerator)
    assert back.by_denominator == pytest.approx(-there.by_denominator, abs=1e-9)
