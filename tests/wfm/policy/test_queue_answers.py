"""Answers on the screen in place of cells of sheet Queues: laid over, bounded alike, listed."""

from __future__ import annotations

import pytest

from tests.wfm.policy.in_memory import book, busy_days, policy_of
from wfm.policy.queue_answers import answer_faults, with_queue_answers
from wfm.policy.queues import read_queue_rows

QUEUES = ("Orders", "Returns")
FILE = {"Queues": [["queue", "target_share", "max_occupancy"], ["orders", "80%", "85%"]]}


def answered(answers, **sheets):
    return policy_of(with_queue_answers(book(**(sheets or FILE)), answers, QUEUES), busy_days(*QUEUES))


def test_an_answer_wins_over_the_files_cell_and_the_rest_of_the_row_stays():
    policy = answered({"Orders": {"target_share": "70%", "escalation_settled": "22%"}})
    targets = policy.targets.set_index(["queue", "role"]).loc[("Orders", "escalation_agent")]
    assert (targets["target_share"], targets["max_occupancy"]) == (0.7, 0.85)
    assert policy.queues.set_index("queue").at["Orders", "escalation_settled"] == 0.22


def test_a_queue_without_a_row_of_its_own_can_be_answered():
    policy = answered({"Returns": {"escalated_seconds": "5:30"}})
    seconds = policy.queues.set_index("queue")["escalated_seconds"]
    assert seconds["Returns"] == 330
    assert seconds.isna()["Orders"]


def test_answers_are_listed_with_what_the_file_says_instead():
    policy = answered({"Orders": {"target_share": "70%", "target_seconds": "30"}})
    notes = [note for note in policy.assumptions if "on the screen" in note.source]
    assert [(note.quantity, note.applies_to, note.value) for note in notes] == [
        ("target_share", "Orders", "70 %"),
        ("target_seconds", "Orders", "30"),
    ]
    assert notes[0].source.endswith("your file has 80 % at Queues!B2")
    assert notes[1].source.endswith("your file says nothing")
    assert not any("Screen Requirements" in note.quantity for note in policy.assumptions)


def test_answers_for_queues_that_are_gone_are_left_out():
    workbook = book(**FILE)
    assert with_queue_answers(workbook, {"Gone": {"target_share": "70%"}}, QUEUES) is workbook


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("target_share", "120%"),
        ("target_share", "100%"),
        ("max_occupancy", "1%"),
        ("target_seconds", "-1"),
        ("escalated_seconds", "5 h"),
        ("escalated_seconds", "soon"),
    ],
)
def test_an_answer_is_bounded_like_the_cell_it_stands_for(column, value):
    (fault,) = answer_faults("Orders", {column: value})
    assert column in fault.found
    in_file = []
    read_queue_rows(book(Queues=[["queue", column], ["Orders", value]]), QUEUES, "", in_file)
    assert [each.expected for each in in_file] == [fault.expected]


def test_a_sound_answer_has_no_fault():
    assert answer_faults("Orders", {"target_share": "99.9%", "escalated_seconds": "5:30"}) == []
