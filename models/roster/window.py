"""A roster made better in a window of people and days, with everything outside it standing still."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models._highs import Program
from models.limits import SolveLimits
from models.roster.cells import cells_of
from models.roster.evaluate import cost_of
from models.roster.formulation import build, grid_of, is_impossible, start_of
from models.roster.problem import RosterProblem


def improved(
    problem: RosterProblem,
    grid: NDArray[np.int64],
    people: Sequence[int],
    days: Sequence[int],
    limits: SolveLimits,
) -> NDArray[np.int64]:
    """Return a roster that differs from ``grid`` in the window alone and costs less, or ``grid`` itself.

    Parameters
    ----------
    problem
        The whole problem.
    grid
        The roster in hand (people, days): offer numbers or OFF.
    people, days
        Who and when may change: numbers of people and of days.
    limits
        CPU seconds, building included; gap (share of the window's cost) at which it may end.

    Notes
    -----
    The compact model of the window's people alone. Their other days have one cell each, people outside
    count in what shifts and side rows leave over. The search starts from the roster in hand.
    """
    began = time.process_time()
    cells = cells_of(problem, grid, people, days)
    if not people or not len(days) or is_impossible(cells):
        return grid
    model = build(cells)
    program = Program(model)
    left = limits.with_seconds(limits.cpu_seconds - (time.process_time() - began))
    result = program.solve(left, start=start_of(model, program, grid))
    if not result.has_solution:
        return grid
    found = grid_of(model, result, grid)
    return found if cost_of(problem, found) < cost_of(problem, grid) else grid
