"""The gate of a move: what must be proven before a queue changes its way."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from wfm.gate import Escalations, Evidence, SamplePlan, acceptance_plan
from wfm.migration.case import MigrationCase


@dataclass(frozen=True)
class Gate:
    """One row of GATES; ``None`` where there is no limit.

    Limits, confidence, power and ``max_review_share`` are shares, ``true_share`` is a part of the error
    limit, ``min_days`` the shortest stay before the move (days).
    """

    from_way: str
    to_way: str
    risk: str
    error_limit: float | None
    true_share: float
    confidence: float
    power: float
    escalation_limit: float | None
    min_days: float
    max_review_share: float

    @property
    def plan(self) -> SamplePlan | None:
        """Smallest sample plan with the confidence and power asked; ``None``: no errors to prove."""
        if self.error_limit is None:
            return None
        return acceptance_plan(self.true_rate, self.error_limit, 1 - self.power, 1 - self.confidence)

    @property
    def true_rate(self) -> float:
        """Critical errors the AI is taken to make (share); 0 where none are to be proven."""
        return self.true_share * (self.error_limit or 0.0)


def gate_of(gates: pd.DataFrame, from_way: str, to_way: str, risk: str) -> Gate | None:
    """Return the gate of a move for a queue of some risk class; ``None``: no proof is needed.

    Parameters
    ----------
    gates
        Table of schema GATES.
    from_way, to_way
        Labels of the ways left and entered.
    risk
        Risk class of the queue; blank: not known.

    Notes
    -----
    The row of that risk class wins over the blank row, which holds for every class without one.
    """
    move = gates[(gates["from_way"] == from_way) & (gates["to_way"] == to_way)]
    for risk_class in (risk, ""):
        rows = move[move["risk"] == risk_class].to_dict("records")
        if rows:
            row = {str(name): value for name, value in rows[0].items()}
            limits = {name: _or_none(row[name]) for name in ("error_limit", "escalation_limit")}
            return Gate(**row | limits)
    return None


def evidence_of(case: MigrationCase, queue: str, gate: Gate) -> Evidence:
    """Return what the reviews of a queue have shown so far for a gate."""
    return Evidence(*_counted(case, queue, gate, "reviews", "errors"))


def escalations_of(case: MigrationCase, queue: str, gate: Gate) -> Escalations:
    """Return what a queue's conversations have shown so far for a gate."""
    return Escalations(*_counted(case, queue, gate, "conversations", "escalated"))


def _counted(case: MigrationCase, queue: str, gate: Gate, *columns: str) -> tuple[int, ...]:
    move = case.evidence[["queue", "from_way", "to_way"]] == [queue, gate.from_way, gate.to_way]
    mine = case.evidence[move.all(axis="columns")]
    return tuple(int(mine[column].sum()) for column in columns)


def _or_none(limit: float) -> float | None:
    return None if math.isnan(limit) else limit
