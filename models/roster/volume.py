"""The proven bound: prices of cover and side rows at which everybody's best rows cost as much as possible.

Let D_r people be needed of offer r, u_r and o_r the prices of one short and one spare, and x a roster. For
prices pi with -o <= pi <= u, and mu >= 0 with the sum of mu over the rows of an excess at most its price,

    L(pi, mu) = sum_r D_r pi_r - sum_i b_i mu_i + sum_p J_p(q),   q_pr = c_pr - pi_r + sum_i mu_i a_ipr

is below the cost of every roster: a short or spare person costs at least pi_r times the difference, an
excess at least mu_i times the row's, and nobody's row is cheaper than J_p, the best response.

L is raised by the volume algorithm: steps along a running average v of the subgradients D - cover(x), from
the best prices so far; the average of the best rows approaches a solution of the linear relaxation, so v
dies out where plain subgradients would jump about. A step has length f (T - L) / |v|^2. The target T stays
3 % above the bound: a target fixed at the start would cap it.

Source: Barahona and Anbil (2000), Math. Program. 87(3), the volume algorithm.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.roster.problem import HARD, RosterProblem
from models.roster.respond import Responder
from models.roster.together import Count, Together

Whole = NDArray[np.int64]
Money = NDArray[np.float64]

LEAST_TARGET = 0.03
AVERAGE = 0.1
FACTOR = 0.1
PATIENCE = 10
"""Steps without a better bound after which the step is made shorter."""


SHARES = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
"""Of the price of a person short, tried as first prices."""


@dataclass(frozen=True, eq=False)
class Prices:
    """Dual prices: of one more person needed per offer, and of one unit less room per side row."""

    cover: Money
    rows: Money


class Ascent:
    """Prices for some people, everyone else's rows fixed; ``bound`` covers those people and all cover.

    ``bound`` is below the cost of every roster of these people that keeps the fixed rows, their own
    costs not counted.
    """

    def __init__(
        self,
        responder: Responder,
        together: Together,
        people: Whole,
        fixed: Count,
        prices: Prices,
        upper: float = -HARD,
        on_rows: Callable[[Whole, Whole, Money], None] | None = None,
    ) -> None:
        self.problem: RosterProblem = responder.problem
        self.responder, self.together = responder, together
        self.people, self._on_rows = people, on_rows
        self.need = self.problem.offers.need - fixed.there
        self.room = together.most - fixed.sums
        self._low = -together.over
        self._high = np.where(together.is_closed_when_full & (self.need <= 0), self._low, together.under)
        self.prices, self.bound = self._projected(prices), -HARD
        self.grid: Whole = np.full((len(people), self.problem.days), -1, dtype=np.int64)
        self._upper, self._target = upper, -HARD
        self._factor, self._average, self._stalled = FACTOR, AVERAGE, 0
        self._slope: Money | None = None

    def run(self, steps: int, is_over: Callable[[], bool] = lambda: False) -> None:
        """Take up to so many steps; the bound never falls."""
        for _ in range(steps):
            if is_over():
                return
            self.step()

    def step(self) -> None:
        """Take one step from the best prices along the averaged subgradient."""
        if self._slope is None:
            self.bound, self.grid, self._slope = self._answer(self.prices)
            self._aim()
            return
        self._aim()
        slope = self._inside(self._slope)
        length = float(slope @ slope)
        if length < 1e-9:
            self._slope = self._answer(self.prices)[2]
            self._factor *= 0.5
            return
        step = self._factor * (self._target - self.bound) / length
        many = len(self.prices.cover)
        cover, rows = self.prices.cover + step * slope[:many], self.prices.rows + step * slope[many:]
        tried = self._projected(Prices(cover, rows))
        bound, grid, gradient = self._answer(tried)
        self._averaged(gradient)
        if bound > self.bound:
            self._factor = min(2.0, self._factor * (1.1 if float(slope @ gradient) >= 0 else 1.0))
            self.bound, self.prices, self.grid, self._stalled = bound, tried, grid, 0
            return
        self._stalled += 1
        if self._stalled % PATIENCE == 0:
            self._factor = max(1e-4, self._factor * 0.66)
        if self._stalled % (10 * PATIENCE) == 0:
            self._average = max(0.005, self._average / 2)

    def _aim(self) -> None:
        """Set the target half way to the best roster known, or a little above the bound if that is more."""
        margin = LEAST_TARGET * max(1.0, abs(self.bound))
        if self.bound > self._target - margin / 2:
            half_way = (self.bound + self._upper) / 2 if np.isfinite(self._upper) else -HARD
            self._target = max(self.bound + margin, half_way if self._target == -HARD else -HARD)

    def try_prices(self, prices: Prices) -> float:
        """Return the bound at other prices; keep them if it is better."""
        inside = self._projected(prices)
        bound, grid, gradient = self._answer(inside)
        if bound > self.bound or self._slope is None:
            self.bound, self.prices, self.grid, self._slope = bound, inside, grid, gradient
        return bound

    def _averaged(self, gradient: Money) -> None:
        """Mix the new subgradient in by the share that makes the average shortest, within limits."""
        assert self._slope is not None
        apart = gradient - self._slope
        length = float(apart @ apart)
        best = -float(self._slope @ apart) / length if length > 0 else self._average
        share = min(self._average, max(self._average / 10, best))
        self._slope = self._slope + share * apart

    def _answer(self, prices: Prices) -> tuple[float, Whole, Money]:
        """Return L, everybody's best rows and the subgradient at these prices."""
        problem, people = self.problem, self.people
        crew = self.together.priced(people, prices.cover, prices.rows)
        value, grid = self.responder.among(people, problem.cost[people] + crew, problem.off_cost[people])
        if self._on_rows is not None:
            padded = np.append(crew, np.zeros((len(people), 1)), axis=1)
            self._on_rows(people, grid, value - np.take_along_axis(padded, grid, axis=1).sum(axis=1))
        bound = float(self.need @ prices.cover - self.room @ prices.rows + value.sum())
        count = self.together.of_grid(grid, people)
        return bound, grid, np.concatenate([self.need - count.there, count.sums - self.room])

    def _inside(self, slope: Money) -> Money:
        """Return the slope without the parts that point out of the box."""
        many = len(self.prices.cover)
        cover = slope[:many].copy()
        cover[(cover > 0) & (self.prices.cover >= self._high)] = 0.0
        cover[(cover < 0) & (self.prices.cover <= self._low)] = 0.0
        rows = slope[many:].copy()
        rows[(rows < 0) & (self.prices.rows <= 0)] = 0.0
        return np.concatenate([cover, rows])

    def _projected(self, prices: Prices) -> Prices:
        """Return the prices inside their box; rows of one excess share its price."""
        rows = np.maximum(prices.rows, 0.0)
        if len(rows):
            excess = self.together.excess
            total = np.bincount(excess, rows, minlength=len(self.together.price))
            with np.errstate(divide="ignore", invalid="ignore"):
                share = np.where(total > self.together.price, self.together.price / total, 1.0)
            rows = rows * share[excess]
        return Prices(np.clip(prices.cover, self._low, self._high), rows)


def no_prices(together: Together) -> Prices:
    """Return prices of nought."""
    return Prices(np.zeros(together.many), np.zeros(len(together.most)))


def first_prices(ascent: Ascent) -> None:
    """Start an ascent from the best of a few shares of what a person short costs."""
    together = ascent.together
    for share in SHARES:
        ascent.try_prices(Prices(share * together.under, np.zeros(len(together.most))))
