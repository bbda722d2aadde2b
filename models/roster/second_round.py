"""Rosters made better in place, once prices have changed: after leaders have their months."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.limits import SolveLimits
from models.roster.compiler import compiled
from models.roster.evaluate import cost_of, row_cost
from models.roster.from_plan import Group
from models.roster.polish import polished
from models.roster.problem import HARD, RosterProblem
from models.roster.respond import Responder
from models.roster.standing import Standing
from models.roster.together import Together

SEED = 56
"""The same plan gives the same roster."""


def met_again(
    groups: Sequence[Group], grids: Sequence[NDArray[np.int64]], limits: SolveLimits
) -> list[NDArray[np.int64]]:
    """Return rosters of the same groups that cost no more at the prices they have now.

    Parameters
    ----------
    groups
        Roster problems whose prices have changed since ``grids`` were found.
    grids
        A roster of each.
    limits
        CPU seconds for all of them, shared by size.
    """
    sizes = [grid.size for grid in grids]
    found = []
    for n, (group, grid) in enumerate(zip(groups, grids, strict=True)):
        began = time.process_time()
        share = limits.cpu_seconds * sizes[n] / max(1, sum(sizes[n:]))
        found.append(_better(group.problem, grid, limits.with_seconds(share)))
        limits = limits.with_seconds(limits.cpu_seconds - (time.process_time() - began))
    return found


def _better(problem: RosterProblem, grid: NDArray[np.int64], limits: SolveLimits) -> NDArray[np.int64]:
    if not len(problem.offers.day) or not grid.size or cost_of(problem, grid) == HARD:
        return grid
    began = time.process_time()
    standing = Standing(Responder(problem, compiled(problem)), Together(problem))
    own = np.array([row_cost(problem, p, row) for p, row in enumerate(grid)])
    standing.set_rows(grid, own)

    def progress() -> float:
        if limits.is_cancelled():
            return 1.0
        return (time.process_time() - began) / max(limits.cpu_seconds, 1e-9)

    polished(standing, np.random.default_rng(SEED), progress, lambda cost: None)
    return standing.grid if cost_of(problem, standing.grid) < cost_of(problem, grid) else grid
