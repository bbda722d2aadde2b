from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from models.shift_plan import next_person, one_more, relaxed_week, service_frontier
from tests.models.shift_plan.day_world import load_requirement
from tests.models.shift_plan.world import horizon, pattern, policy, skill_sets

AGENTS = skill_sets({("Home", "A"): [("agent", "x")]})
WAGE = 20.0
TARGETS = (0.7, 0.76, 0.8, 0.86, 0.9)


def hourly(*loads):
    day = np.zeros(24)
    day[8 : 8 + len(loads)] = loads
    return day


def hours(first, last):
    return [pattern(60 * hour, 1, code=f"H{hour}") for hour in range(first, last)]


def needs(loads, least=None):
    return [load_requirement(horizon(grid=60), loads, share=share, least=least) for share in TARGETS]


def test_each_target_costs_the_people_it_asks_for():
    # 10 erlangs: 13 people give 76.6 %, 14 give 86.7 %, 15 give 92.7 %; one hour each at 20.
    points = service_frontier(needs(hourly(10.0)), AGENTS, hours(8, 9), policy())
    assert points["cost"].tolist() == pytest.approx([20.0 * n for n in (13, 13, 14, 14, 15)])
    assert points["heads"].tolist() == [13, 13, 14, 14, 15]


@pytest.mark.parametrize("least", [None, 0.6])
def test_one_model_changed_in_place_finds_what_a_model_of_each_target_does(least):
    found = needs(hourly(10.0, 3.0, 6.0, 2.0), least)
    shifts = [pattern(480, 3, code="early"), pattern(540, 3, code="late")]
    points = service_frontier(found, AGENTS, shifts, policy(floor_loss=0.18))
    each = [relaxed_week(one, AGENTS, shifts, policy(floor_loss=0.18)).cost for one in found]
    assert points["cost"].tolist() == pytest.approx(each, rel=1e-6)
    assert (points["cost"].diff().dropna() >= 0).all()


def test_the_next_person_costs_an_hour_where_hours_are_staffed_one_by_one():
    needed = load_requirement(horizon(grid=60), hourly(10.0, 5.0))
    prices = next_person(needed, AGENTS, hours(8, 10), policy())
    assert prices["price"].tolist() == pytest.approx([WAGE, WAGE])
    exact = one_more(needed, AGENTS, hours(8, 10), policy(), prices.drop(columns="price"))
    assert exact == pytest.approx([WAGE, WAGE])


def test_the_next_person_is_worth_nothing_where_somebody_is_there_anyway():
    # One shift covers both hours: 14 people for the first leave seven to spare in the second.
    needed = load_requirement(horizon(grid=60), hourly(10.0, 4.0))
    shifts = [pattern(480, 2, code="both")]
    prices = next_person(needed, AGENTS, shifts, policy())
    assert prices["price"].tolist() == pytest.approx([2 * WAGE, 0.0])
    second = prices.drop(columns="price").iloc[[1]]
    assert one_more(needed, AGENTS, shifts, policy(), pd.DataFrame(second)) == pytest.approx([0.0])
