"""A choice of paths in truth: its exact need walked, its people found, what it costs in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.limits import SolveLimits
from models.migration.master import ai_cost_of_stays
from models.migration.settled import Settled
from models.migration.staffed import Staffed, staffed
from wfm.migration.case import MigrationCase
from wfm.migration.demand import Demand
from wfm.migration.paths import Path
from wfm.migration.walked import Walk, walked


@dataclass(frozen=True)
class AiCost:
    """What the AI costs under a choice of paths: terminal weeks included in ``total``."""

    total: float
    by_phase: Mapping[int, float]


def ai_cost_of(demand: Demand, paths: Mapping[str, Path]) -> AiCost:
    """Return the AI's cost of a choice of paths."""
    whole, by_phase = ai_cost_of_stays(demand), demand.ai_cost.sum(axis=1)
    chosen = demand.numbers_of(paths)
    phases: dict[int, float] = {}
    for s in chosen:
        phase = demand.stays[s].stay.phase
        phases[phase] = phases.get(phase, 0.0) + float(by_phase[s])
    return AiCost(float(whole[chosen].sum()), phases)


@dataclass(frozen=True, eq=False)
class Choice:
    """A path for every queue, with the exact need, the people and the AI's cost that follow from it."""

    paths: Mapping[str, Path]
    walk: Walk
    people: Staffed
    ai: AiCost

    @property
    def cost(self) -> float:
        """People and AI, with what soft rules that are exceeded are priced at."""
        return self.people.cost + self.ai.total


def staffed_choice(
    case: MigrationCase,
    demand: Demand,
    paths: Mapping[str, Path],
    limits: SolveLimits,
    *,
    whole_classes: bool = True,
    soft: Mapping[str, float] | None = None,
    settled: Settled | None = None,
) -> Choice:
    """Return a choice of paths walked and staffed.

    Parameters
    ----------
    case
        Posts, hiring and rules; under stress not those of the demand.
    demand
        What the stays of the paths ask.
    paths
        One for every queue.
    limits, whole_classes, soft, settled
        As for ``staffed``, which also tells what is raised.
    """
    walk, ai = walked(demand, paths), ai_cost_of(demand, paths)
    people = staffed(
        case,
        walk.need,
        limits,
        whole_classes=whole_classes,
        ai_by_phase=ai.by_phase,
        soft=soft,
        settled=settled,
    )
    return Choice(paths, walk, people, ai)
