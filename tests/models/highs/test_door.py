"""The door to the solver: answers by hand, and models changed in place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyomo.environ import (
    ConcreteModel,
    Constraint,
    NonNegativeIntegers,
    NonNegativeReals,
    Objective,
    RangeSet,
    Var,
    quicksum,
)
from scipy.sparse import csc_array

from models._highs import ArrayProgram, Program
from models.limits import SolveLimits
from tests.models.highs.by_hand import knapsack, two_desks
from wfm.errors import PlanningError, RulesConflictError

LIMITS = SolveLimits(cpu_seconds=10, gap=0.0)


def staffing(matrix, need, cost, domain):
    """Return min cost x with matrix x >= need, 0 <= x <= 20."""
    m = ConcreteModel()
    m.row, m.column = RangeSet(0, len(need) - 1), RangeSet(0, len(cost) - 1)
    m.x = Var(m.column, domain=domain, bounds=(0, 20))
    m.need = Constraint(
        m.row, rule=lambda m, i: quicksum(float(matrix[i][j]) * m.x[j] for j in m.column) >= float(need[i])
    )
    m.cost = Objective(expr=quicksum(float(cost[j]) * m.x[j] for j in m.column))
    return m


def test_a_linear_model_ends_at_the_optimum_by_hand():
    # 6 at desk a (its share), 4 at desk b: 2 * 6 + 3 * 4 = 24
    m = two_desks()

    result = Program(m).solve(LIMITS)

    assert result.status == "optimal"
    assert result.objective == pytest.approx(24)
    assert result.bound == pytest.approx(24)
    assert result.gap == 0
    assert result.values(m.people) == pytest.approx({"a": 6, "b": 4})


def test_a_rule_no_decision_can_keep_is_a_conflict_of_rules():
    # nobody may be at either desk and one must be: 0 >= 1, a row without columns
    m = two_desks()
    m.late = Constraint(expr=0 * m.people["a"] + 0 * m.people["b"] >= 1)

    with pytest.raises(RulesConflictError, match="late"):
        Program(m)


def test_duals_come_by_component_name_and_are_the_prices_by_hand():
    # one more needed goes to desk b: +3; one more place at a moves one from b to a: 2 - 3 = -1
    m = two_desks()
    program = Program(m)

    result = program.solve(LIMITS, relaxed=True)

    assert program.duals(m.need, result) == pytest.approx({"day": 3.0})
    assert program.duals(m.share, result) == pytest.approx({None: -1.0})


def test_whole_people_cost_more_than_their_relaxation_by_hand():
    # need 9.5, share 6.5: relaxed 2 * 6.5 + 3 * 3 = 22; whole 6 and 4 = 24
    m = two_desks(NonNegativeIntegers, need=9.5, share=6.5)
    program = Program(m)

    assert program.solve(LIMITS, relaxed=True).objective == pytest.approx(22)
    whole = program.solve(LIMITS)

    assert whole.status == "optimal"
    assert whole.objective == pytest.approx(24)
    assert whole.values(m.people) == pytest.approx({"a": 6, "b": 4})
    assert whole.row_duals.size == 0


def test_a_constant_in_the_objective_stays_in_objective_and_bounds():
    # the optimum 24 plus the constant 100
    m = two_desks()
    m.cost.set_value(m.cost.expr + 100)
    program = Program(m)

    result = program.solve(LIMITS, relaxed=True)

    assert result.objective == pytest.approx(124)
    assert program.safe_bound(result.row_duals) == pytest.approx(124)


def test_an_infeasible_model_says_so_and_gives_no_objective():
    m = two_desks()
    m.too_few = Constraint(expr=m.people["b"] <= 3)

    for relaxed in (False, True):
        result = Program(m).solve(LIMITS, relaxed=relaxed)

        assert result.status == "infeasible"
        assert not result.has_solution
        assert result.objective == np.inf
        assert result.gap == np.inf
        assert result.vector.size == 0


def test_whole_numbers_alone_can_make_a_model_infeasible():
    # 2a + 2b = 3 has a solution in halves only
    m = ConcreteModel()
    m.x = Var(["a", "b"], domain=NonNegativeIntegers, bounds=(0, 5))
    m.odd = Constraint(expr=2 * m.x["a"] + 2 * m.x["b"] == 3)
    m.cost = Objective(expr=m.x["a"] + m.x["b"])
    program = Program(m)

    assert program.solve(LIMITS, relaxed=True).objective == pytest.approx(1.5)
    assert program.solve(LIMITS).status == "infeasible"


@pytest.mark.parametrize("domain", [NonNegativeReals, NonNegativeIntegers])
def test_a_model_without_a_finite_optimum_is_an_error_and_not_infeasible(domain):
    m = ConcreteModel()
    m.x = Var(["a", "b"], domain=domain)
    m.near = Constraint(expr=m.x["a"] - m.x["b"] <= 1)
    m.cost = Objective(expr=-m.x["a"])

    with pytest.raises(PlanningError, match="no finite optimum"):
        Program(m).solve(LIMITS)


@settings(max_examples=20, deadline=None)
@given(data=st.data(), domain=st.sampled_from([NonNegativeReals, NonNegativeIntegers]))
def test_a_changed_right_hand_side_gives_what_a_fresh_model_gives(data, domain):
    numbers = st.integers(0, 5)
    matrix = data.draw(st.lists(st.lists(numbers, min_size=4, max_size=4), min_size=3, max_size=3))
    cost = data.draw(st.lists(st.integers(1, 9), min_size=4, max_size=4))
    needs = data.draw(st.lists(st.lists(st.integers(0, 120), min_size=3, max_size=3), min_size=2, max_size=4))
    # a need in a row of noughts is infeasible, and stays an infeasible model in Pyomo too
    matrix = [[max(1, row[0]), *row[1:]] for row in matrix]
    m = staffing(matrix, needs[0], cost, domain)
    kept = Program(m)

    for need in needs:
        for i, people in enumerate(need):
            kept.set_right_hand_side(m.need[i], people)
        changed = kept.solve(LIMITS)
        fresh = Program(staffing(matrix, need, cost, domain)).solve(LIMITS)

        assert changed.status == fresh.status
        assert changed.objective == pytest.approx(fresh.objective)


def test_an_equation_keeps_both_sides_when_its_right_hand_side_changes():
    # min a - b with a + b = s, b <= 4: a = s - 4, so s - 8
    m = ConcreteModel()
    m.x = Var(["a", "b"], bounds=(0, 10))
    m.total = Constraint(expr=m.x["a"] + m.x["b"] == 5)
    m.little = Constraint(expr=m.x["b"] <= 4)
    m.cost = Objective(expr=m.x["a"] - m.x["b"])
    program = Program(m)

    assert program.solve(LIMITS).objective == pytest.approx(-3)
    program.set_right_hand_side(m.total, 9)
    assert program.solve(LIMITS).objective == pytest.approx(1)
    program.set_right_hand_side(m.total, 2)
    assert program.solve(LIMITS).objective == pytest.approx(-2)


def test_changed_bounds_and_coefficients_count_in_the_next_solve_and_in_the_safe_bound():
    m = two_desks()
    program = Program(m)
    at_b = program.columns(m.people)[1:]
    program.solve(LIMITS)

    # at least 7 at b: 3 at a: 2 * 3 + 3 * 7 = 27
    program.set_bounds(at_b, np.array([7.0]), np.array([np.inf]))
    result = program.solve(LIMITS)
    assert result.objective == pytest.approx(27)
    assert program.safe_bound(result.row_duals) == pytest.approx(27)

    # one at b now counts for two: 7 at b are 14, nobody at a: 21
    program.set_coefficient(m.need["day"], m.people["b"], 2.0)
    result = program.solve(LIMITS)
    assert result.objective == pytest.approx(21)
    assert program.safe_bound(result.row_duals) == pytest.approx(21)


def test_columns_can_be_asked_to_be_whole_and_set_free_again():
    # need 9.5: relaxed 12 + 10.5 = 22.5; b whole: 4 at b, 5.5 at a: 11 + 12 = 23
    m = two_desks(need=9.5)
    program = Program(m)
    at_b = program.columns(m.people)[1:]

    program.set_whole(at_b, True)
    assert program.solve(LIMITS).objective == pytest.approx(23)
    program.set_whole(at_b, False)
    assert program.solve(LIMITS).objective == pytest.approx(22.5)


def test_an_added_cut_binds_in_this_and_later_solves():
    # a - b <= 0: 5 and 5 = 25; need 12: 6 and 6 = 30
    m = two_desks()
    program = Program(m)
    program.solve(LIMITS)

    row = program.add_cut([(m.people["a"], 1.0), (m.people["b"], -1.0)], -np.inf, 0.0)

    assert row == 2
    result = program.solve(LIMITS)
    assert result.values(m.people) == pytest.approx({"a": 5, "b": 5})
    assert program.safe_bound(result.row_duals) <= result.objective + 1e-9
    program.set_right_hand_side(m.need["day"], 12)
    assert program.solve(LIMITS).objective == pytest.approx(30)


def test_a_cut_that_names_a_variable_twice_is_never_lost():
    # 2a <= 4: 2 at a, 8 at b: 28
    m = two_desks()
    program = Program(m)

    program.add_cut([(m.people["a"], 1.0), (m.people["a"], 1.0)], -np.inf, 4.0)

    assert program.solve(LIMITS).objective == pytest.approx(28)


def test_options_hold_for_one_solve_only():
    program = Program(two_desks())

    stopped = program.solve(LIMITS, options={"presolve": "off", "simplex_iteration_limit": 0})
    after = program.solve(LIMITS)

    assert (stopped.status, stopped.objective) == ("stopped", np.inf)
    assert (after.status, after.objective) == ("optimal", pytest.approx(24))


def test_models_in_one_process_do_not_disturb_each_other():
    # the knapsack takes weights 3 and 4 for 9; another number of threads must not be refused either
    first, second = Program(two_desks()), Program(knapsack(), threads=2)

    found = [program.solve(LIMITS) for program in (first, second, first)]

    assert [result.status for result in found] == ["optimal"] * 3
    assert [result.objective for result in found] == pytest.approx([24, -9, 24])


@pytest.mark.parametrize("presolve", ["off", "choose"])
def test_what_cannot_be_solved_says_by_its_prices_why(presolve):
    # a + b >= 8, a <= 2, each at most 5: 2 and 5 are 1 short; of c + d <= 3 and c >= 4, 1 is too many
    rows = np.array([[1.0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 0]])
    for low, most in (((8.0, -np.inf, -np.inf, 0.0), 1.0), ((0.0, -np.inf, -np.inf, 4.0), 1.0)):
        program = ArrayProgram(
            rows,
            np.ones(4),
            (np.zeros(4), np.array([5.0, 5, np.inf, np.inf])),
            (np.array(low), np.array([np.inf, 2, 3, np.inf])),
        )
        assert program.solve(LIMITS, options={"presolve": presolve}).status == "infeasible"
        prices, more = program.conflict()
        assert more == pytest.approx(most * np.abs(prices).max())


def test_rows_of_arrays_move_come_and_go():
    # a + b >= 3 at 1 and 2: a = 3; a <= 1 added: 1 and 2 = 5; moved to 2: 2 and 1 = 4; gone: 3
    program = ArrayProgram(
        np.array([[1.0, 1.0]]),
        np.array([1.0, 2.0]),
        (np.zeros(2), np.full(2, np.inf)),
        (np.array([3.0]), np.array([np.inf])),
    )
    found = [program.solve(LIMITS).objective]
    row = program.add_row(np.array([0]), np.array([1.0]), -np.inf, 1.0)
    found.append(program.solve(LIMITS, relaxed=True, is_short=True).objective)
    program.set_rows(np.array([row]), np.array([-np.inf]), np.array([2.0]))
    found.append(program.solve(LIMITS).objective)
    program.drop_rows(np.array([row]))
    found.append(program.solve(LIMITS).objective)
    assert found == pytest.approx([3, 5, 4, 3])


def test_columns_come_in_over_rows_and_cuts():
    # a >= 3 at 5 = 15; b does the same at 2: 6; a cut b <= 1 leaves 2 of a: 12; c, beside b in the cut, none
    program = ArrayProgram(
        np.array([[1.0]]),
        np.array([5.0]),
        (np.zeros(1), np.full(1, np.inf)),
        (np.array([3.0]), np.array([np.inf])),
    )
    everything = np.zeros(1), np.full(1, np.inf)
    found = [program.solve(LIMITS).objective]
    program.add_columns(csc_array([[1.0]]), np.array([2.0]), everything)
    found.append(program.solve(LIMITS, relaxed=True, is_short=True).objective)
    program.add_row(np.array([1]), np.array([1.0]), -np.inf, 1.0)
    found.append(program.solve(LIMITS).objective)
    program.add_columns(csc_array([[1.0], [1.0]]), np.array([4.0]), everything)
    last = program.solve(LIMITS)
    assert [*found, last.objective] == pytest.approx([15, 6, 12, 12])
    assert last.vector == pytest.approx([2, 1, 0])
    assert program.matrix.toarray().tolist() == [[1, 1, 1]]
