"""After the search: windows, and for small groups the whole model with its proof."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.limits import OnProgress, SolveLimits
from models.roster.evaluate import cost_of
from models.roster.formulation import solve_whole
from models.roster.from_plan import Group
from models.roster.problem import HARD, Found, RosterProblem
from models.roster.search import improved_again
from models.roster.sweep import swept

WHOLE_CELLS = 6000
"""Cells (person, offer) up to which the whole model is worth its time: a dozen people and four weeks."""

SWEEP_SHARE = 0.4
"""Part of the time for windows where the whole model follows."""


def closed(
    problem: RosterProblem, found: Found, limits: SolveLimits, allowed: float, listen: OnProgress
) -> Found:
    """Return a roster that costs no more than the one found, and a bound no lower.

    Parameters
    ----------
    problem
        The problem.
    found
        The roster of the search, and its bound.
    limits
        CPU seconds for this stage.
    allowed
        Difference of cost and bound (currency) at which it may end.
    listen
        Told the share done, what happens, cost and bound.
    """
    began = time.process_time()
    if found.cost == HARD or found.cost - found.bound <= allowed:
        return found

    def left() -> float:
        return limits.cpu_seconds - (time.process_time() - began)

    def tell(cost: float) -> None:
        listen(1 - left() / max(limits.cpu_seconds, 1e-9), "windows", cost, found.bound)

    is_small = int((problem.cost != HARD).sum()) <= WHOLE_CELLS
    first = limits.with_seconds(limits.cpu_seconds * (SWEEP_SHARE if is_small else 1.0))
    best = _as_found(problem, found, swept(problem, found.grid, first, tell, found.bound + allowed))
    if is_small and best.cost - best.bound > allowed and left() > 0 and not limits.is_cancelled():
        gap = min(1.0, max(0.0, allowed) / max(abs(best.cost), 1e-9))
        whole = solve_whole(problem, replace(limits, cpu_seconds=left(), gap=gap), best.grid)
        bound = max(best.bound, whole.bound)
        best = replace(whole if whole.cost < best.cost else best, bound=bound, prices=found.prices)
    return replace(
        best, bound=min(best.bound, best.cost), seconds=found.seconds + time.process_time() - began
    )


def met_again(groups: Sequence[Group], found: Sequence[Found], limits: SolveLimits) -> list[Found]:
    """Return rosters of the same groups that cost no more at the prices they have now.

    Parameters
    ----------
    groups
        Roster problems whose prices have changed since ``found``.
    found
        A roster of each; what comes back has other grids and nothing else new.
    limits
        CPU seconds for all of them, shared by size.
    """
    began = time.process_time()
    sizes = [each.grid.size + 1 for each in found]
    again = []
    for n, (group, each) in enumerate(zip(groups, found, strict=True)):
        share = limits.cpu_seconds - (time.process_time() - began)
        left = limits.with_seconds(share * sizes[n] / sum(sizes[n:]))
        again.append(replace(each, grid=improved_again(group.problem, each, left)))
    return again


def _as_found(problem: RosterProblem, found: Found, grid: NDArray[np.int64]) -> Found:
    return found if grid is found.grid else replace(found, grid=grid, cost=cost_of(problem, grid))
