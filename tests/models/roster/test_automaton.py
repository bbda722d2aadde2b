"""The automata against the judge: every row costs the same both ways, and the best row is the best of all."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.roster.compiler import Group, compiled, offers_by_day
from models.roster.evaluate import row_cost
from models.roster.problem import HARD, OFF, RosterProblem
from models.roster.respond import Responder
from tests.models.roster.random_problem import RULES, random_problem


def total_by_automaton(
    problem: RosterProblem, groups: list[Group], row: np.ndarray, person: int = 0
) -> float:
    group = next(g for g in groups if person in g.people)
    offers = offers_by_day(problem)
    choices = [0 if o == OFF else 1 + int(np.flatnonzero(offers[d] == o)[0]) for d, o in enumerate(row)]
    worked = row != OFF
    cells = problem.cost[person, row[worked]].sum() + problem.off_cost[person, ~worked].sum()
    return float(cells + group.automaton.total(int(np.flatnonzero(group.people == person)[0]), choices))


def random_row(problem: RosterProblem, rng: np.random.Generator) -> np.ndarray:
    share = rng.random()
    row = np.full(problem.days, OFF)
    for day, todays in enumerate(offers_by_day(problem)):
        if len(todays) and rng.random() < share:
            row[day] = rng.choice(todays)
    return row


def every_row(problem: RosterProblem) -> list[np.ndarray]:
    choices = [[OFF, *todays.tolist()] for todays in offers_by_day(problem)]
    return [np.array(row) for row in product(*choices)]


@pytest.mark.parametrize("rule", RULES)
def test_every_row_costs_the_same_by_automaton_and_by_judge_under_each_rule_alone(rule: str) -> None:
    for seed in range(12):
        problem = random_problem(seed, people=1, days=16, only=rule)
        rng, groups = np.random.default_rng(seed), compiled(problem)
        for _ in range(60):
            row = random_row(problem, rng)
            judged = row_cost(problem, 0, row)
            assert total_by_automaton(problem, groups, row) == pytest.approx(judged, abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_every_row_costs_the_same_by_automaton_and_by_judge_under_all_rules_together(seed: int) -> None:
    problem = random_problem(seed, people=2, days=15)
    rng, groups = np.random.default_rng(seed), compiled(problem)
    for person in range(2):
        for _ in range(20):
            row = random_row(problem, rng)
            judged = row_cost(problem, person, row)
            assert total_by_automaton(problem, groups, row, person) == pytest.approx(judged, abs=1e-4)


@pytest.mark.parametrize("rule", [*RULES, None])
def test_the_best_response_is_the_cheapest_of_all_rows(rule: str | None) -> None:
    for seed in range(6):
        problem = random_problem(seed, people=1, days=5, kinds=2, only=rule, week=3)
        costs = [row_cost(problem, 0, row) for row in every_row(problem)]
        responder = Responder(problem, compiled(problem))
        for value, row in (
            responder.one(0, problem.cost[0], problem.off_cost[0]),
            [answer[0] for answer in responder.everyone(problem.cost, problem.off_cost)],
        ):
            assert value == pytest.approx(min(costs), abs=1e-4)
            if value < HARD:
                assert row_cost(problem, 0, row) == pytest.approx(value, abs=1e-4)
