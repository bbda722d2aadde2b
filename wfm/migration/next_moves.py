"""The moves that queues may make next, what each must prove, and how its plan stands."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from wfm.gate import (
    NO_EVIDENCE,
    Escalations,
    Evidence,
    Option,
    SamplePlan,
    State,
    Terms,
    chance_left,
    options,
    shortest_stay,
    state_of,
)
from wfm.migration.answers import Entered
from wfm.migration.case import MigrationCase
from wfm.migration.gate import Gate, escalations_of, evidence_of, gate_of
from wfm.migration.moves import freedom_of
from wfm.migration.way import way_of
from wfm.modes import PHASE_DAYS_PUBLISHED, mix_on


@dataclass(frozen=True)
class NextMove:
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
        """Queue, way left and way entered."""
        return {"queue": self.queue, "from_way": self.gate.from_way, "to_way": self.gate.to_way}

    @property
    def is_wish(self) -> bool:
        """Whether it enters the way wished for."""
        return self.gate.to_way == self.wish

    @property
    def least_phases(self) -> int:
        """Phases before which the queue cannot move."""
        return shortest_stay(self.least_days, PHASE_DAYS_PUBLISHED)

    def terms(self, review_cost: float, waiting: tuple[float, ...] = ()) -> Terms:
        """Return the reviews by phase, with the price of one bought and of each phase of waiting."""
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
class Standing:
    """How a plan stands; one that has failed begins again."""

    plan: SamplePlan
    state: State
    counted: Evidence

    @property
    def missing(self) -> int:
        """Reviews still to be made."""
        return max(0, self.plan.reviews - self.counted.reviews)

    def chance(self, true_rate: float) -> float:
        """Return the chance that it passes once all reviews are in (share)."""
        return 1.0 if self.state is State.PROVEN else chance_left(self.plan, self.counted, true_rate)


def next_moves(case: MigrationCase) -> Iterator[NextMove]:
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
            yield NextMove(
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


def standing_of(move: NextMove) -> Standing | None:
    """Return how the plan of a gate stands; ``None``: no errors to prove."""
    plan, gate = move.gate.plan, move.gate
    if plan is None or gate.error_limit is None:
        return None
    state = state_of(plan, move.evidence)
    return Standing(plan, state, NO_EVIDENCE if state is State.FAILED else move.evidence)


def ways_to_prove(move: NextMove, standing: Standing | None, terms: Terms) -> tuple[Option, ...]:
    """Return the ways to bring a move's proof; without errors to prove, the one that only waits."""
    if standing is None:
        return options(0, 1.0, terms, move.least_days)
    return options(standing.missing, standing.chance(move.gate.true_rate), terms, move.least_days)


def phases_asked(case: MigrationCase) -> dict[tuple[str, str], tuple[int, ...]]:
    """Return by queue and way the phases (from 0) in which a way to bring the proof would enter it.

    With the first and the second possible, whose difference is what a failed gate costs.
    """
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for move in next_moves(case):
        standing = standing_of(move)
        if standing is None:
            continue
        asked = {way.phases for way in ways_to_prove(move, standing, move.terms(0.0))}
        asked |= {move.least_phases, move.least_phases + 1}
        within = (phase for phase in sorted(asked) if phase < case.phases.count)
        found[move.queue, move.gate.to_way] = tuple(within)
    return found
