"""The source article against itself and against arithmetic: each contradiction on record, recomputed."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import poisson

from wfm.queueing import servers_needed, service_level
from wfm.reference import article_claims, contradictions, load_reference
from wfm.roles import Mode

CLAIMS = article_claims().set_index("claim")
AI_SECONDS = 300.0


def printed(claim: str) -> tuple[float, float]:
    """Return the range the article prints."""
    return float(CLAIMS.at[claim, "low"]), float(CLAIMS.at[claim, "high"])


def printed_one(claim: str) -> float:
    low, high = printed(claim)
    assert low == high
    return low


def follows(name: str) -> str:
    """Return what the record says follows; the name must be on record."""
    return str(contradictions().set_index("name").at[name, "follows"])


def agents(load: float, handle_seconds: float, share: float, seconds: float) -> int:
    """Return Erlang C's servers."""
    return int(servers_needed(load, handle_seconds, math.inf, share, seconds))


def test_every_claim_has_a_unit_and_a_source_and_every_contradiction_a_test():
    assert (CLAIMS["low"] <= CLAIMS["high"]).all()
    assert (CLAIMS[["unit", "source"]] != "").all().all()
    tests = [name for name in globals() if name.startswith("test_the_article_")]
    assert len(tests) == len(contradictions())
    assert (contradictions() != "").all().all()


def test_the_article_output_of_200_seats_is_not_what_its_gain_gives():
    seats, (low, high) = printed_one("seats"), printed("throughput_gain")
    # 200 x 1.25 = 250, 200 x 1.40 = 280: the printed range begins where this one ends
    assert [seats * (1 + low), seats * (1 + high)] == pytest.approx([250, 280])
    output = np.array(printed("seats_output"))
    assert output[0] >= seats * (1 + high)
    assert output / seats - 1 == pytest.approx([0.40, 0.60])
    # 1 - 200 / 280 = 28.6 %, 1 - 200 / 320 = 37.5 %
    assert 1 - seats / output == pytest.approx([0.2857, 0.375], abs=1e-4)
    assert "250 to 280" in follows("output of 200 seats")


def test_the_article_ratio_of_escalation_agents_needs_less_than_its_settled_rate():
    at_once, rate = printed_one("escalation_example_at_once"), printed_one("escalation_example_rate")
    few, many = printed("escalation_example_agents")
    narrow, wide = printed("escalation_span")
    # 6 / 0.15 = 40 to 7 / 0.15 = 46.7 agents per unit of rate; 100 / 25 = 4 and 100 / 15 = 6.67 agents
    per_rate = np.array([few, many]) / rate
    assert (at_once / wide / per_rate)[::-1] == pytest.approx([0.0857, 0.10], abs=1e-4)
    assert (at_once / narrow / per_rate)[::-1] == pytest.approx([0.1429, 0.1667], abs=1e-4)
    settled = printed("escalation_settled")[1]
    assert settled * per_rate == pytest.approx([7.2, 8.4])
    assert settled * per_rate[0] > at_once / narrow
    assert "8.6 to 10 %" in follows("escalation ratio")


def test_the_article_proportion_fails_in_small_crews():
    rate, ratio = (
        printed_one("escalation_example_rate"),
        load_reference("article").value("escalated_seconds_ratio"),
    )
    people = [agents(rate * at_once * ratio, ratio * AI_SECONDS, 0.90, 30) for at_once in (10, 100, 1000)]
    assert people == [2, 7, 50]
    assert [10 / people[0], 1000 / people[2]] == [5, 20]
    assert "1 agent per 5 at 10" in follows("proportional escalation")


def test_the_article_agents_presume_a_short_escalation():
    rate, at_once = printed_one("escalation_example_rate"), printed_one("escalation_example_at_once")
    few, many = printed("escalation_example_agents")
    # 15 conversations for 6 or 7 people who never pause: at most 0.40 or 0.47 of the AI's time each
    longest = np.array([few, many]) / (rate * at_once)
    assert longest == pytest.approx([0.40, 0.467], abs=1e-3)
    # As long as the AI's own conversation it takes 20, at 90 % within 30 s.
    assert agents(rate * at_once, AI_SECONDS, 0.90, 30) == 20
    assert load_reference().value("escalated_ratio_warning") > longest.max()
    assert "40 to 47 %" in follows("length of an escalation")


def test_the_article_sample_cannot_catch_what_it_does_not_look_at():
    sampled, caught = np.array(printed("review_share")), printed("issues_caught")[0]
    generator = np.random.default_rng(1)
    for share in sampled:
        # 2,000 days of 1,000 conversations with 20 faulty ones: a random sample finds its own share of them
        found = generator.hypergeometric(20, 980, round(1000 * share), 2000).sum() / 40_000
        assert found == pytest.approx(share, abs=0.004)
    # 95 / 5 = 19, 95 / 3 = 31.7
    assert caught / sampled[::-1] == pytest.approx([19, 31.67], abs=0.01)
    assert printed("review_delay")[0] * 3600 > printed("intervention_window")[1]
    assert "lift of 19 to 32" in follows("sampling catches")


def test_the_article_lists_two_sets_of_modes():
    body, box, both = (printed_one(f"modes_in_{name}") for name in ("body", "definitions", "both"))
    assert body + box - both == 7
    # Pre-approval is in the definitions alone; the plan has it beside the body's five and mode 0.
    assert len(Mode) == 1 + body + 1
    assert Mode.PRE_APPROVAL == 6
    assert "Seven" in follows("two lists of modes")


def test_the_article_share_without_people_forgets_reviews():
    alone, settled, sampled = (
        np.array(printed(name)) for name in ("handled_by_ai_alone", "escalation_settled", "review_share")
    )
    assert alone == pytest.approx((1 - settled)[::-1])
    # (1 - 0.18)(1 - 0.05) = 77.9 %, (1 - 0.12)(1 - 0.03) = 85.4 %
    truly = ((1 - settled) * (1 - sampled))[::-1]
    assert truly == pytest.approx([0.779, 0.854], abs=1e-3)
    assert (truly < alone).all()
    assert "78 to 85 %" in follows("no human involvement")


def test_the_article_augmentation_keeps_heads_only_if_volume_grows():
    gain, factor = np.array(printed("throughput_gain")), printed_one("augmented_heads_factor")
    # 1 / 1.25 = 80 %, 1 / 1.40 = 71.4 % of the heads at equal volume
    assert 1 - 1 / (1 + gain) == pytest.approx([0.20, 0.286], abs=1e-3)
    assert factor > printed("transition_heads_factor")[1]
    assert "20 to 29 %" in follows("head count of augmentation")


@pytest.mark.parametrize(("busy", "smallest"), [(0.85, 31), (0.90, 60)])
def test_the_article_utilisation_is_a_matter_of_size(busy, smallest):
    low, high = printed("hybrid_utilisation")
    assert busy in (low, high)
    # The smallest crew that still answers 80 % within 20 s while so busy, calls of 240 s.
    crews = np.arange(1, 200)
    level = service_level(crews, crews * busy, 240.0, math.inf, 20.0)
    assert int(crews[level >= 0.80][0]) == smallest
    assert f"{31} to {60}" in follows("utilisation of specialists")


def test_the_article_window_is_a_look_in_turn_not_a_trigger():
    span = np.array(printed("monitor_span"))
    row = load_reference().row("glance_seconds")
    # 3 conversations x 5 s = 15 s, 5 x 6 s = 30 s
    assert tuple(span * np.array([row["low"], row["high"]])) == printed("intervention_window")
    assert "5 to 6 s each" in follows("intervention window")


def test_the_article_monitors_take_a_mean_for_a_constant():
    at_once, span = printed_one("monitored_at_once"), printed("monitor_span")
    assert (math.ceil(at_once / span[1]), math.ceil(at_once / span[0])) == printed("monitors_for_50")
    assert poisson.sf(at_once, at_once) == pytest.approx(0.4625, abs=1e-4)
    assert "46 %" in follows("monitors per shift")


def test_the_article_saving_of_monitors_forgets_both_safety_staffs():
    at_once, span = printed_one("monitored_at_once"), printed_one("monitor_saving_span")
    assert 1 - 1 / span == printed_one("monitor_saving")
    people = agents(at_once, 300.0, 0.80, 20)
    monitors = math.ceil(poisson.ppf(0.95, at_once) / span)
    assert (people, monitors) == (57, 16)
    # 10 starts a minute x 5 % x 4 min = 2 conversations of their own
    takeovers = 10 * 0.05 * 4
    assert 1 - monitors / people == pytest.approx(0.719, abs=1e-3)
    assert 1 - (monitors + takeovers) / people == pytest.approx(0.684, abs=1e-3)
    assert "71.9 %" in follows("saving of monitors")


def test_the_article_supervisors_watch_agents_or_interactions_but_not_both():
    interactions, busy = (
        np.array(printed("supervisor_interactions")),
        np.array(printed("traditional_utilisation")),
    )
    people = printed("supervisor_agents")
    assert tuple(interactions) == people
    # 20 at once keep 20 / 0.75 = 26.7 agents at work, 30 keep 30 / 0.65 = 46.2
    assert [interactions[0] / busy[1], interactions[1] / busy[0]] == pytest.approx([26.7, 46.2], abs=0.1)
    assert interactions[1] / busy[0] > people[1]
    assert "27 to 46" in follows("supervisor ratio")
