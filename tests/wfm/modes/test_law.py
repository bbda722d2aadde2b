from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.errors import PlanningError
from wfm.modes import augmentation, learned_rate, person_segments, visit_shares

SHARE = st.floats(0, 1)


def test_before_the_first_day_the_rate_is_the_starts_and_long_after_it_is_settled():
    assert learned_rate(0.35, 0.15, 30, [-40, 0, np.inf]).tolist() == [0.35, 0.35, 0.15]


def test_without_learning_time_the_rate_is_settled_at_once():
    assert learned_rate(0.35, 0.15, 0, [0, 1]).tolist() == [0.15, 0.15]


@given(SHARE, SHARE, st.floats(0, 400), st.floats(-10, 1000))
def test_the_rate_lies_between_start_and_settled(start, settled, constant, day):
    rate = learned_rate(start, settled, constant, day)
    assert min(start, settled) - 1e-12 <= rate <= max(start, settled) + 1e-12


def test_help_shortens_talk_and_after_call_work_apart():
    # .8 x .9 + .2 x .55 = .83
    assert augmentation(
        after_call_share=0.2, rest_cut=0.1, after_call_cut=0.45, throughput_gain=0
    ) == pytest.approx(0.83)


def test_a_throughput_gain_takes_the_place_of_the_cuts():
    assert augmentation(
        after_call_share=0.2, rest_cut=0.1, after_call_cut=0.45, throughput_gain=0.25
    ) == pytest.approx(0.8)


def test_visits_fall_by_the_same_factor_and_sum_to_the_segments():
    shares = visit_shares(0.5, 0.6)
    assert shares[:3] == pytest.approx([0.5, 0.15, 0.045])
    assert shares.sum() == pytest.approx(5 / 7)


@given(st.floats(0, 0.99), st.floats(0, 1))
def test_visits_are_counted_whole_whatever_the_shares(alpha, beta):
    shares = visit_shares(alpha, beta)
    assert shares.sum() == pytest.approx(float(person_segments(alpha, beta)))
    assert (shares >= -1e-12).all()


def test_a_conversation_that_never_ends_is_refused():
    with pytest.raises(PlanningError, match="never ends"):
        person_segments(1, 1)
