"""Evidence so far: how a plan stands, who passes it yet, and when it is in."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from scipy.stats import binom

from wfm.errors import PlanningError
from wfm.gate.break_points import SamplePlan
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


def state_of(plan: SamplePlan, evidence: Evidence) -> State:
    """Return how a plan stands.

    Its size was chosen before the first review, so reviews beyond it rescue nothing: whoever reviewed on
    until the errors looked few enough would let a bad AI pass twice as often as the plan says.
    """
    if evidence.errors > plan.errors_allowed:
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
