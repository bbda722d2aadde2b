"""A planner's own stress cases: what is read, what is refused with its cell, what cannot be played."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.wfm.policy.in_memory import book, faults_of, policy_of, told
from wfm.policy import scenario_factors

# The plan is 1 to 7 February 2027, of the queues Orders and Returns.
WEDNESDAY, FRIDAY = date(2027, 2, 3), date(2027, 2, 5)
HEADER = ["name", "queue", "from", "to", "factor"]


def scenarios(*rows):
    return policy_of(book(Scenarios=[HEADER, *rows]))


def table_of(policy):
    days = {name: policy.scenarios[name].dt.strftime("%m-%d") for name in ("first_day", "last_day")}
    return [tuple(row) for row in policy.scenarios.assign(**days).itertuples(index=False)]


def test_without_the_sheet_there_are_none():
    assert policy_of(book()).scenarios.empty


def test_a_row_without_a_queue_is_about_all_of_them():
    policy = scenarios(["Peak", None, WEDNESDAY, FRIDAY, 1.9])
    assert table_of(policy) == [
        ("Peak", "Orders", "02-03", "02-05", 1.9, "Scenarios!E2"),
        ("Peak", "Returns", "02-03", "02-05", 1.9, "Scenarios!E2"),
    ]
    assert told(policy, "days not played") == []


def test_rows_of_one_name_are_one_case_however_it_is_spelt():
    policy = scenarios(
        ["Peak", "orders", WEDNESDAY, WEDNESDAY, 1.9],
        ["peak", "Orders", FRIDAY, FRIDAY, 1.5],
        ["PEAK", "Returns", WEDNESDAY, FRIDAY, 0],
    )
    assert table_of(policy) == [
        ("Peak", "Orders", "02-03", "02-03", 1.9, "Scenarios!E2"),
        ("Peak", "Orders", "02-05", "02-05", 1.5, "Scenarios!E3"),
        ("Peak", "Returns", "02-03", "02-05", 0.0, "Scenarios!E4"),
    ]


def test_two_cases_may_hold_the_same_queue_and_day():
    policy = scenarios(["Peak", "Orders", WEDNESDAY, FRIDAY, 2], ["Sale", "Orders", WEDNESDAY, FRIDAY, 3])
    assert policy.scenarios["name"].tolist() == ["Peak", "Sale"]


def test_days_outside_the_plan_are_told_as_not_played():
    policy = scenarios(
        ["Peak", "Orders", FRIDAY, date(2027, 2, 10), 1.9],
        ["Easter", None, date(2027, 3, 26), date(2027, 3, 29), 0.5],
        ["Eve", "Orders", date(2027, 1, 30), WEDNESDAY, 1.2],
    )
    notes = [(a.applies_to, a.value, a.source) for a in policy.assumptions if a.quantity == "days not played"]
    assert notes == [
        ("Scenario Peak", "3", "Scenarios!E2: outside the plan's days"),
        ("Scenario Easter", "4", "Scenarios!E3: outside the plan's days"),
        ("Scenario Eve", "2", "Scenarios!E4: outside the plan's days"),
    ]


@pytest.mark.parametrize(
    ("row", "where", "words"),
    [
        (["Peak", "Ordres", FRIDAY, FRIDAY, 2], "Scenarios!B3", "queue 'Ordres' is not known"),
        (["Peak", "Orders", FRIDAY, WEDNESDAY, 2], "Scenarios!D3", "2027-02-03 is before the first day"),
        (["Peak", "Orders", FRIDAY, FRIDAY, None], "Scenarios!E3", "factor is blank"),
        (["Peak", "Orders", FRIDAY, FRIDAY, -1], "Scenarios!E3", "factor is -1"),
        ([None, "Orders", FRIDAY, FRIDAY, 2], "Scenarios!A3", "name is blank"),
        (["Peak", "Orders", FRIDAY, None, 2], "Scenarios!D3", "to is blank"),
        (
            ["peak", None, date(2027, 2, 2), WEDNESDAY, 2],
            "Scenarios!E3",
            "Peak has a factor for Orders on 2027-02-03 already",
        ),
    ],
)
def test_faults_name_their_cell(row, where, words):
    (fault,) = faults_of(book(Scenarios=[HEADER, ["Peak", "Orders", WEDNESDAY, WEDNESDAY, 1.9], row]))
    assert fault.where == where
    assert words in fault.found


def test_all_faults_of_the_sheet_come_at_once():
    rows = [["Peak", "Ordres", FRIDAY, WEDNESDAY, 2], ["Peak", "Orders", FRIDAY, FRIDAY, "much"]]
    assert [fault.where for fault in faults_of(book(Scenarios=[HEADER, *rows]))] == [
        "Scenarios!E3",
        "Scenarios!B2",
        "Scenarios!D2",
    ]


def test_factors_are_of_a_row_s_queue_on_its_days_alone():
    policy = scenarios(
        ["Peak", "Orders", WEDNESDAY, FRIDAY, 2],
        ["Peak", "Returns", FRIDAY, FRIDAY, 0.5],
        ["Sale", "Returns", WEDNESDAY, FRIDAY, 3],
    )
    peak = policy.scenarios[policy.scenarios["name"] == "Peak"]
    days = [WEDNESDAY + timedelta(days=n) for n in range(-1, 4)]
    assert scenario_factors(peak, ["Returns", "Else", "Orders"], days).tolist() == [
        [1, 1, 1, 0.5, 1],
        [1, 1, 1, 1, 1],
        [1, 2, 2, 2, 1],
    ]
