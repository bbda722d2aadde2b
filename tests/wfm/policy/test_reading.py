"""The policy of a workbook: nothing but a forecast is enough, and every default is told once."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build_policy import small_forecast
from tests.wfm.policy.in_memory import book, busy_days, faults_of, policy_of, told
from wfm.roles import LIVE_ROLES, Role

NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12)


def test_a_workbook_with_nothing_but_a_forecast_has_a_whole_policy():
    policy = policy_of(book(Forecast=[["Queue", "Offered"]]))
    assert list(policy.queues["queue"]) == ["Orders", "Returns"]
    assert set(policy.queues["pool"]) == {"voice"}
    assert list(policy.sites["site"]) == ["Main"]
    assert (policy.mix["mode_3"] == 1).all()
    assert (policy.mix["review_share"] == 0.04).all()
    # 2 queues x (6 live roles + reviewers); 2 queues x 7 days; 9 roles
    assert [len(t) for t in (policy.targets, policy.opening, policy.shrinkage, policy.pay)] == [14, 14, 9, 9]
    assert policy.floor_loss("Main", Role.AGENT) == pytest.approx(0.18)
    assert policy.leave_share("Main", Role.AGENT) == pytest.approx(0.12)


def test_every_default_is_told_once_with_range_and_source():
    policy = policy_of(book())
    keys = [(a.quantity, a.applies_to) for a in policy.assumptions]
    assert len(keys) == len(set(keys))
    assert all(a.source for a in policy.assumptions)
    assert told(policy, "default_mode") == [("all queues", "3")]
    assert told(policy, "escalation_settled") == [("all queues", "15 %")]
    assert told(policy, "patience_seconds") == [
        ("all queues", "300"),
        ("escalation_agent: all queues", "120"),
    ]
    assert told(policy, "unplanned_share") == [("all sites", "10 %")]
    # Mode 3 asks nothing of monitors, approvers or hand-overs.
    for quantity in ("monitor_span", "takeover_share", "approval_share", "handover_seconds", "learning_days"):
        assert told(policy, quantity) == []


def test_what_a_queue_gives_is_no_assumption_of_it():
    rows = [["queue", "escalation rate", "target_share", "site"], ["orders", "20%", 0.85, "Main"]]
    policy = policy_of(book(Queues=rows))
    settled = policy.queues.set_index("queue")["escalation_settled"]
    assert dict(settled) == {"Orders": 0.20, "Returns": 0.15}
    assert told(policy, "escalation_settled") == [("Returns", "15 %")]
    assert ("escalation_agent: Returns", "90 %") in told(policy, "target_share")


def test_the_targets_of_a_queue_hold_for_all_who_answer_but_not_for_monitors_and_reviewers():
    rows = [
        [
            "queue",
            "target_share",
            "target_seconds",
            "patience_seconds",
            "min_crew",
            "concurrency",
            "due_hours",
        ]
    ]
    policy = policy_of(book(Queues=[*rows, ["Orders", 85, "1:00", "none", 2, 2, 48]]))
    targets = policy.targets[policy.targets["queue"] == "Orders"].set_index("role")
    for role in set(LIVE_ROLES) - {Role.MONITOR}:
        row = targets.loc[str(role)]
        assert (row["target_share"], row["target_seconds"], row["concurrency"]) == (0.85, 60, 2)
        assert np.isinf(row["patience_seconds"])
    monitor, reviewer = targets.loc["monitor"], targets.loc["qa_reviewer"]
    assert (monitor["target_share"], monitor["concurrency"], monitor["min_crew"]) == (0.95, 4, 2)
    # 48 h are 172,800 s
    assert (reviewer["target_seconds"], reviewer["min_crew"]) == (172_800, 0)


def test_queues_alike_in_site_language_channel_and_licence_share_a_pool():
    rows = [
        ["queue", "language", "channel", "licence", "pool"],
        ["A", "EN", "voice", None, None],
        ["B", "EN", "voice", None, None],
        ["C", "EN", "voice", "RN", None],
        ["D", None, "chat", None, None],
        ["E", "EN", "voice", None, "Own crew"],
    ]
    policy = policy_of(book(Queues=rows), busy_days(*"ABCDE"))
    assert list(policy.queues["pool"]) == ["EN voice", "EN voice", "EN voice RN", "chat", "Own crew"]
    assert told(policy, "pool")[0][0] == "A, B, C, D"


@pytest.mark.parametrize(
    ("rows", "where", "words"),
    [
        ([["queue"], ["Retruns"]], "Queues!A2", "The nearest is Returns"),
        ([["queue"], ["Orders"], ["orders"]], "Queues!A3", "stands twice"),
        ([["queue", "patience_seconds"], ["Orders", "long"]], "Queues!B2", "or none"),
        ([["queue", "patience_seconds"], ["Orders", 0]], "Queues!B2", "or none"),
        ([["queue", "channel"], ["Orders", "fax"]], "Queues!B2", "voice, chat, email, gate"),
        ([["queue", "mon"], ["Orders", "8 to late"]], "Queues!B2", "08:00-22:00"),
        ([["queue", "patiens_seconds"], ["Orders", 9]], "Queues!B1", "patience_seconds"),
    ],
)
def test_a_queue_that_cannot_be_is_a_fault_with_its_cell(rows, where, words):
    faults = faults_of(book(Queues=rows))
    assert [fault.where for fault in faults] == [where]
    assert words in str(faults[0])


def test_all_faults_of_all_sheets_come_at_once():
    faults = faults_of(
        book(
            Queues=[["queue", "site"], ["Ordres", None]],
            ModeMix=[["queue", "mode_3"], ["Returns", 0.5]],
            Shrinkage=[["site", "leave"], ["Nowhere", 0.1]],
            ModeRates=[["quantity", "value"], ["escalation_setled", 0.2]],
        )
    )
    assert {fault.where.split("!")[0] for fault in faults} == {"Queues", "ModeMix", "Shrinkage", "ModeRates"}


def test_a_gate_is_pre_approved_unless_its_mix_says_otherwise():
    policy = policy_of(book(Queues=[["queue", "channel"], ["Orders", "gate"]]))
    assert list(policy.mix.set_index("queue")["mode_6"]) == [1.0, 0.0]
    assert told(policy, "default_mode") == [("Returns", "3")]
    assert told(policy, "approval_share") == [("Orders", "100 %")]


def test_sheets_this_plan_does_not_use_are_told():
    read = {"TimeOff": [["agent_id"], ["A1"]], "Staff": [["agent_id", "name"], ["A1", "R. Ahmed"]]}
    sheets = {**read, "Notes": [["to do"]], "Blank": [[None]]}
    told = [a for a in policy_of(book(**sheets)).assumptions if a.quantity.startswith("sheet")]
    assert [(a.quantity, a.source) for a in told] == [("sheet Notes", "Not a sheet that plans are made from")]


def test_a_short_escalation_is_a_warning():
    rows = [["queue", "ai_seconds", "escalated_seconds"], ["Orders", 300, 90], ["Returns", 300, 150]]
    policy = policy_of(book(Queues=rows))
    # 90 / 300 = 0.3 is below 0.5, 150 / 300 is not
    assert told(policy, "warning: escalated / AI time") == [("Orders", "0.3")]
    article = policy_of(book(), preset="article")
    assert told(article, "warning: escalated / AI time") == [("Orders, Returns", "0.3")]
    assert told(policy_of(book()), "warning: escalated / AI time") == []


def test_times_the_forecast_gives_are_no_assumption():
    forecast = small_forecast({"Orders": 10.0}, ai_seconds=200.0, escalated_seconds=400.0)
    policy = policy_of(book(), forecast)
    assert told(policy, "ai_seconds_ratio") == told(policy, "escalated_seconds_ratio") == []


def test_a_queue_without_any_contact_still_has_a_policy():
    policy = policy_of(book(), small_forecast({"Orders": 10.0, "Silent": 0.0}))
    assert set(policy.opening["queue"]) == {"Orders"}
    assert len(policy.targets) == 14


@settings(deadline=None, max_examples=15)
@given(st.lists(NAMES, min_size=1, max_size=6, unique_by=str.casefold))
def test_no_table_has_gaps_whatever_the_queues(names):
    forecast = busy_days(*names, days=1)
    policy = policy_of(book(), forecast)
    for table in (policy.queues, policy.mix):
        assert sorted(table["queue"].unique()) == sorted(names)
    pairs = pd.MultiIndex.from_product([names, [*LIVE_ROLES, Role.QA_REVIEWER]])
    assert set(zip(policy.targets["queue"], policy.targets["role"], strict=True)) == set(pairs)
