"""The linear master in two: who takes which path, and the people who carry it (Benders 1962).

    minimise    own cost of x + sum_c theta_c
    subject to  rows of the paths alone:  one path, go-lives, deadlines, risk cap, pooled needs
                theta_c >= V_c(x') + g_c (x - x')      every part c, every x' at which it was staffed
                0       >= F_c(x') + f_c (x - x')      every x' for which it has no people (Farkas)

x holds the paths, the pooled needs and their combinations; stays, reviews bought and heads needed follow
from it and are put in their place. V_c(x), what part c of the people costs at x, is a linear program of its
own and convex in x; g_c are its prices. Parts are what no row connects: sites, as a rule.

A basis of the whole model mixes a few dense columns, the paths, with the thousands of sparse ones that carry
people from week to week: a pivot takes 0.4 ms at 20 queues, ten times one of the people alone. The cuts hold
for every cap on risk, so that the next cap needs few new ones. Where people are found next lies near the best
choice so far, part of the way to the master's (in-out separation: Ben-Ameur and Neto 2007): a cap takes 13
rounds, 46 without.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_array, csr_array
from scipy.sparse.csgraph import connected_components

from models._highs import ArrayProgram, Program
from models.limits import SolveLimits
from models.migration.choose import Chooser
from models.migration.exceeded import OWN, beyond
from wfm.errors import NoPlanError, RulesConflictError

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

TOWARDS = 0.3
"""Part of the way from the best choice to the master's at which people are found next."""

ROUNDS = 500
"""Most rounds of a cap; what is known then is a bound too."""

STOPPED = "stopped before a cap on risk had a price"

IDLE_ROUNDS, IDLE_MOST = 20, 30
"""Cuts that did not bind for so many rounds are dropped, once there are so many of them."""

BINDS = 1e-9


@dataclass(frozen=True, eq=False)
class Carried:
    """A choice of paths in parts, and what it costs with its people."""

    choice: Numbers
    cost: float

    def with_part(self, other: Carried, part: float) -> Carried:
        """Return the choice that lies a part of the way to another; it costs no more than this says."""
        mine, theirs = (1.0 - part), part
        return Carried(mine * self.choice + theirs * other.choice, mine * self.cost + theirs * other.cost)


@dataclass(eq=False)
class _Part:
    """People whom no row connects with others: what they cost where ``asked`` times the choice is owed."""

    program: ArrayProgram
    rows: Places
    low: Numbers
    high: Numbers
    asked: csr_array
    is_warm: bool = False


class Benders:
    """The linear optimum of a master model for one cap on risk after another."""

    def __init__(self, chooser: Chooser, limits: SolveLimits) -> None:
        self._chooser, program, m = chooser, chooser.program, chooser.master.m
        names = ("path", "stay", "bought", "pooled", "need", "combination")
        own = _marked(program, [getattr(m, n) for n in names] + [beyond(m, rule) for rule in OWN])
        columns, rules = _definitions(chooser)
        free = self._free = np.setdiff1d(np.flatnonzero(own), columns)
        matrix = csr_array(program.matrix)
        self._follow = _following(matrix, free, columns, rules)
        of_people = np.diff(matrix[:, np.flatnonzero(~own)].indptr) > 0
        alone = np.setdiff1d(np.flatnonzero(~of_people), rules)
        self._cost = self._follow.T @ program.cost
        parts = _parts(chooser, own, np.flatnonzero(of_people), self._follow)
        self._parts = [part for part in parts if len(part.rows)]
        # People whom no path touches are found once.
        untouched = [part.program.solve(limits, relaxed=True) for part in parts if not len(part.rows)]
        if any(found.status == "infeasible" for found in untouched):
            raise RulesConflictError("no people keep every rule, whatever path any queue takes")
        if not all(found.has_solution for found in untouched):
            raise NoPlanError(STOPPED)
        self._offset = program.offset + sum(found.objective for found in untouched)
        kinds = len(self._parts)
        self._program = ArrayProgram(
            block_array([[matrix[alone] @ self._follow, csr_array((len(alone), kinds))]]),
            np.append(self._cost, np.ones(kinds)),
            (np.append(program.low[free], np.zeros(kinds)), np.append(program.high[free], np.zeros(kinds))),
            (program.row_low[alone], program.row_high[alone]),
            offset=self._offset,
        )
        self._thetas = len(free) + np.arange(kinds)
        self._cap = np.searchsorted(alone, program.rows(m.risk_cap))
        # Where nothing has a risk there is no such row.
        self._risk = np.asarray((matrix[program.rows(m.risk_cap)] @ self._follow).sum(axis=0)).ravel()
        self._fixed, self._idle = len(alone), np.zeros(0, dtype=np.int64)
        minorants = np.searchsorted(free, chooser.below_minorants())
        self._has_minorants = len(minorants) > 0
        self._program.set_bounds(minorants, np.zeros(len(minorants)), np.zeros(len(minorants)))

    def risk_of(self, carried: Carried) -> float:
        """Return the undetected critical errors of a choice."""
        return float(self._risk @ carried.choice)

    def least(
        self, cap: float, limits: SolveLimits, within: float, near: Carried | None = None
    ) -> tuple[Carried, float] | None:
        """Return a choice that keeps a cap on risk at the least cost, and a bound on all that do.

        Parameters
        ----------
        cap
            Undetected critical errors; infinite for no cap.
        limits
            CPU seconds.
        within
            Part of the cost by which it may lie above the bound, if rounding lets it.
        near
            A choice that keeps the cap, to begin from.

        Returns
        -------
        tuple of Carried and float, or None
            ``None`` where no choice keeps every rule.

        Raises
        ------
        NoPlanError
            If it was stopped before.
        """
        deadline = time.process_time() + limits.cpu_seconds
        self._program.set_rows(self._cap, np.full(len(self._cap), -np.inf), np.full(len(self._cap), cap))
        best, bound = near, -np.inf
        for _ in range(ROUNDS):
            left = limits.with_seconds(deadline - time.process_time())
            found = self._program.solve(left, relaxed=True, is_short=True)
            if found.status == "infeasible":
                return None
            if not found.has_solution:
                raise NoPlanError(STOPPED)
            choice, bound = found.vector[: len(self._cost)], max(bound, found.objective)
            self._drop_idle(found.row_duals[self._fixed :])
            if best is not None and best.cost - bound <= within * abs(best.cost):
                break
            if best is not None:
                choice = TOWARDS * choice + (1.0 - TOWARDS) * best.choice
            carried = self._carried(choice, left)
            if carried is not None and (best is None or carried.cost < best.cost):
                best = carried
        if best is None:
            raise NoPlanError(STOPPED)
        return best, bound

    def _pooled(self, choice: Numbers) -> tuple[Places, csr_array]:
        """Return where pooled needs stand that minorants give, and each as a sum of the choice.

        The sum is that of its steepest cut here, below the need at every other choice.
        """
        cuts = list(self._chooser.cuts(self._follow @ choice)) if self._has_minorants else []
        none = np.zeros(0)
        ends = np.cumsum([0, *(len(cut.stays) for cut in cuts)])
        stays = np.concatenate([none, *(cut.stays for cut in cuts)])
        factors = np.concatenate([none, *(cut.heads for cut in cuts)])
        heads = csr_array((factors, stays, ends), shape=(len(cuts), self._follow.shape[0]))
        return np.searchsorted(self._free, [cut.pooled for cut in cuts]), heads @ self._follow

    def _carried(self, choice: Numbers, limits: SolveLimits) -> Carried | None:
        """Return what a choice costs with its people, the model cut at it; ``None``: there are none."""
        pooled, heads = self._pooled(choice)
        lifted = choice.copy()
        lifted[pooled] = heads @ choice
        cost = float(self._cost @ choice) + self._offset
        for theta, part in zip(self._thetas, self._parts, strict=True):
            owed = part.asked @ lifted
            part.program.set_rows(part.rows, part.low - owed, part.high - owed)
            found = part.program.solve(limits, relaxed=True, is_short=part.is_warm)
            part.is_warm = True
            if found.status == "stopped":
                return None
            prices, worth = found.row_duals, found.objective
            if not found.has_solution:
                prices, worth = part.program.conflict()
                if not worth > 0.0:
                    raise NoPlanError("the solver's reason why there are no people for a choice is none")
            rise = part.asked.T @ prices[part.rows]
            # A pooled need is put in its place: it is convex in the choice, and more need never costs less.
            rise += heads.T @ rise[pooled]
            rise[pooled] = 0.0
            self._add(rise, worth + float(rise @ choice), int(theta) if found.has_solution else None)
            cost += found.objective
        return Carried(choice, cost) if np.isfinite(cost) else None

    def _add(self, row: Numbers, low: float, theta: int | None) -> None:
        columns = np.flatnonzero(row)
        factors = row[columns]
        if theta is not None:
            if np.isfinite(self._program.high[theta]):
                # People cost nothing until there is a first cut on what they do.
                self._program.set_bounds(np.array([theta]), np.array([-np.inf]), np.array([np.inf]))
            columns, factors = np.append(columns, theta), np.append(factors, 1.0)
        self._program.add_row(columns, factors, low, np.inf)
        self._idle = np.append(self._idle, 0)

    def _drop_idle(self, prices: Numbers) -> None:
        self._idle = np.where(prices > BINDS, 0, self._idle + 1)
        idle = np.flatnonzero(self._idle > IDLE_ROUNDS)
        if len(idle) > IDLE_MOST:
            self._program.drop_rows(self._fixed + idle)
            self._idle = np.delete(self._idle, idle)


def _marked(program: Program, components: Iterable[Any]) -> NDArray[np.bool_]:
    """Return which columns of a program belong to some of its variables."""
    columns = np.concatenate([program.columns(each) for each in components])
    return np.isin(np.arange(len(program.cost)), columns)


def _definitions(chooser: Chooser) -> tuple[Places, Places]:
    """Return the columns that follow from others, and the row that defines each."""
    m, program = chooser.master.m, chooser.program
    pairs = [(m.stay, m.stay_of_paths), (m.bought, m.reviews_bought), (m.need, m.need_of_post)]
    columns = [program.columns({at: variable[at] for at in rows}) for variable, rows in pairs]
    return np.concatenate(columns), np.concatenate([program.rows(rows) for _, rows in pairs])


def _following(matrix: csr_array, free: Places, columns: Places, rows: Places) -> csr_array:
    """Return every column as a sum of free ones (columns x free); people follow from none: 0.

    Each defined column stands with a factor in its own row, beside free columns and, for heads needed, stays
    and reviews, which are free ones twice followed.
    """
    size = matrix.shape[1]
    itself = csr_array((np.ones(len(free)), (free, np.arange(len(free)))), shape=(size, len(free)))
    own = matrix[rows][:, columns].diagonal()
    place = csr_array((-1.0 / own, (columns, np.arange(len(rows)))), shape=(size, len(rows)))
    others = matrix[rows] - csr_array((own, (np.arange(len(rows)), columns)), shape=(len(rows), size))
    once = itself + place @ (others @ itself)
    return csr_array(itself + place @ (others @ once))


def _parts(chooser: Chooser, own: NDArray[np.bool_], rows: Places, follow: csr_array) -> list[_Part]:
    """Return the people apart, each part with the rows in which paths ask something of them."""
    program = chooser.program
    matrix, people = csr_array(program.matrix)[rows], np.flatnonzero(~own)
    staffed, asked = csr_array(matrix[:, people]), csr_array(matrix @ follow)
    number, label = connected_components(_joined(staffed), directed=False)
    of_row, of_column = label[: len(rows)], label[len(rows) :]
    found = []
    for part in range(number):
        mine, columns = np.flatnonzero(of_row == part), people[of_column == part]
        low, high = program.row_low[rows[mine]], program.row_high[rows[mine]]
        owing = np.flatnonzero(np.diff(asked[mine].indptr))
        solver = ArrayProgram(
            staffed[mine][:, of_column == part],
            program.cost[columns],
            (program.low[columns], program.high[columns]),
            (low.copy(), high.copy()),
        )
        found.append(_Part(solver, owing, low[owing], high[owing], asked[mine[owing]]))
    return found


def _joined(matrix: csr_array) -> Any:
    """Return the graph of rows and columns, joined where the matrix is not nought."""
    return block_array([[None, matrix], [matrix.T, None]])  # type: ignore[arg-type]
