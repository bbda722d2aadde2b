from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.limits import SolveLimits
from models.roster.formulation import solve_whole
from models.roster.problem import HARD, OFF, Limit, PersonRules, SideRow
from models.roster.sweep import CELLS, shapes_of, swept
from models.roster.window import improved
from tests.models.roster.build_problem import FREE, On, each_day, problem_of
from tests.models.roster.oracle import roster_price
from tests.models.roster.random_problem import random_problem

ENOUGH = SolveLimits(30.0, 0.0)


def frozen(problem, grid, people, days):
    """Return the problem in which all cells outside a window stay as the grid has them."""
    cost, off_cost = problem.cost.copy(), problem.off_cost.copy()
    for p, d in np.ndindex(*grid.shape):
        if p in people and d in days:
            continue
        others = np.flatnonzero((problem.offers.day == d) & (np.arange(cost.shape[1]) != grid[p, d]))
        cost[p, others] = HARD
        off_cost[p, d] = problem.off_cost[p, d] if grid[p, d] == OFF else HARD
    return replace(problem, cost=cost, off_cost=off_cost)


def some_roster(problem, seed):
    """Return a roster without a broken hard rule that nobody chose for its cost; None if there is none."""
    price = np.random.default_rng(seed).integers(0, 30, problem.cost.shape)
    other = replace(problem, cost=np.where(problem.cost == HARD, HARD, price))
    found = solve_whole(other, ENOUGH)
    return found.grid if found.cost < HARD else None


@pytest.mark.parametrize("seed", range(25))
def test_a_window_ends_with_the_cheapest_roster_that_differs_in_it_alone(seed):
    problem = random_problem(seed, 3, 8, kinds=3, rows=3)
    grid = some_roster(problem, seed)
    if grid is None:
        pytest.skip("the rules drawn leave no roster")
    people, days = [0, 2], range(2, 6)
    better = improved(problem, grid, people, days, ENOUGH)
    outside = np.ones(grid.shape, dtype=bool)
    outside[np.ix_(people, days)] = False
    assert (better[outside] == grid[outside]).all()
    least = solve_whole(frozen(problem, grid, people, days), ENOUGH)
    assert roster_price(problem, better) == pytest.approx(least.cost)


def test_days_beside_the_window_bind_it():
    # Late on day 0 stays; on day 1 the early shift would leave 8 h of rest, so the later one is taken.
    shifts = [On(0, 14.0), On(1, 6.0, under=50.0), On(1, 10.0, under=10.0)]
    problem = problem_of(shifts, [PersonRules(rest_minutes=Limit(660))])
    better = improved(problem, np.array([[0, OFF]]), [0], range(1, 2), ENOUGH)
    assert better.tolist() == [[0, 2]]


def test_people_beside_the_window_have_taken_their_shifts_and_their_part_of_side_rows():
    # Person 1 has the early shift of day 0 and one of two nights that both may have together.
    shifts = [On(0, 6.0), On(0, 14.0, under=20.0), On(1, 22.0, is_night=True, need=2, under=4.0)]
    row = SideRow(np.array([0, 1]), np.array([2, 2]), np.ones(2), 1.0, 0)
    problem = problem_of(shifts, [FREE, FREE], rows=[row], excess_price=[5.0])
    grid = np.array([[OFF, OFF], [0, 2]])
    better = improved(problem, grid, [0], range(2), ENOUGH)
    # The late shift saves 20; the second night would save 4 and cost 5.
    assert better.tolist() == [[1, OFF], [0, 2]]


@pytest.mark.parametrize("limits", [SolveLimits(0.0, 0.0), SolveLimits(30.0, 0.0, lambda: True)])
def test_without_time_the_roster_in_hand_stays(limits):
    problem = problem_of([On(0)], [FREE])
    grid = np.array([[OFF]])
    assert improved(problem, grid, [0], range(1), limits) is grid


def test_an_empty_window_and_an_impossible_one_change_nothing():
    problem = problem_of(each_day(range(3)), [PersonRules(period_minutes=(60.0, 1440.0))])
    grid = np.full((1, 3), OFF)
    assert improved(problem, grid, [], range(3), ENOUGH) is grid
    closed = replace(problem, cost=np.full_like(problem.cost, HARD))
    assert improved(closed, grid, [0], range(3), ENOUGH) is grid


def test_windows_fit_everybody_for_days_some_for_a_week_and_a_few_for_the_month():
    problem = problem_of(each_day(range(28)), [FREE] * 300)
    for shape in shapes_of(problem):
        assert shape.people <= 300
        assert shape.days <= 28
        assert shape.people * shape.days <= CELLS
    assert {shape.days for shape in shapes_of(problem)} >= {7, 28}


def test_window_after_window_comes_to_the_cheapest_roster_of_a_small_problem():
    problem = random_problem(7, 3, 8, kinds=3)
    grid = some_roster(problem, 7)
    told = []
    better = swept(problem, grid, SolveLimits(60.0, 0.0), told.append)
    assert roster_price(problem, better) == pytest.approx(solve_whole(problem, ENOUGH).cost)
    assert told == sorted(told, reverse=True)


def test_windows_end_where_it_is_good_enough():
    problem = random_problem(7, 3, 8, kinds=3)
    grid = some_roster(problem, 7)
    assert swept(problem, grid, SolveLimits(60.0, 0.0), enough=HARD) is grid


def test_a_roster_that_breaks_a_hard_rule_is_left_to_others():
    problem = problem_of(each_day(range(3)), [PersonRules(run=Limit(1))])
    grid = np.array([[0, 1, 2]])
    assert swept(problem, grid, ENOUGH) is grid
