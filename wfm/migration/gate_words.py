"""The gate table in words: what decides when a queue can move, and each way to bring the proof."""

from __future__ import annotations

import math
from datetime import date

from wfm.gate import Evidence, Option, SamplePlan, State, Terms, day_of, reviews_in
from wfm.horizon import PHASE_WEEKS
from wfm.migration.gate import Gate
from wfm.migration.price_words import price_words
from wfm.units import percent


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
        return (
            f"failed: {evidence.errors:,} errors found, {plan.errors_allowed:,} allowed; "
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


def escalation_words(limit: float, settled: float, chance: float) -> str:
    """Return how likely the escalation limit is proven by a phase of conversations."""
    words = f"escalations settle at {percent(settled, 1)}, at most {percent(limit, 1)} are to be proven"
    return f"{words}: {'no chance' if settled >= limit else f'chance {percent(chance)} within a phase'}"


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
    if math.isnan(terms.phase_cost):
        return f"{review}; what a phase of waiting costs is not known."
    return (
        f"{review}; a phase more in mode {gate.from_way} {_costs(terms.phase_cost, currency)} in this plan: "
        f"moving to mode {gate.to_way} in the second phase in which it can instead of the first, the other "
        "queues as planned, people found anew."
    )


def _costs(amount: float, currency: str) -> str:
    said = price_words(amount, currency)
    return said if said.startswith("saves") else f"costs {said}"


def option_words(
    option: Option, reviewers: float, proven_on: date | None, leaves_on: date, currency: str
) -> str:
    """Return one way to bring the proof as a sentence with its price."""
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
    price = "a phase is not priced" if math.isnan(option.cost) else price_words(option.cost, currency)
    return f"{said}: {price}{', too close to call' if option.is_tie else ''}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
