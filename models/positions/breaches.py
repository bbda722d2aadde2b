"""How many rules a grid breaks: counted whole, where ``exchange`` counts only what a swap can change."""

from __future__ import annotations

import numpy as np

from models.positions.crew import OFF, Crew
from models.positions.weekly_rest import missing


def breaches(crew: Crew, grid: np.ndarray) -> int:
    """Return how often the grid breaks a rule; 0 means that every position can work its row."""
    is_on = grid != OFF
    of_days = _runs(crew, is_on) + _weeks(crew, grid, is_on) + _weekends(crew, is_on)
    return int(of_days + _rest(crew, grid) + missing(crew, grid))


def _runs(crew: Crew, is_on: np.ndarray) -> int:
    days = crew.patterns.signs[:, crew.patterns.is_rule]
    return int((is_on.astype(float) @ days == days.sum(axis=0)).sum())


def _weeks(crew: Crew, grid: np.ndarray, is_on: np.ndarray) -> int:
    total = 0.0
    for days in crew.weeks:
        paid = crew.shifts.paid[grid[:, days]].sum(axis=1)
        total += np.maximum(0, is_on[:, days].sum(axis=1) - crew.shifts_per_week).sum()
        total += np.ceil(np.maximum(0.0, paid - crew.week_minutes) / crew.longest_minutes).sum()
    return int(total)


def _weekends(crew: Crew, is_on: np.ndarray) -> int:
    total = 0
    for cycle in crew.cycles:
        worked = sum(is_on[:, crew.weekends[number]].any(axis=1).astype(int) for number in cycle)
        total += np.maximum(0, worked - crew.weekends_worked).sum()
    return int(total)


def _rest(crew: Crew, grid: np.ndarray) -> int:
    """Compare each shift with the latest end of all before it in its row."""
    ends = np.maximum.accumulate(crew.shifts.end[grid], axis=1)
    return int((crew.shifts.start[grid][:, 1:] < ends[:, :-1] + crew.rest_minutes).sum())
