"""Modified offered load: by hand, against brute integration, and its totals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from wfm.errors import PlanningError
from wfm.queueing import offered_load

HALF_HOUR = 1_800.0


def test_a_fixed_handle_time_of_one_interval_spreads_evenly_over_two():
    # 12 arrivals uniform over [0, D), each D long: the triangle 0..12..0 has mean 6 in each of two intervals
    assert offered_load([12, 0, 0], HALF_HOUR, HALF_HOUR, handle_cv=0) == pytest.approx([6, 6, 0])


def test_a_fixed_handle_time_of_half_an_interval_leaves_an_eighth_over():
    # work 12 x D / 2 = 6 D; past the edge runs 12 / D x integral of u du to D / 2 = 12 D / 8 = 1.5 D
    assert offered_load([12, 0], HALF_HOUR / 2, HALF_HOUR, handle_cv=0) == pytest.approx([4.5, 1.5])


def test_an_exponential_handle_time_leaves_what_the_integral_says():
    # N H / D x (1 - H / D x (1 - e^(-D / H))) stays in the first interval
    count, handle = 30.0, 600.0
    first = count * handle / HALF_HOUR * (1 - handle / HALF_HOUR * -np.expm1(-HALF_HOUR / handle))
    assert offered_load([count, 0, 0], handle, HALF_HOUR)[0] == pytest.approx(first, rel=1e-13)


def test_steady_arrivals_load_as_little_says_once_the_day_repeats():
    # 20 per half-hour x 300 s / 1,800 s = 3.33 erlang everywhere, whatever the spread and the delay
    steady = np.full(48, 20.0)
    for options in ({}, {"handle_cv": 0}, {"handle_cv": 1.7}, {"delay_seconds": 400}):
        load = offered_load(steady, 300, HALF_HOUR, wraps=True, **options)
        assert load == pytest.approx(np.full(48, 20 * 300 / 1_800), rel=1e-11)


def test_a_fixed_delay_moves_the_load_by_as_much():
    arrivals = [5, 9, 2, 0, 0, 0]
    plain = offered_load(arrivals, 700, HALF_HOUR)
    late = offered_load(arrivals, 700, HALF_HOUR, delay_seconds=2 * HALF_HOUR, delay_cv=0)
    assert late == pytest.approx([0, 0, *plain[:4]], abs=1e-12)


def test_what_runs_past_the_end_is_cut_off_or_comes_back_at_the_start():
    arrivals = np.array([0, 0, 0, 12.0])
    cut = offered_load(arrivals, HALF_HOUR, HALF_HOUR, handle_cv=0)
    wrapped = offered_load(arrivals, HALF_HOUR, HALF_HOUR, handle_cv=0, wraps=True)
    assert cut == pytest.approx([0, 0, 0, 6])
    assert wrapped == pytest.approx([6, 0, 0, 6])


def test_a_horizon_of_one_interval_holds_all_its_own_work_when_it_repeats():
    assert offered_load([12], 5_000, HALF_HOUR, wraps=True) == pytest.approx([12 * 5_000 / HALF_HOUR])


def test_nothing_arriving_loads_nothing_and_needs_no_handle_time():
    load = offered_load([0, 4, 0], [np.nan, 300, 0], HALF_HOUR, delay_seconds=[np.nan, 60, np.nan])
    assert load[0] == 0
    assert load.sum() * HALF_HOUR == pytest.approx(4 * 300, rel=1e-3)
    assert offered_load(np.zeros(0), 300, HALF_HOUR, wraps=True).tolist() == []


def test_each_cohort_keeps_its_own_handle_time_and_rows_do_not_mix():
    arrivals = np.array([[5, 0, 7, 0, 0], [0, 3, 0, 0, 1.0]])
    handle = np.array([[300, 1, 900, 1, 1], [1, 2_400, 1, 1, 600.0]])
    together = offered_load(arrivals, handle, HALF_HOUR, handle_cv=0.6)
    for row in range(2):
        parts = [
            offered_load(
                np.where(np.arange(5) == i, arrivals[row], 0), handle[row, i], HALF_HOUR, handle_cv=0.6
            )
            for i in range(5)
        ]
        assert together[row] == pytest.approx(np.sum(parts, axis=0), abs=1e-13)


def brute_load(arrivals, handle, handle_cv, delay, delay_cv, intervals, steps=40):
    """Mean load by counting, on a fine grid of arrival times, who is being handled at each instant."""
    fine = HALF_HOUR / steps
    middle = (np.arange(intervals * steps) + 0.5) * fine
    quantile = (np.arange(200) + 0.5) / 200
    if delay == 0 or delay_cv == 0:
        delays = np.array([delay])
    else:
        delays = stats.gamma.ppf(quantile, 1 / delay_cv**2, scale=delay * delay_cv**2)
    load = np.zeros(intervals)
    for i, count in enumerate(arrivals):
        for start in (i * steps + np.arange(steps) + 0.5) * fine:
            age = middle[:, None] - start - delays
            # half of those who arrive in the cell of the instant itself are there
            if handle_cv == 0:
                alive = np.heaviside(age, 0.5) * np.heaviside(handle - age, 0.5)
            else:
                survival = stats.gamma.sf(np.maximum(age, 0), 1 / handle_cv**2, scale=handle * handle_cv**2)
                alive = np.heaviside(age, 0.5) * survival
            load += count / steps * alive.mean(axis=1).reshape(intervals, steps).mean(axis=1)
    return load


@pytest.mark.parametrize(
    ("handle", "handle_cv", "delay", "delay_cv"),
    [
        (400, 1.0, 0, 1.0),
        (2_500, 0.5, 0, 1.0),
        (2_500, 1.6, 0, 1.0),
        (900, 0.0, 0, 1.0),
        (300, 1.0, 200, 1.0),
        (900, 0.7, 1_500, 0.5),
        (600, 1.0, 1_980, 0.0),
    ],
)
def test_it_equals_brute_integration(handle, handle_cv, delay, delay_cv):
    arrivals = [10.0, 25, 4]
    brute = brute_load(arrivals, handle, handle_cv, delay, delay_cv, 6)
    exact = offered_load(
        [*arrivals, 0, 0, 0], handle, HALF_HOUR, handle_cv=handle_cv, delay_seconds=delay, delay_cv=delay_cv
    )
    assert exact == pytest.approx(brute, abs=5e-3 * max(brute))


def test_the_published_concurrency_of_a_ramp_is_between_the_rates_before_and_after():
    # M_t/G/inf: the load lags arrivals; rising arrivals load less than rate x handle time, falling ones more
    rate = np.concatenate([np.linspace(10, 60, 24), np.linspace(60, 10, 24)])
    load = offered_load(rate, 3_600, HALF_HOUR, wraps=True)
    steady = rate * 3_600 / HALF_HOUR
    assert np.all(load[6:22] < steady[6:22])
    assert np.all(load[30:46] > steady[30:46])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0, 500), min_size=1, max_size=30),
    st.floats(1, 14_400),
    st.floats(0, 2),
    st.floats(0, 7_200),
    st.floats(0, 2),
)
def test_all_work_is_kept_when_the_horizon_repeats_and_none_is_negative(
    arrivals, handle, cv, delay, delay_cv
):
    load = offered_load(
        arrivals, handle, HALF_HOUR, handle_cv=cv, delay_seconds=delay, delay_cv=delay_cv, wraps=True
    )
    assert np.all(load >= 0)
    assert load.sum() * HALF_HOUR == pytest.approx(sum(arrivals) * handle, rel=1e-9, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 500), min_size=2, max_size=20), st.floats(1, 3_000), st.floats(0, 2))
def test_a_longer_handle_time_never_lightens_an_interval(arrivals, handle, cv):
    load = offered_load(arrivals, handle, HALF_HOUR, handle_cv=cv)
    longer = offered_load(arrivals, handle * 1.1, HALF_HOUR, handle_cv=cv)
    assert np.all(longer >= load - 1e-9)


@pytest.mark.parametrize(
    ("arrivals", "handle", "delay", "length", "word"),
    [
        ([-1, 2], 300, 0, HALF_HOUR, "arrivals"),
        ([np.nan, 2], 300, 0, HALF_HOUR, "arrivals"),
        ([1, 2], -300, 0, HALF_HOUR, "handle time"),
        ([1, 2], [np.nan, 300], 0, HALF_HOUR, "handle time"),
        ([1, 2], 300, -1, HALF_HOUR, "delay"),
        ([1, 2], 300, 0, 0, "interval"),
    ],
)
def test_numbers_that_mean_nothing_are_refused_by_name(arrivals, handle, delay, length, word):
    with pytest.raises(PlanningError, match=word):
        offered_load(arrivals, handle, length, delay_seconds=delay)
