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
    case = replace(small_case(CONTACTS, 3))
    people = replace(
        case, flows=tuple(replace(flow, has_ai=False, name="traditional") for flow in case.flows)
    )
    assert list(stress_cases(people)) == ["10 % more contacts", "15 % of people absent"]
    found = stress_cases(with_ai(case))
    assert found["10 % more contacts"].flows[0].contacts[0, 22] == 33.0
    # Everyone who comes in the hour without the AI goes to a person; before it, as before.
    down = found["AI down in its busiest hour"].flows[0]
    assert (down.seconds[0, 22], down.share[0, 22]) == (case.flows[0].alone_seconds[0, 22], 1.0)
