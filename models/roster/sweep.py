"""Window after window: a roster made better by the compact model, part by part, while there is time.

    shape    people                  days
    =====    ======================  ==========================
    days     all, or as many as fit  a few in a row
    weeks    some                    a week, from any day
    months   a few                   all

Each shape frees about as many cells as the solver settles within seconds. All are tried; then the next one
is drawn by what each has lately won per second, so that a shape that has nothing left to win costs little.

Source: relaxation induced by place, a large neighbourhood search: Shaw (1998), CP 1998, LNCS 1520.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.limits import SolveLimits
from models.roster.evaluate import cost_of
from models.roster.problem import HARD, RosterProblem
from models.roster.window import improved
from wfm.units import DAYS_PER_WEEK

SEED = 1998
"""The same plan gives the same roster, as far as processor time is the same."""

CELLS = 3000
"""Cells (person, offer) that one window frees: more take the solver minutes, fewer win little."""

WINDOW_SECONDS = 8.0
"""CPU seconds of one window at most."""

GAP = 5e-4
"""Share of a window's cost at which it is good enough."""

PATIENCE = 24
"""Windows in turn without a gain, after which the roster is as good as windows make it."""

MEMORY = 0.7
"""Weight of what a shape won before against what it won last."""

BY_CHANCE = 0.2
"""Share of windows whose shape is drawn evenly."""

FEW_DAYS = 4
"""Days of a window of everybody, where so many cells fit."""


@dataclass(frozen=True)
class Shape:
    """How many people and days a window frees."""

    people: int
    days: int


def swept(
    problem: RosterProblem,
    grid: NDArray[np.int64],
    limits: SolveLimits,
    on_better: Callable[[float], None] = lambda cost: None,
    enough: float = -HARD,
) -> NDArray[np.int64]:
    """Return a roster that costs no more, found in windows of ``grid``.

    Parameters
    ----------
    problem
        The whole problem.
    grid
        The roster in hand (people, days): offer numbers or OFF; no hard rule broken.
    limits
        CPU seconds, and the planner's wish to stop.
    on_better
        Told the cost of every better roster.
    enough
        Cost at which it may end.
    """
    began = time.process_time()
    cost = cost_of(problem, grid)
    if cost == HARD or not len(problem.offers.day):
        return grid
    rng = np.random.default_rng(SEED)
    shapes, turns = shapes_of(problem), _Turns(problem, rng)
    won = [HARD] * len(shapes)
    in_vain = 0
    while in_vain < PATIENCE and cost > enough and not limits.is_cancelled():
        left = limits.cpu_seconds - (time.process_time() - began)
        if left <= 0:
            break
        n = _drawn(won, rng)
        people, days = turns.placed(shapes[n])
        started = time.process_time()
        allowance = SolveLimits(min(WINDOW_SECONDS, left), GAP, limits.is_cancelled)
        grid = improved(problem, grid, people, days, allowance)
        now = cost_of(problem, grid)
        rate = (cost - now) / max(1e-3, time.process_time() - started)
        won[n] = rate if won[n] == HARD else MEMORY * won[n] + (1 - MEMORY) * rate
        in_vain = 0 if now < cost else in_vain + 1
        if now < cost:
            on_better(now)
        cost = now
    return grid


def shapes_of(problem: RosterProblem) -> list[Shape]:
    """Return the shapes of windows of a problem, each of about ``CELLS`` cells."""
    people, days = len(problem.people), problem.days
    cells = max(1.0, float((problem.cost != HARD).sum()) / (people * days))
    each_day = CELLS / cells
    everybody = min(people, max(1, int(each_day / FEW_DAYS)))
    wide = Shape(everybody, min(days, max(2, int(each_day / everybody))))
    week = Shape(min(people, max(2, int(each_day / DAYS_PER_WEEK))), min(days, DAYS_PER_WEEK))
    month = Shape(min(people, max(2, int(each_day / days / 2))), days)
    return list(dict.fromkeys((wide, week, month)))


def _drawn(won: Sequence[float], rng: np.random.Generator) -> int:
    """Draw a shape: untried ones first, then by what each wins per second, now and then any."""
    if HARD in won:
        return list(won).index(HARD)
    total = sum(won)
    if total <= 0 or rng.random() < BY_CHANCE:
        return int(rng.integers(len(won)))
    return int(rng.choice(len(won), p=np.array(won) / total))


class _Turns:
    """Whose and which turn it is: who and what was longest in no window comes first."""

    def __init__(self, problem: RosterProblem, rng: np.random.Generator) -> None:
        self._people = rng.random(len(problem.people))
        self._days = rng.random(problem.days)
        self._rng = rng
        self._now = 1.0

    def placed(self, shape: Shape) -> tuple[list[int], range]:
        """Return the people and days of the next window of a shape."""
        self._now += 1.0
        people = np.argsort(self._people)[: shape.people]
        self._people[people] = self._now + self._rng.random(len(people))
        waited = np.convolve(self._days, np.ones(shape.days), "valid")
        first = int(np.argmin(waited))
        days = range(first, first + shape.days)
        self._days[days.start : days.stop] = self._now + self._rng.random(shape.days)
        return sorted(int(p) for p in people), days
