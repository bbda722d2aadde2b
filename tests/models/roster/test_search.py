"""The search: the best roster of tiny problems, the same one twice, and a word when there is none."""

from __future__ import annotations

import numpy as np
import pytest

from models.limits import SolveLimits
from models.roster.evaluate import cost_of
from models.roster.problem import HARD, OFF, Limit, PersonRules, RosterProblem
from models.roster.search import solve_problem
from tests.models.roster.build_problem import FREE, On, problem_of
from tests.models.roster.by_hand import pencil
from tests.models.roster.contact_centre import contact_centre
from tests.models.roster.every_roster import least_cost
from tests.models.roster.random_problem import random_problem
from wfm.errors import PlanningError


@pytest.mark.parametrize("seed", range(12))
def test_tiny_problems_end_at_the_best_roster_of_all_proven(seed: int) -> None:
    problem = random_problem(seed, people=2, days=3, kinds=2, rows=2, week=3)
    least = least_cost(problem)
    if least == HARD:
        pytest.skip("no roster keeps the hard rules of this seed")
    found = solve_problem(problem, SolveLimits(5.0, 0.0))
    assert found.cost == pytest.approx(least, abs=1e-6)
    assert found.bound == pytest.approx(least, abs=1e-3)
    assert found.status == "optimal"


@pytest.mark.parametrize("seed", range(4))
def test_what_is_found_costs_what_the_judge_says_and_not_less_than_the_bound(seed: int) -> None:
    problem = random_problem(seed, people=6, days=14, kinds=4, rows=4)
    try:
        found = solve_problem(problem, SolveLimits(2.0, 0.0))
    except PlanningError:
        pytest.skip("somebody of this seed has no row at all")
    assert found.cost == cost_of(problem, found.grid)
    assert found.bound <= found.cost


def test_the_same_seed_takes_the_same_steps_when_the_proof_ends_the_run() -> None:
    problem = random_problem(3, people=2, days=3, kinds=2, week=3)
    one, other = (solve_problem(problem, SolveLimits(20.0, 0.0)) for _ in range(2))
    assert one.status == other.status == "optimal"
    np.testing.assert_array_equal(one.grid, other.grid)


def test_a_planner_who_stops_at_once_still_gets_a_roster_within_the_rules() -> None:
    problem = contact_centre(12)
    found = solve_problem(problem, SolveLimits(60.0, 0.0, lambda: True))
    assert found.status == "stopped"
    assert found.cost < HARD
    assert found.seconds < 20
    assert (found.grid != OFF).any()


def test_the_run_ends_at_the_gap_asked_for_and_reports_on_the_way() -> None:
    problem = contact_centre(12)
    heard: list[tuple[float, str, float | None, float | None]] = []
    found = solve_problem(problem, SolveLimits(60.0, 0.2), lambda *said: heard.append(said))
    assert found.cost - found.bound <= 0.2 * found.cost
    costs = [cost for _, _, cost, _ in heard if cost is not None]
    assert costs == sorted(costs, reverse=True)
    bounds = [bound for _, _, _, bound in heard if bound is not None]
    assert bounds == sorted(bounds)
    assert all(0 <= done <= 1 for done, *_ in heard)


def forced(problem: RosterProblem, person: int, day: int) -> RosterProblem:
    """The same with a day the person must work."""
    problem.off_cost[person, day] = HARD
    return problem


def test_someone_without_any_row_is_named_with_the_rule() -> None:
    # three days that must be worked, at most two in a row
    problem = pencil(3, [PersonRules(), PersonRules(run=Limit(2))], need=1, under=1, over=1)
    for day in range(3):
        forced(problem, 1, day)
    with pytest.raises(PlanningError, match=r"^P1: the rule 'in a row' and the days that are fixed"):
        solve_problem(problem, SolveLimits(5.0, 0.0))


def test_a_day_that_must_be_worked_without_a_shift_to_work_is_named() -> None:
    problem = forced(pencil(3, kinds="E"), 0, 1)
    problem.cost[0, 1] = HARD
    with pytest.raises(PlanningError, match="P0: day 2 of the plan must be worked"):
        solve_problem(problem, SolveLimits(5.0, 0.0))


def test_nobody_to_plan_costs_what_is_missing() -> None:
    problem = pencil(2, [], kinds="E", need=1, under=10)
    found = solve_problem(problem, SolveLimits(5.0, 0.0))
    assert (found.cost, found.bound, found.status) == (20, 20, "optimal")


def test_more_people_than_a_shift_may_have_stay_off_it() -> None:
    # 3 people, one early shift a day for 1 of them, never more; 2 shifts each at most in these 3 days
    rules = [PersonRules(week_shifts=(2.0,))] * 3
    found = solve_problem(pencil(3, rules, kinds="E", need=1, under=10, over=HARD), SolveLimits(5.0, 0.0))
    assert (found.cost, found.status) == (0, "optimal")
    assert (np.count_nonzero(found.grid != OFF, axis=0) == 1).all()


@pytest.mark.parametrize("bound", range(6))
def test_without_time_whoever_must_work_a_day_has_its_one_shift(bound: int) -> None:
    # Six people, one shift that none may join once it is taken: it goes to the one with a booking that day.
    problem = problem_of([On(0, need=1, under=10.0)], [FREE] * 6, off_cost={(bound, 0): 1000.0})
    found = solve_problem(problem, SolveLimits(0.0, 0.0))
    assert found.grid[bound, 0] != OFF
