"""Every gate that the queues meet next: what it takes, when it is proven, what the ways to prove it cost.

Phases count 90 days here, as in the published figures of gates; the day a queue moves is the first of one of
the programme's phases, a day later by each phase of 13 weeks.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd
from pandas.api.typing import NaTType

from wfm.gate import (
    NO_EVIDENCE,
    Escalations,
    Evidence,
    Option,
    SamplePlan,
    State,
    Terms,
    chance_left,
    day_of,
    options,
    pass_probability,
    shortest_stay,
    state_of,
)
from wfm.migration.answers import Entered
from wfm.migration.case import MigrationCase
from wfm.migration.gate import Gate, escalations_of, evidence_of, gate_of
from wfm.migration.gate_noun import GATE_OPTIONS, GATE_TABLE, GateTable
from wfm.migration.gate_words import (
    LENIENT,
    escalation_words,
    latest_words,
    option_words,
    prices_words,
    verdict,
)
from wfm.migration.moves import freedom_of
from wfm.migration.review_cost import FREE, ReviewCost, review_cost
from wfm.migration.way import way_of
from wfm.modes import PHASE_DAYS_PUBLISHED, mix_on
from wfm.schema import Schema

_CHANCES = {"chance_tenth": 0.1, "chance_fifth": 0.2, "chance_half": 0.5}
"""Columns of chances, each with the true error rate as a part of the limit."""


@dataclass(frozen=True)
class _Move:
    """A move that may come next: its queue, its gate, and what its proof draws on.

    ``conversations`` are those the AI holds in each phase; the random reviews of a queue are a share of them.
    """

    queue: str
    wish: str
    latest_phase: int
    least_days: float
    gate: Gate
    evidence: Evidence
    escalations: Escalations
    conversations: tuple[float, ...]
    review_share: float
    settled: float

    @property
    def key(self) -> dict[str, str]:
        return {"queue": self.queue, "from_way": self.gate.from_way, "to_way": self.gate.to_way}

    @property
    def is_wish(self) -> bool:
        return self.gate.to_way == self.wish

    @property
    def least_phases(self) -> int:
        return shortest_stay(self.least_days, PHASE_DAYS_PUBLISHED)

    def terms(self, review_cost: float, waiting: tuple[float, ...] = ()) -> Terms:
        return Terms(
            tuple(each * self.review_share for each in self.conversations),
            tuple(each * self.gate.max_review_share for each in self.conversations),
            PHASE_DAYS_PUBLISHED,
            review_cost,
            waiting,
        )

    def waiting(self, entered: Mapping[int, Entered], review_cost: float) -> tuple[float, ...]:
        """Return what each phase of waiting costs, reviews apart, against the first phase with a price."""
        costs = {p: each.cost_change - each.reviews_bought * review_cost for p, each in entered.items()}
        if not costs:
            return ()
        first, later = costs[min(costs)], range(self.least_phases + 1, max(costs) + 1)
        return tuple(costs.get(phase, math.nan) - first for phase in later)


@dataclass(frozen=True)
class _Standing:
    """How a plan stands; one that has failed begins again."""

    plan: SamplePlan
    state: State
    counted: Evidence

    @property
    def missing(self) -> int:
        return max(0, self.plan.reviews - self.counted.reviews)

    def chance(self, true_rate: float) -> float:
        return 1.0 if self.state is State.PROVEN else chance_left(self.plan, self.counted, true_rate)


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
    for move in _moves(case):
        standing = _standing(move)
        review = review_cost(case, move.queue) if standing else FREE
        entered = entering.get((move.queue, move.gate.to_way), {})
        terms = move.terms(review.amount, move.waiting(entered, review.amount))
        ways = _options(move, standing, terms)
        gates.append(_gate_row(case, move, standing, terms, ways))
        rows = (_option_row(case, move, review, terms, ways, way, entered) for way in ways)
        found += rows if standing else ()
    return GateTable(_framed(GATE_TABLE, gates), _framed(GATE_OPTIONS, found))


def phases_asked(case: MigrationCase) -> dict[tuple[str, str], tuple[int, ...]]:
    """Return by queue and way the phases (from 0) in which a way to bring the proof would enter it.

    With the first and the second possible, whose difference is what a failed gate costs.
    """
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for move in _moves(case):
        standing = _standing(move)
        if standing is None:
            continue
        asked = {way.phases for way in _options(move, standing, move.terms(0.0))}
        asked |= {move.least_phases, move.least_phases + 1}
        within = (phase for phase in sorted(asked) if phase < case.phases.count)
        found[move.queue, move.gate.to_way] = tuple(within)
    return found


def _framed(schema: Schema, rows: list[dict[str, object]]) -> pd.DataFrame:
    return schema.conform(pd.DataFrame(rows)) if rows else schema.empty()


def _moves(case: MigrationCase) -> Iterator[_Move]:
    """Yield the moves with a gate, queue by queue in the order of the case, ways in order."""
    forecast, first_day = case.forecast, pd.Timestamp(case.phases.first_day)
    a_day = forecast.table.groupby("queue")["conversations"].sum() / len(forecast.horizon.days)
    for queue in case.queues.to_dict("records"):
        name, start = str(queue["queue"]), way_of(queue["start_way"])
        its = case.attributes[name]
        moves = freedom_of(its, queue).moves
        factors = [case.growth_factors[name, phase] for phase in range(case.phases.count)]
        held = float(a_day[name]) * PHASE_DAYS_PUBLISHED if start.is_ai_led else 0.0
        leaving = case.gates[case.gates["from_way"] == start.label]
        for to_way in sorted(leaving["to_way"].unique()):
            gate = gate_of(case.gates, start.label, to_way, its["risk_class"])
            if gate is None or (start, way_of(to_way)) not in moves:
                continue
            yield _Move(
                name,
                queue["wish"],
                queue["latest_phase"],
                max(gate.min_days, queue["earliest_phase"] * PHASE_DAYS_PUBLISHED),
                gate,
                evidence_of(case, name, gate),
                escalations_of(case, name, gate),
                tuple(held * factor for factor in factors),
                float(mix_on(case.policy, name, first_day)["review_share"]),
                float(its["escalation_settled"]),
            )


def _standing(move: _Move) -> _Standing | None:
    """Return how the plan of a gate stands; ``None``: no errors to prove."""
    plan, gate = move.gate.plan, move.gate
    if plan is None or gate.error_limit is None:
        return None
    state = state_of(plan, move.evidence)
    return _Standing(plan, state, NO_EVIDENCE if state is State.FAILED else move.evidence)


def _options(move: _Move, standing: _Standing | None, terms: Terms) -> tuple[Option, ...]:
    if standing is None:
        return options(0, 1.0, terms, move.least_days)
    return options(standing.missing, standing.chance(move.gate.true_rate), terms, move.least_days)


def _gate_row(
    case: MigrationCase, move: _Move, standing: _Standing | None, terms: Terms, ways: tuple[Option, ...]
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
    move: _Move,
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
