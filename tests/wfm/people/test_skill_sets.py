"""Skill sets of a staff list: people alike in what they can work and in their contract."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wfm.people.in_memory import STAFF, day, one_fault, read, rows, told
from tests.wfm.people.test_without_staff import MIX, QUEUES, pairs
from wfm.people.supply import most_minutes

SKILLS = ["agent_id", "roles", "languages", "licences", "pools", "contract_hours"]


def people_of(*lines):
    forecast_of_four = {"Queues": QUEUES, "ModeMix": MIX}
    return read(Staff=[SKILLS, *lines], queues=("A", "B", "C", "N"), **forecast_of_four)


def test_people_alike_in_skills_and_contract_are_one_set():
    skill_sets, staff = people_of(
        ["1", "Escalation agent, qa_reviewer", "EN", None, None, 40],
        ["2", "escalation_agent; qa_reviewer", "EN, FR", None, None, 40],
        ["3", "monitor", "EN", None, None, None],
        ["4", "augmented_agent", "EN", "RN", None, 40],
        ["5", "escalation_agent", None, None, "DE voice", 40],
    )
    assert rows(skill_sets.heads, "skill_set", "heads", "contract_hours") == [
        ("escalation_agent + qa_reviewer EN voice", 2, 40),
        ("monitor EN voice", 1, 40),
        ("augmented_agent EN voice RN", 1, 40),
        ("escalation_agent DE voice", 1, 40),
    ]
    assert pairs(skill_sets, "escalation_agent + qa_reviewer EN voice") == [
        ("escalation_agent", "EN voice", True),
        ("qa_reviewer", "EN voice", False),
    ]
    assert rows(staff.people, "person_id", "skill_set")[1] == ("2", "escalation_agent + qa_reviewer EN voice")
    missing = [a.applies_to for a in skill_sets.assumptions if a.quantity == "warning: staff"]
    assert missing == ["Main: qa_reviewer DE voice"]


def test_contracts_of_other_hours_are_sets_of_their_own_and_named_by_them():
    skill_sets, _ = people_of(
        ["1", "monitor", "EN", None, None, 40],
        ["2", "monitor", "EN", None, None, 25],
        ["3", "monitor", "EN", None, None, 37.5],
        ["4", "augmented_agent", "EN", "RN", None, 25],
    )
    assert rows(skill_sets.heads, "skill_set", "contract_hours") == [
        ("monitor EN voice (40 h)", 40),
        ("monitor EN voice (25 h)", 25),
        ("monitor EN voice (37.5 h)", 37.5),
        ("augmented_agent EN voice RN", 25),
    ]


def test_the_order_of_later_roles_and_of_pools_makes_no_other_set_but_the_first_role_does():
    skill_sets, staff = people_of(
        ["1", "escalation_agent, qa_reviewer, monitor", None, None, "EN voice, DE voice", 40],
        ["2", "escalation_agent, monitor, qa_reviewer", None, None, "DE voice; EN voice", 40],
        ["3", "monitor, escalation_agent, qa_reviewer", None, None, "EN voice, DE voice", 40],
    )
    assert list(skill_sets.heads["heads"]) == [2, 1]
    assert list(staff.people["role"]) == ["escalation_agent", "escalation_agent", "monitor"]


def test_a_licence_is_needed_even_where_no_languages_are_written():
    skill_sets, _ = people_of(
        ["1", "augmented_agent", None, None, None, 40], ["2", "monitor", None, None, None, 40]
    )
    assert list(skill_sets.heads["skill_set"]) == ["monitor EN voice"]
    assert [a.applies_to for a in skill_sets.assumptions if a.quantity == "staff"] == ["1"]


def test_brackets_are_read_over_and_told():
    people = people_of(["1", "escalation_agent (90), qa_reviewer (50)", "EN", None, None, 40])
    assert list(people[0].heads["skill_set"]) == ["escalation_agent + qa_reviewer EN voice"]
    assert told(people, "sheet Staff") == [
        ("Staff!B2", "not used by this plan", "what stands in brackets, as proficiency")
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["1", "escalation", "EN", None, None, 40], ("Staff!B2", "escalation_agent")),
        (["1", "monitor", None, None, "EN vioce", 40], ("Staff!E2", "The nearest is EN voice")),
        (["1", "monitor", "EN", None, None, 400], ("Staff!F2", "60")),
        (["1", "escalation_agent", "EN", None, "DE voice", 40], ("Staff!E2", "without language DE")),
        (["1", "augmented_agent", "EN", None, "EN voice RN", 40], ("Staff!E2", "without licence RN")),
    ],
)
def test_skills_that_cannot_be_are_faults_with_their_cell(row, words):
    one_fault(words, Staff=[SKILLS, row], Queues=QUEUES, ModeMix=MIX, queues=("A", "B", "C", "N"))


def test_people_by_day_are_those_employed_there_and_available():
    # Ann from Wednesday of week 0; Bob to Thursday of week 1, on leave on Tuesday, free only Mon-Fri.
    skill_sets, _ = read(
        Staff=[
            STAFF,
            ["1", "Ann", "escalation_agent", "EN voice", 40, day(2), None],
            ["2", "Bob", "escalation_agent", "EN voice", 40, None, day(10)],
        ],
        TimeOff=[["agent_id", "from", "to"], ["2", day(1), day(1)]],
        Availability=[["agent_id", "weekday", "from", "to"], ["2", "Mon-Fri", "08:00", "20:00"]],
        Locks=[["agent_id", "date", "shift_code"], ["1", day(9), None]],
    )
    # Bob Mon; nobody Tue; both Wed-Fri; Ann at weekends; week 1: both Mon, Tue; Bob Wed; both Thu; Ann after.
    assert list(skill_sets.days["people"]) == [1, 0, 2, 2, 2, 1, 1, 2, 2, 1, 2, 1, 1, 1]
    # Week 0: Ann 5 shifts within 40 x 5/7 = 28.6 h, so 8 + 8 + 8 + 4 = 28; Bob there 4 days, 5 - 1 = 4 shifts
    # and 40 - 8 = 32 h. Week 1: Ann 5 shifts, 40 h; Bob 4 days, within 40 x 4/7 = 22.9 h 8 + 8 + 4 = 20 h.
    assert rows(skill_sets.weeks, "week", "shifts") == [(0, 9), (1, 9)]
    assert list(skill_sets.weeks["hours"]) == [28 + 32, 40 + 20]


def test_hours_never_exceed_the_weeks_limit_nor_the_longest_shift_on_every_day_there():
    lines = [STAFF, ["1", "Ann", "escalation_agent", "EN voice", 50, None, None]]
    skill_sets, _ = read(Staff=lines)
    # Contract 50 h, but 5 shifts of 8 h: 40 h; at most 48 h a week.
    assert list(skill_sets.weeks["hours"]) == [40, 40]
    rules = {"shifts_per_week": 7, "contract_hours_most": 0, "max_week_hours": 48}
    assert list(read(Staff=lines, rules=rules)[0].weeks["hours"]) == [48, 48]
    saturdays = [["agent_id", "weekday", "from", "to"], ["1", "Sat", "08:00", "20:00"]]
    skill_sets, _ = read(Staff=lines, Availability=saturdays)
    assert rows(skill_sets.weeks, "shifts", "hours") == [(1, 8), (1, 8)]


def test_a_rule_that_is_off_binds_no_week():
    # No limit on shifts or beyond the contract: 7 days of 8 h, less 40 / 7 for the day of leave.
    skill_sets, staff = read(rules={}, TimeOff=[["agent_id", "from", "to"], ["1", day(0), day(0)]])
    assert list(skill_sets.weeks["shifts"]) == [6 + 7, 14]
    assert staff.away["credited_hours"].item() == pytest.approx(40 / 7)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, 3000),
    st.integers(0, 4),
    st.frozensets(st.sampled_from([240, 300, 450, 480, 690]), max_size=3),
)
def test_the_most_minutes_of_a_week_are_those_of_every_way_to_work_it(limit, shifts, lengths):
    ways = product([0, *sorted(lengths)], repeat=shifts)
    assert most_minutes(limit, shifts, lengths) == max(sum(way) for way in ways if sum(way) <= limit)
