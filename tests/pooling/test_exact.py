"""Clopper-Pearson against the closed forms and against printed intervals."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioroadmap.pooling.exact import exact_interval


@pytest.mark.parametrize(
    ("events", "total", "low", "high"),
    [
        (3, 25, 0.025465, 0.312190),  # R: binom.test(3, 25)
        (0, 14, 0.0, 0.231636),  # R: binom.test(0, 14)
        (12, 60, 0.107841, 0.323300),
        (66, 137, 0.395646, 0.568663),
    ],
)
def test_intervals_agree_with_r(events, total, low, high):
    assert exact_interval(events, total) == pytest.approx((low, high), abs=1e-6)


@pytest.mark.parametrize("total", [1, 5, 17, 400])
def test_none_and_all_have_a_closed_form(total):
    assert exact_interval(0, total) == pytest.approx((0.0, 1 - 0.025 ** (1 / total)), rel=1e-12)
    assert exact_interval(total, total) == pytest.approx((0.025 ** (1 / total), 1.0), rel=1e-12)


@pytest.mark.parametrize(("events", "total"), [(-1, 5), (6, 5), (0, 0)])
def test_counts_that_make_no_proportion_are_refused(events, total):
    with pytest.raises(ValueError, match="no proportion"):
        exact_interval(events, total)


def test_a_level_outside_0_to_1_is_refused():
    with pytest.raises(ValueError, match="confidence level"):
        exact_interval(1, 5, level=95)


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_rate_and_mirrors(counts):
    events, total = counts
    low, high = exact_interval(events, total)
    assert 0 <= low <= events / total <= high <= 1
    other_low, other_high = exact_interval(total - events, total)
    assert math.isclose(low, 1 - other_high, abs_tol=1e-9)
    assert math.isclose(high, 1 - other_low, abs_tol=1e-9)
