"""Cost against risk, and what must give way: answers beside the plan of a migration."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from models.limits import SolveLimits
from models.migration import Prices, combined_need, diagnose, frontier, solve, staying
from models.migration.choose import CUT_SHORT, Chooser
from models.migration.frontier import WITHIN
from models.migration.master import master
from tests.build_migration import migration_case
from tests.wfm.migration.planner_file import case_of
from wfm.errors import NoPlanError
from wfm.migration import prepared
from wfm.migration.alternative import as_today
from wfm.migration.case import CLASSES_BOOKED

LIMITS = SolveLimits(20, 0.001)
VOLUMES = np.array([900.0, 1500, 600])
EXACT = 1e-7


def small(**rules):
    return prepared(migration_case(3, 4, sites=1, volumes=VOLUMES, seed=5, rules=rules))


@pytest.fixture(scope="module")
def found():
    return small()


@pytest.fixture(scope="module")
def curve(found):
    return frontier(found, LIMITS, points=6, within=EXACT)


def test_less_risk_never_costs_less(curve):
    assert len(curve) == 6
    assert (curve["risk"].diff().dropna() < 0).all()
    assert (curve["cost"].diff().dropna() >= 0).all()


def least_risk(found):
    """Return what no choice has less risk than: each queue on its own safest path, in time where one is."""

    def risk(queue, path):
        return sum(float(found.demand.risk[found.demand.number_of[queue, stay]]) for stay in path.stays)

    return sum(
        min(risk(queue, path) for path in [p for p in paths if p.keeps_deadline] or paths)
        for queue, paths in found.paths_by_queue.items()
    )


def test_the_frontier_ends_at_the_least_risk_of_any_choice(found, curve):
    safest = least_risk(found)
    assert curve["risk"].iloc[-1] == pytest.approx(safest)


def optimum(found, risk):
    """Return the linear optimum of the whole model, caps a billionth looser as the frontier has them."""
    case, cap = found.case, risk * (1 + 1e-9) + 1e-9
    again = replace(found.demand, case=replace(case, rules=replace(case.rules, risk_cap=cap)))
    return Chooser(master(again, found.paths_by_queue)).linear(LIMITS)


def test_the_model_in_two_says_what_the_whole_one_says(found, curve):
    for point in range(len(curve)):
        fresh = optimum(found, float(curve["risk"].iloc[point]))
        assert curve["cost"].iloc[point] == pytest.approx(fresh.objective, rel=1e-6)


def test_a_frontier_in_haste_is_a_bound_close_to_the_optimum(found):
    table = frontier(found, LIMITS, points=6)
    for risk, cost in zip(table["risk"], table["cost"], strict=True):
        fresh = optimum(found, float(risk))
        assert cost <= fresh.objective * (1 + 1e-9)
        assert cost >= fresh.objective * (1 - WITHIN)


def test_pooled_crews_cost_in_two_parts_what_they_cost_in_one(monkeypatch):
    # With no combination counted every pooled need is one of cuts.
    for most in (0, combined_need.MOST_COMBINATIONS):
        monkeypatch.setattr(combined_need, "MOST_COMBINATIONS", most)
        pooled = prepared(migration_case(4, 4, sites=1, is_pooled=True, seed=3))
        table = frontier(pooled, LIMITS, points=4, within=1e-5)
        assert len(table) == 4
        for risk, cost in zip(table["risk"], table["cost"], strict=True):
            fresh = optimum(pooled, float(risk))
            # The whole model leaves needs below their cuts by this part of them.
            assert fresh.objective * (1 - 2e-5) <= cost <= fresh.objective * (1 + CUT_SHORT)


def test_a_frontier_ends_where_the_budget_does(found):
    paid = sum(staying(Prices(found, solve(found, LIMITS), LIMITS)).paid)
    lengths = []
    for part in (0.8, 0.7, 0.6):
        short = small(phase_budget=(part * paid / 4,) * 4)
        table = frontier(short, LIMITS, points=6, within=EXACT)
        for risk, cost in zip(table["risk"], table["cost"], strict=True):
            assert cost == pytest.approx(optimum(short, float(risk)).objective, rel=1e-5)
        if 0 < len(table) < 6:
            safest = least_risk(short)
            beyond = np.linspace(table["risk"].iloc[0], safest, 6)[len(table)]
            assert not optimum(short, beyond).has_solution
        lengths.append(len(table))
    assert lengths == [6, 4, 0]


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
    assert said.sentence.startswith("Only this needs room: the budget (phase 1: EUR ")
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
        "Only this needs room: the latest dates (Orders: mode 3 from phase 2 on, wished by phase 1)."
    )
    # The least risk counts every path of Orders, which can keep none in time.
    assert 0 < least_risk(found) < np.inf
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
    assert staying(Prices(found, plan, LIMITS)).paid[0] > 1_000


def test_a_lock_and_a_latest_date_conflict_and_the_lock_is_named():
    found = impossible_date()
    queues = found.case.queues
    locked = replace(found.case, queues=queues.assign(is_locked=queues["queue"] == "Orders"))
    said = diagnose(prepared(locked), LIMITS)
    assert set(said.room) == {"deadline"}
    assert said.sentence.startswith("Only this needs room: the latest dates (Orders: it is locked).")


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


def test_where_no_queue_may_move_cost_against_risk_is_one_point() -> None:
    locks = [["queue", "lock"], ["Orders", "yes"], ["Returns", "yes"]]
    found = prepared(case_of(Migration=locks))
    table = frontier(found, SolveLimits(20.0, 1e-6))
    assert len(table) == 1


def test_a_frontier_cut_short_keeps_the_points_it_has_and_says_nothing_of_others(found):
    lengths = set()
    for seconds in (0.0, 0.1, 0.2, 0.3, 0.4):
        table = frontier(found, SolveLimits(seconds, 0.001), points=30, within=EXACT)
        lengths.add(len(table))
        for risk, cost in zip(table["risk"], table["cost"], strict=True):
            assert cost <= optimum(found, float(risk)).objective * (1 + 1e-7)
    assert 1 not in lengths
    assert min(lengths) == 0
    with pytest.raises(NoPlanError):
        frontier(found, replace(LIMITS, is_cancelled=lambda: True))


def test_where_nothing_has_a_risk_there_is_one_point(found):
    none = replace(found.demand, risk=np.zeros_like(found.demand.risk))
    assert len(frontier(replace(found, demand=none), LIMITS)) == 1


def test_no_point_lies_below_what_a_plan_has_proven(found, curve):
    bound = float(curve["cost"].iloc[2]) + 1.0
    raised = frontier(found, LIMITS, points=6, within=EXACT, at_least=bound)
    assert raised["cost"].tolist() == pytest.approx(np.maximum(curve["cost"], bound).tolist())
    assert raised["cost_per_error"].dropna().iloc[:2].tolist() == [0.0, 0.0]


def test_a_plan_that_breaks_rules_is_held_against_those_that_break_them_by_no_more():
    # the price of breaking a rule is far above every cost: a bound that holds it says nothing of a plan
    short = small(phase_budget=(1_000.0,) * 4)
    plan = solve(short, LIMITS)
    assert not plan.breaches.empty
    budgets = plan.breaches.set_index("where")["amount"] + 1_000.0
    allowed = tuple(float(budgets.get(f"phase {phase + 1}", 1_000.0)) for phase in range(4))
    within = solve(small(phase_budget=tuple(amount * (1 + 1e-6) for amount in allowed)), LIMITS)
    assert within.breaches.empty
    assert plan.proof.bound == pytest.approx(within.proof.bound, rel=2e-2)
    assert plan.proof.bound <= within.proof.cost
    assert 0.9 * plan.proof.cost < plan.proof.bound <= plan.proof.cost


def test_staying_is_counted_in_whole_classes_as_the_plan_is(found):
    kept = {queue: (as_today(paths),) for queue, paths in found.paths.items()}
    today = {queue: replace(paths, paths=kept[queue]) for queue, paths in found.paths.items()}
    plan = solve(replace(found, paths=today), LIMITS)
    same = staying(Prices(found, plan, LIMITS))
    by_item = plan.money.groupby("item")["amount"].sum()
    assert same.after == pytest.approx(by_item["terminal"])
    assert sum(same.paid) + same.after + same.shortage == pytest.approx(plan.proof.cost)
    other = staying(Prices(found, solve(found, LIMITS), LIMITS))
    whole = sum(other.paid) + other.after + other.shortage
    assert plan.proof.bound <= whole * (1 + 1e-9)
    assert whole == pytest.approx(plan.proof.cost, rel=5e-3)
