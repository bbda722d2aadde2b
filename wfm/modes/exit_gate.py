"""When a monitored queue may move on: the reviews that prove it, and the day they are in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wfm.policy import Policy

PHASE_DAYS_PUBLISHED = 90
"""The phase as gate figures count it."""


@dataclass(frozen=True)
class ExitGate:
    """The proof that lets a queue leave monitoring: reviews, faults allowed, when they are in.

    ``one_phase_share`` is the share of conversations to review for a proof within one phase.
    """

    error_limit: float
    reviews: int
    faults_allowed: int
    expected_in_phase: float
    day: int | None
    one_phase_share: float


def exit_gate(policy: Policy, strict: bool, per_day: float, review_share: float) -> ExitGate:
    """Return the proof a queue must bring to leave monitoring.

    Parameters
    ----------
    policy
        The numbers of the gates.
    strict
        Whether the limit of high risk holds.
    per_day
        Conversations the AI holds in a day.
    review_share
        Share of them that is reviewed at random.

    Notes
    -----
    The single-sampling plan of ``wfm.gate.acceptance_plan``: an AI at the limit is stopped with the stated
    confidence, one that errs ``gate_true_share`` as often passes with the stated power.
    """
    # Statistics take longer to load than a forecast to read: only advice needs them.
    from wfm.gate import acceptance_plan, days_until

    limit = policy.reference.value("gate_error_limit_high_risk" if strict else "gate_error_limit")
    reviews, allowed = acceptance_plan(
        limit * policy.reference.value("gate_true_share"),
        limit,
        1 - policy.reference.value("gate_power"),
        1 - policy.reference.value("gate_confidence"),
    )
    a_day = review_share * per_day
    in_phase = per_day * PHASE_DAYS_PUBLISHED
    return ExitGate(
        limit,
        reviews,
        allowed,
        a_day * PHASE_DAYS_PUBLISHED,
        days_until(reviews, a_day),
        reviews / in_phase if in_phase > 0 else np.inf,
    )
