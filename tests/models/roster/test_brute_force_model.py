"""The compact model against every roster there is, priced by ``tests.models.roster.oracle``."""

from __future__ import annotations

import itertools

import pytest

from models.limits import SolveLimits
from models.roster.formulation import solve_whole
from models.roster.problem import HARD, PersonRules
from tests.models.roster.build_problem import alone, each_day, forced
from tests.models.roster.oracle import cheapest, roster_price
from tests.models.roster.random_problem import RULES, random_problem

ENOUGH = SolveLimits(30.0, 0.0)


def agrees(problem):
    """Check the model's optimum against that of every roster, and the roster it gives against its cost."""
    least, found = cheapest(problem), solve_whole(problem, ENOUGH)
    assert found.cost == pytest.approx(least)
    assert found.bound == pytest.approx(least)
    assert found.status == ("infeasible" if least == HARD else "optimal")
    if least < HARD:
        assert roster_price(problem, found.grid) == pytest.approx(least)


@pytest.mark.parametrize("seed", range(30))
def test_one_person_with_any_rules_gets_the_cheapest_week(seed):
    agrees(random_problem(seed, 1, 8, kinds=2))


@pytest.mark.parametrize("seed", range(30))
def test_two_people_with_any_rules_and_side_rows_get_the_cheapest_roster(seed):
    agrees(random_problem(1000 + seed, 2, 4, kinds=2, rows=3, week=4))


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_alone_is_as_it_is_told(rule):
    for seed in (1, 2, 3):
        agrees(random_problem(seed, 1, 8, kinds=2, only=rule))


@pytest.mark.parametrize("least_run", [2, 3])
@pytest.mark.parametrize("least_off", [2, 3])
def test_short_runs_and_short_stretches_off_are_forbidden_in_all_patterns_of_days(least_run, least_off):
    """All 2^8 patterns: with a first model the least run was simply absent, and nothing else showed it."""
    rules = PersonRules(least_run=least_run, least_off=least_off)
    problem = alone(rules, each_day(range(8)))
    for pattern in itertools.product("01", repeat=8):
        days = "".join(pattern)
        inner = list(_stretches(days))[1:-1]
        is_good = all(len(s) >= (least_run if s[0] == "1" else least_off) for s in inner)
        worked = [day for day, letter in enumerate(days) if letter == "1"]
        status = solve_whole(forced(problem, worked), ENOUGH).status
        assert status == ("optimal" if is_good else "infeasible"), days


def _stretches(days):
    return ["".join(group) for _, group in itertools.groupby(days)]
