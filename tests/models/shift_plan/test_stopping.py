from __future__ import annotations

import pandas as pd
import pytest

from models.limits import SolveLimits
from models.shift_plan import site_weeks, solve
from tests.benchmarks.shift_plan_clients import bank
from wfm.errors import NoPlanError


def plan_of(client, limits, on_progress=None):
    return solve(client.requirement, client.skill_sets, client.patterns, client.policy, limits, on_progress)


def test_without_time_there_is_a_plan_made_in_haste():
    plan = plan_of(bank(), SolveLimits(0.0, 0.0))
    assert plan.lines["people"].sum() > 0
    assert plan.weeks["bound"].iloc[0] <= plan.weeks["objective"].iloc[0]


def test_a_first_week_without_a_plan_in_any_time_ends_the_run(monkeypatch):
    monkeypatch.setattr(site_weeks, "HASTY_SECONDS", 0.0)
    monkeypatch.setattr(site_weeks, "FIRST_SECONDS", 0.0)
    with pytest.raises(NoPlanError, match="Week 1 of 1"):
        plan_of(bank(), SolveLimits(0.0, 0.0))


def test_stopped_before_the_first_plan_there_is_none():
    with pytest.raises(NoPlanError, match="Week 1 of 1"):
        plan_of(bank(), SolveLimits(60.0, 0.0, lambda: True))


def test_stopped_with_a_plan_in_hand_the_plan_is_kept():
    costs = []

    def listen(done, detail, cost, bound):
        if cost is not None:
            costs.append(cost)

    plan = plan_of(bank(), SolveLimits(60.0, 0.0, lambda: len(costs) >= 2), listen)
    assert plan.status == "stopped"
    week = plan.weeks.iloc[0]
    assert week["bound"] <= week["objective"]
    assert week["seconds"] < 30


def test_stopped_in_a_later_week_the_weeks_ahead_are_planned_in_haste():
    reached = []

    def listen(done, detail, cost, bound):
        if detail.startswith("Week 2") and cost is not None:
            reached.append(detail)

    plan = plan_of(bank(days=21), SolveLimits(600.0, 0.05, lambda: bool(reached)), listen)
    assert len(plan.weeks) == 3
    # Every week has people on duty: the last one was planned although nobody waited for it.
    starts = plan.lines["date"]
    weeks = (starts - starts.min()).dt.days // 7
    assert sorted(weeks.unique()) == [0, 1, 2]
    assert (plan.weeks["objective"] >= plan.weeks["bound"]).all()


def test_a_week_ahead_for_which_there_is_no_time_at_all_is_short_at_its_price(monkeypatch):
    monkeypatch.setattr(site_weeks, "HASTY_SECONDS", 0.0)
    reached = []

    def listen(done, detail, cost, bound):
        if detail.startswith("Week 1") and cost is not None:
            reached.append(detail)

    client = bank(days=14)
    plan = plan_of(client, SolveLimits(600.0, 0.05, lambda: bool(reached)), listen)
    second = plan.weeks.iloc[1]
    monday = client.requirement.horizon.start + pd.Timedelta(days=7)
    assert plan.status == "stopped"
    assert (plan.lines["shift_start"] < monday).all()
    # Nobody comes: each person needed is short, and no bound is known but that nothing costs less than 0.
    short = plan.coverage[plan.coverage["interval_start"] >= monday]
    assert (short["shortage"] <= short["required"]).all()
    assert short["shortage"].sum() > 0.9 * short["required"].sum()
    assert (second["staffing_cost"], second["bound"]) == (0.0, 0.0)
    assert second["objective"] > 0


def test_weeks_after_a_limit_are_planned_in_haste():
    # One week takes seconds: a limit of a second leaves nothing for the two behind it.
    plan = plan_of(bank(days=21), SolveLimits(4.0, 0.0))
    assert len(plan.weeks) == 3
    starts = (plan.lines["date"] - plan.lines["date"].min()).dt.days // 7
    assert sorted(starts.unique()) == [0, 1, 2]


def test_a_limit_is_kept_and_leaves_a_plan_with_its_gap():
    plan = plan_of(bank(), SolveLimits(6.0, 0.0))
    assert plan.status == "feasible"
    # The last looks of the solver and the dealing out of tasks may pass the limit by a little.
    assert plan.weeks["seconds"].sum() < 6.0 + 6.0
    assert 0 < plan.gap < 0.05


def test_progress_names_the_week_and_never_shows_a_cost_below_the_bound():
    seen = []
    plan_of(bank(days=14), SolveLimits(60.0, 0.05), lambda *said: seen.append(said))
    assert {detail for _, detail, _, _ in seen} == {"Week 1 of 2, Home", "Week 2 of 2, Home"}
    shares = [done for done, _, _, _ in seen]
    assert shares == sorted(shares)
    assert 0.0 <= shares[0] <= shares[-1] < 1.0
    both = [(cost, bound) for _, _, cost, bound in seen if cost is not None and bound is not None]
    assert both
    assert all(bound <= cost + 1e-6 for cost, bound in both)
