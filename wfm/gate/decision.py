"""Whether a gate opens: every condition must be proven from counts, and what fails is said in words.

Few escalations alone prove nothing: a trigger that lets the AI keep what it should hand over escalates
little and errs much. So the escalation rate and the critical errors are judged apart, and both must pass.
"""

from __future__ import annotations

from dataclasses import dataclass

from wfm.errors import PlanningError
from wfm.gate.break_points import break_points, errors_allowed
from wfm.gate.evidence import Evidence
from wfm.gate.sample import upper_bound
from wfm.gate.share import require_share
from wfm.units import percent


@dataclass(frozen=True)
class Conditions:
    """What must be proven: critical errors and escalations at most so many; ``None``: nothing to prove."""

    error_limit: float | None
    escalation_limit: float | None
    confidence: float

    def __post_init__(self) -> None:
        limits = {"error_limit": self.error_limit, "escalation_limit": self.escalation_limit}
        given = {name: limit for name, limit in limits.items() if limit is not None}
        require_share(confidence=self.confidence, **given)


@dataclass(frozen=True)
class Escalations:
    """Conversations since the last release of the AI, all of them, and how many went to a person."""

    conversations: int
    escalated: int

    def __post_init__(self) -> None:
        if not 0 <= self.escalated <= self.conversations:
            raise PlanningError(
                f"{self.escalated} of {self.conversations} conversations escalated; expected 0 to all of them"
            )


@dataclass(frozen=True)
class Decision:
    """Whether the gate opens, and each condition that fails, in words."""

    failures: tuple[str, ...]

    @property
    def passes(self) -> bool:
        """Whether the gate opens."""
        return not self.failures


def decision(conditions: Conditions, evidence: Evidence, escalations: Escalations) -> Decision:
    """Return whether counts prove every condition of a gate, at a sample size fixed before.

    Notes
    -----
    A condition holds where the exact one-sided binomial bound (Clopper and Pearson 1934) of the rate is at
    most its limit: where no more are found than that many reviews or conversations forgive.
    """
    confidence, limit, cap = conditions.confidence, conditions.error_limit, conditions.escalation_limit
    errors = _failure(
        "critical errors", "random reviews", evidence.errors, evidence.reviews, limit, confidence
    )
    escalated = _failure(
        "escalations", "conversations", escalations.escalated, escalations.conversations, cap, confidence
    )
    if errors and evidence.errors and cap is not None and not escalated:
        errors += "; few escalations do not outweigh them: the AI may keep what it should hand over"
    return Decision(tuple(failure for failure in (errors, escalated) if failure))


def _failure(events: str, trials: str, found: int, of: int, limit: float | None, confidence: float) -> str:
    """Return in words why the counts do not prove the limit; blank: they do, or there is none."""
    allowed = of if limit is None else int(errors_allowed(of, limit, confidence))
    if limit is None or found <= allowed:
        return ""
    if allowed < 0:
        fewest = int(break_points(0, limit, confidence))
        return (
            f"{of:,} {trials} cannot prove {events} at most {percent(limit, 2)}: "
            f"the fewest that can are {fewest:,}"
        )
    bound = upper_bound(found, of, confidence)
    return (
        f"{found:,} {events} in {of:,} {trials}, at most {allowed:,} are allowed: "
        f"the rate may be {percent(bound, 2)}, the limit is {percent(limit, 2)}"
    )
