"""Why no plan keeps every rule: each rule that can conflict relaxed alone, and what room it would need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models._highs import Result
from models.limits import SolveLimits
from models.migration.choose import Chooser
from models.migration.exceeded import beyond, excesses
from models.migration.master import Master, master
from models.migration.solution import soft_prices
from wfm.errors import RulesConflictError
from wfm.migration.prepared import Prepared

FAMILIES = {
    "budget": "the budget",
    "seats": "the training seats",
    "risk": "the cap on risk",
    "go_lives": "the go-lives of a phase",
    "deadline": "the latest dates",
}
"""Rules that can conflict, in words; missing people never do, as they have a price."""

NOTHING = 1e-6


@dataclass(frozen=True)
class Diagnosis:
    """Whether every rule can be kept, and by rule what room alone makes it possible.

    ``room`` holds by family, where it helps alone, the amounts by place (phase, site, queue); families that
    are set but do not help alone are in ``no_help``. ``sentence`` says it in words.
    """

    is_possible: bool
    room: dict[str, dict[str, float]]
    no_help: tuple[str, ...]
    sentence: str


def diagnose(prepared: Prepared, limits: SolveLimits) -> Diagnosis:
    """Return which rule, relaxed alone, makes a migration possible, and by how much.

    Notes
    -----
    On the linear model, which has a solution wherever a plan exists: a rule that must give way there must
    give way in every plan. Amounts are the cheapest way out, the room priced far above any saving.
    """
    if _relaxed(prepared, {}, limits) is not None:
        return Diagnosis(True, {}, (), "Every rule can be kept.")
    prices = soft_prices(prepared)
    room, no_help = {}, []
    for family in families_set(prepared):
        found = _relaxed(prepared, {family: prices[family]}, limits)
        if found is None:
            no_help.append(family)
            continue
        model, linear = found
        amounts = linear.values(beyond(model.m, family))
        room[family] = {
            each.where: each.amount
            for each in excesses(family, amounts, prepared.case, model.queues)
            if each.amount > NOTHING
        }
    return Diagnosis(False, room, tuple(no_help), _sentence(room, tuple(no_help)))


def _relaxed(
    prepared: Prepared, soft: Mapping[str, float], limits: SolveLimits
) -> tuple[Master, Result] | None:
    """Return the linear model with some rules at a price, solved; None: the other rules conflict."""
    model = master(prepared.demand, prepared.paths_by_queue, soft)
    try:
        found = Chooser(model).linear(limits)
    except RulesConflictError:  # a latest date that no path of the queue keeps
        return None
    return (model, found) if found.has_solution else None


def families_set(prepared: Prepared) -> tuple[str, ...]:
    """Return the rules that the planner has set, in the order of ``FAMILIES``."""
    rules = prepared.case.rules
    late = any(not path.keeps_deadline for found in prepared.paths.values() for path in found.paths)
    is_set = {
        "budget": not all(np.isnan(rules.phase_budget)),
        "seats": any(not np.isnan(seats) for seats in rules.training_seats.values()),
        "risk": not np.isnan(rules.risk_cap),
        "go_lives": not np.isnan(rules.go_lives_per_phase),
        "deadline": late,
    }
    return tuple(family for family in FAMILIES if is_set[family])


def _sentence(room: dict[str, dict[str, float]], no_help: tuple[str, ...]) -> str:
    if not room:
        return "No rule alone makes it possible: more than one must give way."
    parts = [
        f"{FAMILIES[family]} ({', '.join(f'{where}: +{amount:,.0f}' for where, amount in amounts.items())})"
        for family, amounts in room.items()
    ]
    if len(parts) == 1:
        rest = "; ".join(FAMILIES[family] for family in no_help)
        beside = f" More room in {rest} alone would not help." if rest else ""
        return f"Only {parts[0]} needs room.{beside}"
    return f"Any one of these would do with more room: {'; '.join(parts)}."
