"""A gate that may be looked at after every review: Wald's sequential probability ratio test (1945)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from wfm.errors import PlanningError
from wfm.gate.share import SEARCH_LIMIT, require_rate, require_share

_UNDECIDED = 1e-9
"""A course is followed until the chance of no decision yet is below this."""


@dataclass(frozen=True)
class Course:
    """How a sequential gate ends: chance to pass, and mean reviews until it is decided."""

    passes: float
    mean_reviews: float


@dataclass(frozen=True)
class SequentialGate:
    """A test of an AI at ``limit`` against one at ``true_rate``, decided as soon as reviews tell them apart.

    ``confidence`` is the chance to stop an AI at the limit, ``power`` the chance to pass one at the true
    rate, both to Wald's approximation, which leaves out that an error overshoots the boundary it crosses:
    ``course`` counts what comes of it.
    """

    limit: float
    true_rate: float
    confidence: float
    power: float

    def __post_init__(self) -> None:
        require_share(
            limit=self.limit, true_rate=self.true_rate, confidence=self.confidence, power=self.power
        )
        if self.true_rate >= self.limit:
            raise PlanningError(f"a true rate of {self.true_rate} is not better than the limit {self.limit}")
        if self.power <= 1 - self.confidence:
            raise PlanningError(f"a power of {self.power} is no better than a false pass")

    def passes_after(self, errors: int) -> int:
        """Return the reviews, errors among them, after which the gate passes with so many errors."""
        return math.ceil((self._pass_at + errors * self._cost_of_error) / self._gain_of_clean)

    def fails_within(self, errors: int) -> int:
        """Return the reviews up to which so many errors fail the gate; 0: so few never do."""
        return max(0, math.floor((self._fail_at + errors * self._cost_of_error) / self._gain_of_clean))

    @property
    def reviews_per_error(self) -> float:
        """Further reviews that one error costs, its own included."""
        return self._cost_of_error / self._gain_of_clean

    def mean_reviews(self, rate: float) -> float:
        """Return the mean number of reviews of an AI at the true rate or at the limit, as Wald approximates.

        It is too small, most of all at the limit, where errors overshoot far: see ``course``.

        Raises
        ------
        PlanningError
            At any other rate, whose chance to pass is not one of the two stated.
        """
        if rate not in (self.true_rate, self.limit):
            raise PlanningError(f"the mean sample is known at {self.true_rate} and {self.limit}, not {rate}")
        passes = self.power if rate == self.true_rate else 1 - self.confidence
        drift = self._gain_of_clean - rate * self._cost_of_error
        return (passes * self._pass_at + (1 - passes) * self._fail_at) / drift

    def course(self, rate: float) -> Course:
        """Return how the gate ends for an AI with any error rate, followed review by review: exact.

        Raises
        ------
        PlanningError
            If it would take more than ``SEARCH_LIMIT`` reviews to decide.
        """
        require_rate(rate=rate)
        counts = np.arange(math.ceil(SEARCH_LIMIT / self.reviews_per_error) + 1)
        passes_after = np.array([self.passes_after(int(errors)) for errors in counts])
        fails_within = np.array([self.fails_within(int(errors)) for errors in counts])
        undecided, passed, mean = (counts == 0).astype(float), 0.0, 0.0
        for reviews in range(1, SEARCH_LIMIT + 1):
            mean += float(undecided.sum())
            undecided[1:] = undecided[1:] * (1 - rate) + undecided[:-1] * rate
            undecided[0] *= 1 - rate
            passed += float(undecided[reviews >= passes_after].sum())
            undecided[(reviews >= passes_after) | (reviews <= fails_within)] = 0.0
            if undecided.sum() < _UNDECIDED:
                return Course(passed, mean)
        raise PlanningError(f"an error rate of {rate} is not decided within {SEARCH_LIMIT:,} reviews")

    @property
    def _gain_of_clean(self) -> float:
        """Log likelihood ratio, good over bad, of a review without an error."""
        return math.log1p(-self.true_rate) - math.log1p(-self.limit)

    @property
    def _cost_of_error(self) -> float:
        """What a review with an error loses against one without."""
        return self._gain_of_clean + math.log(self.limit / self.true_rate)

    @property
    def _pass_at(self) -> float:
        return math.log(self.power / (1 - self.confidence))

    @property
    def _fail_at(self) -> float:
        return math.log((1 - self.power) / self.confidence)
