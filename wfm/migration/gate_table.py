"""Every gate that the queues meet next: what it takes, when it is proven, what the ways to prove it cost.

Phases count 90 days here, as in the published figures of gates; the day a queue moves is the first of one of
the programme's phases, a day later by each phase of 13 weeks.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd
from pandas.api.typing import NaTType

from wfm.gate import (
    Option,
    State,
    Terms,
    day_of,
    pass_probability,
)
from wfm.migration.answers import Entered
from wfm.migration.case import MigrationCase
from wfm.migration.gate_noun import GATE_OPTIONS, GATE_TABLE, GateTable
from wfm.migration.gate_words import (
    LENIENT,
    escalation_words,
    latest_words,
    option_words,
    prices_words,
    verdict,
)
from wfm.migration.next_moves import NextMove, Standing, next_moves, standing_of, ways_to_prove
from wfm.migration.review_cost import FREE, ReviewCost, review_cost
from wfm.modes import PHASE_DAYS_PUBLISHED
from wfm.schema import Schema

_CHANCES = {"chance_tenth": 0.1, "chance_fifth": 0.2, "chance_half": 0.5}
"""Columns of chances, each with the true error rate as a part of the limit."""


def gate_table(case: MigrationCase, entering: Mapping[tuple[str, str], Mapping[int, Entered]]) -> GateTable:
    """Return the gates of every move that may come next from the queues' start ways.

    Parameters
    ----------
    case
        Queues, gates, evidence, volumes and reviewers. Moves that a queue may not make (its class, floor,
        lock or wish) are left out; so are moves without a gate, which need no proof.
    entering
        What entering a way means by phase, by queue and way, as ``phases_asked`` wants it; where a phase is
        missing, options that move then have no price.

    Notes
    -----
    Evidence is of the AI that is live now: a release on the way makes it void. A queue's conversations are
    the mean day of the forecast times its growth.
    """
    gates: list[dict[str, object]] = []
    found: list[dict[str, object]] = []
    for move in next_moves(case):
        standing = standing_of(move)
        review = review_cost(case, move.queue) if standing else FREE
        entered = entering.get((move.queue, move.gate.to_way), {})
        terms = move.terms(review.amount, move.waiting(entered, review.amount))
        ways = ways_to_prove(move, standing, terms)
        gates.append(_gate_row(case, move, standing, terms, ways))
        rows = (_option_row(case, move, review, terms, ways, way, entered) for way in ways)
        found += rows if standing else ()
    return GateTable(_framed(GATE_TABLE, gates), _framed(GATE_OPTIONS, found))


def _framed(schema: Schema, rows: list[dict[str, object]]) -> pd.DataFrame:
    return schema.conform(pd.DataFrame(rows)) if rows else schema.empty()


def _gate_row(
    case: MigrationCase, move: NextMove, standing: Standing | None, terms: Terms, ways: tuple[Option, ...]
) -> dict[str, object]:
    gate, missing = move.gate, standing.missing if standing else 0
    own_day = day_of(terms.own_by_phase, missing, terms.phase_days)
    by_itself = [way.phases for way in ways if not way.reviews_bought]
    in_a_phase = move.conversations[0]
    share = missing / in_a_phase if in_a_phase else math.nan
    said = verdict(gate, standing.plan, move.evidence, standing.state, missing, terms) if standing else ""
    escalation = math.nan
    if gate.escalation_limit is not None:
        few = move.escalations.prove(gate.escalation_limit, gate.confidence)
        chance = pass_probability(int(in_a_phase), gate.escalation_limit, gate.confidence, move.settled)
        escalation = 1.0 if few else float(chance)
        if few and standing and standing.state is State.FAILED:
            said += f"; {LENIENT}"
        said += "; " if said else ""
        said += escalation_words(gate, move.escalations, few, move.settled, escalation)
    latest = ""
    if move.is_wish and move.latest_phase >= 0:
        latest = latest_words(missing, terms, move.latest_phase, move.least_days)
    limit = gate.error_limit or math.nan
    return {
        **move.key,
        "is_wish": move.is_wish,
        "error_limit": limit,
        "escalation_limit": gate.escalation_limit or math.nan,
        "reviews": standing.plan.reviews if standing else math.nan,
        "errors_allowed": standing.plan.errors_allowed if standing else math.nan,
        "own_reviews": terms.own_by_phase[0],
        "reviews_done": move.evidence.reviews,
        "errors_found": move.evidence.errors,
        "conversations_counted": move.escalations.conversations,
        "escalated": move.escalations.escalated,
        "own_day": math.nan if own_day is None else own_day,
        "proven_on": _date(case, own_day),
        "leaves_on": pd.Timestamp(case.phases.phase_start(by_itself[0])) if by_itself else pd.NaT,
        "one_phase_share": share,
        **{name: standing.chance(part * limit) if standing else math.nan for name, part in _CHANCES.items()},
        "escalation_chance": escalation,
        "verdict": said or "no proof is needed",
        "prices": prices_words(gate, terms, case.policy.settings.currency) if standing else "",
        "latest": latest,
    }


def _option_row(
    case: MigrationCase,
    move: NextMove,
    review: ReviewCost,
    terms: Terms,
    ways: tuple[Option, ...],
    way: Option,
    entered: Mapping[int, Entered],
) -> dict[str, object]:
    reviewers = review.heads(way.reviews_bought, way.phases * PHASE_DAYS_PUBLISHED)
    leaves_on = case.phases.phase_start(way.phases)
    proven_on = case.phases.date_of(way.day_proven) if way.day_proven else None
    against_plan = entered[way.phases].cost_change if way.phases in entered else math.nan
    return {
        **move.key,
        "option": way.name,
        "reviews_bought": way.reviews_bought,
        "reviewers": reviewers,
        "day_proven": way.day_proven,
        "proven_on": _date(case, way.day_proven),
        "leaves_on": pd.Timestamp(leaves_on),
        "slipped": way.slipped,
        "review_cost": terms.review_cost,
        "waiting_cost": terms.waited(way.slipped),
        "cost": way.cost,
        "expected_cost": way.expected_cost,
        "against_plan": against_plan,
        "is_cheapest": way.expected_cost == min(each.expected_cost for each in ways),
        "is_tie": way.is_tie,
        "words": option_words(
            way,
            reviewers,
            proven_on,
            leaves_on,
            against_plan,
            case.policy.settings.currency,
            in_time=way.phases < case.phases.count,
        ),
    }


def _date(case: MigrationCase, day: int | None) -> pd.Timestamp | NaTType:
    """Return the date of a day of the programme; blank for never and for what is proven already."""
    return pd.Timestamp(case.phases.date_of(day)) if day else pd.NaT
