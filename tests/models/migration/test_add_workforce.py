"""What the caller may bring, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from pyomo.environ import Binary, Block, ConcreteModel, Constraint, Objective, Var

from models._highs import Program
from models.migration import Retraining, Workforce, add_workforce, read_staff
from tests.models.migration.by_hand import EXACT, arc, modelled, solved, team
from wfm.errors import PlanningError


def test_a_need_may_be_decided_by_the_callers_model():
    # Two ways to run: 8 heads, or 3 heads and 4 of fees. 8 heads cost 8; 3 heads and the fee cost 3 + 4 and
    # the release of 7 at 0.1 instead of 2.
    m = ConcreteModel()
    m.people = Block(concrete=True)
    m.by_machine = Var(within=Binary)
    needs = {(0, 0): 8 - 5 * m.by_machine}
    staffing = add_workforce(m.people, team([10], 1, release_cost=0.1), needs)
    m.cost = Objective(expr=4 * m.by_machine + sum(m.people.cost_of.values()))
    result = Program(m).solve(EXACT)
    plan = read_staff(staffing, result)
    assert result.objective == pytest.approx(4 + 3 + 0.7)
    assert plan.heads["heads"][0] == pytest.approx([3.0])


def test_a_need_may_be_a_variable_alone():
    m = ConcreteModel()
    m.need = Var([0])
    m.at_least = Constraint(expr=m.need[0] >= 6)
    add_workforce(m, team([9], 1, release_cost=0.0), {(0, 0): m.need[0]})
    m.cost = Objective(expr=sum(m.cost_of.values()))
    assert Program(m).solve(EXACT).objective == pytest.approx(6.0)


def test_what_others_spend_is_in_the_budget_too():
    # Wages 10, budget 15: 6 spent elsewhere is too much, 5 is not; a variable counts as a number does.
    people = team([10], 1, budget=[15.0])
    assert solved(people, [0], spent={0: 5.0})[0] == pytest.approx(10.0)
    assert solved(people, [0], spent={0: 6.0})[0] is None
    m = ConcreteModel()
    m.machines = Var(bounds=(0, 9))
    add_workforce(m, people, np.zeros((1, 1)), spent={0: 2 * m.machines})
    m.cost = Objective(expr=sum(m.cost_of.values()) - m.machines)
    assert Program(m).solve(EXACT).objective == pytest.approx(10 - 2.5)


def test_only_the_softened_rule_that_stands_in_the_way_is_exceeded():
    # Wages of 10 against a budget of 7; seats are free. The budget is exceeded by 3, at 2 each.
    people = team([10], 1, budget=[7.0], seats=[5.0], booked=[[4.0]], train=1, shortage_price=np.inf)
    soft = {"budget_of_a_phase": 2.0, "seats_for_training": 50.0}
    cost, plan = solved(people, [0], soft=soft)
    # The four in class are paid as well: 14 in all, 7 too much.
    assert plan.exceeded == {"budget_of_a_phase": {0: pytest.approx(7.0)}, "seats_for_training": {}}
    assert cost == pytest.approx(14 + 14)
    assert sum(item.sum() for item in plan.money.values()) == pytest.approx(14.0)


def test_a_rule_that_is_no_limit_cannot_be_softened():
    with pytest.raises(PlanningError, match="people_carry_over"):
        modelled(team([1], 1), [0], soft={"people_carry_over": 1.0})


def test_agreed_classes_that_exceed_the_seats_are_refused_by_name():
    with pytest.raises(PlanningError, match=r"seats_for_training cannot hold at \(0, 1\)"):
        modelled(team([1], 3, booked=[[0, 9.0, 0]], train=1, seats=[8.0]), [0])
    # Softened, they are told instead.
    plan = solved(
        team([1], 3, booked=[[0, 9.0, 0]], train=1, seats=[8.0]), [0], soft={"seats_for_training": 1.0}
    )[1]
    assert plan.exceeded["seats_for_training"] == {(0, 1): pytest.approx(1.0)}


def test_cost_and_released_people_are_there_for_any_objective():
    m, _ = modelled(team([10], 1, release_cost=3.0), [4])
    m.cost.deactivate()
    m.fewest = Objective(expr=m.people_released)
    assert Program(m).solve(EXACT).objective == pytest.approx(0.0)
    assert {"wages", "overtime", "temps", "time_off", "classes", "retraining", "releases"} <= set(m.cost_of)


def test_a_plan_cannot_be_read_where_there_is_none():
    m, staffing = modelled(team([1], 1, shortage_price=np.inf), [2])
    with pytest.raises(PlanningError, match="infeasible"):
        read_staff(staffing, Program(m).solve(EXACT))


def test_every_fault_of_a_workforce_is_told_at_once():
    with pytest.raises(PlanningError, match=r"wage has shape \(2,\) instead of \(3,\).*attrition is out of"):
        Workforce(2, np.ones(3), wage=np.ones(2), attrition=np.array(1.5))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"site": [3]}, "a site without seats"),
        ({"phase": [1, 1]}, "a phase without a budget"),
        ({"class_least": 9.0, "class_most": 8.0}, "class_least is above class_most"),
        ({"class_every": 0}, "class_every is 0"),
        ({"class_cost": 9.0, "hire_most": np.inf}, "no largest size"),
        ({"under_way": [[0.0, 4.0]], "train": 1}, "under way is over"),
        ({"retraining": arc(0, 1)}, "posts that do not exist"),
        ({"retraining": arc(0, 0)}, "ends where it begins"),
        ({"retraining": Retraining(np.zeros(1, int), np.ones(1, int), lag=np.ones(2, int))}, "lag has shape"),
        ({"heads": [np.nan]}, "heads is out of range"),
    ],
)
def test_a_workforce_that_contradicts_itself_is_refused(values, words):
    values = {"heads": [1.0]} | values
    with pytest.raises(PlanningError, match=words):
        team(values.pop("heads"), 2, **values)
