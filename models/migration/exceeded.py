"""The rules that can conflict: the variables by which each is exceeded, and where, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wfm.migration.alternative import moves_of
from wfm.migration.case import MigrationCase
from wfm.migration.demand import Demand
from wfm.migration.paths import Path

OWN = ("go_lives", "risk", "deadline")
"""Rules of the choice of paths."""

OF_WORKFORCE = {"budget": "budget_of_a_phase", "seats": "seats_for_training"}
"""Rules of the workforce, by the name of their family there."""


def of_workforce(prices: Mapping[str, float]) -> dict[str, float]:
    """Return the prices of those soft rules that are the workforce's own, by family."""
    return {OF_WORKFORCE[rule]: price for rule, price in prices.items() if rule in OF_WORKFORCE}


def beyond(m: Any, rule: str) -> Any:
    """Return the variables of a model by which a rule is exceeded; none where it is hard."""
    return getattr(m, f"beyond_{OF_WORKFORCE.get(rule, rule)}", {})


def exceeded_by_paths(
    case: MigrationCase, demand: Demand, paths: Mapping[str, Path]
) -> dict[str, dict[Any, float]]:
    """Return by rule of the choice of paths how far a choice exceeds it, by the index of its variables."""
    moves = Counter(phase for path in paths.values() for phase, _ in moves_of(path))
    most, cap = case.rules.go_lives_per_phase, case.rules.risk_cap
    risk = float(demand.risk[demand.numbers_of(paths)].sum())
    late = (q for q, path in enumerate(paths.values()) if not path.keeps_deadline)
    return {
        "go_lives": {phase: number - most for phase, number in sorted(moves.items()) if number > most},
        "risk": {None: risk - cap} if risk > cap else {},
        "deadline": dict.fromkeys(late, 1.0),
    }


@dataclass(frozen=True)
class Excess:
    """How far a rule is exceeded at one place: what it allows there, and how much more it takes."""

    where: str
    limit: float
    amount: float


def excesses(
    rule: str, amounts: Mapping[Any, float], case: MigrationCase, queues: Sequence[str]
) -> tuple[Excess, ...]:
    """Return how far a rule is exceeded at each place in words; of a site's seats the worst week.

    Parameters
    ----------
    rule
        One of ``OWN`` or ``OF_WORKFORCE``.
    amounts
        By the index of the rule's variables.
    case, queues
        Give limits, sites and queues their values and names.
    """
    found: dict[str, Excess] = {}
    for at, amount in amounts.items():
        where, limit = _place(rule, at, case, queues)
        if where not in found or amount > found[where].amount:
            found[where] = Excess(where, limit, amount)
    return tuple(found.values())


def _place(rule: str, at: Any, case: MigrationCase, queues: Sequence[str]) -> tuple[str, float]:
    """Return a place in words and what the rule allows there; a latest date is kept or not: 0."""
    rules = case.rules
    if rule == "budget":
        return f"phase {at + 1}", rules.phase_budget[at]
    if rule == "go_lives":
        return f"phase {at + 1}", rules.go_lives_per_phase
    if rule == "seats":
        site = str(sorted(case.posts["site"].unique())[at[0]])
        return site, rules.training_seats[site]
    return (queues[at], 0.0) if rule == "deadline" else ("programme", rules.risk_cap)
