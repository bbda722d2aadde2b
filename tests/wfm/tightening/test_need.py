"""The need raised by a simulation, with a pencil."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from tests.build_policy import small_policy
from tests.wfm.simulation.test_from_plan import NOTHING_LOST, OPEN, at, day_of, open_contacts, planned
from wfm.requirement import BY_DAY
from wfm.simulation import Precision, simulate, simulation_case
from wfm.tightening.need import BOUND, raised
from wfm.verification import Verification

CALM = Precision(at_least=30, at_most=30)


def missing(role: str, activity: str, aim: float) -> pd.DataFrame:
    return pd.DataFrame({"role": [role], "activity": [activity], "aim": [aim]})


def mean_service(found: Verification) -> float:
    return float(np.average(found.table["service_level"].fillna(0), weights=found.table["offered"]))


def thin_at_noon():
    """Seven people from 12 to 13 where 10 erlangs come, fourteen else; the need says that is enough."""
    policy = small_policy(mode=0, patience_seconds=300.0, **OPEN, **NOTHING_LOST)
    lines = [day_of(7), day_of(7, meal=12)]
    plan_input, work, need, plan = planned(policy, open_contacts(60.0), lines)
    noon = need.table["interval_start"].isin([at(12), at(12.5)])
    on_duty = need.table["on_duty"].where(~noon, 7).clip(upper=14)
    need = replace(need, table=need.table.assign(on_duty=on_duty))
    return policy, need, plan, simulate(simulation_case(plan_input, work, need, plan), 1, CALM), noon


def test_the_hour_that_is_too_thin_gets_one_person_more():
    policy, need, plan, found, noon = thin_at_noon()
    # An aim just above what the role has: the worst interval alone is to make it good.
    service = mean_service(found)
    one = raised(need, plan, found, missing("agent", "work", service + 0.001), policy)
    more = one.table["on_duty"] - need.table["on_duty"]
    assert more.sum() == 1
    assert set(more[~noon]) == {0}
    # Far more than one person each can give: both intervals of the hour, and no interval twice.
    table = raised(need, plan, found, missing("agent", "work", 0.99), policy).table
    assert table.loc[noon, "on_duty"].tolist() == [8, 8]
    assert table.loc[noon, "active_bound"].tolist() == [BOUND, BOUND]
    assert (table["on_duty"] - need.table["on_duty"]).max() == 1


def test_an_interval_that_is_short_already_is_not_asked_for_more():
    policy, need, plan, found, noon = thin_at_noon()
    short = replace(need, table=need.table.assign(on_duty=need.table["on_duty"].where(~noon, 12)))
    table = raised(short, plan, found, missing("agent", "work", 0.99), policy).table
    assert table.loc[noon, "on_duty"].tolist() == [12, 12]


def test_a_crew_that_keeps_the_day_gets_a_higher_target_instead():
    policy, need, plan, found, _ = thin_at_noon()
    days = need.table[["site", "role", "pool"]].drop_duplicates().assign(concurrency=1.0)
    by_day = replace(need, by_day=BY_DAY.conform(days))
    service = mean_service(found)
    table = raised(by_day, plan, found, missing("agent", "work", service + 0.03), policy).table
    assert (table["on_duty"] == need.table["on_duty"]).all()
    np.testing.assert_allclose(table["target_share"], 0.83)


def test_late_reviews_get_twice_the_hours_that_are_late():
    # 16 h of reviews, 8 h of which one person does in time: about half is late, so they grow by half at most.
    policy = small_policy(mode=1, review_share=0.1, due_hours=4.0, **OPEN, **NOTHING_LOST)
    contacts = [100.0 if 16 <= n < 24 else 0.0 for n in range(48)]
    plan_input, work, need, plan = planned(policy, contacts, [(1, [("review", "qa_reviewer", 8, 18)])])
    found = simulate(simulation_case(plan_input, work, need, plan), 1, CALM)
    service = float(found.roles["service_level"].iloc[0])
    one = raised(need, plan, found, missing("qa_reviewer", "review", service * 1.1), policy)
    np.testing.assert_allclose(one.deferred["hours"].sum(), 1.2 * need.deferred["hours"].sum(), rtol=0.06)
    most = raised(need, plan, found, missing("qa_reviewer", "review", 1.0), policy)
    np.testing.assert_allclose(most.deferred["hours"], 1.5 * need.deferred["hours"])
