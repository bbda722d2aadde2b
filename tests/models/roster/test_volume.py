"""The bound: below every roster at any prices, and nowhere rounded up by mistake."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.limits import SolveLimits
from models.roster.columns import Master, Pool
from models.roster.compiler import compiled
from models.roster.evaluate import cost_of
from models.roster.generation import relaxed
from models.roster.money_unit import rounded_up, unit_of
from models.roster.problem import HARD, PersonRules, RosterProblem
from models.roster.respond import Responder
from models.roster.standing import Standing
from models.roster.together import Together
from models.roster.volume import Ascent, Prices, first_prices, no_prices
from tests.models.roster.by_hand import pencil
from tests.models.roster.every_roster import every_roster, least_cost
from tests.models.roster.random_problem import random_problem


def ascent_of(problem: RosterProblem, pool: Pool | None = None) -> tuple[Ascent, Standing]:
    responder, together = Responder(problem, compiled(problem)), Together(problem)
    everyone = np.arange(len(problem.people))
    keep = None if pool is None else pool.add_some
    start = no_prices(together)
    return (
        Ascent(responder, together, everyone, together.nothing(), start, on_rows=keep),
        Standing(responder, together),
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_any_prices_and_every_step_of_the_ascent_stay_below_every_roster(seed: int) -> None:
    problem = random_problem(seed, people=2, days=3, kinds=2, rows=2, week=3)
    least = least_cost(problem)
    if least == HARD:
        return
    rng = np.random.default_rng(seed)
    ascent, _ = ascent_of(problem)
    for _ in range(5):
        many = len(problem.offers.day)
        bound = ascent.try_prices(Prices(rng.normal(0, 30, many), rng.exponential(3, len(problem.rows))))
        assert bound <= least + 1e-4
    ascent.run(60)
    assert ascent.bound <= least + 1e-4
    assert rounded_up(ascent.bound, unit_of(problem)) <= least + 1e-4


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_column_generation_stays_below_every_roster_and_above_the_steps(seed: int) -> None:
    problem = random_problem(seed, people=2, days=3, kinds=2, rows=2, week=3)
    least = least_cost(problem)
    if least == HARD:
        return
    pool = Pool(2)
    ascent, empty = ascent_of(problem, pool)
    first_prices(ascent)
    before = ascent.bound
    relaxed(ascent, empty, pool, SolveLimits(20, 0), lambda: False, lambda: None)
    assert before - 1e-6 <= ascent.bound <= least + 1e-3


def test_the_ascent_closes_a_problem_whose_relaxation_is_whole() -> None:
    # 3 people are needed on each of 3 days and 2 are there: 1 is short each day, 3 x 10 = 30
    ascent, _ = ascent_of(pencil(3, [PersonRules()] * 2, kinds="E", need=3, under=10, over=1))
    ascent.run(200)
    assert ascent.bound == pytest.approx(30, abs=0.05)


def test_the_solver_puts_the_best_roster_together_from_all_rows() -> None:
    for seed in range(8):
        problem = random_problem(seed, people=2, days=3, kinds=2, rows=2, week=3)
        together, pool = Together(problem), Pool(2)
        rosters = list(every_roster(problem))
        best = min((cost_of(problem, grid) for grid in rosters), default=HARD)
        if best == HARD:
            continue
        standing = Standing(Responder(problem, compiled(problem)), together)
        for grid in rosters:
            pool.add_grid(grid, standing.judged(grid))
        master = Master(pool, together, range(len(pool)), range(2), together.nothing())
        found = master.whole(SolveLimits(20, 0))
        assert found is not None
        assert found[0] == pytest.approx(best, abs=1e-5)


def test_costs_in_whole_units_round_the_bound_up_and_others_do_not() -> None:
    in_fives = pencil(2, kinds="E", need=1, under=10, over=5)
    assert rounded_up(11.2, unit_of(in_fives)) == 15
    assert rounded_up(15.0, unit_of(in_fives)) == 15
    in_halves = pencil(2, kinds="E", need=1, under=10, over=0.5)
    assert rounded_up(11.2, unit_of(in_halves)) == 11.2
    by_the_hour = pencil(
        2, PersonRules(week_minutes_least=(100.0,), week_minutes_least_price=6.0), kinds="E", need=1, under=10
    )
    # 480 paid minutes at 6 an hour are 48, 100 minutes 10: whole twos
    assert unit_of(by_the_hour) == 2
