from __future__ import annotations

import numpy as np
import pytest
from pyomo.environ import Binary, Objective, Var

from models._highs import Program
from models.limits import SolveLimits
from models.migration import read_staff, solve_whole_classes
from tests.models.migration.by_hand import EXACT, modelled, team
from tests.models.migration.random_workforce import random_workforce
from wfm.errors import PlanningError


def crowded(seats):
    """Return three posts that each lack 5 from period 1 on; classes of 8, so that 24 seats are wanted."""
    return team(
        [0, 0, 0], 4, hire_most=8.0, class_least=8.0, class_most=8.0, class_cost=1.0, train=1, seats=[seats]
    )


NEED = [[0, 5, 5, 5]] * 3


@pytest.mark.parametrize("seed", range(8))
def test_solved_to_the_end_it_is_the_solvers_own_optimum(seed):
    workforce, need = random_workforce(seed)
    m, staffing = modelled(workforce, need)
    alone = Program(m).solve(EXACT)
    found = solve_whole_classes(m, staffing, Program(m), EXACT)
    assert found.status == alone.status == "optimal"
    assert found.objective == pytest.approx(alone.objective, rel=1e-7)
    assert found.bound == pytest.approx(alone.objective, rel=1e-6)


def test_classes_the_seats_do_not_hold_are_not_rounded_up():
    # Relaxed, 5 begin at each post: 15 of 15 seats. Whole, one class of 8 a period fits.
    m, staffing = modelled(crowded(15.0), NEED)
    found = solve_whole_classes(m, staffing, Program(m), SolveLimits(60.0, 0.0))
    plan = read_staff(staffing, found)
    assert found.status == "optimal"
    assert plan.classes.sum(axis=0).tolist() == [1, 1, 1, 0]
    # Missing: 2 posts x 5 in period 1, 1 x 5 in 2; wages 8 x (4 + 3 + 2), a class 1.
    assert found.objective == pytest.approx(1500 + 72 + 3)


def test_a_walk_reaches_the_end_where_seats_are_full(monkeypatch):
    m, staffing = modelled(crowded(15.0), NEED)
    program, asked = Program(m), []
    solve = program.solve

    def noted(limits, **values):
        asked.append(values.get("relaxed", False))
        return solve(limits, **values)

    monkeypatch.setattr(program, "solve", noted)
    # Any plan will do: the solver's own search is never asked.
    assert solve_whole_classes(m, staffing, program, SolveLimits(60.0, np.inf)).status == "optimal"
    assert all(asked)


def test_the_program_keeps_no_trace():
    workforce, need = random_workforce(3)
    m, staffing = modelled(workforce, need)
    program = Program(m)
    low, high, is_whole = program.low.copy(), program.high.copy(), program.is_whole.copy()
    before = program.solve(EXACT).objective
    solve_whole_classes(m, staffing, program, EXACT)
    assert (program.low == low).all()
    assert (program.high == high).all()
    assert (program.is_whole == is_whole).all()
    assert program.solve(EXACT).objective == pytest.approx(before)


def test_no_plan_is_said_to_be_none():
    m, staffing = modelled(team([1], 1, shortage_price=np.inf), [2])
    assert solve_whole_classes(m, staffing, Program(m), EXACT).status == "infeasible"


def test_a_planner_who_stops_it_gets_no_plan_and_no_proof():
    m, staffing = modelled(crowded(24.0), NEED)
    found = solve_whole_classes(m, staffing, Program(m), SolveLimits(9.0, 0.0, lambda: True))
    assert found.status == "stopped"


def test_other_whole_numbers_are_refused():
    m, staffing = modelled(crowded(24.0), NEED)
    m.other = Var(within=Binary)
    m.cost.deactivate()
    m.more = Objective(expr=m.cost.expr + m.other)
    with pytest.raises(PlanningError, match="besides the classes"):
        solve_whole_classes(m, staffing, Program(m), EXACT)
