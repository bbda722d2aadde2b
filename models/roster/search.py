"""The search: which stage when, and the proof beside it.

bound (volume) -> dive -> sweeps -> ruin and recreate, until the time is up, the planner says stop or the
bound proves that nothing better exists.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from models.limits import SolveLimits
from models.roster.compiler import compiled
from models.roster.dive import dived
from models.roster.evaluate import cost_of
from models.roster.polish import polished
from models.roster.problem import HARD, Found, RosterProblem
from models.roster.respond import Responder
from models.roster.standing import Standing
from models.roster.together import Together
from models.roster.volume import Ascent, no_prices
from models.roster.whole import whole_bound
from wfm.errors import PlanningError

OnProgress = Callable[[float, str, float | None, float | None], None]

SEED = 20260504
BOUND_SHARE, DIVE_SHARE = 0.2, 0.6
"""Parts of the time at which the bound ends, and the dives do."""


def solve_problem(
    problem: RosterProblem, limits: SolveLimits, on_progress: OnProgress | None = None
) -> Found:
    """Return the best roster found, with a bound no roster can be below.

    Parameters
    ----------
    problem
        People, offers and rules.
    limits
        CPU seconds, the gap (share of the cost) at which the search may end, and the wish to stop.
    on_progress
        Told (share done, what happens, best cost, bound) as the search goes on.

    Returns
    -------
    Found
        ``status`` is ``optimal`` when the bound proves it, ``feasible`` when the search ended at the gap
        or at its time, ``stopped`` when it was told to stop.

    Raises
    ------
    PlanningError
        If the hard rules leave somebody without any row, not even one of days off.
    """
    return _Search(problem, limits, on_progress).run()


class _Search:
    """One run: the best roster, the bound, the clock."""

    def __init__(self, problem: RosterProblem, limits: SolveLimits, on_progress: OnProgress | None) -> None:
        self.began = time.process_time()
        self.problem, self.limits, self._on_progress = problem, limits, on_progress
        self.rng = np.random.default_rng(SEED)
        self.together = Together(problem)
        self.responder = Responder(problem, compiled(problem))
        self.everyone = np.arange(len(problem.people))
        self.cost, self.bound = HARD, -HARD
        self.grid = np.full((len(problem.people), problem.days), -1, dtype=np.int64)
        self.own = np.zeros(len(problem.people))
        self.detail = ""

    @property
    def gone(self) -> float:
        """Return the share of the time that is gone."""
        return (time.process_time() - self.began) / max(self.limits.cpu_seconds, 1e-9)

    def is_over(self, share: float = 1.0) -> bool:
        """Return whether a stage that may use the time up to ``share`` has to end."""
        return self.limits.is_cancelled() or self.gone >= share or self.is_good_enough()

    def is_good_enough(self) -> bool:
        """Return whether the bound is as close to the cost as asked for."""
        return self.cost < HARD and self.cost - self.bound <= max(1e-6, self.limits.gap * abs(self.cost))

    def run(self) -> Found:
        """Run the stages and return what is known at the end."""
        self._nobody_is_stuck()
        self._construct()
        prices = self._ascend()
        while not self.is_over(DIVE_SHARE):
            self._dive(prices)
        self._polish()
        return self._found()

    def _say(self, detail: str) -> None:
        self.detail = detail
        if self._on_progress is not None:
            cost, bound = (x if math.isfinite(x) else None for x in (self.cost, self.bound))
            self._on_progress(min(1.0, self.gone), detail, cost, bound)

    def _take(self, standing: Standing) -> None:
        """Keep a roster if it is better than the best so far."""
        if standing.cost < self.cost - 1e-9:
            self.cost = standing.cost
            self.grid, self.own = standing.copy_rows()
            self._say(self.detail)

    def _raise_bound(self, bound: float) -> None:
        bound = whole_bound(self.problem, bound)
        if bound > self.bound:
            self.bound = bound
            self._say(self.detail)

    def _nobody_is_stuck(self) -> None:
        value, _ = self.responder.everyone(self.problem.cost, self.problem.off_cost)
        for person in np.flatnonzero(~np.isfinite(value)):
            name = self.problem.people[int(person)].name
            raise PlanningError(f"{name}: the hard rules leave no row at all, not even days off")
        self._raise_bound(float(value.sum()))

    def _construct(self) -> None:
        self.detail = "first roster"
        standing = Standing(self.responder, self.together)
        standing.fill(self.rng.permutation(self.everyone))
        self._sweep(standing)
        self._take(standing)

    def _sweep(self, standing: Standing) -> None:
        while not self.is_over() and standing.sweep(self.rng.permutation(self.everyone)):
            pass

    def _ascend(self) -> NDArray:
        self.detail = "bound"
        nobody = self.together.nothing()
        ascent = Ascent(
            self.responder, self.together, self.everyone, nobody, no_prices(self.together), self.cost
        )
        while not self.is_over(BOUND_SHARE):
            before = ascent.bound
            ascent.run(50, lambda: self.is_over(BOUND_SHARE))
            self._raise_bound(ascent.bound)
            if ascent.bound - before < 1e-4 * abs(ascent.bound):
                break
        return ascent.prices

    def _dive(self, prices: NDArray) -> None:
        self.detail = "dive"
        standing = Standing(self.responder, self.together)
        dived(standing, prices, self.rng.permutation(self.everyone), 15, lambda: self.is_over(DIVE_SHARE))
        self._sweep(standing)
        self._take(standing)

    def _polish(self) -> None:
        self.detail = "polish"
        standing = Standing(self.responder, self.together)
        standing.set_rows(self.grid, self.own)
        began = self.gone

        def progress() -> float:
            return 1.0 if self.is_over() else (self.gone - began) / (1.0 - began)

        polished(standing, self.rng, progress, lambda cost: None)
        self._take(standing)

    def _found(self) -> Found:
        cost = cost_of(self.problem, self.grid)
        if cost - self.bound <= 1e-6 * max(1.0, abs(cost)):
            status = "optimal"
        else:
            status = "stopped" if self.limits.is_cancelled() else "feasible"
        return Found(self.grid, cost, min(self.bound, cost), status, time.process_time() - self.began)
