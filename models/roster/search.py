"""The search: which stage when, and the proof beside it.

    first roster      everybody in turn at the margin, then again while it helps     (standing)
    bound             volume steps, then column generation while it is quick         (volume, generation)
    dive              people fixed a few at a time, prices following                 (dive)
    put together      the solver picks one of the rows met for everyone              (columns)
    whole             tiny problems as one compact model, for the proof              (formulation)
    ruin and recreate for the rest, the solver once more in between                  (polish)

A roster is at hand from the first second on; the run ends when the bound proves it, at the gap asked for,
at its CPU seconds or at the planner's word. The same problem and limits take the same steps; only how many
of them fit the time differs.
"""

from __future__ import annotations

import math
import time

import numpy as np
from numpy.typing import NDArray

from models.limits import OnProgress, SolveLimits
from models.roster.columns import Master, Pool
from models.roster.compiler import compiled
from models.roster.dive import dived
from models.roster.evaluate import cost_of
from models.roster.formulation import solve_whole
from models.roster.generation import relaxed
from models.roster.money_unit import rounded_up, unit_of
from models.roster.polish import polished
from models.roster.problem import HARD, OFF, Found, RosterProblem
from models.roster.respond import Responder
from models.roster.standing import Standing
from models.roster.stuck import answering, refuse_the_stuck
from models.roster.together import Together
from models.roster.volume import Ascent, Prices, first_prices, no_prices

SEED = 20260504
VOLUME, BOUND, DIVE, OUT_OF_DIVE, FIRST_TOGETHER, WHOLE = 0.2, 0.3, 0.55, 0.6, 0.62, 0.8
FIRST_POLISH, TOGETHER, POLISH = 0.85, 0.88, 1.0
"""Share of the time gone at which each stage ends."""

STRIDE, SLOW, SLOW_LARGE = 50, 0.06, 0.005
"""Volume steps between looks, and the share of the bound that each look has to add for another."""

LARGE_CELLS = 50_000
"""People times offers from which column generation takes seconds a round, and volume steps pay for longer."""

A_TRY = 0.03
"""Share of the time for the solver to put together what the bound has met: often all a small crew needs."""

WHOLE_CELLS = 1_000
"""People times offers up to which the compact model is tried for the proof."""

ROWS_FOR_SOLVER, PEOPLE_FOR_SOLVER = 40, 150
"""Rows of each person the solver may choose from, and people up to which it is asked at all."""


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


def improved_again(problem: RosterProblem, found: Found, limits: SolveLimits) -> NDArray[np.int64]:
    """Return a roster that costs no more than the one found: ruin and recreate from there, no bound.

    Parameters
    ----------
    problem
        People, offers and rules, with other prices than those of ``found``.
    found
        A roster of it, and the prices of the relaxation it was found with.
    limits
        CPU seconds, and the wish to stop.
    """
    before = cost_of(problem, found.grid)
    if before == HARD or not len(found.grid):
        return found.grid
    search = _Search(problem, limits, None)
    search.take_grid(found.grid)
    search.polish(POLISH, None, Prices(*found.prices) if found.prices is not None else None)
    return search.grid if cost_of(problem, search.grid) < before else found.grid


class _Search:
    """One run: the best roster, the bound, the rows met, the clock."""

    def __init__(self, problem: RosterProblem, limits: SolveLimits, on_progress: OnProgress | None) -> None:
        self.began = time.process_time()
        self.problem, self.limits, self._on_progress = problem, limits, on_progress
        self.rng = np.random.default_rng(SEED)
        self.everyone = np.arange(len(problem.people))
        self.together, self.unit = Together(problem), unit_of(problem)
        self.cost, self.bound, self.detail = HARD, -HARD, "rules"
        self.grid = np.full((len(problem.people), problem.days), OFF, dtype=np.int64)
        self.own = np.zeros(len(problem.people))
        self.pool = Pool(len(problem.people))
        exact = Responder(problem, compiled(problem))
        refuse_the_stuck(exact)
        self.proving, self.responder = exact, answering(exact)
        is_exact = self.proving is self.responder and not any(group.loose for group in exact.groups)
        self.on_rows = self.pool.add_some if is_exact else None

    @property
    def gone(self) -> float:
        """Return the share of the time that is gone."""
        return (time.process_time() - self.began) / max(self.limits.cpu_seconds, 1e-9)

    def left_until(self, share: float) -> SolveLimits:
        """Return the limits of a stage that ends when ``share`` of the time is gone."""
        return self.limits.with_seconds((share - self.gone) * self.limits.cpu_seconds)

    def is_over(self, share: float = 1.0) -> bool:
        """Return whether a stage that may use the time up to ``share`` has to end."""
        return self.limits.is_cancelled() or self.gone >= share or self._is_good_enough()

    def _is_good_enough(self) -> bool:
        return self.cost < HARD and self.cost - self.bound <= max(1e-6, self.limits.gap * abs(self.cost))

    def run(self) -> Found:
        """Run the stages and return what is known at the end."""
        self._construct()
        known = None
        if len(self.everyone):
            prices = self._ascend()
            known = prices.cover, prices.rows
            self._put_together(prices, self.gone + A_TRY)
            dived_to = self._dive(prices)
            self._put_together(prices, FIRST_TOGETHER)
            if self.problem.cost.size <= WHOLE_CELLS:
                self._whole()
            self.polish(FIRST_POLISH, dived_to, prices)
            self._put_together(prices, TOGETHER)
            self.polish(POLISH, None, prices)
        cost = cost_of(self.problem, self.grid)
        if not len(self.everyone):
            self.bound = cost
        is_proven = cost - self.bound <= 1e-6 * max(1.0, abs(cost))
        status = "optimal" if is_proven else "stopped" if self.limits.is_cancelled() else "feasible"
        return Found(self.grid, cost, min(self.bound, cost), status, time.process_time() - self.began, known)

    def _say(self, detail: str = "") -> None:
        self.detail = detail or self.detail
        if self._on_progress is not None:
            cost, bound = (x if math.isfinite(x) else None for x in (self.cost, self.bound))
            self._on_progress(min(1.0, self.gone), self.detail, cost, bound)

    def _take(self, standing: Standing) -> None:
        """Keep a roster if it is better than the best so far."""
        if standing.cost < self.cost - 1e-9:
            self.cost = standing.cost
            self.grid, self.own = standing.copy_rows()
            self.pool.add_grid(self.grid, self.own)
            self._say()

    def _raise_bound(self, bound: float) -> None:
        bound = rounded_up(bound, self.unit)
        if bound > self.bound:
            self.bound = bound
            self._say()

    def _at_best(self) -> Standing:
        standing = Standing(self.responder, self.together)
        standing.set_rows(self.grid, self.own)
        return standing

    def _construct(self) -> None:
        self._say("first roster")
        standing = Standing(self.responder, self.together)
        standing.fill(self._most_bound_first())
        self._take(standing)
        self._sweep(standing)

    def _most_bound_first(self) -> NDArray[np.int64]:
        """Return everybody, those first who have a day on which they must work: few shifts fit a booking."""
        dearest = np.where(self.problem.off_cost == HARD, 0.0, self.problem.off_cost).max(axis=1, initial=0.0)
        order = self.rng.permutation(self.everyone)
        return order[np.argsort(-dearest[order], kind="stable")]

    def _sweep(self, standing: Standing) -> None:
        while not self.is_over() and standing.sweep(self.rng.permutation(self.everyone)):
            self._take(standing)
        self._take(standing)

    def _ascend(self) -> Prices:
        self._say("bound")
        empty = Standing(self.responder, self.together)
        pool = self.pool if self.on_rows else Pool(len(self.everyone))
        ascent = Ascent(
            self.proving, self.together, self.everyone, empty.count, no_prices(self.together), self.cost,
            pool.add_some,
        )  # fmt: skip
        first_prices(ascent)
        self._raise_bound(ascent.bound)
        slow = SLOW if self.problem.cost.size < LARGE_CELLS else SLOW_LARGE
        while not self.is_over(VOLUME):
            before = ascent.bound
            ascent.run(STRIDE, lambda: self.is_over(VOLUME))
            self._raise_bound(ascent.bound)
            if ascent.bound - before < slow * abs(ascent.bound):
                break
        relaxed(
            ascent, empty, pool, self.left_until(BOUND), lambda: self.is_over(BOUND),
            lambda: self._raise_bound(ascent.bound), pool.add_grid(self.grid, self.own),
        )  # fmt: skip
        self._raise_bound(ascent.bound)
        return ascent.prices

    def _dive(self, prices: Prices) -> Standing:
        """Return the roster of a dive, or the best one where there is no time for it."""
        if self.is_over(DIVE):
            return self._at_best()
        self._say("dive")
        standing, order = Standing(self.responder, self.together), self.rng.permutation(self.everyone)
        seconds = self.left_until(DIVE).cpu_seconds
        dived(standing, prices, order, seconds, lambda: self.is_over(OUT_OF_DIVE), self.on_rows)
        self._sweep(standing)
        return standing

    def polish(self, share: float, standing: Standing | None = None, prices: Prices | None = None) -> None:
        """Ruin and recreate from a roster, or from the best one, until a share of the time is gone."""
        if self.is_over(share):
            return
        standing = standing or self._at_best()
        self._say("polish")
        began = self.gone

        def progress() -> float:
            return 1.0 if self.is_over(share) else (self.gone - began) / (share - began)

        polished(standing, self.rng, progress, lambda: self._take(standing), prices)
        self._take(standing)

    def _whole(self) -> None:
        if not self.is_over(WHOLE):
            self._say("whole")
            found = solve_whole(self.problem, self.left_until(WHOLE))
            if found.cost < self.cost - 1e-9:
                self.take_grid(found.grid)
            self._raise_bound(found.bound)

    def take_grid(self, grid: np.ndarray) -> None:
        """Take over a roster found elsewhere, with the rows' own costs by the judge."""
        standing = Standing(self.responder, self.together)
        standing.set_rows(grid, standing.judged(grid))
        self._take(standing)

    def _put_together(self, prices: Prices, share: float) -> None:
        if self.is_over(share) or len(self.everyone) > PEOPLE_FOR_SOLVER:
            return
        self._say("put together")
        best = self.pool.add_grid(self.grid, self.own)
        near = self.pool.nearest(prices, self.together, self.everyone.tolist(), ROWS_FOR_SOLVER)
        chosen = sorted({*near, *best})
        master = Master(self.pool, self.together, chosen, self.everyone.tolist(), self.together.nothing())
        found = master.whole(self.left_until(share), best)
        if found is not None and found[0] < self.cost - 1e-6:
            standing = Standing(self.responder, self.together)
            for person, number in found[1].items():
                standing.put_in(person, self.pool.row[number], self.pool.own[number])
            self._sweep(standing)
