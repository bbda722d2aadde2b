"""Advice on modes: attributes decide, the article's clients come out, evidence is counted."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.build_policy import small_forecast, small_policy
from wfm.modes import mode_advice
from wfm.planning import read_plan_input
from wfm.reference import data_folder

ORDINARY = {"risk_class": "low", "reversible": "yes", "regulated": "no", "complexity": "low"}


def advice_for(*, contacts_a_day=1000.0, mode=3, **values):
    """Return the advice for one queue with these attributes; ordinary ones where nothing is said."""
    policy = small_policy(mode=mode, **(ORDINARY | values))
    (advice,) = mode_advice(policy, small_forecast({"Calls": contacts_a_day / 48}))
    return advice


@pytest.mark.parametrize(
    ("values", "trajectory"),
    [
        ({}, "3+4"),
        ({"risk_class": "medium"}, "3+4"),
        ({"risk_class": "high"}, "2 -> 3 with 1"),
        ({"reversible": "no"}, "2 -> 3 with 1"),
        ({"risk_class": "medium", "mode": 2}, "2 -> 3 with 1"),
        ({"risk_class": "medium", "mode": 0}, "2 -> 3 with 1"),
        ({"risk_class": "critical"}, "4"),
        ({"regulated": "yes"}, "4"),
        ({"complexity": "high", "risk_class": "high"}, "5"),
        ({"channel": "gate"}, "6"),
        ({"mode": 6}, "6"),
        # A person must talk in mode 4 or 0: a floor of 4 forbids what the attributes would allow.
        ({"floor_mode": 4.0}, "4"),
        # 2 is inside a floor of 2, the escalation after it is not.
        ({"floor_mode": 2.0, "risk_class": "high"}, "2"),
        # 300 contacts a day, 15 % escalated: 45 a day, fewer than the 50 from which help pays.
        ({"contacts_a_day": 300.0}, "3"),
    ],
)
def test_the_attributes_of_a_queue_decide_its_trajectory(values, trajectory):
    asked = {"review_share": 0.04} | values
    assert advice_for(**asked).trajectory == trajectory


def test_a_medium_risk_is_watched_only_while_the_ai_is_new():
    # The plan begins on 1 February 2027; 20 January is 12 days before, 1 November 92.
    new = advice_for(risk_class="medium", review_share=0.04, ai_live_from=np.datetime64("2027-01-20", "us"))
    grown = advice_for(risk_class="medium", review_share=0.04, ai_live_from=np.datetime64("2026-11-01", "us"))
    assert (new.trajectory, grown.trajectory) == ("2 -> 3 with 1", "3+4")
    assert "12 days old" in new.reasons[0]


def test_what_is_not_known_is_asked_for_instead_of_guessed():
    advice = advice_for(risk_class="", regulated="")
    assert advice.missing == ("risk_class", "regulated")
    assert advice.stages == ()
    assert advice.trajectory == "3"


def test_the_proof_decides_when_monitoring_ends():
    # 0.1 % limit, five times better, 80 % power: 6,294 reviews with 2 faults. 1,000 a day at 4 % are 40 a
    # day: day 158 (157.35), in the second phase of 90 days, which ends on day 182; 6,294 / 90,000 = 7.0 %.
    advice = advice_for(risk_class="high", review_share=0.04)
    assert (advice.gate.reviews, advice.gate.faults_allowed, advice.gate.day) == (6294, 2, 158)
    assert advice.gate.one_phase_share == pytest.approx(6294 / 90_000)
    assert [stage.from_day for stage in advice.stages] == [0, 182]
    assert "158 days" in advice.article


def test_without_random_reviews_no_proof_ever_comes():
    advice = advice_for(risk_class="high", review_share=0.0)
    assert advice.trajectory == "2"
    assert advice.gate.day is None


def test_a_proof_that_is_in_early_still_waits_for_the_shortest_stay():
    # 0.5 %: 1,258 reviews at 40 a day are in by day 32; the stay of 60 days ends within the first phase.
    advice = advice_for(risk_class="medium", mode=2, review_share=0.04)
    assert advice.gate.day == 32
    assert advice.stages[1].from_day == 91


RETAIL = ("Order status", "Returns and refunds", "Order chat", "Bestellstatus")
WATCHED = ("Appointments", "Citas", "Pharmacy refills")


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        (
            "retail",
            dict.fromkeys(RETAIL, "3+4"),
        ),
        (
            "healthcare",
            dict.fromkeys(WATCHED, "2 -> 3 with 1") | {"Nurse line": "4"},
        ),
        (
            "finance",
            {"Card disputes": "5", "Loan servicing": "5", "Investment advice": "4", "Payment approval": "6"},
        ),
    ],
)
def test_the_clients_of_the_article_come_out_as_it_says_or_the_difference_is_said(client, expected):
    plan_input = read_plan_input(data_folder() / "examples" / f"{client}.xlsx")
    advice = {each.queue: each for each in mode_advice(plan_input.policy, plan_input.forecast)}
    assert {queue: each.trajectory for queue, each in advice.items()} == expected
    assert all(each.article for each in advice.values())
    if client == "healthcare":
        # The article's 90 days are enough for appointments, just enough for Citas, and not for refills,
        # whose 6,294 reviews take into the fourth phase.
        assert [advice[name].stages[1].from_day for name in ("Appointments", "Citas")] == [91, 91]
        assert advice["Pharmacy refills"].stages[1].from_day == 4 * 91
        assert "here the proof takes" in advice["Pharmacy refills"].article


def test_the_mode_of_the_plans_first_day_is_todays():
    policy = small_policy(mode=5, **(ORDINARY | {"complexity": "high"}))
    forecast = small_forecast({"Calls": 10.0}, first_day=date(2027, 2, 1))
    assert mode_advice(policy, forecast)[0].today == "5"
