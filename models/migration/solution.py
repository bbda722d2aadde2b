"""The search for a migration, stage by stage: bound, paths, people, and a way out where rules conflict.

    linear bound, with cuts -> whole paths among the promising ones -> their exact need -> people

Where no plan keeps every hard rule, the same search runs with the rules that can conflict (budget, training
seats, risk cap, go-lives, deadlines) at a price far above any saving, and the plan says which it broke and
by how much.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from models.limits import SolveLimits
from models.migration.choice import Choice, staffed_choice
from models.migration.choose import Chooser
from models.migration.exceeded import OF_WORKFORCE, OWN, beyond, excesses, of_workforce
from models.migration.master import master
from models.migration.staffed import Staffed
from models.migration.to_plan import to_plan
from models.migration.whole_paths import CLOSE_GAP, whole_paths
from wfm.errors import NoPlanError, RulesConflictError
from wfm.migration.case import MigrationCase
from wfm.migration.noun import BREACHES, MigrationPlan, Proof
from wfm.migration.prepared import Prepared

Tell = Callable[[float, str, float | None, float | None], None]
"""Called with the share done, a word about it, the cost now and what it cannot be below."""

LINEAR_BY, WHOLE_BY, STAFFED_BY = 0.6, 0.8, 1.0
"""Parts of the CPU seconds by which each stage ends: unused ones go to the next."""

STAFFING_LEAST = 0.1
"""Part of the CPU seconds that people get in any case: chosen paths without people are no plan."""

AGAIN_LEAST = 0.5
"""Part of the CPU seconds for the search with soft rules, however long it took to find that they conflict."""

PATH_SHARE = 0.1
"""Paths are chosen to this part of the gap asked for, and to ``CLOSE_GAP``; staffing decides the rest."""

NOTHING_BROKEN = 1e-6
NOT_STAFFING = ("shortage", "surplus")
"""Items of people that are no cost of staffing, but the price of what is missing or too much."""


@dataclass(frozen=True, eq=False)
class Found:
    """A choice of paths, its cost without the price of broken rules, and what no choice costs less than."""

    choice: Choice
    cost: float
    bound: float
    breaches: pd.DataFrame


def solve(prepared: Prepared, limits: SolveLimits, tell: Tell = lambda *_: None) -> MigrationPlan:
    """Return the cheapest migration found, with its proof.

    Parameters
    ----------
    prepared
        Paths and demand of a case.
    limits
        CPU seconds, the gap at which to stop, and the wish to stop.
    tell
        Told of each stage.

    Raises
    ------
    NoPlanError
        If it was stopped before there was a plan.
    """
    started = time.process_time()
    try:
        found, build_seconds = _search(prepared, limits, tell, {})
    except RulesConflictError:
        tell(0.5, "no plan keeps every rule: the cheapest way to break them", None, None)
        spent = time.process_time() - started
        again = limits.with_seconds(max(limits.cpu_seconds - spent, AGAIN_LEAST * limits.cpu_seconds))
        found, build_seconds = _search(prepared, again, tell, soft_prices(prepared))
    plan_cost = found.cost
    money = found.choice.people.people.money
    people = sum(float(table.sum()) for item, table in money.items() if item not in NOT_STAFFING)
    gap = max(0.0, plan_cost - found.bound) / people if people > 0 else 0.0
    proof = Proof(
        "optimal" if gap <= limits.gap else "feasible",
        plan_cost,
        found.bound,
        gap,
        people,
        time.process_time() - started,
        build_seconds,
    )
    choice = found.choice
    return to_plan(prepared, choice.paths, choice.walk, choice.people, proof, found.breaches)


def _search(
    prepared: Prepared, limits: SolveLimits, tell: Tell, soft: Mapping[str, float]
) -> tuple[Found, float]:
    started = time.process_time()

    def until(part: float, least: float = 0.0) -> SolveLimits:
        left = part * limits.cpu_seconds - (time.process_time() - started)
        return limits.with_seconds(max(left, least * limits.cpu_seconds))

    model = master(prepared.demand, prepared.paths_by_queue, soft)
    chooser = Chooser(model)
    build_seconds = time.process_time() - started
    tell(0.1, f"{sum(len(p) for p in model.paths.values()):,} paths", None, None)
    linear = chooser.linear(until(LINEAR_BY))
    if linear.status == "infeasible":
        raise RulesConflictError("no migration keeps every rule")
    if not linear.has_solution:
        raise NoPlanError("stopped before the linear model was solved")
    # With prices on broken rules the objective is no plan's cost.
    tell(0.35, "the least it can cost", None, None if soft else linear.objective)
    chosen_paths = whole_paths(chooser, linear, until(WHOLE_BY), min(CLOSE_GAP, PATH_SHARE * limits.gap))
    whole, bound = chosen_paths.best, chosen_paths.bound
    tell(0.7, "paths chosen", None, None if soft else bound)
    paths = chooser.paths_of(whole.vector)
    chosen = staffed_choice(
        prepared.case,
        prepared.demand,
        paths,
        until(STAFFED_BY, STAFFING_LEAST).with_gap(limits.gap / 2),
        soft=soft,
    )
    people, cost, breaches = chosen.people, chosen.cost, BREACHES.empty()
    if soft:
        # Breaking rules is priced in the search, not in the plan, which is held against those that break
        # them by no more.
        own = {rule: whole.values(beyond(model.m, rule)) for rule in OWN}
        exceeded = own | exceeded_by_people(people)
        breaches = breaches_of(exceeded, prepared.case, model.queues)
        cost = chosen.cost - penalty_of_people(people, soft)
        bound = max(0.0, chooser.least_within(exceeded, until(STAFFED_BY, STAFFING_LEAST)))
    tell(1.0, "people found", cost, bound)
    return Found(chosen, cost, min(bound, cost), breaches), build_seconds


def soft_prices(prepared: Prepared) -> dict[str, float]:
    """Return the price of a unit beyond each rule that can conflict, far above any saving.

    A rule exceeded by its whole limit costs about as much as the programme's wages several times over, so
    that rules are broken only where they must be, and the least of them.
    """
    case = prepared.case
    wages = float((case.posts["heads"] * case.posts["wage_per_week"]).sum()) * case.phases.weeks
    scale = 10.0 * max(wages, 1.0)
    budgets = [budget for budget in case.rules.phase_budget if not np.isnan(budget)]
    seats = [seat for seat in case.rules.training_seats.values() if not np.isnan(seat)]
    return {
        "budget": 10.0 + scale / max(sum(budgets), 1.0) if budgets else scale,
        "seats": scale / max(1.0, float(np.sum(seats)) * case.phases.weeks) if seats else scale,
        "risk": scale / max(case.rules.risk_cap, 1.0) if not np.isnan(case.rules.risk_cap) else scale,
        "go_lives": scale,
        "deadline": scale,
    }


def penalty_of_people(people: Staffed, soft: Mapping[str, float]) -> float:
    """Return what the rules that people exceed are priced at, in their cost."""
    prices = of_workforce(soft)
    exceeded = people.people.exceeded
    return sum(prices[family] * sum(amounts.values()) for family, amounts in exceeded.items())


def exceeded_by_people(people: Staffed) -> dict[str, Mapping[Any, float]]:
    """Return by rule of the workforce how far people exceed it, by the index of its variables."""
    return {rule: people.people.exceeded.get(family, {}) for rule, family in OF_WORKFORCE.items()}


def breaches_of(
    exceeded: Mapping[str, Mapping[Any, float]], case: MigrationCase, queues: Sequence[str]
) -> pd.DataFrame:
    """Return what is exceeded, place by place (as ``BREACHES``); rounding of the solver is nothing."""
    rows = [
        {"family": rule} | asdict(found)
        for rule, amounts in exceeded.items()
        for found in excesses(rule, amounts, case, queues)
        if found.amount > NOTHING_BROKEN * max(1.0, abs(found.limit))
    ]
    return BREACHES.conform(pd.DataFrame(rows, columns=list(BREACHES.columns)))
