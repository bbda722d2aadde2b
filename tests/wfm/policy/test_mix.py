"""The mode mix: shares that add to 100 %, rows by date, floors."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pytest

from tests.wfm.policy.in_memory import book, busy_days, faults_of, policy_of, told
from wfm.policy import modes_used, roles_used
from wfm.roles import Mode, Role

HEADER = ["queue", "valid_from", "mode_0", "mode_1", "mode_2", "mode_3", "mode_4"]


def test_shares_that_do_not_add_up_name_queue_day_and_sum():
    rows = [HEADER, ["Returns", date(2027, 2, 1), None, None, 0.3, "80%", None]]
    faults = faults_of(book(ModeMix=rows))
    assert [fault.where for fault in faults] == ["ModeMix!E2"]
    assert faults[0].found == "modes of 'Returns' on 1 Feb add to 110 %"


@pytest.mark.parametrize("excess", [5e-7, -5e-7])
def test_a_sum_within_a_millionth_is_one(excess):
    policy = policy_of(book(ModeMix=[HEADER, ["Orders", None, 0.3, None, None, 0.7 + excess, None]]))
    assert modes_used(policy.mix)["Orders"] == {Mode.TRADITIONAL, Mode.ESCALATION}


def test_only_the_rows_in_force_on_the_days_planned_remain():
    days = [datetime(2026, 12, 1), datetime(2027, 1, 20), datetime(2027, 2, 3), datetime(2027, 3, 1)]
    shares = [[1, None], [None, 1], [None, None], [1, None]]
    rows = [[*HEADER[:4], "mode_3"]]
    for day, (zero, one) in zip(days, shares, strict=True):
        rows.append(["Orders", day, zero, one, None if zero or one else 1])
    mix = policy_of(book(ModeMix=rows)).mix
    mix = mix[mix["queue"] == "Orders"]
    # 1 to 7 February: the row of 20 January holds from the 1st, that of the 3rd follows.
    assert list(mix["valid_from"]) == [pd.Timestamp("2027-02-01"), pd.Timestamp("2027-02-03")]
    assert list(mix["mode_1"]) == [1, 0]
    assert list(mix["mode_3"]) == [0, 1]


def test_a_mix_that_begins_after_the_first_day_is_told():
    rows = [HEADER, ["Orders", date(2027, 2, 4), 1, None, None, None, None]]
    policy = policy_of(book(ModeMix=rows))
    assert told(policy, "mode mix") == [("Orders", "as from 04 Feb 2027")]


def test_two_rows_of_one_day_are_refused():
    row = ["Orders", date(2027, 2, 1), 1, None, None, None, None]
    faults = faults_of(book(ModeMix=[HEADER, row, row]))
    assert [fault.where for fault in faults] == ["ModeMix!B3"]


def test_an_unknown_queue_names_the_nearest():
    faults = faults_of(book(ModeMix=[HEADER, ["Order", None, 1, None, None, None, None]]))
    assert "The nearest is Orders" in str(faults[0])


def test_review_shares_are_assumed_where_the_ai_leads_and_only_there():
    rows = [[*HEADER, "review_share"], ["Orders", None, None, None, None, None, 1, None]]
    rows.append(["Returns", None, None, None, 1, None, None, "10%"])
    mix = policy_of(book(ModeMix=rows)).mix.set_index("queue")
    assert dict(mix["review_share"]) == {"Orders": 0.0, "Returns": 0.10}
    assert roles_used(mix.reset_index()) == {
        "Orders": (Role.AUGMENTED_AGENT,),
        "Returns": (Role.QA_REVIEWER, Role.MONITOR),
    }


def test_augmented_escalation_is_a_flag_of_mode_three():
    rows = [[*HEADER, "augmented_escalation"], ["Orders", None, None, None, None, 1, None, "yes"]]
    policy = policy_of(book(ModeMix=rows))
    assert list(policy.mix["augmented_escalation"]) == [True, False]
    assert told(policy, "after_call_cut") == [("Orders", "45 %")]
    assert told(policy, "throughput_gain") == []


@pytest.mark.parametrize(
    ("floor", "mode", "is_refused"),
    [
        ("4", 4, False),
        ("4", 0, False),
        ("4", 3, True),
        ("4", 6, True),
        ("2", 2, False),
        ("2", 3, True),
        ("3", 1, True),
    ],
)
def test_a_mix_below_the_floor_of_its_queue_is_refused(floor, mode, is_refused):
    queues = [["queue", "floor_mode"], ["Orders", floor]]
    workbook = book(Queues=queues, ModeMix=[["queue", f"mode_{mode}"], ["Orders", 1]])
    if is_refused:
        faults = faults_of(workbook)
        assert [fault.where for fault in faults] == ["Queues!B2"]
        assert f"uses mode {mode} on 1 Feb" in faults[0].found
    else:
        assert policy_of(workbook).queues["floor_mode"].iloc[0] == float(floor)


def test_the_default_mode_may_not_be_below_the_floor_either():
    faults = faults_of(book(Queues=[["queue", "floor_mode"], ["Orders", "4"]]), busy_days("Orders"))
    assert "uses mode 3" in faults[0].found
