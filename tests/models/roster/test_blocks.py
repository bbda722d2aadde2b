"""Blocks against brute force: their bounds add up to one of the whole, exactly so where nothing ties them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.roster.blocks import blocks_of, joined
from models.roster.evaluate import cost_of
from models.roster.problem import HARD, Found, RosterProblem, SideRow
from tests.models.roster.by_hand import pencil
from tests.models.roster.every_roster import every_roster, least_cost
from tests.models.roster.random_problem import random_problem


def apart(seed: int, rows: int) -> RosterProblem:
    """Two people and three days; one may work offers of even number, the other the rest, and some nobody."""
    problem = random_problem(seed, people=2, days=3, kinds=3, rows=rows, week=3)
    number = np.arange(len(problem.offers.day))
    cost = np.where(number % 2 == np.arange(2)[:, None], problem.cost, HARD)
    cost[:, number % 5 == 4] = HARD
    return replace(problem, cost=cost)


def best_of(problem: RosterProblem) -> Found:
    """The cheapest roster of all."""
    grid = min(every_roster(problem), key=lambda each: cost_of(problem, each), default=None)
    if grid is None or cost_of(problem, grid) == HARD:
        pytest.skip("no roster keeps the hard rules of this seed")
    cost = cost_of(problem, grid)
    return Found(grid, cost, cost, "optimal", 0.0)


@pytest.mark.parametrize("seed", range(20))
def test_the_bounds_of_blocks_add_up_to_one_that_no_roster_is_below(seed: int) -> None:
    problem = apart(seed, rows=2)
    blocks = blocks_of(problem)
    assert [block.people.tolist() for block in blocks] == [[0], [1]]
    whole = joined(problem, blocks, [best_of(block.problem) for block in blocks])
    assert whole.bound <= least_cost(problem) + 1e-9 <= whole.cost + 2e-9
    assert whole.cost == cost_of(problem, whole.grid)


@pytest.mark.parametrize("seed", range(20))
def test_what_nothing_ties_is_best_where_each_block_is(seed: int) -> None:
    problem = apart(seed, rows=0)
    # A row over one person alone, now and then beyond its limit, stays with that person.
    mine = np.flatnonzero(np.isfinite(problem.cost[1]))
    row = SideRow(np.ones(len(mine), dtype=np.int64), mine, np.ones(len(mine)), 1.0, 0)
    problem = replace(problem, rows=(row,), excess_price=np.array([4.0]))
    blocks = blocks_of(problem)
    assert [block.rows.tolist() for block in blocks] == [[], [0]]
    whole = joined(problem, blocks, [best_of(block.problem) for block in blocks])
    assert whole.cost == pytest.approx(whole.bound) == pytest.approx(least_cost(problem))
    assert whole.status == "optimal"


def test_a_row_that_may_never_be_exceeded_keeps_its_people_together() -> None:
    # ann may work the early shift, bob the late one; together they may work one shift of the two.
    rows = tuple(SideRow(np.array([p]), np.array([p]), np.ones(1), 0.0, 0) for p in (0, 1))
    problem = replace(
        pencil(1, kinds="EL", need=1, under=10, rows=rows, excess_price=[5.0]),
        cost=np.array([[0.0, HARD], [HARD, 0.0]]),
    )
    problem = replace(problem, people=problem.people * 2, off_cost=np.zeros((2, 1)))
    # Two rows of one excess, one in each block: soft, it is left out of both.
    assert [len(block.problem.rows) for block in blocks_of(problem)] == [0, 0]
    (together,) = blocks_of(replace(problem, excess_price=np.array([HARD])))
    assert together.people.tolist() == [0, 1]
    assert len(together.problem.rows) == 2


def test_a_shift_that_nobody_may_work_is_open_in_the_bound_too() -> None:
    problem = pencil(2, kinds="E", need=1, under=10)
    problem = replace(problem, cost=np.array([[0.0, HARD]]))
    (block,) = blocks_of(problem)
    assert joined(problem, [block], [best_of(block.problem)]).bound == 10.0
