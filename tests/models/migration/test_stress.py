"""Stress: what was decided before the news stays, classes come late, and what cannot be kept is said."""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import pytest
from pyomo.environ import ConcreteModel, Objective

from models._highs import Program
from models.limits import SolveLimits
from models.migration import Workforce, solve, stress
from models.migration.add_workforce import add_workforce
from models.migration.alternatives import chosen_paths
from models.migration.choice import staffed_choice
from models.migration.settled import Settled
from models.migration.stress import ALL_LATE, NO_PATH, NOBODY
from models.migration.workforce_reading import read_staff
from tests.build_migration import migration_case
from wfm.errors import NoPlanError, RulesConflictError
from wfm.horizon import PHASE_WEEKS
from wfm.migration import prepared
from wfm.migration.alternative import NOT_PRICED

LIMITS = SolveLimits(20, 0.001)
VOLUMES = np.array([900.0, 1500, 600])


def small(**options):
    return prepared(migration_case(3, 4, sites=1, volumes=VOLUMES, seed=5, **options))


@pytest.fixture(scope="module")
def found():
    return small()


@pytest.fixture(scope="module")
def plan(found):
    return solve(found, LIMITS)


def staff(need, settled=None):
    """Return the cheapest crew of ten who cost 100 a week, with classes of one week, and what it costs."""
    crew = Workforce(
        6,
        np.array([10.0]),
        wage=np.array([100.0]),
        hire_most=np.array([[np.inf]]),
        train=np.array([1]),
        hire_cost=np.array([50.0]),
        shortage_price=np.array([1000.0]),
    )
    m = ConcreteModel()
    staffing = add_workforce(m, crew, {(0, week): float(n) for week, n in enumerate(need)})
    if settled is not None:
        settled.hold(m)
    m.cost = Objective(expr=sum(m.cost_of.values()))
    result = Program(m).solve(LIMITS)
    return read_staff(staffing, result), result.objective


def test_who_was_hired_before_the_news_stays_by_pencil():
    # Two are hired in week 2 and work from week 3 on: 6 x 1,000, 2 in class for 100, 3 weeks of 2, 2 x 50.
    planned, cost = staff([10, 10, 10, 12, 12, 12])
    assert planned.people.tolist() == [[0, 0, 2, 0, 0, 0]]
    assert cost == pytest.approx(6000 + 200 + 600 + 100)
    # Nobody more is needed after all: known in time ten are enough, known in week 3 all of it is paid.
    assert staff([10] * 6)[1] == pytest.approx(6000)
    assert staff([10] * 6, Settled(planned, np.array([True]), 3))[1] == pytest.approx(cost)
    assert staff([10] * 6, Settled(planned, np.array([True]), 2))[1] == pytest.approx(6000)
    # Fourteen are: known in week 3 two more are hired then, for work from week 4 on; two are missing once.
    late, dear = staff([10, 10, 10, 14, 14, 14], Settled(planned, np.array([True]), 3))
    assert late.people.tolist() == [[0, 0, 2, 2, 0, 0]]
    assert dear == pytest.approx(cost + 2 * 1000 + 2 * (100 + 50 + 2 * 100))


def test_stress_changes_cost_the_way_it_must(found, plan):
    table = stress(found, plan, LIMITS).set_index("case")
    assert table.loc["as planned", "change"] == 0
    assert table.loc["volume -10 %", "change"] < 0 < table.loc["volume +10 %", "change"]
    # a shrinking crew may be glad of leavers, but never has more people for it
    assert table.loc["attrition x 1.5", "peak_shortage"] >= table.loc["as planned", "peak_shortage"] - 1e-6
    assert table.loc["handle times of people +20 %", "change"] > table.loc["volume +10 %", "change"]
    rates = table.loc[[f"escalations settle at {rate} %" for rate in (12, 15, 18)], "cost"]
    assert rates.is_monotonic_increasing
    # the case settles at 15 %: that row is the plan itself
    assert table.loc["escalations settle at 15 %", "change"] == pytest.approx(0, abs=1)
    failed = [name for name in table.index if name.endswith("fails once")]
    assert len(failed) == len(plan.gates)


def test_the_first_phase_is_as_planned_and_costs_no_less_for_it(found, plan):
    paths = chosen_paths(found, plan)
    planned = staffed_choice(found.case, found.demand, paths, LIMITS, whole_classes=False)
    settled = Settled(planned.people.people, planned.walk.need.max(axis=1) > 0, PHASE_WEEKS)
    same = staffed_choice(found.case, found.demand, paths, LIMITS, whole_classes=False, settled=settled)
    assert same.cost == pytest.approx(planned.cost, rel=1e-7)
    leaner = replace(found.case, rules=replace(found.case.rules, overtime_share=0.0))
    free = staffed_choice(leaner, found.demand, paths, LIMITS, whole_classes=False)
    held = staffed_choice(leaner, found.demand, paths, LIMITS, whole_classes=False, settled=settled)
    assert held.cost >= free.cost - 1e-6 * free.cost
    for name in ("people", "transfers", "notices"):
        before, after = (getattr(each.people.people, name) for each in (planned, held))
        assert after[:, :PHASE_WEEKS] == pytest.approx(before[:, :PHASE_WEEKS], abs=1e-6), name


def test_late_classes_cost_what_stands_in_for_them():
    lean = small(heads={("North", "agent"): 36.0, ("North", "qa_reviewer"): 2.0}, yearly_growth=0.8)
    plan = solve(lean, LIMITS)
    assert plan.classes["people"].sum() > 0
    table = stress(lean, plan, LIMITS).set_index("case")
    late, planned = table.loc["every class 4 weeks late"], table.loc["as planned"]
    assert late["words"] == ALL_LATE
    assert late["cost"] == pytest.approx(planned["cost"] + late["change"])
    assert late["overtime_and_temps"] > planned["overtime_and_temps"]
    # Each person of a class is missing for four weeks: a wage a week or more for who stands in, pay saved.
    posts = lean.case.posts.set_index("role")["wage_per_week"]
    absent = 4 * sum(row["people"] * posts[row["role"]] for row in plan.classes.to_dict("records"))
    assert 0.2 * absent < late["change"] < 12 * absent


def test_without_classes_none_is_late(found, plan):
    assert plan.classes.empty
    assert "every class 4 weeks late" not in set(stress(found, plan, LIMITS)["case"])


def test_a_case_without_people_for_it_is_told_without_figures(found, plan, monkeypatch):
    def refused(case, *given, **options):
        if case.policy is not found.case.policy:
            raise RulesConflictError("no people for these paths keep every rule")
        return staffed_choice(case, *given, **options)

    monkeypatch.setattr(sys.modules[stress.__module__], "staffed_choice", refused)
    table = stress(found, plan, LIMITS).set_index("case")
    told = table.loc["handle times of people +20 %"]
    assert told["words"] == NOBODY
    assert np.isnan(told[["cost", "change", "peak_shortage", "overtime_and_temps"]].to_numpy(float)).all()
    assert not table.loc[["volume +10 %", "attrition x 1.5"], "cost"].isna().any()


def test_a_gate_that_fails_with_no_way_on_is_told(found, plan):
    moved = plan.gates.iloc[0]
    only = [
        path
        for path in found.paths[moved["queue"]].paths
        if path == chosen_paths(found, plan)[moved["queue"]]
    ]
    queue = moved["queue"]
    narrow = replace(found, paths={**found.paths, queue: replace(found.paths[queue], paths=tuple(only))})
    table = stress(narrow, plan, LIMITS)
    failed = table[table["case"].str.startswith(f"{queue}: the gate")]
    assert failed["words"].tolist() == [NO_PATH] * len(failed)


def test_a_case_that_ran_out_of_time_is_no_conflict_of_rules_and_a_stop_is_heard(found, plan, monkeypatch):
    def out_of_time(case, *given, **options):
        if case.policy is not found.case.policy:
            raise NoPlanError("the search ended")
        return staffed_choice(case, *given, **options)

    monkeypatch.setattr(sys.modules[stress.__module__], "staffed_choice", out_of_time)
    table = stress(found, plan, LIMITS).set_index("case")
    assert table.loc["handle times of people +20 %", "words"] == NOT_PRICED
    with pytest.raises(NoPlanError):
        stress(found, plan, replace(LIMITS, is_cancelled=lambda: True))
