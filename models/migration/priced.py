"""A linear model of many columns and few rows, with those columns in the solver that its prices ask for.

    minimise    cost x + sum_c theta_c   subject to rows of x, and cuts  rise x + theta_c >= low

Of thousands of paths a few hundred ever matter. The others are priced after every solve with the prices it
gave (Gilmore and Gomory 1961): where none would lower the objective, the optimum is that of all columns.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, hstack

from models._highs import ArrayProgram
from models.limits import SolveLimits

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

ADDED_MOST = 60
"""Columns that come in at a time."""

WORTH_IT = 1e-8
"""Part of the objective that a unit of a column must save to come in."""

IDLE_ROUNDS, IDLE_MOST = 20, 30
"""Cuts that did not bind for so many rounds are dropped, once there are so many of them."""

BINDS = 1e-9


@dataclass(frozen=True, eq=False)
class Found:
    """The optimum: a value by column, and what it costs; no values where nothing keeps every row."""

    status: str
    vector: Numbers
    objective: float


class Priced:
    """The model; ``rows``, ``cost`` and the limits are given for every column but the thetas.

    Parameters
    ----------
    rows
        Rows by columns, thetas apart.
    cost, columns
        Cost of each column, and its lower and upper limits; lower ones of columns left out are 0.
    limits
        Lower and upper limits of each row.
    thetas
        How many amounts only cuts hold up; 0 until the first does.
    offset
        Cost in any case.
    first
        Which columns are in from the start.
    """

    def __init__(
        self,
        rows: csr_array,
        cost: Numbers,
        columns: tuple[Numbers, Numbers],
        limits: tuple[Numbers, Numbers],
        thetas: int,
        offset: float,
        first: NDArray[np.bool_],
    ) -> None:
        self._rows, self._cost, (self._low, self._high) = csc_array(rows), cost, columns
        self._thetas = np.arange(thetas)
        self._in = np.flatnonzero(first)
        self._cuts: list[Numbers] = []
        self._idle = np.zeros(0, dtype=np.int64)
        nobody = np.zeros(thetas)
        self._program = ArrayProgram(
            hstack([csc_array((rows.shape[0], thetas)), self._rows[:, self._in]]),
            np.append(np.ones(thetas), cost[self._in]),
            (np.append(nobody, self._low[self._in]), np.append(nobody, self._high[self._in])),
            limits,
            offset=offset,
        )

    def set_rows(self, rows: Places, low: Numbers, high: Numbers) -> None:
        """Change the limits of several rows."""
        self._program.set_rows(rows, low, high)

    def cut(self, rise: Numbers, low: float, theta: int | None) -> None:
        """Have ``rise`` times the columns, and a theta, be at least ``low``."""
        columns, factors = self._thetas[:0], np.zeros(0)
        if theta is not None:
            columns, factors = np.array([theta]), np.ones(1)
            if np.isfinite(self._program.high[theta]):
                self._program.set_bounds(columns, np.array([-np.inf]), np.array([np.inf]))
        inside = np.flatnonzero(rise[self._in])
        self._program.add_row(
            np.append(columns, len(self._thetas) + inside),
            np.append(factors, rise[self._in[inside]]),
            low,
            np.inf,
        )
        self._cuts.append(rise)
        self._idle = np.append(self._idle, 0)

    def solve(self, limits: SolveLimits) -> Found:
        """Return the optimum over all columns."""
        deadline = time.process_time() + limits.cpu_seconds
        while True:
            left = limits.with_seconds(deadline - time.process_time())
            found = self._program.solve(left, relaxed=True, is_short=True)
            if found.status == "infeasible" and len(self._in) < len(self._cost):
                self._let_in(np.setdiff1d(np.arange(len(self._cost)), self._in))
            elif not found.has_solution:
                return Found(found.status, np.zeros(0), found.objective)
            elif not self._let_in(self._wanted(found.row_duals, found.objective)):
                break
        vector = np.zeros(len(self._cost))
        vector[self._in] = found.vector[len(self._thetas) :]
        self._drop_idle(found.row_duals[self._rows.shape[0] :])
        return Found(found.status, vector, found.objective)

    def _wanted(self, prices: Numbers, objective: float) -> Places:
        """Return the columns left out that would lower the objective most."""
        own = self._rows.shape[0]
        reduced = self._cost - self._rows.T @ prices[:own]
        for cut in np.flatnonzero(prices[own:]).tolist():
            reduced -= prices[own + cut] * self._cuts[cut]
        reduced[self._in] = 0.0
        best = np.argsort(reduced)[:ADDED_MOST]
        return np.asarray(best[reduced[best] < -WORTH_IT * abs(objective)])

    def _let_in(self, columns: Places) -> int:
        if len(columns):
            self._program.add_columns(
                csc_array(
                    np.vstack([self._rows[:, columns].toarray(), *(cut[columns] for cut in self._cuts)])
                ),
                self._cost[columns],
                (self._low[columns], self._high[columns]),
            )
            self._in = np.append(self._in, columns)
        return len(columns)

    def _drop_idle(self, prices: Numbers) -> None:
        self._idle = np.where(prices > BINDS, 0, self._idle + 1)
        idle = np.flatnonzero(self._idle > IDLE_ROUNDS)
        if len(idle) > IDLE_MOST:
            self._program.drop_rows(self._rows.shape[0] + idle)
            self._idle = np.delete(self._idle, idle)
            self._cuts = [cut for n, cut in enumerate(self._cuts) if n not in set(idle.tolist())]
