"""Skill sets: from what the plan needs, from head counts, from the staff list."""

from __future__ import annotations

import numpy as np
import pytest

from tests.wfm.policy.in_memory import book, busy_days, policy_of
from wfm.people import read_skill_sets

QUEUES = [
    ["queue", "language", "licence"],
    ["A", "EN", None],
    ["B", "EN", None],
    ["C", "DE", None],
    ["N", "EN", "RN"],
]
MIX = [
    ["queue", "mode_2", "mode_3", "mode_4"],
    ["A", None, 1, None],
    ["B", 1, None, None],
    ["N", None, None, 1],
]


def read(faults=None, **sheets):
    workbook = book(**{"Queues": QUEUES, "ModeMix": MIX, **sheets})
    found = [] if faults is None else faults
    people = read_skill_sets(workbook, policy_of(workbook, busy_days("A", "B", "C", "N")), found)
    if faults is None:
        assert found == []
    return people


def pairs(people, skill_set):
    rows = people.skills[people.skills["skill_set"] == skill_set]
    return list(zip(rows["role"], rows["pool"], rows["is_primary"], strict=True))


def test_each_role_of_each_pool_has_a_crew_that_may_review_unless_it_watches():
    people = read()
    assert sorted(people.heads["skill_set"]) == [
        "augmented_agent EN voice RN",
        "escalation_agent DE voice",
        "escalation_agent EN voice",
        "monitor EN voice",
        "qa_reviewer DE voice",
        "qa_reviewer EN voice",
    ]
    assert pairs(people, "escalation_agent EN voice") == [
        ("escalation_agent", "EN voice", True),
        ("qa_reviewer", "EN voice", False),
    ]
    assert pairs(people, "monitor EN voice") == [("monitor", "EN voice", True)]
    # The nurses' queue is not reviewed: mode 4 without a review share.
    assert pairs(people, "augmented_agent EN voice RN") == [("augmented_agent", "EN voice RN", True)]
    assert people.heads["heads"].isna().all()
    assert set(people.heads["contract_hours"]) == {40.0}


def test_that_live_roles_review_is_an_assumption():
    notes = {a.applies_to: a.value for a in read().assumptions if a.quantity == "skill sets"}
    assert "also review for their own pool" in notes["escalation_agent DE voice, escalation_agent EN voice"]


def test_every_skill_set_has_one_primary_pair():
    counts = read().skills.groupby(["site", "skill_set"])["is_primary"].sum()
    assert (counts == 1).all()


def test_head_counts_limit_the_one_crew_of_a_role_or_the_pool_named():
    rows = [
        ["site", "role", "pool", "heads", "contract_hours"],
        ["Main", "monitor", None, 14, 37.5],
        ["main", "escalation_agent", "DE voice", 5, None],
        ["Main", "qa_reviewer", None, 3, None],
        ["Main", "agent", None, 9, None],
    ]
    people = read(Headcount=rows)
    heads = people.heads.set_index("skill_set")
    assert list(heads.loc["monitor EN voice", ["heads", "contract_hours"]]) == [14, 37.5]
    assert list(heads.loc["escalation_agent DE voice", ["heads", "contract_hours"]]) == [5, 40]
    assert np.isnan(heads.at["escalation_agent EN voice", "heads"])
    told = {a.applies_to: a.source for a in people.assumptions if a.quantity == "heads"}
    assert told == {
        "Main: qa_reviewer": "Headcount: name the pool",
        "Main: agent": "Headcount: no queue of the site needs the role",
    }


STAFF = ["agent_id", "roles", "languages", "licences", "pools", "contract_hours"]


def test_people_who_can_do_the_same_are_one_skill_set_with_their_mean_contract():
    rows = [
        STAFF,
        ["1", "Escalation agent (90), qa_reviewer", "EN", None, None, 40],
        ["2", "escalation_agent; qa_reviewer", "EN, FR", None, None, 20],
        ["3", "monitor", "EN", None, None, None],
        ["4", "augmented_agent", "EN", "RN", None, 40],
        ["5", "escalation_agent", None, None, "DE voice", 40],
    ]
    people = read(Staff=rows)
    heads = people.heads.set_index("skill_set")[["heads", "contract_hours"]]
    # (40 + 20) / 2 = 30 h
    assert list(heads.loc["escalation_agent + qa_reviewer EN voice"]) == [2, 30]
    assert list(heads.loc["monitor EN voice"]) == [1, 40]
    assert list(heads.loc["augmented_agent EN voice RN"]) == [1, 40]
    assert pairs(people, "escalation_agent + qa_reviewer EN voice") == [
        ("escalation_agent", "EN voice", True),
        ("qa_reviewer", "EN voice", False),
    ]
    missing = [a.applies_to for a in people.assumptions if a.quantity == "warning: staff"]
    assert missing == ["Main: qa_reviewer DE voice"]


def test_a_licence_is_needed_even_where_no_languages_are_written():
    people = read(
        Staff=[STAFF, ["1", "augmented_agent", None, None, None, 40], ["2", "monitor", None, None, None, 40]]
    )
    assert list(people.heads["skill_set"]) == ["monitor EN voice"]
    assert [a.applies_to for a in people.assumptions if a.quantity == "staff"] == ["1"]


@pytest.mark.parametrize(
    ("row", "where", "words"),
    [
        (["1", "escalation", "EN", None, None, 40], "Staff!B2", "escalation_agent"),
        (["1", "monitor", None, None, "EN vioce", 40], "Staff!E2", "The nearest is EN voice"),
        (["1", "monitor", "EN", None, None, 400], "Staff!F2", "60"),
    ],
)
def test_staff_that_cannot_be_is_a_fault_with_its_cell(row, where, words):
    faults = []
    assert read(faults, Staff=[STAFF, row]) is None
    assert [fault.where for fault in faults] == [where]
    assert words in str(faults[0])


def test_a_person_listed_twice_is_refused():
    faults = []
    row = ["1", "monitor", "EN", None, None, 40]
    assert read(faults, Staff=[STAFF, row, row]) is None
    assert [fault.where for fault in faults] == ["Staff!A3"]
