"""Break points and the chance to pass: published values, the saw-tooth, every outcome of small samples."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.errors import PlanningError
from wfm.gate import (
    SamplePlan,
    acceptance_plan,
    break_points,
    errors_allowed,
    pass_probability,
)

LIMITS = st.floats(0.01, 0.4)
CONFIDENCES = st.floats(0.6, 0.99)


def test_break_points_of_a_tenth_of_a_percent_are_the_published_ones():
    # Migration model, A2.
    published = [2995, 4742, 6294, 7752, 9151, 10511, 11840, 13146, 14432, 15702, 16959, 18204, 19439]
    assert break_points(range(13), 0.001, 0.95).tolist() == published


def test_the_first_break_point_is_the_clean_sample():
    limits = [0.01, 0.005, 0.002, 0.001]
    assert break_points(0, limits, 0.95).tolist() == [299, 598, 1497, 2995]
    assert [math.ceil(math.log(0.05) / math.log(1 - limit)) for limit in limits] == [299, 598, 1497, 2995]


def test_a_break_point_by_pencil():
    # 1 error forgiven, limit 1/2, confidence 3/4: P(at most 1 of n) = (1 + n) / 2^n is 6/32 at n = 5 and
    # 5/16 at n = 4: 5 reviews.
    assert break_points(1, 0.5, 0.75) == 5


@pytest.mark.parametrize(
    ("limit", "true_rate", "power", "plan"),
    [
        (0.005, 0.001, 0.80, (1258, 2)),
        (0.002, 0.0004, 0.80, (3146, 2)),
        (0.001, 0.0005, 0.90, (25495, 17)),
        (0.001, 0.0001, 0.80, (4742, 1)),
        (0.001, 0.0001, 0.90, (4742, 1)),
        (0.001, 0.0002, 0.80, (6294, 2)),
        (0.001, 0.0002, 0.90, (7752, 3)),
        (0.001, 0.001 / 3, 0.80, (9151, 4)),
        (0.001, 0.001 / 3, 0.90, (13146, 7)),
        (0.001, 0.0005, 0.80, (19439, 12)),
    ],
)
def test_plans_with_the_power_asked_are_the_published_ones(limit, true_rate, power, plan):
    # Migration model, A2 and section 5.
    assert acceptance_plan(true_rate, limit, 1 - power, 0.05) == plan


def test_an_ai_without_errors_needs_the_clean_sample():
    assert acceptance_plan(0.0, 0.001, 0.2, 0.05) == SamplePlan(2995, 0)


@pytest.mark.parametrize(
    ("reviews", "chances"),
    [
        (2700, (0, 0, 0, 0, 0)),
        (2997, (1, 0.741, 0.549, 0.407, 0.223)),
        (3600, (1, 0.698, 0.487, 0.340, 0.165)),
        (4500, (1, 0.638, 0.407, 0.259, 0.105)),
        (9000, (1, 0.987, 0.891, 0.714, 0.342)),
        (18000, (1, 1, 0.999, 0.978, 0.706)),
    ],
)
def test_the_chance_to_pass_is_the_published_one(reviews, chances):
    # Migration model, A3 and the table of section 5.
    rates = [0.0, 0.0001, 0.0002, 0.0003, 0.0005]
    assert pass_probability(reviews, 0.001, 0.95, rates) == pytest.approx(chances, abs=5.1e-4)


@pytest.mark.parametrize(
    ("reviews", "allowed", "chances"),
    [(5400, 1, (0.897, 0.706, 0.249)), (8100, 3, (0.991, 0.918, 0.424))],
)
def test_two_and_three_phases_of_own_reviews_pass_as_published(reviews, allowed, chances):
    assert errors_allowed(reviews, 0.001, 0.95) == allowed
    found = pass_probability(reviews, 0.001, 0.95, [0.0001, 0.0002, 0.0005])
    assert found == pytest.approx(chances, abs=5.1e-4)


def test_more_reviews_between_break_points_lower_the_chance():
    chances = pass_probability([2995, 3600, 4500], 0.001, 0.95, 0.0002)
    assert chances[0] > chances[1] > chances[2]


@pytest.mark.parametrize(
    ("good", "bad", "plan"),
    [(0.01, 0.05, (132, 3)), (0.02, 0.05, (306, 10)), (0.02, 0.08, (98, 4)), (0.005, 0.02, (462, 5))],
)
def test_acceptance_plans_are_the_published_ones(good, bad, plan):
    assert acceptance_plan(good, bad) == plan
    with pytest.raises(PlanningError, match="not better"):
        acceptance_plan(bad, good)


@given(errors=st.integers(0, 12), limit=LIMITS, confidence=CONFIDENCES)
def test_a_break_point_forgives_its_errors_and_one_review_fewer_does_not(errors, limit, confidence):
    reviews = int(break_points(errors, limit, confidence))
    assert (
        errors_allowed(reviews, limit, confidence) >= errors > errors_allowed(reviews - 1, limit, confidence)
    )


@given(errors=st.integers(0, 12), limit=LIMITS, confidence=CONFIDENCES, more=st.floats(0.0, 0.009))
def test_more_confidence_or_a_lower_limit_never_needs_fewer_reviews(errors, limit, confidence, more):
    reviews = break_points(errors, limit, confidence)
    assert break_points(errors, limit, confidence + more) >= reviews
    assert break_points(errors, limit - more, confidence) >= reviews


@given(limit=LIMITS, confidence=CONFIDENCES, part=st.floats(0.05, 0.95))
def test_the_chance_falls_between_break_points_and_rises_at_them(limit, confidence, part):
    points = break_points(range(4), limit, confidence)
    sizes = np.arange(points[0], points[-1] + 1)
    steps = np.diff(pass_probability(sizes, limit, confidence, part * limit))
    is_point = np.isin(sizes[1:], points)
    assert (steps[is_point] > 0).all()
    assert (steps[~is_point] < 0).all()


@given(part=st.floats(0.0, 1.0), reviews=st.integers(0, 400), limit=LIMITS, confidence=CONFIDENCES)
def test_an_ai_at_the_limit_never_passes_more_often_than_the_confidence_leaves(
    part, reviews, limit, confidence
):
    worse = limit + part * (1 - limit)
    assert pass_probability(reviews, limit, confidence, worse) <= 1 - confidence + 1e-12


def _passes(outcomes, rate, allowed):
    """Return the chance of at most ``allowed`` errors, outcome by outcome: each review errs or does not."""
    return math.fsum(
        math.prod(rate if is_error else 1 - rate for is_error in outcome)
        for outcome in outcomes
        if sum(outcome) <= allowed
    )


@pytest.mark.parametrize(("limit", "confidence"), [(0.5, 0.9), (0.3, 0.8), (0.25, 0.6)])
def test_small_samples_agree_with_every_outcome_written_out(limit, confidence):
    for reviews in range(11):
        outcomes = list(itertools.product((0, 1), repeat=reviews))
        fits = [c for c in range(reviews + 1) if _passes(outcomes, limit, c) <= 1 - confidence]
        allowed = max(fits, default=-1)
        assert errors_allowed(reviews, limit, confidence) == allowed
        chance = pass_probability(reviews, limit, confidence, limit / 3)
        assert chance == pytest.approx(_passes(outcomes, limit / 3, allowed))


def test_numbers_out_of_range_are_refused():
    with pytest.raises(PlanningError, match="expected 0 or more"):
        break_points([0, -1], 0.1, 0.9)
    with pytest.raises(PlanningError, match=r"confidence is 1\.0"):
        break_points(0, 0.1, [0.9, 1.0])
    with pytest.raises(PlanningError, match="more than 1,000,000 reviews"):
        break_points(0, 1e-7, 0.95)
    with pytest.raises(PlanningError, match=r"true_rate is 1\.5"):
        pass_probability(10, 0.1, 0.9, 1.5)
