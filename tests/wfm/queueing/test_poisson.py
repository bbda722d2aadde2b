"""Poisson quantiles against exact values and their own definition."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from tests.benchmarks_folder import reference_data
from wfm.errors import PlanningError
from wfm.queueing import poisson_quantile


def test_the_reference_quantiles_are_met_exactly():
    table = pd.read_csv(reference_data("queueing") / "poisson_quantiles.csv")
    assert poisson_quantile(table["mean"], table.p).tolist() == table.qpois.tolist()


def test_a_mean_of_one_exceeds_two_in_8_percent():
    # P(N <= 2) = e^-1 (1 + 1 + 1/2) = .9197; P(N <= 3) = .9810
    assert poisson_quantile(1, [0.91, 0.92, 0.98, 0.982]).tolist() == [2, 3, 3, 4]


def test_fifty_conversations_at_once_stay_below_62_with_95_percent():
    assert poisson_quantile(50, [0.95, 0.99]).tolist() == [62, 67]
    # staffed for exactly the mean, 46 % of the time more are running
    assert 1 - special.pdtr(50, 50) == pytest.approx(0.4625, abs=5e-5)


def test_nothing_running_needs_nobody():
    assert poisson_quantile([0, 0, 5], [0.95, 0, 0]).tolist() == [0, 0, 0]


@given(st.floats(0, 5_000), st.floats(0, 0.9999))
def test_the_quantile_is_the_first_count_that_reaches_the_probability(mean, probability):
    count = int(poisson_quantile(mean, probability))
    assert special.pdtr(count, mean) >= probability
    assert count == 0 or special.pdtr(count - 1, mean) < probability


@pytest.mark.parametrize(("mean", "probability"), [(-1, 0.9), (np.nan, 0.9), (3, 1), (3, -0.1)])
def test_no_count_is_certain_and_no_mean_is_negative(mean, probability):
    with pytest.raises(PlanningError, match="Poisson quantile"):
        poisson_quantile(mean, probability)
