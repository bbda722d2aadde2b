"""Why no plan keeps every rule: each rule that can conflict relaxed alone, and what room it would need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models._highs import Result
from models.limits import SolveLimits
from models.migration.choose import Chooser
from models.migration.master import Master, master
from models.migration.solution import soft_prices
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
    if _is_possible(master(prepared.demand, prepared.paths_by_queue), limits):
        return Diagnosis(True, {}, (), "Every rule can be kept.")
    prices = soft_prices(prepared)
    room, no_help = {}, []
    for family in families_set(prepared):
        model = master(prepared.demand, prepared.paths_by_queue, {family: prices[family]})
        chooser = Chooser(model)
        found = chooser.linear(limits)
        if found.has_solution:
            room[family] = _amounts(family, model, found)
        else:
            no_help.append(family)
    return Diagnosis(False, room, tuple(no_help), _sentence(room, tuple(no_help)))


def families_set(prepared: Prepared) -> tuple[str, ...]:
    """Return the rules that the planner has set, in the order of ``FAMILIES``."""
    rules = prepared.case.rules
    late = any(not path.keeps_deadline for found in prepared.paths.values() for path in found.paths)
    is_set = {
        "budget": not all(np.isnan(rules.phase_budget)),
        "seats": not all(np.isnan(list(rules.training_seats.values()))) if rules.training_seats else False,
        "risk": not np.isnan(rules.risk_cap),
        "go_lives": not np.isnan(rules.go_lives_per_phase),
        "deadline": late,
    }
    return tuple(family for family in FAMILIES if is_set[family])


def _is_possible(model: Master, limits: SolveLimits) -> bool:
    return Chooser(model).linear(limits).has_solution


def _amounts(family: str, model: Master, found: Result) -> dict[str, float]:
    """Return how far a rule is exceeded, by its place in words; of a site's seats the worst week."""
    m, case = model.m, model.demand.case
    sites = sorted(case.posts["site"].unique())
    over = {
        "budget": getattr(m, "beyond_budget_of_a_phase", {}),
        "seats": getattr(m, "beyond_seats_for_training", {}),
        "risk": m.beyond_risk,
        "go_lives": m.beyond_go_lives,
        "deadline": m.beyond_deadline,
    }[family]
    room: dict[str, float] = {}
    for at, amount in found.values(over).items():
        if amount > NOTHING:
            where = {
                "budget": lambda at: f"phase {at + 1}",
                "seats": lambda at: str(sites[at[0]]),
                "risk": lambda at: "programme",
                "go_lives": lambda at: f"phase {at + 1}",
                "deadline": lambda at: model.queues[at],
            }[family](at)
            room[where] = max(room.get(where, 0.0), amount)
    return room


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
