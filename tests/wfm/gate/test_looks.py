"""Looking more than once: what peeking costs, what planned looks keep, and the sequential test."""

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
    SequentialGate,
    break_points,
    every_break_point,
    looks_pass_probability,
    pass_probability,
    split_confidence,
)


def test_two_planned_looks_take_the_published_samples():
    # Alpha halved, migration model, section 5.
    each = split_confidence(0.95, 2)
    assert break_points(range(3), 0.001, each).tolist() == [3688, 5570, 7223]
    assert split_confidence(0.95, 1) == pytest.approx(0.95)
    with pytest.raises(PlanningError, match="0 looks"):
        split_confidence(0.95, 0)


def test_peeking_at_every_break_point_doubles_the_false_passes():
    # The four break points up to 9,000 reviews. The migration model says 11.1 %; counted exactly it is
    # 10.77 %, and two million simulated samples gave 10.8 %.
    looks = every_break_point(0.001, 0.95, 9000)
    assert looks == ((2995, 0), (4742, 1), (6294, 2), (7752, 3))
    assert looks_pass_probability(looks, 0.001) == pytest.approx(0.1077, abs=5e-5)


def test_two_looks_by_pencil():
    # Errors at 1/2: pass at once if neither of 2 reviews errs (1/4). Else 2 more reviews, at most 1 error in
    # 4: one error of the first two (1/2) and none after (1/4): 1/4 + 1/8.
    assert looks_pass_probability([SamplePlan(2, 0), SamplePlan(4, 1)], 0.5) == pytest.approx(0.375)


def test_one_look_is_the_plan_itself():
    chance = looks_pass_probability([SamplePlan(6294, 2)], 0.0002)
    assert chance == pytest.approx(float(pass_probability(6294, 0.001, 0.95, 0.0002)))
    assert looks_pass_probability([], 0.0002) == 0.0


@pytest.mark.parametrize("rate", [0.1, 0.35, 0.8])
def test_looks_agree_with_every_outcome_written_out(rate):
    looks = [SamplePlan(3, 0), SamplePlan(6, 1), SamplePlan(7, 1), SamplePlan(10, 3)]
    chance = math.fsum(
        math.prod(rate if is_error else 1 - rate for is_error in outcome)
        for outcome in itertools.product((0, 1), repeat=10)
        if any(sum(outcome[: look.reviews]) <= look.errors_allowed for look in looks)
    )
    assert looks_pass_probability(looks, rate) == pytest.approx(chance)


@given(
    looks=st.integers(1, 5),
    limit=st.floats(0.01, 0.3),
    confidence=st.floats(0.8, 0.99),
    skip=st.integers(0, 3),
)
def test_planned_looks_keep_the_confidence_of_the_whole(looks, limit, confidence, skip):
    errors = np.arange(looks) + skip
    points = break_points(errors, limit, split_confidence(confidence, looks))
    plans = [SamplePlan(int(n), int(c)) for n, c in zip(points, errors, strict=True)]
    assert looks_pass_probability(plans, limit) <= 1 - confidence + 1e-12


def test_looks_out_of_order_are_refused():
    with pytest.raises(PlanningError, match="in order"):
        looks_pass_probability([SamplePlan(4, 1), SamplePlan(2, 0)], 0.5)


WALD = SequentialGate(limit=0.001, true_rate=0.0002, confidence=0.95, power=0.80)


def test_the_sequential_gate_passes_after_the_published_reviews():
    # ln(.8/.05) / (ln .9998 - ln .999) = 2.7726 / .00080048 = 3,463.7; an error costs 1 + ln 5 / .00080048.
    assert WALD.passes_after(0) == 3464
    assert WALD.reviews_per_error == pytest.approx(2011, abs=1)
    assert WALD.passes_after(2) == math.ceil(3463.66 + 2 * WALD.reviews_per_error)


def test_the_mean_samples_are_the_published_ones():
    assert WALD.mean_reviews(0.0002) == pytest.approx(3985, abs=0.5)
    assert WALD.mean_reviews(0.001) == pytest.approx(1657, abs=0.5)
    with pytest.raises(PlanningError, match="mean sample is known"):
        WALD.mean_reviews(0.0005)


def test_an_early_error_fails_the_sequential_gate():
    # ln(.2/.95) / .00080048 = -1,946.5; one error: 2,011.6 later, within 65 reviews. Clean: never.
    assert [WALD.fails_within(errors) for errors in (0, 1, 2)] == [0, 65, 2076]


def test_counted_exactly_wald_is_a_little_off_where_an_error_overshoots():
    # He bounds the false passes by alpha / power = 6.25 %, and leaves out the overshoot in both means.
    good, bad = WALD.course(0.0002), WALD.course(0.001)
    assert (good.passes, bad.passes) == (pytest.approx(0.8891, abs=5e-5), pytest.approx(0.0555, abs=5e-5))
    assert good.mean_reviews == pytest.approx(4677, abs=1)
    assert bad.mean_reviews == pytest.approx(2413, abs=1)


@pytest.mark.parametrize("rate", [0.0, 0.05, 0.4, 0.9])
def test_a_course_agrees_with_likelihoods_multiplied_review_by_review(rate):
    gate = SequentialGate(limit=0.5, true_rate=0.1, confidence=0.9, power=0.8)
    undecided, passed, mean = {(1.0, 1.0): 1.0}, 0.0, 0.0
    for _ in range(400):
        step: dict[tuple[float, float], float] = {}
        for (good, bad), chance in undecided.items():
            mean += chance
            for now, part in (((good * 0.9, bad * 0.5), 1 - rate), ((good * 0.1, bad * 0.5), rate)):
                ratio = now[0] / now[1]
                if ratio >= 0.8 / 0.1:
                    passed += chance * part
                elif ratio > 0.2 / 0.9:
                    step[now] = step.get(now, 0.0) + chance * part
        undecided = step
    course = gate.course(rate)
    assert course.passes == pytest.approx(passed, abs=1e-8)
    assert course.mean_reviews == pytest.approx(mean, abs=1e-5)


def test_a_sequential_gate_that_cannot_tell_is_refused():
    with pytest.raises(PlanningError, match="not better than the limit"):
        SequentialGate(0.001, 0.001, 0.95, 0.8)
    with pytest.raises(PlanningError, match="no better than a false pass"):
        SequentialGate(0.001, 0.0002, 0.95, 0.05)
