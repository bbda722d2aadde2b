"""ModeRates: the planner's own values instead of the product's."""

from __future__ import annotations

import numpy as np
import pytest

from tests.wfm.policy.in_memory import book, faults_of, policy_of, told

HEADER = ["mode", "role", "quantity", "value"]


def rates(*rows):
    return book(ModeRates=[HEADER, *rows])


def test_an_own_value_is_used_and_no_longer_assumed():
    policy = policy_of(rates([None, None, "Escalation settled", "17%"], [3, None, "escalation_start", 0.3]))
    assert set(policy.queues["escalation_settled"]) == {0.17}
    assert set(policy.queues["escalation_start"]) == {0.30}
    assert told(policy, "escalation_settled") == told(policy, "escalation_start") == []
    assert policy.reference.row("escalation_settled")["source"] == "your workbook, ModeRates!D2"


def test_a_value_without_a_role_holds_for_every_role():
    policy = policy_of(rates([None, None, "max_occupancy", "80%"]))
    answering = policy.targets[~policy.targets["role"].isin(["monitor", "qa_reviewer"])]
    assert set(answering["max_occupancy"]) == {0.80}


@pytest.mark.parametrize("row", [[None, "escalation_agent"], [3, None]])
def test_a_value_of_a_role_or_of_its_mode_holds_for_it_alone(row):
    targets = policy_of(rates([*row, "patience_seconds", "3:00"])).targets
    assert set(targets[targets["role"] == "escalation_agent"]["patience_seconds"]) == {180}
    assert set(targets[targets["role"] == "agent"]["patience_seconds"]) == {300}


def test_a_row_of_a_role_wins_over_the_row_for_all_whatever_their_order():
    rows = [[None, "agent", "max_occupancy", "70%"], [None, None, "max_occupancy", "80%"]]
    targets = policy_of(rates(*rows)).targets.set_index("role")["max_occupancy"]
    assert (set(targets["agent"]), set(targets["specialist"])) == ({0.70}, {0.80})


def test_a_quantity_that_knows_no_roles_is_replaced_whatever_role_is_named():
    policy = policy_of(rates([3, "escalation_agent", "learning_days", 40]))
    assert set(policy.queues["learning_days"]) == {40}


def test_a_value_outside_the_known_range_is_a_warning():
    policy = policy_of(rates([None, None, "monitor_span", 10]))
    assert told(policy, "warning: monitor_span") == [("plan", "10")]


def test_the_default_mode_can_be_chosen():
    policy = policy_of(rates([None, None, "default_mode", 0]))
    assert set(policy.mix["mode_0"]) == {1.0}
    assert set(policy.mix["review_share"]) == {0.0}
    assert told(policy, "default_mode") == []


@pytest.mark.parametrize(
    ("row", "where", "words"),
    [
        ([None, None, "escalation_setled", 0.2], "ModeRates!C2", "escalation_settled"),
        ([None, None, "escalation_settled", "150%"], "ModeRates!D2", "0 to 100 %"),
        ([None, None, "review_minutes", -1], "ModeRates!D2", "0 min or more"),
        ([None, None, "takeover_seconds", "soon"], "ModeRates!D2", "duration"),
        ([None, "wizard", "monitor_span", 4], "ModeRates!B2", "monitor"),
        ([9, None, "monitor_span", 4], "ModeRates!A2", "0, 1, 2"),
        ([None, None, "default_mode", 7], "ModeRates!D2", "0 to 6"),
        ([None, None, "default_mode", 2.5], "ModeRates!D2", "0 to 6"),
        ([None, None, "monitor_span", 0], "ModeRates!D2", "1 conversations or more"),
    ],
)
def test_what_cannot_be_is_a_fault_with_its_cell(row, where, words):
    faults = faults_of(rates(row))
    assert [fault.where for fault in faults] == [where]
    assert words in str(faults[0])


def test_a_quantity_given_twice_is_refused():
    row = [None, None, "monitor_span", 4]
    assert [fault.where for fault in faults_of(rates(row, row))] == ["ModeRates!C3"]


def test_patience_can_be_switched_off_for_all():
    targets = policy_of(rates([None, None, "patience_seconds", "none"])).targets
    assert np.isinf(targets["patience_seconds"]).all()


def test_losses_that_leave_nobody_are_refused_wherever_they_come_from():
    faults = faults_of(rates([None, None, "unplanned_share", 0.9], [None, None, "in_office_share", 0.2]))
    assert [(fault.where, fault.expected) for fault in faults] == [("Shrinkage", "less than 100 %")]


def test_a_quantity_that_differs_by_mode_is_replaced_for_the_mode_named():
    value = policy_of(rates([2, None, "catch_share", "60%"])).reference.value
    assert [value("catch_share", mode=mode) for mode in (1, 2, 3)] == [0.04, 0.60, 0.55]
    value = policy_of(
        rates([None, None, "catch_share", "50%"], [2, None, "catch_share", "60%"])
    ).reference.value
    assert [value("catch_share", mode=mode) for mode in (1, 2, 3)] == [0.50, 0.60, 0.50]


@pytest.mark.parametrize(("quantity", "value"), [("notice_weeks", 2.5), ("phases", 0), ("gate_power", 1)])
def test_a_rate_of_the_migration_that_cannot_be_is_a_fault(quantity, value):
    (fault,) = faults_of(rates([None, None, quantity, value]))
    assert fault.where == "ModeRates!D2"
    assert quantity in str(fault)
