"""Sheets Gates and GateEvidence: what moves must prove, and what has been proven so far."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from tests.wfm.migration.planner_file import case_of, one_fault, row_of, told
from wfm.gate import acceptance_plan

GATES = ["from", "to", "risk", "error_limit", "confidence", "min_days"]
EVIDENCE = ["queue", "gate", "reviews", "errors", "since", "ai_release"]
JANUARY = date(2027, 1, 4)


def gate(case, left, entered, risk=""):
    return row_of(case.gates, from_way=left, to_way=entered, risk=risk)


def test_moves_to_less_supervision_are_gated_by_the_references_limits():
    case = case_of()
    assert gate(case, "2", "3")["error_limit"] == 0.005
    assert gate(case, "2", "1")["error_limit"] == 0.005
    assert gate(case, "3", "1")["error_limit"] == 0.002
    assert gate(case, "2", "3+4", "high")["error_limit"] == 0.001
    assert told(case, "gate_error_limit") == [("gates", "0.5 %")]


def test_moves_to_more_supervision_and_from_people_prove_nothing():
    gates = case_of().gates
    moves = set(zip(gates["from_way"], gates["to_way"], strict=True))
    assert not moves & {("3", "2"), ("3", "3+4"), ("0", "3"), ("4", "2"), ("1", "3"), ("5", "2")}
    # but nobody goes from people to an AI that works alone without proof
    assert {("0", "1"), ("4", "1")} <= moves


def test_the_defaults_give_the_sample_sizes_of_the_domain():
    # 0.5 % at a fifth of it, 95 %, 80 %: 1,258 reviews with 2 errors; 0.2 %: 3,146 with 2
    for left, sizes in (("2", (1258, 2)), ("3", (3146, 2))):
        row = gate(case_of(), left, "3" if left == "2" else "1")
        limit = row["error_limit"]
        assert (
            acceptance_plan(limit * row["true_share"], limit, 1 - row["power"], 1 - row["confidence"])
            == sizes
        )


def test_escalations_are_proven_only_where_people_take_them():
    case = case_of()
    assert gate(case, "3+4", "1")["escalation_limit"] == 0.18
    assert np.isnan(gate(case, "2", "3")["escalation_limit"])


def test_a_cell_of_the_sheet_wins_and_blanks_stay_the_references():
    case = case_of(Gates=[GATES, ["2", "3", None, "0.3%", None, 30], ["2", "3", "low", "1%", "99%", None]])
    assert gate(case, "2", "3")["error_limit"] == 0.003
    assert gate(case, "2", "3")["confidence"] == 0.95
    low = gate(case, "2", "3", "low")
    # its own limit and confidence, the days of the row for every class
    assert (low["error_limit"], low["confidence"], low["min_days"]) == (0.01, 0.99, 30)
    # the AI is the same in both forms of mode 3
    assert gate(case, "2", "3+4", "low")["error_limit"] == 0.01


def test_a_row_for_every_class_never_loosens_the_limit_of_high_risk():
    loose = case_of(Gates=[GATES, ["2", "3", None, "1%", None, None]])
    assert [gate(loose, "2", "3", risk)["error_limit"] for risk in ("", "high", "critical")] == [
        0.01,
        0.001,
        0.001,
    ]
    strict = case_of(Gates=[GATES, ["2", "3", None, "0.05%", None, None]])
    assert gate(strict, "2", "3", "high")["error_limit"] == 0.0005
    said = case_of(Gates=[GATES, ["2", "3", "high", "1%", None, None]])
    assert gate(said, "2", "3", "high")["error_limit"] == 0.01


def test_a_limit_of_all_proves_nothing():
    assert np.isnan(
        gate(case_of(Gates=[GATES, ["2", "3", None, "100%", None, None]]), "2", "3")["error_limit"]
    )


def test_a_gate_on_a_move_that_has_none_by_default_holds_what_it_says():
    row = gate(case_of(Gates=[GATES, ["0", "2", None, None, None, 14]]), "0", "2")
    assert row["min_days"] == 14
    assert np.isnan(row["error_limit"])


@pytest.mark.parametrize(
    ("row", "where", "words"),
    [
        (["2", "7", None, 0.1, None, None], "Gates!B2", ["to is '7'"]),
        (["3", "3", None, 0.1, None, None], "Gates!B2", ["another mode"]),
        (["2", "3", "huge", 0.1, None, None], "Gates!C2", ["low, medium, high, critical"]),
        (["2", "3", None, 0, None, None], "Gates!D2", ["error_limit"]),
        (["2", "3", None, 0.1, 1, None], "Gates!E2", ["confidence"]),
        (["2", "3", None, 0.1, None, -1], "Gates!F2", ["min_days"]),
    ],
)
def test_a_gate_that_cannot_be_is_a_fault_with_its_cell(row, where, words):
    one_fault(where, *words, Gates=[GATES, row])


def test_a_gate_stands_once():
    rows = [GATES, ["2", "3", None, 0.1, None, None], ["2", "3", None, 0.2, None, None]]
    one_fault("Gates!A3", "stands twice, first at Gates!A2", Gates=rows)


@pytest.mark.parametrize("written", ["2 to 3", "2->3", "2 → 3", "mode 2 -> mode 3"])
def test_evidence_serves_its_gate_in_both_forms_of_mode_3(written):
    case = case_of(GateEvidence=[EVIDENCE, ["Orders", written, 400, 1, JANUARY, None]])
    assert list(case.evidence["to_way"]) == ["3", "3+4"]
    assert set(case.evidence["from_way"]) == {"2"}
    row = case.evidence.iloc[0]
    assert (row["queue"], row["reviews"], row["errors"]) == ("Orders", 400, 1)
    assert row["since"] == pd.Timestamp(JANUARY)


def test_evidence_before_the_last_release_is_void_and_told():
    rows = [EVIDENCE, ["Orders", "2 to 3", 400, 1, JANUARY, date(2027, 1, 5)]]
    case = case_of(GateEvidence=rows)
    assert case.evidence.empty
    assert told(case, "evidence") == [("Orders", "400 reviews since 2027-01-04 left out")]
    rows[1][5] = JANUARY
    assert len(case_of(GateEvidence=rows).evidence) == 2


@pytest.mark.parametrize(
    ("row", "where", "words"),
    [
        (["Orders", "2 to 3", 10, 11, JANUARY, None], "GateEvidence!D2", ["11 of 10 reviews"]),
        (["Orders", "2 to 3", 10, 0, date(2027, 2, 2), None], "GateEvidence!E2", ["2027-02-01 or earlier"]),
        (["Orders", "2 to 3", 10, 0, None, None], "GateEvidence!E2", ["since is blank"]),
        (["Orders", "2 and 3", 10, 0, JANUARY, None], "GateEvidence!B2", ["2 to 3 or 3 -> 1"]),
        (["Orders", "3 to 1", 10, 0, JANUARY, None], "GateEvidence!B2", ["2, its mode on the first day"]),
        (["Orders", "2 to 4", 10, 0, JANUARY, None], "GateEvidence!B2", ["2 to 1, 3, 3+4, 5"]),
        (["Oders", "2 to 3", 10, 0, JANUARY, None], "GateEvidence!A2", ["nearest is Orders"]),
    ],
)
def test_evidence_that_cannot_be_is_a_fault_with_its_cell(row, where, words):
    one_fault(where, *words, GateEvidence=[EVIDENCE, row])


COUNTED = ["queue", "gate", "reviews", "errors", "since", "conversations", "escalated"]


def test_escalations_counted_are_read():
    case = case_of(GateEvidence=[COUNTED, ["Orders", "2 to 3", 400, 1, JANUARY, 9000, 1200]])
    assert case.evidence[["conversations", "escalated"]].to_numpy().tolist() == [[9000, 1200]] * 2


@pytest.mark.parametrize(
    ("counts", "where", "words"),
    [
        ([100, 101], "GateEvidence!G2", "101 of 100 conversations"),
        ([100, None], "GateEvidence!G2", "escalated is blank"),
        ([None, 5], "GateEvidence!F2", "conversations is blank"),
    ],
)
def test_escalations_that_cannot_be_are_a_fault_with_their_cell(counts, where, words):
    one_fault(where, words, GateEvidence=[COUNTED, ["Orders", "2 to 3", 10, 0, JANUARY, *counts]])


def test_evidence_of_a_gate_stands_once():
    rows = [EVIDENCE, *[["Orders", "2 to 1", 10, 0, JANUARY, None]] * 2]
    one_fault("GateEvidence!B3", "stands twice", GateEvidence=rows)
