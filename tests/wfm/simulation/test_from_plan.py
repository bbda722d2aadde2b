"""From a planner's policy and a hand-made shift plan to its simulated service."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import reports.verification
from tests.build_policy import MONDAY, small_forecast, small_policy
from wfm.horizon import local_instant
from wfm.promise import done_by_due
from wfm.requirement import requirement
from wfm.shift_plan import ACTIVITIES, LINES, WEEKS, ShiftPlan
from wfm.shift_plan.recount import coverage
from wfm.shift_plan.reviews import reviews
from wfm.simulation import Precision, simulate, simulation_case
from wfm.simulation.draw_duty import draw_duty
from wfm.simulation.draw_work import expected_contacts
from wfm.verification import after_hours, figures, worst_intervals
from wfm.workload import workload

NOTHING_LOST = {"unplanned": 0.0, "in_office": 0.0}
OPEN = {"open_minute": 480, "close_minute": 1080}


def at(hour: float) -> pd.Timestamp:
    return local_instant(MONDAY, int(hour * 60), "UTC")


def planned(policy, contacts, lines, *, handle_seconds=300.0, **columns):
    """Return plan input, workload, need and shift plan of lines: (people, [(activity, role, from, to)])."""
    forecast = small_forecast({"Calls": contacts}, handle_seconds=handle_seconds, **columns)
    work = workload(forecast, policy)
    need = requirement(work, policy, forecast.horizon, None)
    rows, pieces = [], []
    for number, (people, timeline) in enumerate(lines, 1):
        start, end = at(timeline[0][2]), at(timeline[-1][3])
        day = pd.Timestamp(MONDAY)
        rows.append((number, "Main", "all", day, "S", start, end, 480, 0, people))
        for activity, of, begins, ends in timeline:
            pool = "Pool" if of else ""
            pieces.append((number, activity, of, pool, at(begins), at(ends), True))
    table = LINES.conform(pd.DataFrame(rows, columns=list(LINES.columns)))
    activities = ACTIVITIES.conform(pd.DataFrame(pieces, columns=list(ACTIVITIES.columns)))
    plan = ShiftPlan(
        table,
        activities,
        coverage(table, activities, need, policy),
        reviews(need.deferred, table, activities, forecast.horizon, policy),
        WEEKS.empty(),
        forecast.horizon,
        "feasible",
        0.0,
    )
    return SimpleNamespace(policy=policy, forecast=forecast), work, need, plan


def open_contacts(per_half_hour: float) -> list[float]:
    return [per_half_hour if 16 <= n < 36 else 0.0 for n in range(48)]


def day_of(people: int, role: str = "agent", meal: float | None = None) -> tuple:
    """Return people from 8 to 18, with a pause of an hour where one is given."""
    if meal is None:
        return people, [("work", role, 8, 18)]
    return people, [("work", role, 8, meal), ("meal", "", meal, meal + 1), ("work", role, meal + 1, 18)]


def test_the_hour_in_which_lunches_overlap_is_found_and_named():
    # 60 calls of 300 s in half an hour are 10 erlangs: 14 people serve them, 7 do not.
    policy = small_policy(mode=0, patience_seconds=300.0, **OPEN, **NOTHING_LOST)
    lines = [day_of(7), day_of(7, meal=12)]
    given = planned(policy, open_contacts(60.0), lines)
    found = simulate(simulation_case(*given), 1)
    worst = worst_intervals(found, given[3], 4)
    assert {each.interval_start for each in worst[:2]} == {at(12), at(12.5)}
    assert all(each.interval_start in {at(12), at(12.5), at(13)} for each in worst)
    assert worst[0].cause.startswith("7 lunches overlap: 7.0 on duty")
    words = reports.verification.text(found, worst, policy, after_hours(found, given[3]))
    assert "Mon 1 Feb 12:" in words
    assert "agent Pool" in words
    assert "lunches overlap" in words


def test_a_plan_that_covers_its_need_gives_the_service_the_formula_says():
    # Nothing lost, nobody pauses: 10 erlangs, the people that Erlang A asks for, in every half-hour.
    policy = small_policy(mode=0, patience_seconds=300.0, **OPEN, **NOTHING_LOST)
    need = planned(policy, open_contacts(60.0), [day_of(1)])[2]
    people = int(need.table["on_duty"].max())
    given = planned(policy, open_contacts(60.0), [day_of(people)])
    found = simulate(simulation_case(*given), 1, Precision(half_width=0.005))
    middle = found.table[found.table["interval_start"].between(at(9), at(17))]
    assert (middle["service_level_high"] >= middle["target"]).all()
    roles = figures(found)["roles"]
    low, high = roles["agent"]["confidence_interval"]
    assert low <= roles["agent"]["service_level"] <= high
    assert roles["agent"]["target"] == 0.8
    assert high - low <= 0.01


def test_mean_presence_is_that_of_the_plan_after_losses():
    policy = small_policy(mode=0, patience_seconds=300.0, **OPEN)  # 10 % absent, 8 % in office
    given = planned(policy, open_contacts(60.0), [day_of(20, meal=12), day_of(20)])
    case = simulation_case(*given)
    hours = np.zeros(48)
    for replication in range(200):
        duty = draw_duty(case, 1, replication)
        for interval in range(48):
            low, high = interval * 1800.0, (interval + 1) * 1800.0
            hours[interval] += np.clip(
                np.minimum(duty.end, high) - np.maximum(duty.start, low), 0, None
            ).sum()
    mean = hours / 200 / 1800
    on_duty = given[3].coverage["on_duty"].to_numpy()
    np.testing.assert_allclose(mean, on_duty, atol=4 * np.sqrt(40 * 0.82 * 0.18 / 200))


def test_escalations_are_as_many_as_the_workload_says():
    policy = small_policy(mode=3, patience_seconds=120.0, **OPEN)
    given = planned(policy, open_contacts(200.0), [day_of(10, "escalation_agent")])
    case = simulation_case(*given)
    arrivals = given[1].live["arrivals"].sum()
    # 20 half-hours x 200 x 15 %.
    assert arrivals == pytest.approx(600)
    assert expected_contacts(case).sum() == pytest.approx(arrivals)


def test_reviews_that_nobody_has_time_for_are_late():
    # 8 half-hours x 100 x 10 % = 80 reviews of 12 min = 16 h, the last due at 16:30; one person from 8 to 18.
    policy = small_policy(mode=1, review_share=0.1, due_hours=4.0, **OPEN, **NOTHING_LOST)
    contacts = [100.0 if 16 <= n < 24 else 0.0 for n in range(48)]
    given = planned(policy, contacts, [(1, [("review", "qa_reviewer", 8, 18)])])
    found = simulate(simulation_case(*given), 1)
    row = found.roles.set_index("role").loc["qa_reviewer"]
    assert row["offered"] == pytest.approx(80, rel=0.1)
    # From the first reviews at 8:30 to 16:30 there are 8 of 16 hours: at most half is in time.
    assert 0.35 <= row["service_level"] <= 0.5
    assert row["missed_hours"] == pytest.approx(16 * (1 - row["service_level"]), rel=0.1)
    # The plan counts the same as a flow of hours, without whole reviews and without chance.
    counted = given[3].reviews
    share = counted["hours_done_by_due"].sum() / counted["hours"].sum()
    assert row["service_level"] == pytest.approx(share, abs=0.06)


def test_people_who_answer_call_back_those_of_the_night():
    # The AI is there all day, people from 8 to 18: what it hands on at night is called back by people
    # at live work, as nobody's time is set apart; the shift plan, which counts such time alone, says none is.
    policy = small_policy(mode=3, rates={"callback_due_hours": 4.0}, **OPEN, **NOTHING_LOST)
    given = planned(policy, [10.0] * 48, [day_of(8, "escalation_agent")])
    shares = done_by_due(given[3]).set_index("activity")["promised_service"]
    assert shares["callback"] == 0.0
    rows = simulate(simulation_case(*given), 1).roles.set_index("activity")
    assert rows.loc["callback", "service_level"] > 0.95


def test_too_few_monitors_leave_conversations_unwatched():
    # 100 conversations of 300 s in half an hour: 16.7 at once; three monitors of span 4 watch 12.
    policy = small_policy(mode=2, **OPEN, **NOTHING_LOST)
    given = planned(policy, open_contacts(100.0), [day_of(3, "monitor")])
    found = simulate(simulation_case(*given), 1)
    row = found.roles.set_index("role").loc["monitor"]
    # E[min(N, 12)] / E[N] for Poisson 16.7 is .706; what is picked up late counts from then.
    assert row["service_level"] == pytest.approx(0.706, abs=0.02)
