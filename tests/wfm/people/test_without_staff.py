"""Skill sets without a staff list: from what the plan needs, and from head counts."""

from __future__ import annotations

import numpy as np
import pytest

from tests.build_staff import rule_book_of
from tests.wfm.policy.in_memory import book, busy_days, policy_of
from wfm.people import read_people

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


def read(**sheets):
    workbook = book(**{"Queues": QUEUES, "ModeMix": MIX, **sheets})
    forecast = busy_days("A", "B", "C", "N")
    faults = []
    found = read_people(workbook, policy_of(workbook, forecast), (), forecast.horizon, rule_book_of(), faults)
    assert faults == []
    return found


def pairs(people, skill_set):
    rows = people.skills[people.skills["skill_set"] == skill_set]
    return list(zip(rows["role"], rows["pool"], rows["is_primary"], strict=True))


def test_each_role_of_each_pool_has_a_crew_that_may_review_unless_it_watches():
    people, _ = read()
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


def test_nobody_is_named_and_no_days_are_known():
    people, staff = read()
    assert staff.people.empty
    assert people.days.empty
    assert people.weeks.empty
    assert people.off_phone.empty


def test_that_live_roles_review_is_an_assumption():
    notes = {a.applies_to: a.value for a in read()[0].assumptions if a.quantity == "skill sets"}
    assert "also review for their own pool" in notes["escalation_agent DE voice, escalation_agent EN voice"]


def test_every_skill_set_has_one_primary_pair():
    counts = read()[0].skills.groupby(["site", "skill_set"])["is_primary"].sum()
    assert (counts == 1).all()


def test_head_counts_limit_the_one_crew_of_a_role_or_the_pool_named():
    rows = [
        ["site", "role", "pool", "heads", "contract_hours"],
        ["Main", "monitor", None, 14, 37.5],
        ["main", "escalation_agent", "DE voice", 5, None],
        ["Main", "qa_reviewer", None, 3, None],
        ["Main", "agent", None, 9, None],
    ]
    people, _ = read(Headcount=rows)
    heads = people.heads.set_index("skill_set")
    assert list(heads.loc["monitor EN voice", ["heads", "contract_hours"]]) == [14, 37.5]
    assert list(heads.loc["escalation_agent DE voice", ["heads", "contract_hours"]]) == [5, 40]
    assert np.isnan(heads.at["escalation_agent EN voice", "heads"])
    told = {a.applies_to: a.source for a in people.assumptions if a.quantity == "heads"}
    assert told == {
        "Main: qa_reviewer": "Headcount: name the pool",
        "Main: agent": "Headcount: no queue of the site needs the role",
    }


@pytest.mark.parametrize("sheet", ["TimeOff", "Availability", "Events", "PriorRoster", "Wishes", "Locks"])
def test_sheets_about_people_say_nothing_without_a_staff_list_and_are_told(sheet):
    people, _ = read(**{sheet: [["agent_id"], ["1"]]})
    notes = [(a.quantity, a.source) for a in people.assumptions if a.value == "not used by this plan"]
    assert notes == [(f"sheet {sheet}", "No sheet Staff")]
