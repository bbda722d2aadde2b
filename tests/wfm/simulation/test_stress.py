"""Stress cases: which there are, and which hour is the AI's busiest."""

from dataclasses import replace

import numpy as np

from tests.wfm.simulation.small_case import small_case
from wfm.simulation.stress import busiest_hour, stress_cases

# Half-hours: 5 at 10:00, 30 at 11:00, 20 at 11:30, 25 at 12:00. 11:00-12:00 has 50, 11:30-12:30 has 45.
CONTACTS = np.zeros(48)
CONTACTS[[20, 22, 23, 24]] = [5, 30, 20, 25]


def with_ai(case):
    return replace(case, flows=tuple(replace(flow, has_ai=True, name="escalation") for flow in case.flows))


def test_the_busiest_hour_is_that_with_most_contacts_of_the_ai():
    assert np.flatnonzero(busiest_hour(with_ai(small_case(CONTACTS, 3)))).tolist() == [22, 23]


def test_what_needs_an_ai_is_left_out_where_there_is_none():
    case = small_case(CONTACTS, 3)
    people = replace(
        case, flows=tuple(replace(flow, has_ai=False, name="traditional") for flow in case.flows)
    )
    alone, found = stress_cases(people, 0.1), stress_cases(with_ai(case), 0.1)
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
    found = stress_cases(small_case(CONTACTS, 3), 0.1)
    times = [stress.case.flows[0].contacts[0, 22] / 30 for stress in list(found.values())[:3]]
    np.testing.assert_allclose(times, [0.9967, 1.0830, 1.1700], atol=5e-4)
    assert list(found)[1] == "Contacts at P80 of the forecast (+8.3 %)"


def test_a_burst_escalates_the_busiest_half_hour_alone_and_lowers_nothing():
    case = with_ai(small_case(CONTACTS, 3, share=np.where(np.arange(48) == 24, 0.5, 0.15)))
    burst = stress_cases(case, 0.1)["Escalation at 40 % in the busiest 30 minutes"]
    assert burst.case.flows[0].share[0, 21:25].tolist() == [0.15, 0.4, 0.15, 0.5]
    assert burst.since == 22
