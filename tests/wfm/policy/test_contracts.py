from __future__ import annotations

import pytest

from tests.wfm.policy.in_memory import book, faults_of, policy_of, told

HEADER = [
    "queue",
    "basis",
    "price",
    "minimum",
    "head_hours",
    "bonus_above",
    "bonus",
    "penalty_below",
    "penalty",
]


def contracts(*rows):
    return book(Contracts=[HEADER, *rows])


def test_without_the_sheet_nothing_is_paid_and_nothing_assumed():
    policy = policy_of(book())
    assert policy.contracts.empty
    assert told(policy, "no contract") == []


def test_a_row_is_read_and_a_queue_without_one_is_told():
    policy = policy_of(contracts(["orders", "contact", 1.4, 3000, None, 0.9, 0.05, 0.8, 0.1]))
    row = policy.contracts.iloc[0].to_dict()
    assert row["queue"] == "Orders"
    assert (row["price"], row["minimum"], row["bonus"], row["penalty"]) == (1.4, 3000.0, 0.05, 0.1)
    assert (row["bonus_above"], row["penalty_below"], row["cell"]) == (0.9, 0.8, "Contracts!C2")
    assert told(policy, "no contract") == [("Returns", "0")]


def test_a_blank_threshold_is_the_target_of_those_whose_callers_wait():
    # The default mode asks escalation agents for 90 % in 30 s.
    policy = policy_of(contracts(["Orders", "contact", 1, None, None, None, 0.05, None, 0.1]))
    assert policy.contracts[["bonus_above", "penalty_below"]].to_numpy().tolist() == [[0.9, 0.9]]
    assert told(policy, "penalty_below") == [("Orders", "90 %")]


def test_a_head_is_a_full_time_contract_unless_hours_are_given():
    policy = policy_of(
        contracts(
            ["Orders", "head", 2500, None, None, None, None, None, None],
            ["Returns", "head", 2500, None, 150, None, None, None, None],
        )
    )
    # 40 h x 365 / 7 / 12 = 173.81
    assert policy.contracts["head_hours"].tolist() == pytest.approx([173.8095, 150.0], abs=1e-4)
    assert told(policy, "head_hours") == [("Orders", "173.8")]


def test_a_queue_may_be_paid_on_two_bases():
    policy = policy_of(
        contracts(
            ["Orders", "month", 5000, None, None, None, None, None, None],
            ["Orders", "contact", 1, None, None, None, None, None, None],
        )
    )
    assert policy.contracts["basis"].tolist() == ["month", "contact"]


@pytest.mark.parametrize(
    ("rows", "where", "words"),
    [
        ([["Ordres", "contact", 1]], "A2", "nearest is Orders"),
        ([["Orders", "call", 1]], "B2", "contact, minute, head"),
        ([["Orders", "contact", None]], "C2", "price"),
        ([["Orders", "contact", -1]], "C2", "0"),
        ([["Orders", "contact", 1], ["Orders", "contact", 2]], "B3", "first at Contracts!B2"),
        ([["Orders", "month", 1, 10]], "D2", "another basis than month"),
        ([["Orders", "contact", 1, None, 150]], "E2", "basis head"),
        ([["Orders", "contact", 1, None, None, 0.8]], "F2", "column bonus"),
        ([["Orders", "contact", 1, None, None, 0.8, 0.1, 0.9, 0.1]], "H2", "both are due"),
    ],
)
def test_a_contract_that_cannot_be_is_a_fault_with_its_cell(rows, where, words):
    faults = faults_of(contracts(*rows))
    assert [fault.where for fault in faults] == [f"Contracts!{where}"]
    assert words in str(faults[0])
