"""Why no plan keeps every rule: each rule that can conflict relaxed alone, and what room it would need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from models._highs import Result
from models.limits import SolveLimits
from models.migration.choose import Chooser
from models.migration.exceeded import beyond, excesses
from models.migration.master import Master, master
from models.migration.solution import soft_prices
from wfm.errors import RulesConflictError
from wfm.migration.prepared import Prepared
from wfm.migration.room_words import FAMILIES, room_words

NOTHING = 1e-6


Room = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Diagnosis:
    """Whether every rule can be kept, and by rule what room alone makes it possible.

    ``room`` holds by family, where it helps alone, the amounts by place (phase, site, queue); families that
    are set but do not help alone are in ``no_help``. ``together`` holds the same of all rules that must give
    way at once, where none does alone. ``sentence`` says it in words.
    """

    is_possible: bool
    room: Room
    no_help: tuple[str, ...]
    sentence: str
    together: Room = field(default_factory=dict)


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
    families = families_set(prepared)
    room: Room = {}
    for family in families:
        room |= _room(prepared, {family: prices[family]}, limits)
    no_help = tuple(family for family in families if family not in room)
    together = {} if room else _room(prepared, {family: prices[family] for family in families}, limits)
    return Diagnosis(False, room, no_help, _sentence(room, no_help, together, prepared), together)


def _room(prepared: Prepared, soft: Mapping[str, float], limits: SolveLimits) -> Room:
    """Return how far some rules must give way at least, all others kept; empty where that does not do."""
    found = _relaxed(prepared, soft, limits)
    if found is None:
        return {}
    model, linear = found
    room = {
        family: {
            each.where: each.amount
            for each in excesses(family, linear.values(beyond(model.m, family)), prepared.case, model.queues)
            if each.amount > NOTHING
        }
        for family in soft
    }
    return {family: amounts for family, amounts in room.items() if amounts}


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


def _sentence(room: Room, no_help: tuple[str, ...], together: Room, prepared: Prepared) -> str:
    rules = room or together
    parts = [room_words(family, amounts, prepared) for family, amounts in rules.items()]
    if not parts:
        return "No rule makes it possible, whatever room it has."
    if not room:
        return f"No rule alone makes it possible. Together they need room: {' and '.join(parts)}."
    if len(parts) == 1:
        rest = "; ".join(FAMILIES[family] for family in no_help)
        beside = f" More room in {rest} alone would not help." if rest else ""
        return f"Only this needs room: {parts[0]}.{beside}"
    return f"Any one of these would do with more room: {'; '.join(parts)}."
