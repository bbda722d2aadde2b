"""Evidence so far and the decision: what is left of a plan, and which condition fails."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from wfm.errors import PlanningError
from wfm.gate import (
    NO_EVIDENCE,
    Conditions,
    Escalations,
    Evidence,
    SamplePlan,
    State,
    chance_left,
    days_until,
    decision,
    outlook,
    rate_sample,
)

PLAN = SamplePlan(6294, 2)


def look(evidence, *, a_day=30.0, days=90.0, rate=0.0002, release=None, plan=PLAN):
    """Return the outlook of a plan against 0.1 % at 95 %."""
    return outlook(
        plan, evidence, 0.001, 0.95, reviews_a_day=a_day, days=days, true_rate=rate, release_after=release
    )


def test_a_thousand_conversations_a_day_at_3_percent_cannot_pass_in_a_phase():
    # Migration model, A4: 2,995 reviews at 30 a day are in on day 99.8.
    clean = look(NO_EVIDENCE, plan=SamplePlan(2995, 0))
    assert (clean.day, clean.in_time, clean.chance_in_time) == (100, False, 0.0)
    assert clean.chance == pytest.approx(0.549, abs=5e-4)
    assert days_until(2995, 0.0333 * 1000) == 90
    assert days_until(2995, 0.0332 * 1000) == 91


def test_what_was_reviewed_counts_and_what_was_found_is_used_up():
    # 6,294 - 4,000 = 2,294 reviews left, 76.5 days at 30; 1 of 2 errors is used up.
    now = look(Evidence(4000, 1))
    assert (now.state, now.reviews_missing, now.errors_left, now.day, now.in_time) == (
        State.OPEN,
        2294,
        1,
        77,
        True,
    )
    assert now.chance_in_time == pytest.approx(0.9998**2294 + 2294 * 0.0002 * 0.9998**2293)


def test_too_many_errors_fail_the_plan_whatever_comes():
    lost = look(Evidence(1000, 3))
    assert (lost.state, lost.chance, lost.day, lost.in_time) == (State.FAILED, 0.0, None, False)


def test_a_full_sample_is_proven():
    done = look(Evidence(6294, 2))
    assert (done.state, done.chance, done.day, done.reviews_missing) == (State.PROVEN, 1.0, 0, 0)


def test_reviews_beyond_the_plan_forgive_what_their_number_does():
    # 7,751 reviews forgive 2 errors, 7,752 forgive 3.
    assert look(Evidence(7751, 3)).state is State.FAILED
    assert look(Evidence(7752, 3)).state is State.PROVEN


def test_evidence_is_void_after_a_release():
    # Released on day 30: all 6,294 reviews are made after it, 209.8 days, in on day 240. What failed before
    # it says nothing of the AI after it.
    for before in (Evidence(4000, 1), Evidence(1000, 3)):
        again = look(before, days=240, release=30)
        assert (again.day, again.in_time, again.reviews_missing, again.errors_left) == (240, True, 6294, 2)
        assert again.chance == pytest.approx(chance_left(PLAN, NO_EVIDENCE, 0.0002))
    # In on day 77: a release on day 80 comes too late to matter.
    assert look(Evidence(4000, 1), release=80).day == 77


def test_without_reviews_the_proof_never_comes():
    assert look(NO_EVIDENCE, a_day=0.0).day is None
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


BOTH = Conditions(error_limit=0.005, escalation_limit=0.18, confidence=0.95)


def test_a_gate_opens_when_both_conditions_are_proven():
    # 1,324 conversations, the certificate's size at a true 15 %: 215 escalated prove 18 %, 216 do not.
    conversations = rate_sample(0.18, 0.15)
    assert conversations == 1324
    assert decision(BOTH, Evidence(1258, 2), Escalations(conversations, 215)).passes
    (failure,) = decision(BOTH, Evidence(1258, 2), Escalations(conversations, 216)).failures
    assert failure.startswith("216 escalations in 1,324 conversations, at most 215 are allowed")


def test_a_trigger_that_is_too_lenient_fails_on_its_errors():
    # 5 % escalated looks fine; 9 errors in 1,258 reviews do not.
    (failure,) = decision(BOTH, Evidence(1258, 9), Escalations(10_000, 500)).failures
    assert "9 critical errors in 1,258 random reviews, at most 2 are allowed" in failure
    assert "the limit is 0.50 %" in failure
    assert "may keep what it should hand over" in failure


def test_both_failures_are_told():
    found = decision(BOTH, Evidence(1258, 3), Escalations(1324, 300))
    assert [failure.split()[1] for failure in found.failures] == ["critical", "escalations"]
    assert "hand over" not in found.failures[0]


def test_too_few_reviews_prove_nothing_however_clean():
    (failure,) = decision(BOTH, Evidence(500, 0), Escalations(1324, 100)).failures
    assert failure == (
        "500 random reviews cannot prove critical errors at most 0.50 %: the fewest that can are 598"
    )


def test_what_has_no_limit_needs_no_proof():
    nothing = Conditions(None, None, 0.95)
    assert decision(nothing, NO_EVIDENCE, Escalations(0, 0)).passes
    with pytest.raises(PlanningError, match=r"escalation_limit is 1\.2"):
        Conditions(None, 1.2, 0.95)


@given(reviews=st.integers(0, 3000), errors=st.integers(0, 20), more=st.integers(0, 5))
def test_a_further_error_never_opens_a_gate(reviews, errors, more):
    few, many = (Evidence(reviews, min(reviews, n)) for n in (errors, errors + more))
    calls = Escalations(1324, 200)
    assert decision(BOTH, few, calls).passes or not decision(BOTH, many, calls).passes
