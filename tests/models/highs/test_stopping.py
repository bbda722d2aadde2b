"""The door to the solver: warm starts, CPU limits and the planner's wish to stop."""

from __future__ import annotations

import numpy as np
import pytest

from models._highs import Program
from models.limits import SolveLimits
from tests.models.highs.by_hand import knapsack
from tests.models.highs.hard import covering, market_split

LIMITS = SolveLimits(cpu_seconds=10, gap=0.0)


def test_a_start_is_kept_where_the_solver_finds_nothing_itself():
    hard = market_split()
    program = Program(hard.model)
    order = program.columns(hard.model.x)
    start = np.full(50, np.nan)
    start[order] = hard.planted

    result = program.solve(SolveLimits(0.5, 0.0), start=start)

    assert result.status == "feasible"
    assert result.objective <= hard.cost @ hard.planted + 1e-6
    assert np.allclose(hard.matrix @ result.vector[order], hard.rhs)


def test_a_start_known_in_part_is_completed():
    hard = market_split()
    program = Program(hard.model)
    start = np.full(50, np.nan)
    start[program.columns(hard.model.x)[:40]] = hard.planted[:40]

    result = program.solve(SolveLimits(0.5, 0.0), start=start)

    assert result.status == "feasible"
    assert result.objective <= hard.cost @ hard.planted + 1e-6


def test_cpu_limit_without_a_solution_gives_a_bound_and_no_objective():
    hard = market_split()

    result = Program(hard.model).solve(SolveLimits(0.5, 0.0))

    assert result.status == "stopped"
    assert not result.was_cancelled
    assert result.objective == np.inf
    assert result.vector.size == 0
    assert 0 < result.bound <= hard.cost @ hard.planted
    assert 0.4 < result.cpu_seconds < 1.5


def test_cpu_limit_with_a_solution_gives_it_with_its_bound():
    hard = covering()
    program = Program(hard.model)

    result = program.solve(SolveLimits(0.7, 0.0))

    vector = result.vector[program.columns(hard.model.x)]
    assert result.status == "feasible"
    assert np.allclose(vector, vector.round(), atol=1e-5)
    assert np.all(hard.matrix @ vector.round() >= hard.rhs)
    assert result.objective == pytest.approx(hard.cost @ vector)
    assert 0 < result.bound < result.objective
    assert result.gap == pytest.approx((result.objective - result.bound) / result.objective)
    assert 0.6 < result.cpu_seconds < 2


def test_a_cancelled_solve_keeps_the_best_solution_so_far():
    hard = covering()
    program = Program(hard.model)
    seen = []

    result = program.solve(
        SolveLimits(20, 0.0, is_cancelled=lambda: bool(seen)),
        on_incumbent=lambda objective, bound: seen.append((objective, bound)),
    )

    vector = result.vector[program.columns(hard.model.x)].round()
    assert result.status == "feasible"
    assert result.was_cancelled
    assert result.cpu_seconds < 5
    assert result.objective == pytest.approx(min(objective for objective, _ in seen))
    assert np.all(hard.matrix @ vector >= hard.rhs)
    assert result.bound <= result.objective


@pytest.mark.parametrize(
    "limits", [SolveLimits(10, 0.0, is_cancelled=lambda: True), SolveLimits(0.0, 0.0)], ids=["wish", "no CPU"]
)
def test_a_solve_stopped_before_it_begins_has_proven_nothing(limits):
    # the optimum is -9: a bound of nought would be above it
    program = Program(knapsack())

    result = program.solve(limits)

    assert (result.status, result.objective) == ("stopped", np.inf)
    assert result.bound == -np.inf
    assert program.solve(LIMITS).objective == pytest.approx(-9)


def test_a_failing_wish_to_stop_is_heard_and_leaves_the_model_usable():
    calls = []

    def fails():
        calls.append(1)
        if len(calls) > 1:
            raise RuntimeError("no answer")
        return False

    program = Program(covering().model)

    with pytest.raises(RuntimeError, match="no answer"):
        program.solve(SolveLimits(1, 0.0, is_cancelled=fails))
    assert program.solve(LIMITS, relaxed=True).status == "optimal"
