"""What evidence costs: the published plans at each price of a phase, and the options of a gate."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.errors import PlanningError
from wfm.gate import Terms, day_of, how_much_to_buy, options, reviews_in

DAYS = 90


@pytest.mark.parametrize(
    ("phase_cost", "reviews", "chance"),
    [(25e3, 2995, 0.55), (70e3, 2995, 0.55), (122e3, 6294, 0.87), (250e3, 7752, 0.93), (580e3, 9151, 0.96)],
)
def test_the_dearer_a_phase_the_larger_the_sample(phase_cost, reviews, chance):
    # Migration model, section 5: true .02 %, 8.4 a review.
    table = how_much_to_buy(0.001, 0.95, 0.0002, 8.4, phase_cost)
    best = table[table["is_best"]].iloc[0]
    assert best["reviews"] == reviews
    assert best["chance"] == pytest.approx(chance, abs=0.005)


def test_the_best_sample_saves_the_published_sum_against_the_smallest():
    table = how_much_to_buy(0.001, 0.95, 0.0002, 8.4, 580e3)
    saving = table["expected_cost"].iloc[0] - table["expected_cost"].min()
    assert saving == pytest.approx(187e3, abs=500)


def test_own_reviews_are_not_bought():
    # 2,995 - 2,700 = 295 bought at 8.4 and a failed phase of 70 k with 1 - .5493.
    row = how_much_to_buy(0.001, 0.95, 0.0002, 8.4, 70e3, own_reviews=2700).iloc[0]
    assert row["bought"] == 295
    assert row["cost"] == pytest.approx(2478)
    assert row["expected_cost"] == pytest.approx(2478 + 0.45067 * 70e3, abs=1)


def test_the_best_sample_is_found_beyond_the_first_plans():
    # An AI at half the limit needs 12 and more errors allowed once a phase is dear.
    table = how_much_to_buy(0.001, 0.95, 0.0005, 1.0, 1e6)
    best = table[table["is_best"]].iloc[0]
    assert best["errors_allowed"] > 12
    assert best["errors_allowed"] < table["errors_allowed"].max()


def test_a_free_review_has_no_best_sample():
    with pytest.raises(PlanningError, match="expected more than 0"):
        how_much_to_buy(0.001, 0.95, 0.0002, 0.0, 70e3)


def case(own=2700.0, most=27_000.0, *, review=8.4, phase=70e3):
    """Return the terms of 1,000 conversations a day at 3 %, at most 30 %."""
    return Terms((own,), (most,), DAYS, review, tuple(phase * slipped for slipped in range(1, 9)))


def test_three_ways_to_bring_the_proof_by_pencil():
    # 6,294 missing, 2,700 a phase: 3,594 bought now; 894 bought and one phase; none and two phases, in on
    # day 209.8. 87 % pass, so that a tenth of 70 k and a third more is expected on top of each.
    now, part, wait = options(6294, 0.87, case())
    assert (now.name, now.phases, now.reviews_bought, now.day_proven) == ("buy now", 1, 3594, 90)
    assert (part.name, part.phases, part.reviews_bought, part.day_proven) == (
        "buy part and slip 1 phase",
        2,
        894,
        180,
    )
    assert (wait.name, wait.phases, wait.reviews_bought, wait.day_proven) == ("wait", 3, 0, 210)
    assert [round(each.cost) for each in (now, part, wait)] == [30190, 77510, 140_000]
    assert now.expected_cost == pytest.approx(30189.6 + 0.13 * 70e3)
    assert not any(each.is_tie for each in (now, part, wait))


def test_a_cap_on_reviews_makes_the_queue_stay():
    # Migration model, A4: at most 5 % of 90,000 are 4,500 a phase, two for 6,294; 3.1 % are 2,790, three.
    assert [each.phases for each in options(6294, 0.87, case(most=4500.0))] == [2, 3]
    assert [each.phases for each in options(6294, 0.87, case(most=2790.0))] == [3]


def test_a_proof_that_comes_by_itself_costs_nothing():
    (only,) = options(1258, 0.87, case())
    assert (only.name, only.cost, only.day_proven, only.phases) == ("as it is", 0.0, 42, 1)


def test_the_shortest_stay_is_no_slip():
    # 120 days are two phases: what could be bought for the first is not needed.
    (only,) = options(5400, 0.7, case(), least_days=120)
    assert (only.name, only.phases, only.slipped, only.cost) == ("as it is", 2, 0, 0.0)


def test_near_costs_are_a_tie():
    # 3,594 x 20 = 71,880 now; 894 x 20 + 50,000 = 67,880 with a phase: 6 % apart. Waiting 100,000.
    now, part, wait = options(6294, 1.0, case(review=20.0, phase=50e3))
    assert (now.is_tie, part.is_tie, wait.is_tie) == (True, False, False)


def test_without_own_reviews_there_is_no_waiting():
    assert [each.name for each in options(6294, 0.87, case(own=0.0))] == [
        "buy now",
        "buy part and slip 1 phase",
    ]
    assert options(6294, 0.87, case(own=0.0, most=0.0)) == ()


def test_an_unknown_price_of_a_phase_leaves_what_is_bought_now_priced():
    now, part, _ = options(6294, 0.87, case(phase=math.nan))
    assert now.cost == pytest.approx(3594 * 8.4)
    assert math.isnan(part.cost)
    assert math.isnan(now.expected_cost)


def test_each_phase_of_waiting_has_its_own_price():
    # One phase saves 5,000, the second costs 12,000 on top: 894 x 8.4 - 5,000, and 7,000 for both.
    terms = Terms((2700.0,), (27_000.0,), DAYS, 8.4, (-5000.0, 7000.0))
    now, part, wait = options(6294, 0.87, terms)
    assert [each.cost for each in (now, part, wait)] == pytest.approx([30189.6, 2509.6, 7000.0])
    # When the gate fails the next phase counts; beyond the last one known, the first.
    failed = [each.expected_cost - each.cost for each in (now, part, wait)]
    assert failed == pytest.approx([0.13 * -5000, 0.13 * 12_000, 0.13 * -5000])


def test_waiting_longer_than_is_priced_has_no_price():
    found = options(9000, 0.87, Terms((2700.0,), (27_000.0,), DAYS, 8.4, (70e3,)))
    assert [each.slipped for each in found] == [0, 1, 3]
    assert [math.isnan(each.cost) for each in found] == [False, False, True]


def test_growing_volume_brings_the_proof_sooner():
    # 1,000 + 2,000 a phase, 2,000 in every later one: 4,000 on day 45 of the third.
    assert reviews_in((1000.0, 2000.0), 4) == 7000.0
    assert day_of((1000.0, 2000.0), 4000, DAYS) == 225
    assert day_of((1000.0, 2000.0), 0, DAYS) == 0
    assert day_of((0.0,), 1, DAYS) is None


@given(
    missing=st.integers(0, 20_000),
    own=st.lists(st.floats(0, 3000), min_size=1, max_size=4).map(tuple),
    extra=st.floats(0, 10_000),
    least=st.floats(0, 400),
)
def test_every_option_brings_what_is_missing_within_what_can_be_reviewed(missing, own, extra, least):
    most = tuple(each + extra for each in own)
    found = options(missing, 0.8, Terms(own, most, DAYS, 10.0, (1000.0,)), least)
    assert [each.phases for each in found] == sorted({each.phases for each in found})
    for each in found:
        made = reviews_in(own, each.phases) + each.reviews_bought
        assert made >= missing - 1e-6
        assert made <= max(reviews_in(most, each.phases), reviews_in(own, each.phases)) + 1 + 1e-6
        assert each.day_proven <= each.phases * DAYS
        assert each.phases * DAYS >= least


def test_terms_without_a_phase_are_refused():
    with pytest.raises(PlanningError, match="at least one phase"):
        Terms((), (1.0,), DAYS, 1.0, ())
    with pytest.raises(PlanningError, match="0 or more"):
        Terms((-1.0,), (1.0,), DAYS, 1.0, ())
