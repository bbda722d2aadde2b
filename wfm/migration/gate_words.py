"""The gate table in words: what decides when a queue can move, and each way to bring the proof."""

from __future__ import annotations

import math
from datetime import date

from wfm.gate import (
    Escalations,
    Evidence,
    Option,
    SamplePlan,
    State,
    Terms,
    day_of,
    how_much_to_buy,
    reviews_in,
)
from wfm.horizon import PHASE_WEEKS
from wfm.migration.gate import Gate
from wfm.migration.price_words import price_words
from wfm.units import percent

LENIENT = "few escalations do not outweigh them, the AI may keep what it should hand over"


def verdict(
    gate: Gate, plan: SamplePlan, evidence: Evidence, state: State, missing: int, terms: Terms
) -> str:
    """Return when a queue's own reviews prove that it may move, and what decides it.

    Parameters
    ----------
    gate, plan, evidence, state
        What must be proven, and how it stands.
    missing
        Reviews still to be made: all of them where the plan has failed.
    terms
        Reviews by phase: its own, and the most that can be made.
    """
    if state is State.PROVEN:
        return f"proven: {evidence.errors:,} errors in {evidence.reviews:,} reviews"
    said = _by_itself(gate, plan, missing, terms)
    if state is State.FAILED:
        beyond = ""
        if evidence.reviews > plan.reviews:
            beyond = (
                f" in {plan.reviews:,} reviews, and what came after those decides nothing (had they no more, "
                "give the counts of those alone)"
            )
        return (
            f"failed: {evidence.errors:,} errors found, {plan.errors_allowed:,} allowed{beyond}; "
            f"the AI must be mended and the reviews begin again: {said}"
        )
    return said


def _by_itself(gate: Gate, plan: SamplePlan, missing: int, terms: Terms) -> str:
    wanted = f"{plan.reviews:,} random reviews with at most {plan.errors_allowed:,} errors are needed"
    own, most, days = terms.own_by_phase[0], terms.most_by_phase[0], terms.phase_days
    day = day_of(terms.own_by_phase, missing, days)
    if day is None:
        none = "the AI holds no conversations" if most == 0 else "no random reviews are made"
        return f"never by itself: {wanted}, {none}"
    if day > days:
        share = missing / most * gate.max_review_share
        reach = f"a share of {percent(share, 1)} would do it in one phase"
        if share > gate.max_review_share:
            reach += f", more than the {percent(gate.max_review_share, 1)} that can be reviewed"
        return f"day {day}: {wanted}, {own:,.0f} come in a phase; {reach}"
    if own * (1 - 1 / PHASE_WEEKS) < missing:
        return f"day {day} of {days}: no slack, one bad week slips it"
    if gate.min_days > day:
        return f"proven by day {day}; the shortest stay of {gate.min_days:g} days decides"
    return f"proven by day {day}"


def escalation_words(gate: Gate, counted: Escalations, is_proven: bool, settled: float, chance: float) -> str:
    """Return whether what was counted proves the escalation limit, and else how likely a phase does.

    Parameters
    ----------
    gate
        With an escalation limit.
    counted, is_proven
        Conversations so far, and whether they prove it.
    settled, chance
        Rate (share) taken for granted once the AI has learned, and the chance that a phase then proves it.
    """
    limit = percent(gate.escalation_limit or 0.0, 1)
    so_far = f"{counted.escalated:,} of {counted.conversations:,} conversations escalated"
    if is_proven:
        return f"at most {limit} escalations are proven: {so_far}"
    assumed = f"escalations settle at {percent(settled, 1)}, at most {limit} are to be proven"
    hope = (
        "no chance"
        if settled >= (gate.escalation_limit or 0.0)
        else f"chance {percent(chance)} within a phase"
    )
    if not counted.conversations:
        return f"{assumed}: {hope}"
    return f"{so_far}: the rate may be {percent(counted.at_most(gate.confidence), 1)}; {assumed}: {hope}"


def latest_words(missing: int, terms: Terms, phases: int, least_days: float) -> str:
    """Return whether the missing reviews can be in when so many phases have passed."""
    if phases * terms.phase_days < least_days or phases < 1:
        return "no: it cannot move so early"
    own, most = reviews_in(terms.own_by_phase, phases), reviews_in(terms.most_by_phase, phases)
    if own >= missing:
        return "yes, by its own reviews"
    if most >= missing:
        return f"only with {math.ceil(missing - own):,} reviews bought"
    return f"no: {most:,.0f} of {missing:,} reviews can be made by then"


def prices_words(gate: Gate, terms: Terms, currency: str) -> str:
    """Return what the prices of the ways to prove a gate stand on: a bought review, and a phase of waiting.

    Each price is the reviews bought times the one and the phases slipped times the other.
    """
    review = f"A bought review costs {currency} {terms.review_cost:,.2f}"
    if math.isnan(terms.waited(1)):
        return f"{review}; what a phase of waiting costs is not known."
    said = (
        f"{review}; entering mode {gate.to_way} one phase after the earliest "
        f"{_costs(terms.waited(1), currency)} in this plan, reviews apart: the other queues as planned, "
        "people found anew."
    )
    return " ".join([said, *_best_plan(gate, terms)])


def _best_plan(gate: Gate, terms: Terms) -> list[str]:
    """Return the sample plan that costs least, a failed gate's phase included, where both have a price."""
    if gate.error_limit is None or not terms.waited(1) > 0 or terms.review_cost <= 0:
        return []
    plans = how_much_to_buy(
        gate.error_limit,
        gate.confidence,
        gate.true_rate,
        terms.review_cost,
        terms.waited(1),
        terms.own_by_phase[0],
    )
    best = plans[plans["is_best"]].to_dict("records")[0]
    allowed = best["errors_allowed"]
    if gate.plan is not None and (best["reviews"], allowed) == (gate.plan.reviews, gate.plan.errors_allowed):
        return ["At these prices no other sample plan costs less."]
    forgiven = f"with at most {allowed} error{'s' if allowed > 1 else ''}" if allowed else "without an error"
    return [
        f"At these prices a plan of {best['reviews']:,} reviews {forgiven} would cost least "
        f"(chance {percent(best['chance'])}); it must be chosen before the first review."
    ]


def _costs(amount: float, currency: str) -> str:
    said = price_words(amount, currency)
    return said if said.startswith("saves") else f"costs {said}"


def option_words(
    option: Option,
    reviewers: float,
    proven_on: date | None,
    leaves_on: date,
    against_plan: float,
    currency: str,
    *,
    in_time: bool,
) -> str:
    """Return one way to bring the proof as a sentence with its price, alone and against the whole plan.

    Parameters
    ----------
    option
        The way.
    reviewers
        Heads for the reviews bought.
    proven_on, leaves_on
        When all reviews are in, and when the queue can move.
    against_plan
        What the plan costs more (plan currency) if it moves then; nan: not priced.
    currency
        Currency of the plan.
    in_time
        Whether it can move within the programme.
    """
    slip = f"slip {option.slipped} phase{'s' if option.slipped > 1 else ''}"
    if option.reviews_bought:
        when = f" and {slip}" if option.slipped else " now"
        said = (
            f"Buy {option.reviews_bought:,} reviews{when} ({reviewers:.1f} reviewers until {_day(leaves_on)})"
        )
    elif option.slipped and proven_on:
        said = f"Wait until it is proven on {_day(proven_on)} ({slip})"
    else:
        said = f"Nothing to buy: it can move on {_day(leaves_on)}"
    if not in_time:
        return f"{said}: that is after the programme, and not priced."
    price = "waiting is not priced" if math.isnan(option.cost) else price_words(option.cost, currency)
    than = " against moving at the earliest" if option.slipped and not math.isnan(option.cost) else ""
    said = f"{said}: {price}{than}{', too close to call' if option.is_tie else ''}"
    return f"{said}{_against(against_plan, currency)}."


def _against(change: float, currency: str) -> str:
    """Return what moving then means for the whole plan; blank: not priced."""
    if math.isnan(change):
        return ""
    if round(change) == 0:
        return "; the plan does so, or as cheaply"
    dearer = "dearer" if change > 0 else "cheaper"
    return f"; moving then makes the plan as it stands {currency} {abs(round(change)):,} {dearer}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
