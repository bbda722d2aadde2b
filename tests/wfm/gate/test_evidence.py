"""Evidence so far: how a plan stands and what is left of it; escalations counted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from wfm.errors import PlanningError
from wfm.gate import (
    NO_EVIDENCE,
    Escalations,
    Evidence,
    SamplePlan,
    State,
    chance_left,
    days_until,
    state_of,
)

PLAN = SamplePlan(6294, 2)


def test_a_thousand_conversations_a_day_at_3_percent_cannot_pass_in_a_phase():
    # Migration model, A4: 2,995 reviews at 30 a day are in on day 99.8.
    assert days_until(2995, 30.0) == 100
    assert days_until(2995, 0.0333 * 1000) == 90
    assert days_until(2995, 0.0332 * 1000) == 91
    assert chance_left(SamplePlan(2995, 0), NO_EVIDENCE, 0.0002) == pytest.approx(0.549, abs=5e-4)


def test_what_was_reviewed_counts_and_what_was_found_is_used_up():
    # 6,294 - 4,000 = 2,294 reviews left, 76.5 days at 30; 1 of 2 errors is used up.
    now = Evidence(4000, 1)
    assert state_of(PLAN, now) is State.OPEN
    assert days_until(PLAN.reviews - now.reviews, 30.0) == 77
    assert chance_left(PLAN, now, 0.0002) == pytest.approx(0.9998**2294 + 2294 * 0.0002 * 0.9998**2293)


def test_too_many_errors_fail_the_plan_whatever_comes():
    assert state_of(PLAN, Evidence(1000, 3)) is State.FAILED
    assert chance_left(PLAN, Evidence(1000, 3), 0.0002) == 0.0


def test_a_full_sample_is_proven():
    assert state_of(PLAN, Evidence(6293, 2)) is State.OPEN
    assert state_of(PLAN, Evidence(6294, 2)) is State.PROVEN
    assert chance_left(PLAN, Evidence(6294, 2), 0.0002) == 1.0


@pytest.mark.parametrize("reviews", [6294, 7751, 7752, 1_000_000])
def test_reviews_beyond_the_plan_rescue_nothing(reviews):
    # A plan of 7,752 would forgive 3 errors; it was not the one chosen.
    assert state_of(PLAN, Evidence(reviews, 3)) is State.FAILED
    assert state_of(PLAN, Evidence(reviews, 2)) is State.PROVEN


def test_an_ai_at_the_limit_passes_no_oftener_than_the_plan_says():
    # Stopped at the plan, judged as it is: 5 % pass. Judged again at each break point to 9,151: 10.9 %.
    rng = np.random.default_rng(5)
    firsts = rng.geometric(0.001, (20_000, 4)).cumsum(axis=1)
    errors = (firsts <= PLAN.reviews).sum(axis=1)
    by_plan = np.mean([state_of(PLAN, Evidence(PLAN.reviews, int(n))) is State.PROVEN for n in errors])
    assert by_plan == pytest.approx(0.05, abs=0.005)
    again = [(firsts <= n).sum(axis=1) <= c for c, n in enumerate((2995, 4742, 6294, 7752))]
    assert np.any(again, axis=0).mean() > 0.09


def test_without_reviews_the_proof_never_comes():
    assert days_until(1, 0.0) is None
    assert days_until(0, 0.0) == 0


@given(reviews=st.integers(0, 200), rate=st.just(0.0) | st.floats(1e-6, 0.2), split=st.integers(0, 200))
def test_the_chance_today_is_the_mean_of_the_chances_tomorrow(reviews, rate, split):
    # Whatever is found in the first part of the sample: the chances after it, each as likely as it is.
    plan, first = SamplePlan(reviews, 2), min(split, reviews)
    later = sum(
        binom.pmf(errors, first, rate) * chance_left(plan, Evidence(first, errors), rate)
        for errors in range(min(first, 3) + 1)
    )
    assert chance_left(plan, NO_EVIDENCE, rate) == pytest.approx(later)


def test_more_errors_than_reviews_are_refused():
    with pytest.raises(PlanningError, match="4 errors in 3 reviews"):
        Evidence(3, 4)
    with pytest.raises(PlanningError, match="expected 0 to all"):
        Escalations(3, 4)


def test_escalations_are_proven_by_their_exact_bound():
    # 1,324 conversations, the size that certifies 18 % at a true 15 %: 215 escalated prove it, 216 do not.
    assert Escalations(1324, 215).prove(0.18, 0.95)
    assert not Escalations(1324, 216).prove(0.18, 0.95)
    assert binom.cdf(215, 1324, Escalations(1324, 215).at_most(0.95)) == pytest.approx(0.05)
    assert Escalations(1324, 215).at_most(0.95) < 0.18 < Escalations(1324, 216).at_most(0.95)


def test_nothing_counted_proves_nothing():
    assert not Escalations(0, 0).prove(0.18, 0.95)
    assert Escalations(5, 5).at_most(0.95) == 1.0
    # .82^15 = .0510, .82^16 = .0418: fifteen without one escalated are too few.
    assert not Escalations(15, 0).prove(0.18, 0.95)
    assert Escalations(16, 0).prove(0.18, 0.95)
