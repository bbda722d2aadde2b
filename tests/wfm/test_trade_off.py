from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from wfm.trade_off import (
    Choice,
    SimulatedPoint,
    is_saving,
    service_points,
    unbeaten,
    unbeaten_of_any,
    with_simulated,
)


def points(*costs):
    shifts = [-0.1, 0.0, 0.05][: len(costs)]
    return pd.DataFrame(
        {
            "shift": shifts,
            "service": [0.7, 0.8, 0.85],
            "cost": costs,
            "heads": [9, 10, 11],
            "seconds": [0.1, 0.1, 0.1],
        }
    )


def test_points_tell_their_change_and_which_is_today():
    table = service_points(points(90.0, 100.0, 104.0), gap=0.005)
    assert table["change"].tolist() == [-10.0, 0.0, 4.0]
    assert table["is_today"].tolist() == [False, True, False]


def test_points_closer_than_whole_plans_are_proven_are_a_tie():
    # 0.5 % of 100.4 is 0.502: 0.4 cannot be told apart, 10 can.
    table = service_points(points(90.0, 100.0, 100.4), gap=0.005)
    assert table["is_tie"].tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("change", "worst_gap", "is_one"),
    [
        (-10.0, None, False),
        (-10.0, float("nan"), False),
        (-10.0, -0.001, False),
        (-10.0, 0.0, True),
        (10.0, 0.1, False),
    ],
)
def test_nothing_is_a_saving_before_its_service_is_simulated_and_kept(change, worst_gap, is_one):
    assert is_saving(change, worst_gap) is is_one


def test_what_was_simulated_stands_at_its_own_point():
    table = service_points(points(90.0, 100.0, 104.0), gap=0.005)
    found = with_simulated(table, [SimulatedPoint(-0.1, 350.0, 0.71, -0.004)])
    assert found["simulated_service"].tolist()[0] == 0.71
    assert found[["plan_cost", "worst_gap"]].iloc[0].tolist() == [350.0, -0.004]
    assert found["worst_gap"].iloc[1:].isna().all()


@pytest.mark.parametrize("seed", range(6))
def test_no_choice_that_is_kept_is_beaten_and_none_unbeaten_is_lost(seed):
    rng = np.random.default_rng(seed)
    by_queue = [
        [Choice(f"q{q}", str(n), *rng.integers(0, 12, 2).astype(float)) for n in range(4)] for q in range(3)
    ]

    def sums(choices):
        return sum(each.risk for each in choices), sum(each.cost for each in choices)

    every = {sums(choices) for choices in itertools.product(*by_queue)}
    best = {one for one in every if not any(o[0] <= one[0] and o[1] <= one[1] and o != one for o in every)}
    found = [sums(choices) for choices in unbeaten(by_queue, 1000)]
    assert found == sorted(best, reverse=True)


def test_the_ends_are_among_the_few_points_that_are_shown():
    own = [Choice("q", str(n), float(n), float(100 - n)) for n in range(100)]
    few = unbeaten([own], 10)
    assert [each[0].way for each in (few[0], few[-1])] == ["0", "99"]
    assert len(few) == 10


def test_of_several_families_a_point_takes_one_and_the_first_of_equals():
    one = [[Choice("q", "a", 0.0, 5.0), Choice("q", "b", 4.0, 1.0)]]
    other = [[Choice("q", "c", 0.0, 5.0), Choice("q", "d", 3.0, 1.0)], [Choice("m", "5 at once", 0.0, 0.0)]]
    found = [[each.way for each in choices] for choices in unbeaten_of_any([one, other], 9)]
    # a and c are equal, d with its span beats b.
    assert found == [["a"], ["d", "5 at once"]]
