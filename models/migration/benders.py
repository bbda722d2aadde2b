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
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_array, csr_array, diags_array
from scipy.sparse.csgraph import connected_components

from models._highs import ArrayProgram, Program
from models.limits import SolveLimits
from models.migration.choose import Chooser
from models.migration.following import Following
from models.migration.priced import Priced
from wfm.errors import NoPlanError, RulesConflictError

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

TOWARDS = 0.3
"""Part of the way from the best choice to the master's at which people are found next."""

ROUNDS = 500
"""Most rounds of a cap; what is known then is a bound too."""

STOPPED = "stopped before a cap on risk had a price"

OF_PEOPLE = {"simplex_scale_strategy": 0, "simplex_dual_edge_weight_strategy": 1}
"""The solver's options for people: their numbers are about 1, and exact weights of edges cost more than they
save."""


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
        self._follow = Following(chooser)
        free, matrix = self._follow.free, csr_array(program.matrix)
        of_people = np.diff(matrix[:, np.flatnonzero(~self._follow.of_choice)].indptr) > 0
        alone = np.setdiff1d(np.flatnonzero(~of_people), self._follow.rows)
        self._cost = self._follow.prices(program.cost)
        parts = _parts(program, self._follow, np.flatnonzero(of_people))
        self._parts = [part for part in parts if len(part.rows)]
        # People whom no path touches are found once.
        untouched = [part.program.solve(limits, relaxed=True) for part in parts if not len(part.rows)]
        if any(found.status == "infeasible" for found in untouched):
            raise RulesConflictError("no people keep every rule, whatever path any queue takes")
        if not all(found.has_solution for found in untouched):
            raise NoPlanError(STOPPED)
        self._offset = program.offset + sum(found.objective for found in untouched)
        self._cap = np.searchsorted(alone, program.rows(m.risk_cap))
        # Where nothing has a risk there is no such row.
        self._risk = self._follow.prices(matrix[program.rows(m.risk_cap)].T @ np.ones(len(self._cap)))
        minorants = chooser.below_minorants()
        self._has_minorants = len(minorants) > 0
        high = program.high[free]
        high[np.searchsorted(free, minorants)] = 0.0
        first = np.ones(len(free), dtype=bool)
        first[np.searchsorted(free, chooser.path)] = False
        first[self._safest()] = True
        self._program = Priced(
            self._follow.stated(matrix[alone]),
            self._cost,
            (program.low[free], high),
            (program.row_low[alone], program.row_high[alone]),
            thetas=len(self._parts),
            offset=self._offset,
            first=first,
        )

    def least_risk(self) -> float:
        """Return the least risk that any choice can have, each queue on its own safest path."""
        return float(self._risk[self._safest()].sum())

    def _safest(self) -> Places:
        """Return by queue its path of the least risk.

        Of a queue that no path takes to its wish in time, every path counts.
        """
        paths = self._chooser.master.paths.values()
        is_late = np.array([not path.keeps_deadline for found in paths for path in found])
        path = np.searchsorted(self._follow.free, self._chooser.path)
        order = np.lexsort((self._risk[path], is_late))
        _, first = np.unique(self._chooser.queue_of_path[order], return_index=True)
        return np.asarray(path[order[first]])

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
            found = self._program.solve(left)
            if found.status == "infeasible":
                return None
            if found.status == "stopped":
                raise NoPlanError(STOPPED)
            choice, bound = found.vector, max(bound, found.objective)
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
        cuts = list(self._chooser.cuts(self._follow.columns(choice))) if self._has_minorants else []
        none = np.zeros(0)
        ends = np.cumsum([0, *(len(cut.stays) for cut in cuts)])
        stays = np.concatenate([none, *(cut.stays for cut in cuts)])
        factors = np.concatenate([none, *(cut.heads for cut in cuts)])
        heads = csr_array((factors, stays, ends), shape=(len(cuts), len(self._follow.of_choice)))
        return np.searchsorted(self._follow.free, [cut.pooled for cut in cuts]), self._follow.stated(heads)

    def _carried(self, choice: Numbers, limits: SolveLimits) -> Carried | None:
        """Return what a choice costs with its people, the model cut at it; ``None``: there are none."""
        pooled, heads = self._pooled(choice)
        lifted = choice.copy()
        lifted[pooled] = heads @ choice
        columns = self._follow.columns(lifted)
        cost = float(self._cost @ choice) + self._offset
        for theta, part in enumerate(self._parts):
            owed = part.asked @ columns
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
            rise = self._follow.prices(part.asked.T @ prices[part.rows])
            # A pooled need is put in its place: it is convex in the choice, and more need never costs less.
            rise += heads.T @ rise[pooled]
            rise[pooled] = 0.0
            self._program.cut(rise, worth + float(rise @ choice), theta if found.has_solution else None)
            cost += found.objective
        return Carried(choice, cost) if np.isfinite(cost) else None


def _parts(program: Program, follow: Following, rows: Places) -> list[_Part]:
    """Return the people apart, each part with the rows in which paths ask something of them."""
    people = np.flatnonzero(~follow.of_choice)
    matrix = csr_array(program.matrix)[rows]
    staffed, asked = csr_array(matrix[:, people]), csr_array(matrix @ diags_array(1.0 * follow.is_moved))
    asked.eliminate_zeros()
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
            options=OF_PEOPLE,
        )
        found.append(_Part(solver, owing, low[owing], high[owing], asked[mine[owing]]))
    return found


def _joined(matrix: csr_array) -> Any:
    """Return the graph of rows and columns, joined where the matrix is not nought."""
    return block_array([[None, matrix], [matrix.T, None]])  # type: ignore[arg-type]
