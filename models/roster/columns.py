"""Rows met on the way, put together by the solver: one row for everyone out of those collected.

    minimise    sum_j c_j x_j + sum_r (u_r U_r + o_r O_r) + sum_e g_e E_e
    subject to  one_row_each   sum_{j of p} x_j = 1                       every person p
                cover          sum_{j with r} x_j + U_r - O_r = D_r       every offer r
                side_row       sum_j a_ij x_j - E_e(i) <= b_i             every side row i
                x in {0, 1};   U, O, E >= 0

Relaxed, its duals are prices at which better rows are sought (column generation: Dantzig and Wolfe 1960,
Oper. Res. 8(1)), smoothed towards the prices of the best bound (Wentges 1997, Int. Trans. Oper. Res. 4(2));
any such prices give the bound of ``models.roster.volume``, so nothing here has to be trusted for the proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyomo.core.expr.numeric_expr import LinearExpression
from pyomo.environ import Binary, ConcreteModel, Constraint, NonNegativeReals, Objective, RangeSet, Var

from models._highs import NO_SEARCH_WITHIN, Program, Result, builds
from models.limits import SolveLimits
from models.roster.problem import HARD, OFF
from models.roster.together import Count, Together
from models.roster.volume import Prices

Whole = NDArray[np.int64]
Money = NDArray[np.float64]


MIDDLE = {"solver": "ipm", "run_crossover": "off"}
"""Interior points: prices from the middle of the best ones, which swing less, and no cold simplex."""

MOST_DAYS = 10_000_000
"""Days of all rows kept (80 MB)."""


class Pool:
    """Rows of people, each once, with what they cost by themselves."""

    def __init__(self, people: int) -> None:
        self.people = people
        self.person: list[int] = []
        self.row: list[Whole] = []
        self.own: list[float] = []
        self._known: dict[tuple[int, bytes], int] = {}

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.row)

    def add(self, person: int, row: Whole, own: float) -> int:
        """Add a row unless it is known; return its number."""
        key = (person, row.astype(np.int64).tobytes())
        if key not in self._known and own < HARD:
            self._known[key] = len(self.row)
            self.person.append(person)
            self.row.append(row.copy())
            self.own.append(own)
        return self._known.get(key, -1)

    def add_some(self, people: Whole, grid: Whole, own: Money) -> None:
        """Add rows of some people, as long as there is room."""
        if len(self.row) * grid.shape[1] < MOST_DAYS:
            for person, row, cost in zip(people.tolist(), grid, own.tolist(), strict=True):
                self.add(person, row, cost)

    def add_grid(self, grid: Whole, own: Money) -> list[int]:
        """Add everybody's row; return their numbers."""
        return [self.add(p, row, float(cost)) for p, (row, cost) in enumerate(zip(grid, own, strict=True))]

    def nearest(self, prices: Prices, together: Together, people: Iterable[int], most: int) -> list[int]:
        """Return the rows of these people (by number) that are cheapest at the prices, ``most`` of each."""
        if not self.row:
            return []
        person, own = np.array(self.person), np.array(self.own)
        crew = together.priced(np.arange(self.people), prices.cover, prices.rows)
        padded = np.append(crew, np.zeros((self.people, 1)), axis=1)
        cost = own + padded[person[:, None], np.array(self.row)].sum(axis=1)
        order = np.lexsort((cost, person))
        sorted_person = person[order]
        place = np.arange(len(order)) - np.searchsorted(sorted_person, sorted_person)
        wanted = np.isin(sorted_person, list(people)) & (place < most)
        return order[wanted].tolist()


class Master:
    """The model over some rows of a pool, built once; ``low`` and ``high`` keep prices of cover between."""

    def __init__(
        self,
        pool: Pool,
        together: Together,
        chosen: Iterable[int],
        people: Iterable[int],
        fixed: Count,
        low: Money | None = None,
        high: Money | None = None,
    ) -> None:
        self.pool, self.together, self.chosen = pool, together, list(chosen)
        self.people = list(people)
        self._spare = together.over if low is None else -low
        self._short = together.under if high is None else high
        self._need, self._room = together.offers.need - fixed.there, together.most - fixed.sums
        self.model: Any = self._built()
        self.program = Program(self.model)
        self._columns = self.program.columns(self.model.works)

    @builds
    def _built(self) -> ConcreteModel:
        pool, together = self.pool, self.together
        m: Any = ConcreteModel()
        m.row = RangeSet(0, len(self.chosen) - 1)
        m.works = Var(m.row, domain=Binary)
        works = list(m.works.values())
        of_person: dict[int, list[int]] = {p: [] for p in self.people}
        of_offer: dict[int, list[int]] = {}
        entries: dict[int, list[tuple[int, float]]] = {}
        for j, number in enumerate(self.chosen):
            of_person[pool.person[number]].append(j)
            row = pool.row[number]
            for offer in row[row != OFF].tolist():
                of_offer.setdefault(offer, []).append(j)
            if len(together.most):
                sums = together.of_row(pool.person[number], row).sums
                for i in np.flatnonzero(sums).tolist():
                    entries.setdefault(i, []).append((j, float(sums[i])))
        need = {r: int(n) for r, n in enumerate(self._need) if n > 0 or r in of_offer}
        m.short = Var(list(need), domain=NonNegativeReals)
        m.spare = Var(list(need), domain=NonNegativeReals)
        m.one_row_each = Constraint(self.people, rule=lambda m, p: _ones(works, of_person[p]) == 1)
        m.cover = Constraint(
            list(need), rule=lambda m, r: _cover(m, works, of_offer.get(r, []), r) == need[r]
        )
        m.excess = Var(range(len(together.price)), domain=NonNegativeReals)
        m.side_row = Constraint(
            list(entries),
            rule=lambda m, i: (
                _sum(
                    [*(a for _, a in entries[i]), -1.0],
                    [*(works[j] for j, _ in entries[i]), m.excess[int(together.excess[i])]],
                )
                <= float(self._room[i])
            ),
        )
        costs = [pool.own[number] for number in self.chosen]
        variables = list(works)
        for family, price in ((m.short, self._short), (m.spare, self._spare)):
            costs += [float(price[r]) for r in need]
            variables += [family[r] for r in need]
        costs += together.price.tolist()
        m.cost = Objective(expr=_sum(costs, [*variables, *m.excess.values()]))
        return m

    def relaxed(self, limits: SolveLimits) -> tuple[Result, Prices]:
        """Solve with parts of rows; return the result and the prices of cover and side rows.

        What has no row in the model is priced as one more of it would be: spare, or without limit.
        """
        result = self.program.solve(limits, relaxed=True, options=MIDDLE)
        cover, rows = -self._spare, np.zeros(len(self.together.most))
        if result.has_solution:
            for r, price in self.program.duals(self.model.cover, result).items():
                cover[r] = price
            for i, price in self.program.duals(self.model.side_row, result).items():
                rows[i] = max(0.0, -price)
        return result, Prices(cover, rows)

    def whole(self, limits: SolveLimits, start: Sequence[int] = ()) -> tuple[float, dict[int, int]] | None:
        """Return objective and row number of each person, or None without a solution.

        Parameters
        ----------
        limits
            CPU seconds and gap.
        start
            Row numbers to start from, one per person.
        """
        vector = None
        if len(start):
            vector = np.full(len(self.program.cost), np.nan)
            known = set(start)
            columns = self._columns[self._columns >= 0]
            vector[columns] = 0.0
            vector[[self._columns[j] for j, number in enumerate(self.chosen) if number in known]] = 1.0
        result = self.program.solve(limits, start=vector, options=NO_SEARCH_WITHIN)
        if not result.has_solution:
            return None
        taken = [self.chosen[j] for j, value in result.values(self.model.works).items() if value > 0.5]
        return result.objective, {self.pool.person[number]: number for number in taken}


def _sum(factors: Sequence[float], variables: Sequence[Any]) -> LinearExpression:
    return LinearExpression(constant=0, linear_coefs=list(factors), linear_vars=list(variables))


def _ones(works: Sequence[Any], rows: Sequence[int]) -> LinearExpression:
    return _sum([1.0] * len(rows), [works[j] for j in rows])


def _cover(m: Any, works: Sequence[Any], rows: Sequence[int], offer: int) -> LinearExpression:
    variables = [*(works[j] for j in rows), m.short[offer], m.spare[offer]]
    return _sum([1.0] * (len(rows) + 1) + [-1.0], variables)
