"""Stress cases: which there are, and which hour is the AI's busiest."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from tests.wfm.simulation.small_case import MONDAY, small_case
from wfm.horizon import Horizon
from wfm.policy.noun import SCENARIOS
from wfm.simulation.case import Deferred
from wfm.simulation.stress import busiest_hour, stress_cases

# Half-hours: 5 at 10:00, 30 at 11:00, 20 at 11:30, 25 at 12:00. 11:00-12:00 has 50, 11:30-12:30 has 45.
CONTACTS = np.zeros(48)
CONTACTS[[20, 22, 23, 24]] = [5, 30, 20, 25]

NONE = SCENARIOS.empty()
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)


def with_ai(case):
    return replace(case, flows=tuple(replace(flow, has_ai=True, name="escalation") for flow in case.flows))


def test_the_busiest_hour_is_that_with_most_contacts_of_the_ai():
    assert np.flatnonzero(busiest_hour(with_ai(small_case(CONTACTS, 3)))).tolist() == [22, 23]


def test_what_needs_an_ai_is_left_out_where_there_is_none():
    case = small_case(CONTACTS, 3)
    people = replace(
        case, flows=tuple(replace(flow, has_ai=False, name="traditional") for flow in case.flows)
    )
    alone, found = (stress_cases(each, 0.1, NONE) for each in (people, with_ai(case)))
    assert [name for name in found if name not in alone] == [
        "Escalation 5 points higher",
        "Escalation 10 points higher",
        "Escalation at 40 % in the busiest 30 minutes",
        "AI down in its busiest hour",
    ]
    assert {"8 % of people absent", "15 % of people absent"} < set(alone)
    # Everyone who comes in the hour without the AI goes to a person; before it, as before.
    down = found["AI down in its busiest hour"]
    flow = down.case.flows[0]
    assert (flow.seconds[0, 22], flow.share[0, 22], down.since) == (
        case.flows[0].alone_seconds[0, 22],
        1.0,
        22,
    )


def test_contacts_are_put_to_the_quantiles_of_the_forecast_error():
    # Gamma with mean 1 and coefficient of variation 0.1: P50 0.997, P80 1.083, P95 1.170.
    found = stress_cases(small_case(CONTACTS, 3), 0.1, NONE)
    times = [stress.case.flows[0].contacts[0, 22] / 30 for stress in list(found.values())[:3]]
    np.testing.assert_allclose(times, [0.9967, 1.0830, 1.1700], atol=5e-4)
    assert list(found)[1] == "Contacts at P80 of the forecast (+8.3 %)"


def test_a_burst_escalates_the_busiest_half_hour_alone_and_lowers_nothing():
    case = with_ai(small_case(CONTACTS, 3, share=np.where(np.arange(48) == 24, 0.5, 0.15)))
    burst = stress_cases(case, 0.1, NONE)["Escalation at 40 % in the busiest 30 minutes"]
    assert burst.case.flows[0].share[0, 21:25].tolist() == [0.15, 0.4, 0.15, 0.5]
    assert burst.since == 22


def scenarios(*rows):
    table = pd.DataFrame([(*row, "") for row in rows], columns=list(SCENARIOS.columns))
    days = {name: pd.to_datetime(table[name]) for name in ("first_day", "last_day")}
    return SCENARIOS.conform(table.assign(**days))


def two_queues(zone="UTC", days=3):
    """Two queues with 10 and 20 contacts in every half-hour."""
    case = small_case(10.0, 3, days=days)
    flow = case.flows[0]
    tables = {
        name: np.repeat(value, 2, axis=0) if value.ndim > 1 else np.repeat(value, 2)
        for name, value in vars(flow).items()
        if isinstance(value, np.ndarray)
    }
    tables["contacts"] = tables["contacts"] * [[1.0], [2.0]]
    return replace(
        case,
        queues=("Calls", "Chats"),
        flows=(replace(flow, **tables),),
        horizon=Horizon(MONDAY, MONDAY + timedelta(days=days - 1), 30, zone),
    )


def contacts_by_day(stress):
    """Contacts of each queue and day, in half-hours of 48 a day."""
    contacts = stress.case.flows[0].contacts
    return contacts.reshape(len(contacts), -1, 48).sum(axis=2).tolist()


def test_a_scenario_multiplies_the_contacts_of_its_queues_on_its_days_alone():
    rows = scenarios(("Peak", "Chats", TUESDAY, WEDNESDAY, 1.5), ("Peak", "Calls", MONDAY, MONDAY, 2.0))
    stress = stress_cases(two_queues(), 0.1, rows)["Scenario Peak"]
    # A day of 48 x 10 = 480 calls and 960 chats.
    assert contacts_by_day(stress) == [[960, 480, 480], [960, 1440, 1440]]
    assert stress.since is None


def test_a_scenario_keeps_to_the_days_of_the_clients_zone():
    rows = scenarios(("Peak", "Calls", TUESDAY, TUESDAY, 3.0))
    stress = stress_cases(two_queues("Asia/Manila"), 0.1, rows)["Scenario Peak"]
    # The plan begins at midnight in Manila, and so does its second day.
    assert contacts_by_day(stress)[0] == [480, 1440, 480]


def test_work_that_may_wait_grows_with_the_scenario_of_its_queue_and_day():
    # An hour of work is created at noon on Monday and on Tuesday, for both queues.
    noon, day = 43_200.0, 86_400.0
    numbers = [np.array(values) for values in ([0, 0, 1, 1], [0, 0, 0, 0])]
    created = np.array([noon, noon + day, noon, noon + day])
    work = Deferred(*numbers, created, created + day, np.full(4, 3600.0), np.full(4, 720.0), np.ones(4))
    rows = scenarios(("Peak", "Calls", TUESDAY, TUESDAY, 1.9))
    stress = stress_cases(replace(two_queues(), deferred=work), 0.1, rows)["Scenario Peak"]
    assert stress.case.deferred.seconds.tolist() == [3600, pytest.approx(6840), 3600, 3600]


def test_each_name_is_a_case_and_one_on_other_days_is_left_out():
    after = MONDAY + timedelta(days=9)
    rows = scenarios(
        ("Peak", "Calls", MONDAY, MONDAY, 2.0),
        ("Strike", "Calls", WEDNESDAY, after, 0.0),
        ("Sale", "Calls", after, after, 3.0),
    )
    found = stress_cases(two_queues(), 0.1, rows)
    assert [name for name in found if name.startswith("Scenario")] == ["Scenario Peak", "Scenario Strike"]
    assert contacts_by_day(found["Scenario Strike"])[0] == [480, 480, 0]
