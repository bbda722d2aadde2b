"""What another path of one queue costs: the others keep theirs, the people are found anew.

Both sides are staffed by the same linear model (classes in parts), so that like is compared with like; a
difference smaller than what whole classes add to the plan cannot be told from rounding and is called a tie.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from models.limits import SolveLimits
from models.migration.choice import Choice, staffed_choice
from models.migration.exceeded import exceeded_by_paths
from models.migration.solution import breaches_of, exceeded_by_people, penalty_of_people, soft_prices
from wfm.errors import NoPlanError, PlanningError, RulesConflictError
from wfm.horizon import PHASE_WEEKS
from wfm.migration.alternative import (
    ARTICLE,
    AS_TODAY,
    EARLIER,
    LATER,
    Alternative,
    as_today,
    begun,
    earliest_to,
    path_with,
    shifted,
)
from wfm.migration.answers import Entered
from wfm.migration.figures import NOT_PAID, paid_by_phase
from wfm.migration.next_moves import phases_asked
from wfm.migration.noun import MigrationPlan
from wfm.migration.paths import Path
from wfm.migration.prepared import Prepared
from wfm.migration.staying import Staying
from wfm.migration.way import Way, way_of

LEAST_TOLD = 0.0005
"""Part of the plan's staffing cost below which two costs are a tie, whatever classes add."""


@dataclass(frozen=True, eq=False)
class Prices:
    """A plan whose queues' other paths can be priced, one at a time."""

    prepared: Prepared
    plan: MigrationPlan
    limits: SolveLimits

    @cached_property
    def paths(self) -> dict[str, Path]:
        """The paths of the plan, by queue."""
        return chosen_paths(self.prepared, self.plan)

    @cached_property
    def cost(self) -> float:
        """Cost of the plan's paths, staffed by the linear model."""
        return self._told(self.paths)[0]

    @property
    def tolerance(self) -> float:
        """Difference of cost that cannot be told from the rounding of classes."""
        rounding = max(0.0, self.plan.proof.cost - self.cost)
        return max(rounding, LEAST_TOLD * self.plan.proof.staffing_cost)

    def of(self, queue: str, path: Path, kind: str) -> Alternative:
        """Return what a path of one queue costs more than the plan's.

        Raises
        ------
        NoPlanError
            If no people keep the hard rules under it.
        """
        return self._alternative(queue, path, kind, self.choice(self.paths | {queue: path}).cost)

    def outcome(self, queue: str, path: Path, kind: str) -> Alternative:
        """Return what a path of one queue costs more, and which rules it breaks by how much.

        Of a plan that breaks rules itself those are among them, as far as the path leaves them broken.
        """
        cost, breaches = self._told(self.paths | {queue: path})
        return replace(self._alternative(queue, path, kind, cost), breaches=breaches)

    def _told(self, paths: Mapping[str, Path]) -> tuple[float, pd.DataFrame]:
        """Return what paths cost, and the rules their people cannot keep (as ``BREACHES``)."""
        case = self.prepared.case
        found, soft = self.kept_or_broken(paths)
        exceeded: dict[str, Mapping[Any, float]] = dict(exceeded_by_paths(case, self.prepared.demand, paths))
        if soft:
            exceeded |= exceeded_by_people(found.people)
        broken = breaches_of(exceeded, case, tuple(paths))
        return found.cost - penalty_of_people(found.people, soft), broken

    def kept_or_broken(
        self, paths: Mapping[str, Path], *, whole_classes: bool = False
    ) -> tuple[Choice, Mapping[str, float]]:
        """Return some paths staffed, and the prices of broken rules: none where people keep every rule."""
        try:
            return self.choice(paths, whole_classes=whole_classes), {}
        except RulesConflictError:
            soft = soft_prices(self.prepared)
            return self.choice(paths, soft, whole_classes=whole_classes), soft

    def _alternative(self, queue: str, path: Path, kind: str, cost: float) -> Alternative:
        demand, change = self.prepared.demand, cost - self.cost
        was, now = (demand.risk[demand.numbers_of({queue: p})].sum() for p in (self.paths[queue], path))
        return Alternative(
            queue, kind, path, change, abs(change) <= self.tolerance, sum(path.bought), float(now - was)
        )

    def choice(
        self,
        paths: Mapping[str, Path],
        soft: Mapping[str, float] | None = None,
        *,
        whole_classes: bool = False,
    ) -> Choice:
        """Return some paths staffed, by the linear model unless whole classes are asked for."""
        case, demand = self.prepared.case, self.prepared.demand
        return staffed_choice(case, demand, paths, self.limits, whole_classes=whole_classes, soft=soft)


def chosen_paths(prepared: Prepared, plan: MigrationPlan) -> dict[str, Path]:
    """Return the paths that a plan takes, as the case offers them."""
    ways: dict[str, list[Way]] = {}
    for row in plan.stays.sort_values(["queue", "phase"]).to_dict("records"):
        ways.setdefault(row["queue"], []).append(way_of(row["way"]))
    found = {}
    for queue in prepared.paths:
        path = path_with(prepared.paths[queue], tuple(ways[queue]))
        if path is None:
            raise PlanningError(f"the plan takes a path of {queue} that its case does not offer")
        found[queue] = path
    return found


def other_paths(prices: Prices, queue: str, article: str = "") -> list[Alternative]:
    """Return what the natural other paths of a queue cost: earlier, later, as today, and the article's.

    Rules that one of them breaks are told with it.

    Parameters
    ----------
    prices
        The plan.
    queue
        Name of the queue.
    article
        Where the source article would have it end (``template_wishes``); blank: nowhere in particular.
    """
    chosen, paths = prices.paths[queue], prices.prepared.paths[queue]
    offered = [
        (EARLIER, shifted(paths, chosen, -1)),
        (LATER, shifted(paths, chosen, 1)),
        (AS_TODAY, as_today(paths)),
        (ARTICLE, earliest_to(paths, way_of(article)) if article else None),
    ]
    return list(_distinct(prices, queue, offered))


def entering(prices: Prices) -> dict[tuple[str, str], dict[int, Entered]]:
    """Return by queue and way what entering it means in each phase that its gate's table asks about.

    The queue goes from its start way into the way and stays there; the others keep their paths, and people
    are found anew. Phases in which it cannot, or for which no people keep the rules, are left out.
    """
    found: dict[tuple[str, str], dict[int, Entered]] = {}
    for (queue, label), phases in phases_asked(prices.prepared.case).items():
        direct = {phase: begun(prices.prepared.paths[queue], way_of(label), phase) for phase in phases}
        priced = {phase: _kept(prices, queue, path) for phase, path in direct.items() if path is not None}
        found[queue, label] = {
            phase: Entered(each.cost_change, each.reviews_bought)
            for phase, each in priced.items()
            if each is not None
        }
    return found


def staying(prices: Prices) -> Staying:
    """Return what it would cost if no queue moved.

    The budget and the seats do not hold where nobody keeps them: it is what staying would take.
    """
    case, plan = prices.prepared.case, prices.plan
    paths = {queue: as_today(found) for queue, found in prices.prepared.paths.items()}
    if paths == prices.paths:
        by_item = plan.money.groupby("item")["amount"].sum()
        missing, after = (float(by_item.get(item, 0.0)) for item in NOT_PAID)
        return Staying(tuple(paid_by_phase(plan)), after, missing)
    # In whole classes, as the plan that it is held against.
    choice, _ = prices.kept_or_broken(paths, whole_classes=True)
    money, ai = choice.people.people.money, choice.ai
    weekly = sum(table.sum(axis=0) for item, table in money.items() if item not in NOT_PAID)
    by_phase = np.asarray(weekly).reshape(case.phases.count, PHASE_WEEKS).sum(axis=1)
    paid = tuple(float(people) + ai.by_phase.get(phase, 0.0) for phase, people in enumerate(by_phase))
    shortage, after = (float(money[item].sum()) for item in NOT_PAID)
    return Staying(paid, after + ai.total - sum(ai.by_phase.values()), shortage)


def _distinct(
    prices: Prices, queue: str, offered: Iterable[tuple[str, Path | None]]
) -> Iterable[Alternative]:
    seen = {prices.paths[queue]}
    for kind, path in offered:
        if path is None or path in seen:
            continue
        seen.add(path)
        try:
            yield prices.outcome(queue, path, kind)
        except NoPlanError:
            continue  # stopped before there was a price


def _kept(prices: Prices, queue: str, path: Path) -> Alternative | None:
    try:
        return prices.of(queue, path, "")
    except NoPlanError:
        return None  # the budget or the seats forbid it: there is no price
