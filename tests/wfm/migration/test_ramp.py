"""Ramps, reserves and learning in weeks, by pencil."""

from __future__ import annotations

import pytest

from tests.build_migration import migration_case
from wfm.migration.ramp import ramp_shares, rate_factors

LARGE, SMALL = 7 * 300.0, 7 * 299.0
"""Contacts a week: small is below 300 a day."""


@pytest.fixture(scope="module")
def rules():
    return migration_case(1, 1, sites=1).rules


def test_traffic_goes_over_by_fortnights_and_the_rest_stays(rules):
    shares = ramp_shares(rules, LARGE, moves=True)
    assert shares.new.tolist() == [0.1, 0.1, 0.25, 0.25, 0.5, 0.5] + [1.0] * 7
    assert (shares.new + shares.old).tolist() == [1.0] * 13


def test_a_reserve_is_kept_from_full_traffic_until_day_63(rules):
    # all traffic has gone over in week 7; weeks 7, 8 and 9 keep 15 % of the old work
    shares = ramp_shares(rules, LARGE, moves=True)
    assert shares.reserve.tolist() == [0.0] * 6 + [0.15] * 3 + [0.0] * 4


def test_a_small_queue_starts_at_a_quarter(rules):
    assert ramp_shares(rules, SMALL, moves=True).new.tolist()[:5] == [0.25, 0.25, 0.5, 0.5, 1.0]


def test_a_queue_that_stays_has_no_ramp(rules):
    shares = ramp_shares(rules, LARGE, moves=False)
    assert shares.new.tolist() == [1.0] * 13
    assert not shares.old.any()
    assert not shares.reserve.any()


def test_the_rate_falls_as_the_ai_learns():
    # day 3.5: .15 + .20 e^(-3.5/30) = .32798; day 87.5: .15 + .20 e^(-87.5/30) = .16082
    factors = rate_factors(0.35, 0.15, 30.0, 0.0)
    assert factors[0] * 0.15 == pytest.approx(0.32798, abs=5e-6)
    assert factors[12] * 0.15 == pytest.approx(0.16082, abs=5e-6)


def test_an_ai_of_two_phases_has_settled():
    assert rate_factors(0.35, 0.15, 30.0, 182.0) == pytest.approx([1.0] * 13, abs=0.003)


def test_a_queue_that_never_escalates_has_nothing_to_learn():
    assert rate_factors(0.0, 0.0, 30.0, 0.0).tolist() == [1.0] * 13
