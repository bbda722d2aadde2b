"""What was counted so far, in the gate table: reviews and their errors, conversations and escalations."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from tests.wfm.migration.test_gate_table import case_of, entered, gate_row, row_of
from wfm.migration import gate_table

STRICT = (gate_row("2", "3", 0.001),)
BOTH = (gate_row("2", "3", 0.001, escalation_limit=0.18),)


def test_evidence_so_far_counts_and_its_errors_are_used_up():
    # 4,300 of 6,294 done, one error: 1,994 left, on day ceil(1,994 / 22.04) = 91; one error more is allowed.
    row = row_of(case_of({"Q": 3857.0}, STRICT, evidence=(("Q", 4300, 1),)))
    assert (row["reviews_done"], row["errors_found"], row["own_day"]) == (4300, 1, 91)
    assert row["chance_fifth"] == pytest.approx(math.exp(-0.3988) * 1.3988, abs=1e-3)


def test_a_failed_plan_begins_again():
    row = row_of(case_of({"Q": 3857.0}, STRICT, evidence=(("Q", 4300, 3),)))
    assert row["verdict"].startswith("failed: 3 errors found, 2 allowed; the AI must be mended")
    assert row["own_day"] == 286
    assert row["chance_fifth"] == pytest.approx(0.8665, abs=5e-4)


def test_a_proven_plan_only_waits_for_its_stay():
    row = row_of(case_of({"Q": 3857.0}, STRICT, evidence=(("Q", 6294, 2),)))
    assert row["verdict"] == "proven: 2 errors in 6,294 reviews"
    assert (row["own_day"], row["chance_half"], row["leaves_on"]) == (0, 1.0, pd.Timestamp("2027-06-07"))
    assert pd.isna(row["proven_on"])


def test_escalations_are_proven_beside_the_errors():
    # 49,590 conversations settle at 15 % or at 20 %; 18 % is to be proven.
    gates = (gate_row("2", "3", 0.001, escalation_limit=0.18),)
    good = row_of(case_of({"Q": 3857.0}, gates, escalation_settled=0.15))
    bad = row_of(case_of({"Q": 3857.0}, gates, escalation_settled=0.20))
    assert good["escalation_chance"] == pytest.approx(1.0)
    assert bad["escalation_chance"] == pytest.approx(0.0, abs=1e-9)
    assert bad["verdict"].endswith("settle at 20.0 %, at most 18.0 % are to be proven: no chance")


def test_reviews_beyond_the_plan_rescue_nothing_and_it_says_so():
    # 7,752 reviews would forgive 3 errors; the plan is 6,294 with 2.
    row = row_of(case_of({"Q": 3857.0}, STRICT, evidence=(("Q", 7752, 3),)))
    assert "failed: 3 errors found, 2 allowed in 6,294 reviews" in row["verdict"]
    assert "what came after those decides nothing" in row["verdict"]
    assert row["own_day"] == 286


def test_escalations_counted_prove_the_limit_whatever_is_assumed():
    # 1,324 conversations forgive 215: at most 18 % at 95 %, though escalations are taken to settle at 20 %.
    proven = case_of(
        {"Q": 3857.0}, BOTH, evidence=(("Q", 6294, 2),), escalated=(1324, 215), escalation_settled=0.20
    )
    row = row_of(proven)
    assert row["escalation_chance"] == 1.0
    assert row["verdict"] == (
        "proven: 2 errors in 6,294 reviews; at most 18.0 % escalations are proven: "
        "215 of 1,324 conversations escalated"
    )
    assert (row["conversations_counted"], row["escalated"]) == (1324, 215)


def test_too_many_counted_prove_nothing_and_the_assumption_stays():
    row = row_of(
        case_of(
            {"Q": 3857.0}, BOTH, evidence=(("Q", 4300, 1),), escalated=(1324, 216), escalation_settled=0.15
        )
    )
    assert "216 of 1,324 conversations escalated: the rate may be 18.1 %" in row["verdict"]
    assert row["verdict"].endswith("chance 100 % within a phase")


def test_a_trigger_that_is_too_lenient_fails_on_its_errors():
    # 5 % escalated looks fine; 9 errors do not.
    row = row_of(case_of({"Q": 3857.0}, BOTH, evidence=(("Q", 1258, 9),), escalated=(10_000, 500)))
    assert row["verdict"].startswith("failed: 9 errors found, 2 allowed")
    assert "the AI may keep what it should hand over" in row["verdict"]


def test_the_plan_that_costs_least_is_the_best_of_all_break_points():
    from scipy.stats import binom

    from wfm.gate import break_points

    case = case_of({"Q": 3857.0}, STRICT)
    row = gate_table(case, {("Q", "3"): entered(580_000.0)}).gates.iloc[0]
    review, own = 11.456, 3857 / 7 * 90 * 0.04
    prices = {}
    for allowed in range(40):
        reviews = int(break_points(allowed, 0.001, 0.95))
        chance = float(binom.cdf(allowed, reviews, 0.0002))
        prices[reviews] = (max(0.0, reviews - own) * review + (1 - chance) * 580_000, allowed, chance)
    best = min(prices, key=lambda reviews: prices[reviews][0])
    _, allowed, chance = prices[best]
    assert f"a plan of {best:,} reviews with at most {allowed} errors" in row["prices"]
    assert f"(chance {chance * 100:.0f} %)" in row["prices"]
    assert "would cost least" not in gate_table(case, {("Q", "3"): entered(-5.0)}).gates.iloc[0]["prices"]
