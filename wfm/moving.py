"""One queue of a migration moved by hand: which moves it has, what each costs, and why others cannot be."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from wfm.errors import PlanningError
from wfm.migrating import MigrationResult, prices_of, solved
from wfm.migration.alternative import (
    Alternative,
    begun,
    begun_words,
    moves_of,
    path_named,
    path_with,
    shifted,
    shifted_words,
    start_of,
    table_of,
    why_not_shifted,
)
from wfm.migration.paths import Path
from wfm.migration.way import Way, way_of
from wfm.planning import PlanOptions, ProgressListener

if TYPE_CHECKING:
    import models.migration


def moved(
    result: MigrationResult,
    queue: str,
    ways: str,
    options: PlanOptions,
    on_progress: ProgressListener | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> MigrationResult:
    """Return the migration with one queue on another of its paths, the others kept.

    Parameters
    ----------
    result
        The migration.
    queue, ways
        The queue, and the way of each phase as ``Alternative.ways`` has it.
    options, on_progress, is_cancelled
        As for ``migrate``.

    Notes
    -----
    What no plan can cost less than is still that of the search: the gap of the plan is told against it.

    Raises
    ------
    PlanningError
        If the rules allow no such path.
    NoPlanError
        If it was stopped before there was a plan.
    """
    started, chosen = time.process_time(), prices_of(result).paths
    path = path_named(result.prepared.paths[queue], ways)
    if path is None:
        raise PlanningError(f"the rules of {queue} do not allow the modes {ways}, phase by phase")
    kept = {
        name: replace(result.prepared.paths[name], paths=(each,))
        for name, each in (chosen | {queue: path}).items()
    }
    narrow = replace(result.prepared, paths=kept)
    plan = solved(narrow, options, on_progress or (lambda _: None), is_cancelled)
    proof, bound = plan.proof, min(result.plan.proof.bound, plan.proof.cost)
    gap = (proof.cost - bound) / proof.staffing_cost if proof.staffing_cost > 0 else 0.0
    status = "optimal" if gap <= options.gap else "feasible"
    plan = replace(plan, proof=replace(proof, bound=bound, gap=gap, status=status))
    return replace(result, plan=plan, cpu_seconds=time.process_time() - started)


def slip(result: MigrationResult, queue: str, phases: int) -> Alternative | None:
    """Return what it costs to move a queue so many phases later (earlier below 0); None: no path does so.

    The rules that the move breaks are told as its ``breaches``.
    """
    prices = prices_of(result)
    path = shifted(result.prepared.paths[queue], prices.paths[queue], phases)
    if path is None:
        return None
    return prices.outcome(queue, path, shifted_words(phases))


def moves_priced(result: MigrationResult, queue: str) -> pd.DataFrame:
    """Return what each move of a queue that stays would cost, begun as soon as it can (``ALTERNATIVES``)."""
    prices, paths = prices_of(result), result.prepared.paths[queue]
    first: dict[Way, int] = {}
    for (phase, way), *more in filter(None, map(moves_of, paths.paths)):
        if not more:
            first[way] = min(phase, first.get(way, phase))
    found = [begin(prices, queue, way, phase) for way, phase in first.items()]
    return table_of([each for each in found if each], result.prepared.case.policy.settings.currency)


def why_not_slipped(result: MigrationResult, queue: str, phases: int) -> str:
    """Return why no path of a queue moves so many phases later (earlier below 0)."""
    return why_not_shifted(result.prepared.paths[queue], path_of(result, queue), phases)


def next_ways(result: MigrationResult, queue: str) -> list[Way]:
    """Return the ways that a queue may enter from where it starts; none where it may not move at all."""
    start = start_of(result.prepared.paths[queue])
    return [after for before, after in result.prepared.freedoms[queue].moves if before == start]


def begin(prices: models.migration.Prices, queue: str, way: Way, phase: int) -> Alternative | None:
    """Return what it costs that a queue leaves its start way in a phase (from 0); None: no path does so.

    As for :func:`slip`, rules that it breaks are told.
    """
    path = begun(prices.prepared.paths[queue], way, phase)
    return None if path is None else prices.outcome(queue, path, begun_words(way, phase))


def path_of(result: MigrationResult, queue: str) -> Path:
    """Return the path that the plan takes with a queue.

    Raises
    ------
    PlanningError
        If its case does not offer that path.
    """
    stays = result.plan.stays
    ways = stays[stays["queue"] == queue].sort_values("phase")["way"]
    path = path_with(result.prepared.paths[queue], tuple(map(way_of, ways)))
    if path is None:
        raise PlanningError(f"the plan takes a path of {queue} that its case does not offer")
    return path
