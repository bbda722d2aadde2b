"""The reserve of a roster that is put to the test, with a pencil and against a play."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import gamma

from reports.verification import stress_lines
from tests.build_policy import MONDAY, small_policy
from tests.wfm.simulation.small_case import small_case
from tests.wfm.simulation.test_from_plan import NOTHING_LOST, OPEN, day_of, open_contacts, planned
from wfm.policy.noun import SCENARIOS
from wfm.queueing import servers_needed
from wfm.reserve import Trial, figures, put_to_test
from wfm.reserve.lacking import lacking_people, present_people
from wfm.reserve.means import DROPPED, ON_CALL, OVERTIME, _Crew, _on_call, _overtime, supplies
from wfm.reserve.tested import HELD_AS_IT_IS
from wfm.simulation import Precision, simulate, simulation_case, with_more_people, with_volume
from wfm.simulation.played import Duty

# Gamma of mean 1 and a coefficient of variation of 0.1: 1.170.
AT_P95 = float(gamma.ppf(0.95, 100, scale=0.01))
CALM = Precision(at_least=10, at_most=10)
HALF_HOURS_A_DAY = 48


def staffed(lines, contacts=60.0, mode=0, off=0, **policy):
    """Return what is put to the test: one crew from 8 to 18, so many of its people off."""
    rules = small_policy(mode=mode, patience_seconds=300.0, **OPEN, **NOTHING_LOST, **policy)
    plan_input, work, need, plan = planned(rules, open_contacts(contacts), lines)
    people = int(plan.lines["people"].sum())
    names = [f"P{n}" for n in range(people)]
    lined = plan.lines.loc[plan.lines.index.repeat(plan.lines["people"]), "line"].tolist()
    duties = pd.DataFrame({"person_id": names, "date": pd.Timestamp(MONDAY), "line": lined})
    # Those who are off worked one of the lines on another day.
    other = pd.DataFrame({"person_id": [f"Q{n}" for n in range(off)], "date": pd.Timestamp("2027-01-31")})
    roster = SimpleNamespace(
        shift_plan=plan,
        duties=pd.concat([duties, other.assign(line=lined[0])], ignore_index=True),
        people=pd.DataFrame({"person_id": [*names, *other["person_id"]], "leads": ""}),
    )
    return plan_input, work, need, roster


def test_the_mean_people_present_are_counted_with_what_is_lost():
    case = small_case(1.0, 0)
    # Two people from 00:15 to 01:00; the second is absent once in five, half the time of the first is lost.
    duty = Duty(np.array([0, 1]), np.full(2, 900.0), np.full(2, 3600.0), np.zeros(2, int), np.ones(2, int))
    case = replace(case, duty=duty, absent_share=np.array([0.0, 0.2]), lost_share=np.array([0.5, 0.0]))
    np.testing.assert_allclose(present_people(case)[0, :4], [0.5 * 1.3, 1.3, 0.0, 0.0])


def test_people_of_intervals_on_end_are_one_person_and_come_for_sure():
    case = small_case(1.0, 3)
    more = np.zeros((1, HALF_HOURS_A_DAY), int)
    more[0, [4, 5, 6]] = [1, 2, 1]
    found = with_more_people(case, more)
    assert found.duty.person.tolist() == [0, 1, 2, 3, 4]
    assert (found.duty.start[3:] / 1800).tolist() == [4, 5]
    assert (found.duty.end[3:] / 1800).tolist() == [7, 6]
    np.testing.assert_allclose((present_people(found) - present_people(case)), more)


@pytest.mark.parametrize("factor", [1.2, 1.5])
def test_the_people_a_busier_day_lacks_are_those_the_formula_asks_for(factor):
    # 10 erlangs by day, exactly as many as Erlang A asks for, nothing lost.
    handle, patience, target = 300.0, 300.0, 0.8
    usual, busy = (int(servers_needed(a, handle, patience, target, 20.0)) for a in (10.0, 10.0 * factor))
    plan_input, work, need, roster = staffed([day_of(usual)])
    case = simulation_case(plan_input, work, need, roster.shift_plan)
    lack = lacking_people(case, with_volume(case, factor), need, plan_input.policy)
    # Away from the opening, where the load is still rising.
    assert set(lack[0, 20:34].tolist()) == {busy - usual}
    assert not lacking_people(case, case, need, plan_input.policy).any()


def test_calls_of_four_hours_are_as_few_as_there_can_be():
    lack = np.zeros(HALF_HOURS_A_DAY, int)
    lack[[5, 6, 20]] = [1, 2, 1]
    crew = _Crew(lack, np.zeros(0), np.zeros(0), np.full(HALF_HOURS_A_DAY, 9), 10.0)
    policy = small_policy()
    case = small_case(1.0, 1)
    # Two come at 5 and 6 for eight half-hours, one more at 20.
    assert _on_call(crew, case, policy, 0) == (24, 240.0, 0)
    # Without notice nobody is there before 7: three people-half-hours are not given.
    assert _on_call(crew, case, policy, 7) == (8, 80.0, 3)
    assert _on_call(replace(crew, off=np.ones(HALF_HOURS_A_DAY, int)), case, policy, 0)[2] == 2


def test_overtime_goes_to_whose_shift_has_just_ended_or_soon_begins():
    lack = np.zeros(HALF_HOURS_A_DAY, int)
    lack[[10, 11, 20]] = [2, 1, 1]
    # Shifts 0-10 and 0-9, and one that begins at 22.
    crew = _Crew(lack, np.array([0.0, 0, 22]), np.array([10.0, 9, 30]), np.zeros(HALF_HOURS_A_DAY, int), 10.0)
    policy, case = small_policy(), small_case(1.0, 1)
    # 10: the first stays 1, the second 2; 11: the first stays 1 more; 20: the third comes 2 sooner.
    assert _overtime(crew, case, policy, 0) == (6, 60.0, 0)
    # Nobody comes sooner without notice; two hours after its end a shift is out of reach.
    assert _overtime(crew, case, policy, 21) == (4, 40.0, 1)
    far = replace(crew, ends=np.array([5.0, 5, 30]))
    assert _overtime(far, case, policy, 21)[2] == 4


def test_reviews_are_put_aside_by_those_who_know_the_work():
    # One of eleven reviews from 10 to 11 and answers else.
    both = (1, [("work", "agent", 8, 10), ("review", "agent", 10, 11), ("work", "agent", 11, 18)])
    plan_input, work, need, roster = staffed([day_of(10), both])
    case = simulation_case(plan_input, work, need, roster.shift_plan)
    lack = np.zeros((len(case.stations), case.intervals), int)
    live = int(case.stations.index[case.stations["activity"] == "work"][0])
    lack[live, 20] = 1
    given = {each.means: each for each in supplies(lack, case, roster, plan_input.policy, None)}
    assert (given[DROPPED].hours, given[DROPPED].price, given[DROPPED].holds) == (0.5, 0.0, True)
    lack[live, 21] = 2
    dropped = supplies(lack, case, roster, plan_input.policy, None)[0]
    assert (dropped.hours, dropped.missing_hours, dropped.holds) == (1.0, 0.5, False)


def scenarios():
    """As many contacts more as at P95 of the forecast error, and half of them, on the plan's one day."""
    day = pd.Timestamp(MONDAY)
    rows = [(name, "Calls", day, day, factor, "") for name, factor in (("Peak", AT_P95), ("Lull", 0.5))]
    return SCENARIOS.conform(pd.DataFrame(rows, columns=list(SCENARIOS.columns)))


@pytest.fixture(scope="module")
def tested():
    usual = int(servers_needed(10.0, 300.0, 300.0, 0.8, 20.0))
    early = (usual, [("work", "agent", 8, 17)])
    plan_input, work, need, roster = staffed([early, (usual, [("work", "agent", 17, 18)])], off=9)
    plan_input.policy = replace(plan_input.policy, scenarios=scenarios())
    case = simulation_case(plan_input, work, need, roster.shift_plan)
    found = put_to_test(Trial(plan_input, need, roster, case, simulate(case, 3, CALM), CALM))
    return plan_input, found


def test_each_case_has_what_would_hold_it_the_cheapest_first(tested):
    _, found = tested
    by_case = dict(list(found.reserves.groupby("case", sort=False)))
    assert set(by_case) == set(found.roles["case"]) - {"As planned"}
    p50, p95 = (next(name for name in by_case if f"P{quantile}" in name) for quantile in (50, 95))
    assert by_case[p50]["told"].tolist() == [HELD_AS_IT_IS]
    # Nobody of the early shift can work on for the whole day; people on call can come.
    assert by_case[p95]["means"].tolist() == [ON_CALL]
    assert by_case[p95]["hours"].iloc[0] > 0
    for rows in by_case.values():
        assert rows["price"].fillna(0.0).is_monotonic_increasing
    assert OVERTIME not in set(by_case[p95]["means"])


def test_a_scenario_is_met_as_any_other_case_with_its_contacts(tested):
    _, found = tested
    p95 = next(name for name in found.reserves["case"] if "P95" in name)
    for table in (found.roles, found.reserves):
        by_case = {name: rows.drop(columns="case") for name, rows in table.groupby("case")}
        pd.testing.assert_frame_equal(
            by_case["Scenario Peak"].reset_index(drop=True), by_case[p95].reset_index(drop=True)
        )
    told = found.reserves.set_index("case")["told"]
    assert told["Scenario Lull"] == HELD_AS_IT_IS


def test_lines_and_figures_tell_the_same(tested):
    _, found = tested
    lines = "\n".join(stress_lines(found.roles, found.reserves, "GBP"))
    for one in figures(found):
        assert f"{one['case']}:" in lines
        for row in one["reserves"]:
            assert row["told"] in lines
