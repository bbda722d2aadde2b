from __future__ import annotations

import pandas as pd
import pytest

from wfm.trade_off import differences, is_saving, service_points


def points(*costs):
    shifts = [-0.1, 0.0, 0.05][: len(costs)]
    return pd.DataFrame(
        {"shift": shifts, "service": [0.7, 0.8, 0.85], "cost": costs, "seconds": [0.1, 0.1, 0.1]}
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
    ("change", "simulated", "is_one"),
    [(-10.0, None, False), (-10.0, 0.69, False), (-10.0, 0.7, True), (10.0, 0.9, False)],
)
def test_nothing_is_a_saving_before_its_service_is_simulated_and_kept(change, simulated, is_one):
    assert is_saving(change, 0.7, simulated) is is_one


def test_plans_side_by_side_show_the_figures_that_differ_alone():
    one = {"cost": 100.0, "currency": "EUR", "heads": {"settled": 5}, "roles": {"agent": {"people": 5}}}
    other = one | {"cost": 90.0, "heads": {"settled": 4}}
    table = differences({"a": one, "b": other})
    assert table["figure"].tolist() == ["cost", "heads settled"]
    assert table[["a", "b"]].to_numpy().tolist() == [[100.0, 90.0], [5, 4]]


def test_equal_plans_have_no_difference_and_a_missing_figure_is_one():
    assert differences({"a": {"cost": 1.0}, "b": {"cost": 1.0}}).empty
    table = differences({"a": {"cost": 1.0}, "b": {}})
    assert table[["a", "b"]].to_numpy().tolist() == [[1.0, None]]
