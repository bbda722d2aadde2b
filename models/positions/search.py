"""Find a grid of positions in which every rule holds, with as few positions as can be found."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

from models.positions.breaches import breaches
from models.positions.crew import OFF, Crew
from models.positions.exchange import Window, exchange_cost, window_of

STRETCH_DAYS = (1, 2, 3, 4, 5, 7, 14)
"""Lengths of the stretches that change hands; beside them everything from a day to the end."""

ROWS_AT_ONCE = 120
"""Most positions in one assignment: its work grows with the cube."""

PATIENCE = 8
"""Sweeps without progress after which these positions are too few."""

SEARCH_NOISE = 0.15
"""Noise on costs while rules are broken (single days off): it breaks ties and leaves dead ends."""

BARELY = 0.01
"""Weight of preferences after a sweep without progress, so that they stand in no rule's way."""

POLISH_NOISE = tuple(np.geomspace(0.6, 0.05, 8))
"""Noise of the sweeps for preferences, cooling."""


def dealt_out(crew: Crew, positions: int, rng: np.random.Generator) -> np.ndarray:
    """Return a first grid: each day's shifts in turn to the positions for which they cost least so far.

    Parameters
    ----------
    crew
        Shifts and rules.
    positions
        Rows of the grid: no fewer than the shifts of the busiest day.
    rng
        Source of the noise; the same seed gives the same grid.
    """
    grid = np.full((positions, crew.days), OFF)
    for day in range(crew.days):
        shifts = np.flatnonzero(crew.shifts.day == day)
        stretches = np.full_like(grid, OFF)
        stretches[: len(shifts), day] = shifts
        _take(Window(crew, grid, stretches, day, day + 1), grid, rng, SEARCH_NOISE, 1.0)
    return grid


def repaired(crew: Crew, grid: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return a grid of the same positions that breaks fewer rules, at best none."""
    fewest, without_progress = breaches(crew, grid), 0
    while fewest and without_progress < PATIENCE:
        grid = _swept(crew, grid, rng, SEARCH_NOISE, BARELY if without_progress else 1.0)
        found = breaches(crew, grid)
        without_progress = 0 if found < fewest else without_progress + 1
        fewest = min(found, fewest)
    return grid


def with_rows(grid: np.ndarray, positions: int) -> np.ndarray:
    """Return the grid with positions added, all off, up to ``positions``."""
    return np.pad(grid, ((0, max(0, positions - len(grid))), (0, 0)), constant_values=OFF)


def polished(crew: Crew, grid: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return a grid of the same positions with better days off, rules kept."""
    for noise in POLISH_NOISE:
        candidate = _swept(crew, grid, rng, noise, 1.0)
        if breaches(crew, candidate) == 0:
            grid = candidate
    return grid


def _swept(
    crew: Crew, grid: np.ndarray, rng: np.random.Generator, noise: float, preference: float
) -> np.ndarray:
    """Exchange the stretches of every window once, in random order."""
    if len(grid) < 2:
        return grid
    grid = grid.copy()
    windows = [(first, first + days) for days in STRETCH_DAYS for first in range(crew.days - days + 1)] + [
        (first, crew.days) for first in range(1, crew.days)
    ]
    parts = -(-len(grid) // ROWS_AT_ONCE)
    for place in rng.permutation(len(windows)):
        for rows in np.array_split(rng.permutation(len(grid)), parts):
            part = grid[rows]
            _take(window_of(crew, part, *windows[place]), part, rng, noise, preference)
            grid[rows] = part
    return grid


def _take(
    window: Window, grid: np.ndarray, rng: np.random.Generator, noise: float, preference: float
) -> None:
    """Write into ``grid`` the stretches in the order of least total cost, noise included."""
    cost = exchange_cost(window, preference)
    cost += noise * rng.gumbel(size=cost.shape)
    rows, columns = linear_sum_assignment(cost)
    days = slice(window.first, window.stop)
    grid[rows, days] = window.stretches[columns, days]
