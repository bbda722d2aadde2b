"""Evidence so far: what is still missing from a plan, who passes it yet, and when it is in."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from scipy.stats import binom

from wfm.errors import PlanningError
from wfm.gate.break_points import SamplePlan, errors_allowed
from wfm.gate.share import require_rate

NEVER_DAYS = 36_500
"""A proof a hundred years away never comes."""

_ROUNDING = 1e-9
"""Reviews a day times days may miss a whole number by this much and still be it."""


class State(StrEnum):
    """How a plan stands: proven, failed, or open."""

    PROVEN = "proven"
    FAILED = "failed"
    OPEN = "open"


@dataclass(frozen=True)
class Evidence:
    """Random reviews since the last release of the AI, and the critical errors found in them."""

    reviews: int
    errors: int

    def __post_init__(self) -> None:
        if not 0 <= self.errors <= self.reviews:
            raise PlanningError(f"{self.errors} errors in {self.reviews} reviews; expected 0 to all of them")


NO_EVIDENCE = Evidence(0, 0)
"""Where every plan begins, and begins again after a release: it is another AI that was reviewed."""


@dataclass(frozen=True)
class Outlook:
    """What is left of a plan.

    ``chance`` is that of passing once all reviews are in; ``day`` counts from 1, the first day from now on,
    0 where the plan is proven, ``None`` where it never is; ``in_time`` whether that is by the day asked for.
    """

    state: State
    reviews_missing: int
    errors_left: int
    chance: float
    day: int | None
    in_time: bool

    @property
    def chance_in_time(self) -> float:
        """Chance to have passed by the day asked for."""
        return self.chance if self.in_time else 0.0


def state_of(plan: SamplePlan, evidence: Evidence, limit: float, confidence: float) -> State:
    """Return how a plan stands; reviews beyond it are judged by the errors their own number forgives."""
    few = plan.errors_allowed
    if evidence.reviews > plan.reviews:
        few = int(errors_allowed(evidence.reviews, limit, confidence))
    if evidence.errors > few:
        return State.FAILED
    return State.PROVEN if evidence.reviews >= plan.reviews else State.OPEN


def chance_left(plan: SamplePlan, evidence: Evidence, true_rate: float) -> float:
    """Return the chance that an open plan passes: few enough errors in the reviews still to come."""
    require_rate(true_rate=true_rate)
    missing = max(0, plan.reviews - evidence.reviews)
    return float(binom.cdf(plan.errors_allowed - evidence.errors, missing, true_rate))


def days_until(reviews: float, reviews_a_day: float) -> int | None:
    """Return the day, from 1, on which so many reviews are in; 0: none are missing, ``None``: never."""
    if reviews <= 0:
        return 0
    if reviews > NEVER_DAYS * reviews_a_day:
        return None
    return math.ceil(reviews / reviews_a_day - _ROUNDING)


def outlook(
    plan: SamplePlan,
    evidence: Evidence,
    limit: float,
    confidence: float,
    *,
    reviews_a_day: float,
    days: float,
    true_rate: float,
    release_after: float | None = None,
) -> Outlook:
    """Return whether a plan can still be met within some days, with what chance, and when its reviews are in.

    Parameters
    ----------
    plan, limit, confidence
        The plan and what it was made for.
    evidence
        Reviews and errors since the last release of the AI.
    reviews_a_day
        Random reviews to be made a day from now on.
    days
        Days from now until the proof is wanted.
    true_rate
        Error rate the AI is taken to have.
    release_after
        Days from now until a new release of the AI goes live, if one does before the proof is in: evidence
        begins again then.
    """
    begins = 0.0
    state = state_of(plan, evidence, limit, confidence)
    in_after = days_until(plan.reviews - evidence.reviews, reviews_a_day)
    if release_after is not None and (in_after is None or state is State.FAILED or release_after < in_after):
        begins, evidence, state = release_after, NO_EVIDENCE, State.OPEN
        in_after = days_until(plan.reviews, reviews_a_day)
    missing = max(0, plan.reviews - evidence.reviews)
    left = plan.errors_allowed - evidence.errors
    if state is not State.OPEN:
        is_proven = state is State.PROVEN
        return Outlook(
            state, 0 if is_proven else missing, left, float(is_proven), 0 if is_proven else None, is_proven
        )
    day = None if in_after is None else math.ceil(begins + in_after)
    in_time = day is not None and day <= days
    return Outlook(state, missing, left, chance_left(plan, evidence, true_rate), day, in_time)
