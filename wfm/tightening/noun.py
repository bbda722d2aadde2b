"""The tightened plan: the rounds that led to it, and its service against customers it was not made for."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wfm.planning import PlanResult
from wfm.schema import Column, Schema

TOLERANCE = 0.02
"""How far below its target a role's simulated service may end (share)."""

SERVICE = Schema(
    "Simulated service",
    {
        "role": Column("str", "", "role"),
        "activity": Column("str", "", "work (live), review, callback or email"),
        "target": Column("float64", "share", "target, weighted by what comes", 0, 1),
        "bar": Column("float64", "share", "what is tightened to: the target, or a smaller promise", 0, 1),
        "promised_service": Column(
            "float64", "share", "by formula, of the one kept at most simulated", 0, 1, nullable=True
        ),
        "service_level": Column("float64", "share", "simulated", 0, 1, nullable=True),
        "service_level_low": Column("float64", "share", "lower end of its interval", nullable=True),
        "service_level_high": Column("float64", "share", "upper end of its interval", nullable=True),
    },
    ("role", "activity"),
)


@dataclass(frozen=True, eq=False)
class Round:
    """One plan on the way: what was added to the need for it, what it costs, what it gives.

    ``raised_hours`` are people-hours on duty and ``raised_work_hours`` hours of work that may wait, both
    added to the need as computed; ``cost`` is wages and premiums, ``objective`` and ``bound`` are those of
    the need with what was added; ``service`` is ``SERVICE``, simulated with the seed of the tightening.
    """

    raised_hours: float
    raised_work_hours: float
    cost: float
    objective: float
    bound: float
    service: pd.DataFrame

    def __post_init__(self) -> None:
        SERVICE.check(self.service)

    @property
    def worst_miss(self) -> float:
        """How far the worst role is below its bar (share; 0 where none is)."""
        return float((self.service["bar"] - self.service["service_level"]).clip(lower=0.0).max())


@dataclass(frozen=True, eq=False)
class Tightened:
    """A plan that was simulated and tightened.

    ``rounds`` begins with the plan of the need as computed; ``kept`` is the number of the one that
    ``result`` holds, its coverage counted against that need. ``judged`` is the service of the result
    with ``judge_seed``, whose customers no round has met. ``ended`` says in words why there was no other
    round.
    """

    result: PlanResult
    rounds: tuple[Round, ...]
    kept: int
    seed: int
    judge_seed: int
    judged: pd.DataFrame
    ended: str

    def __post_init__(self) -> None:
        SERVICE.check(self.judged)

    @property
    def missed(self) -> pd.DataFrame:
        """Roles that the judging seed finds more than the tolerance below their target."""
        return self.judged[self.judged["service_level"] < self.judged["target"] - TOLERANCE]
