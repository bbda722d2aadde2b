"""Sheet Staff: each person once, with contract, consent, wage and leader."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.wfm.people.in_memory import ANN, BOB, STAFF, day, one_fault, read, rows, staff, told

WORK = ["escalation_agent", "EN voice", 40]
LED = ["agent_id", "name", "roles", "team", "leader"]
LEADER = ["9", "Lea Lind", "supervisor", "North", None]


def test_every_column_of_a_person_arrives():
    header = [*STAFF, "user_names", "site", "team", "languages", "nights", "pay"]
    row = ["7", "Zoe Ng", *WORK, day(-9), day(9), "zoe.ng; z1", "Main", "North", "EN", "no", 12]
    people = read(Staff=[header, row])
    (person,) = people[1].people.to_dict("records")
    assert person == {
        "person_id": "7",
        "name": "Zoe Ng",
        "user_name": "zoe.ng",
        "site": "Main",
        "team": "North",
        "leader": "",
        "role": "escalation_agent",
        "skill_set": "escalation_agent EN voice",
        "contract_hours": 40.0,
        "start_date": pd.Timestamp(day(-9)),
        "end_date": pd.Timestamp(day(9)),
        "works_nights": False,
        "wage_per_hour": 12.0,
    }
    assert ("Staff!H2", "not used by this plan", "names after the first") in told(people, "sheet Staff")


def test_a_wage_of_ones_own_is_turned_into_plan_currency():
    people = staff(
        Sites=[["site", "currency"], ["Main", "PLN"]],
        Rates=[["currency", "per_plan_currency", "wage_per_hour"], ["PLN", 4, None], ["PLN", None, 60]],
        Staff=[[*STAFF, "pay"], [*ANN, None, None, 62], [*BOB, None, None, None]],
    ).people
    # 62 PLN at 4 PLN per EUR = 15.5 EUR
    assert people["wage_per_hour"].iloc[0] == 15.5
    assert pd.isna(people["wage_per_hour"].iloc[1])


def test_who_is_silent_about_nights_has_agreed_and_that_is_told():
    people = read(Staff=[[*STAFF, "nights"], [*ANN, None, None, "no"], [*BOB, None, None, None]])
    assert list(people[1].people["works_nights"]) == [False, True]
    assert told(people, "consent to nights") == [("2", "given", "Sheet Staff, column nights is blank")]


def test_who_is_not_employed_in_the_plan_is_not_planned_and_told():
    people = read(Staff=[STAFF, ANN, ["2", "Bob", *WORK, None, day(-1)], ["3", "Cy", *WORK, day(14), None]])
    assert list(people[1].people["person_id"]) == ["1"]
    assert told(people, "staff") == [("2, 3", "not planned", "Not employed on any day of the plan")]


def test_rows_about_people_who_are_not_planned_are_told_and_no_fault():
    people = read(
        Staff=[STAFF, ANN, ["2", "Bob", *WORK, None, day(-1)]],
        TimeOff=[["agent_id", "from", "to"], ["2", day(0), day(1)]],
    )
    assert people[1].away.empty
    why = "Its person is on sheet Staff but not planned"
    assert told(people, "sheet TimeOff") == [("TimeOff!A2", "not used by this plan", why)]


def test_supervisors_are_people_but_no_skill_set():
    people = read(Staff=[LED, ["1", "Ann", "escalation_agent", "North", None], LEADER])
    assert list(people[0].heads["heads"]) == [1]
    assert rows(people[1].people, "person_id", "role", "skill_set")[1] == ("9", "supervisor", "supervisor")


@pytest.mark.parametrize("written", ["9", "Lea Lind", "lea lind", "Lind", "LEA"])
def test_a_leader_is_found_by_number_name_or_a_word_of_it(written):
    people = staff(Staff=[LED, ["1", "Ann Ashe", "escalation_agent", "North", written], LEADER]).people
    assert rows(people, "person_id", "leader") == [("1", "9"), ("9", "")]


def test_a_word_means_a_supervisor_before_others():
    people = staff(Staff=[LED, ["1", "Lea Bell", "escalation_agent", "North", "Lea"], LEADER]).people
    assert people["leader"].iloc[0] == "9"


def test_the_one_supervisor_of_a_team_leads_it_where_no_row_says_who_does():
    people = read(
        Staff=[
            LED,
            ["1", "Ann", "escalation_agent", "North", None],
            ["2", "Bob", "escalation_agent", "South", None],
            LEADER,
        ]
    )
    assert list(people[1].people["leader"]) == ["9", "", ""]
    why = "Sheet Staff names no leader for the team; it has one supervisor"
    assert told(people, "leader") == [("Main: North", "Lea Lind", why)]


def test_a_leader_who_is_not_planned_is_told():
    gone = [*LEADER, day(-1)]
    people = read(
        Staff=[[*LED, "end_date"], ["1", "Ann", "escalation_agent", "North", "9", None], gone],
    )
    assert people[1].people["leader"].item() == ""
    why = "The leader is on sheet Staff but not planned"
    assert told(people, "sheet Staff") == [("Staff!E2", "not used by this plan", why)]


FAULTS = {
    "listed twice": ([STAFF, ANN, ANN], ("Staff!A3", "'1' stands twice, first at Staff!A2")),
    "no number": ([STAFF, [None, "Ann", *WORK]], ("Staff!A2", "agent_id is blank")),
    "ends before it starts": (
        [STAFF, ["1", "Ann", *WORK, day(5), day(4)]],
        ("Staff!G2", "ends on 2027-02-05 but starts on 2027-02-06"),
    ),
    "unknown site": ([[*STAFF, "site"], [*ANN, None, None, "Mian"]], ("Staff!H2", "The nearest is Main")),
    "user name of another": (
        [[*STAFF, "user_names"], [*ANN, None, None, "ann"], [*BOB, None, None, "Ann"]],
        ("Staff!H3", "stands twice, first at Staff!H2"),
    ),
    "consent neither yes nor no": (
        [[*STAFF, "nights"], [*ANN, None, None, "maybe"]],
        ("Staff!H2", "yes or no"),
    ),
    "leader nobody is called": (
        [LED, ["1", "Ann", "escalation_agent", "North", "Leo"], LEADER],
        ("Staff!E2", "leader 'Leo' is not known"),
    ),
    "leader two are called": (
        [LED, ["1", "Ann", "escalation_agent", "North", "Lind"], LEADER, ["8", "Max Lind", "supervisor"]],
        ("Staff!E2", "may be 9 Lea Lind, 8 Max Lind"),
    ),
    "leads themselves": (
        [LED, ["1", "Ann", "escalation_agent", "North", "Ann"]],
        ("Staff!E2", "1 leads themselves"),
    ),
    "lead one another": (
        [
            LED,
            ["1", "Ann", "escalation_agent", "North", "2"],
            ["2", "Bob", "escalation_agent", "North", "3"],
            ["3", "Cy", "escalation_agent", "North", "2"],
        ],
        ("Staff!E3", "2, 3 lead one another"),
    ),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_staff_that_cannot_be_is_a_fault_with_its_cell(kind):
    lines, words = FAULTS[kind]
    one_fault(words, Staff=lines)


def test_a_person_of_several_sites_needs_one():
    one_fault(
        ("Staff!A2", "'1' has no site", "Main, West"),
        Sites=[["site", "time_zone"], ["Main", "UTC"], ["West", "UTC"]],
        Queues=[["queue", "site", "licence"], ["A", "Main", None], ["N", "West", "RN"]],
        Staff=[STAFF, ANN],
    )
