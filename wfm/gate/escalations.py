"""Whether counts prove that few enough conversations are handed to people.

Few escalations alone prove nothing: a trigger that lets the AI keep what it should hand over escalates
little and errs much. So the errors are judged apart, by their own sample plan, and both must pass.
"""

from __future__ import annotations

from dataclasses import dataclass

from scipy.optimize import brentq
from scipy.stats import binom

from wfm.errors import PlanningError
from wfm.gate.break_points import errors_allowed


@dataclass(frozen=True)
class Escalations:
    """Conversations of the AI since its last release, all of them, and how many went to a person."""

    conversations: int
    escalated: int

    def __post_init__(self) -> None:
        if not 0 <= self.escalated <= self.conversations:
            raise PlanningError(
                f"{self.escalated} of {self.conversations} conversations escalated; expected 0 to all of them"
            )

    def prove(self, limit: float, confidence: float) -> bool:
        """Return whether no more were handed over than so many conversations forgive at a limit (share)."""
        return self.escalated <= int(errors_allowed(self.conversations, limit, confidence))

    def at_most(self, confidence: float) -> float:
        """Return the exact one-sided upper bound of the rate (share; Clopper and Pearson 1934)."""
        if self.escalated >= self.conversations:
            return 1.0
        of = self.conversations
        return float(brentq(lambda rate: binom.cdf(self.escalated, of, rate) - (1 - confidence), 0.0, 1.0))
