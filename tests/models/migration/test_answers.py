"""Cost against risk, stress, and what must give way: answers beside the plan of a migration."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from models.limits import SolveLimits
from models.migration import Prices, diagnose, frontier, paid_as_today, solve, stress
from models.migration.choose import Chooser
from models.migration.frontier import least_risk
from models.migration.master import master
from tests.build_migration import migration_case
from tests.wfm.migration.planner_file import case_of
from wfm.migration import prepared
from wfm.migration.case import CLASSES_BOOKED

LIMITS = SolveLimits(20, 0.001)
VOLUMES = np.array([900.0, 1500, 600])


def small(**rules):
    return prepared(migration_case(3, 4, sites=1, volumes=VOLUMES, seed=5, rules=rules))


@pytest.fixture(scope="module")
def found():
    return small()


@pytest.fixture(scope="module")
def curve(found):
    return frontier(found, LIMITS, points=6)


def test_less_risk_never_costs_less(curve):
    assert len(curve) == 6
    assert (curve["risk"].diff().dropna() < 0).all()
    assert (curve["cost"].diff().dropna() >= 0).all()


def test_the_frontier_ends_at_the_least_risk_of_any_choice(found, curve):
    safest = least_risk(found.demand, found.paths_by_queue)
    assert curve["risk"].iloc[-1] == pytest.approx(safest)


def test_a_model_used_again_says_what_a_new_one_says(found, curve):
    case = found.case
    for point in (3, -1):
        # The model used again has caps a billionth looser: at the end nothing but the safest is possible.
        cap = float(curve["risk"].iloc[point]) * (1 + 1e-9) + 1e-9
        again = replace(found.demand, case=replace(case, rules=replace(case.rules, risk_cap=cap)))
        fresh = Chooser(master(again, found.paths_by_queue)).linear(LIMITS)
        assert curve["cost"].iloc[point] == pytest.approx(fresh.objective, rel=1e-6)


def test_a_whole_plan_lies_above_the_linear_frontier_and_keeps_its_cap(curve):
    cap = float(curve["risk"].iloc[3])
    plan = solve(small(risk_cap=cap), LIMITS)
    assert plan.risk <= cap * (1 + 1e-6)
    assert plan.proof.cost >= curve["cost"].iloc[3] * (1 - 1e-6)
    assert plan.breaches.empty


def test_only_the_budget_is_named_where_only_the_budget_is_short():
    # people alone cost about 875,000 more than the 200,000 of the first phase
    said = diagnose(small(risk_cap=1e6, phase_budget=(200_000.0,) * 4, training_seats={"North": 3.0}), LIMITS)
    assert not said.is_possible
    assert set(said.room) == {"budget"}
    assert set(said.no_help) == {"seats", "risk"}
    assert said.sentence.startswith("Only the budget (phase 1: EUR ")
    assert said.sentence.endswith("More room in the training seats; the cap on risk alone would not help.")


def test_a_risk_nobody_can_keep_is_named():
    said = diagnose(small(risk_cap=0.5, phase_budget=(1e9,) * 4), LIMITS)
    assert set(said.room) == {"risk"}


def test_where_every_rule_can_be_kept_nothing_is_named():
    said = diagnose(small(risk_cap=1e6), LIMITS)
    assert said.is_possible
    assert not said.room


def test_rules_that_cannot_be_kept_are_broken_by_the_least_and_told():
    plan = solve(small(risk_cap=0.5), LIMITS)
    assert plan.breaches["family"].tolist() == ["risk"]
    assert plan.breaches["amount"].iloc[0] == pytest.approx(plan.risk - 0.5)
    assert plan.proof.bound <= plan.proof.cost


def impossible_date(**settings):
    """Return a case in which Orders must be in mode 3 by phase 1 and its gate takes a phase to prove."""
    sheet = [["queue", "wish", "latest"], ["Orders", "3", 1], ["Returns", "3", None]]
    return prepared(case_of(Migration=sheet, settings=[["phases", 3], *settings.items()]))


def test_a_date_no_path_keeps_is_broken_and_named():
    found = impossible_date()
    assert not any(path.keeps_deadline for path in found.paths["Orders"].paths)
    said = diagnose(found, LIMITS)
    assert said.room == {"deadline": {"Orders": pytest.approx(1.0)}}
    assert said.sentence.startswith(
        "Only the latest dates (Orders: mode 3 from phase 2 on, wished by phase 1) needs room."
    )
    # The least risk counts every path of Orders, which can keep none in time.
    assert 0 < least_risk(found.demand, found.paths_by_queue) < np.inf
    plan = solve(found, LIMITS)
    assert plan.breaches[["family", "where"]].to_numpy().tolist() == [["deadline", "Orders"]]


def test_a_late_date_and_a_small_budget_are_told_together_with_what_can_be_answered():
    found = impossible_date(phase_budget=1_000)
    said = diagnose(found, LIMITS)
    assert not said.room
    assert set(said.no_help) == {"budget", "deadline"}
    assert set(said.together) == {"budget", "deadline"}
    assert said.sentence.startswith(
        "No rule alone makes it possible. Together they need room: the budget (phase 1: EUR "
    )
    assert said.sentence.endswith("and the latest dates (Orders: mode 3 from phase 2 on, wished by phase 1).")
    plan = solve(found, LIMITS)
    assert {"budget", "deadline"} <= set(plan.breaches["family"])
    # staying as today keeps no budget either: notice cannot be given at once, and it is told all the same
    assert paid_as_today(Prices(found, plan, LIMITS))[0] > 1_000


def test_a_lock_and_a_latest_date_conflict_and_the_lock_is_named():
    found = impossible_date()
    queues = found.case.queues
    locked = replace(found.case, queues=queues.assign(is_locked=queues["queue"] == "Orders"))
    said = diagnose(prepared(locked), LIMITS)
    assert set(said.room) == {"deadline"}
    assert said.sentence.startswith("Only the latest dates (Orders: it is locked) needs room.")


def test_a_budget_and_seats_that_conflict_are_told_together_with_what_each_lacks():
    """A class of 12 is agreed and there are 3 seats; 200,000 a phase do not pay the people there are."""
    case = small(phase_budget=(200_000.0,) * 4, training_seats={"North": 3.0}).case
    agreed = {"site": "North", "role": "agent", "skill": "EN", "week": 0, "people": 12.0}
    found = prepared(replace(case, classes_booked=CLASSES_BOOKED.conform(pd.DataFrame([agreed]))))
    said = diagnose(found, LIMITS)
    assert not said.room
    assert set(said.no_help) == set(said.together) == {"budget", "seats"}
    # Nobody else needs to be trained while the class lasts: 12 people on 3 seats.
    assert said.together["seats"] == {"North": pytest.approx(9.0)}
    first = f"the budget (phase 1: EUR {said.together['budget']['phase 1']:,.0f} more"
    assert said.sentence.startswith(f"No rule alone makes it possible. Together they need room: {first}")
    assert said.sentence.endswith("and the training seats (North: 9.0 more).")


def test_stress_changes_cost_the_way_it_must(found):
    plan = solve(found, LIMITS)
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


def test_where_no_queue_may_move_cost_against_risk_is_one_point() -> None:
    locks = [["queue", "lock"], ["Orders", "yes"], ["Returns", "yes"]]
    found = prepared(case_of(Migration=locks))
    table = frontier(found, SolveLimits(20.0, 1e-6))
    assert len(table) == 1
