"""Sample sizes of gates against published and exact values."""

from __future__ import annotations

import pytest
from scipy.stats import binom

from wfm.errors import PlanningError
from wfm.gate import (
    acceptance_plan,
    clean_sample,
    clean_sample_of_lot,
    estimate_sample,
    rate_sample,
    upper_bound,
)


@pytest.mark.parametrize(
    ("limit", "reviews"), [(0.005, 598), (0.01, 299), (0.02, 149), (0.03, 99), (0.05, 59), (0.10, 29)]
)
def test_clean_reviews_prove_a_limit(limit, reviews):
    # 1 % at 95 %: ln 0.05 / ln 0.99 = 298.07
    assert clean_sample(limit, 0.95) == reviews


@pytest.mark.parametrize(
    ("lot", "limit", "reviews"), [(1000, 0.01, 258), (1000, 0.05, 57), (5000, 0.01, 290), (5000, 0.05, 59)]
)
def test_a_small_lot_needs_fewer(lot, limit, reviews):
    assert clean_sample_of_lot(lot, limit, 0.95) == reviews


def test_a_rate_is_estimated_to_a_margin():
    # 1.96^2 x .05 x .95 / .02^2 = 456.2
    assert estimate_sample(0.05, 0.02, 0.95) == 457
    assert estimate_sample(0.02, 0.01, 0.95) == 753


@pytest.mark.parametrize(
    ("good", "bad", "plan"),
    [(0.01, 0.05, (132, 3)), (0.02, 0.05, (306, 10)), (0.02, 0.08, (98, 4)), (0.005, 0.02, (462, 5))],
)
def test_acceptance_plans_are_the_published_ones(good, bad, plan):
    assert acceptance_plan(good, bad) == plan


def test_certifying_escalation_below_18_percent():
    assert rate_sample(0.18, 0.15) == 1324


def test_the_upper_bound_meets_the_clean_sample():
    # 299 clean reviews exclude 1 %: 0.99^299 = 0.0495
    assert upper_bound(0, 299, 0.95) < 0.01 < upper_bound(0, 298, 0.95)
    assert binom.cdf(2, 1258, upper_bound(2, 1258, 0.95)) == pytest.approx(0.05)
    assert upper_bound(5, 5, 0.95) == 1.0


def test_what_cannot_be_certified_is_refused():
    with pytest.raises(PlanningError, match="never be certified"):
        rate_sample(0.15, 0.18)
    with pytest.raises(PlanningError, match="not better"):
        acceptance_plan(0.05, 0.01)
    with pytest.raises(PlanningError, match="expected a share"):
        clean_sample(0.0, 0.95)
