"""A roster under work: everybody's row, what it costs, and how one person's row is best changed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.roster.evaluate import row_cost
from models.roster.mend import Mender
from models.roster.problem import HARD, OFF, RosterProblem
from models.roster.respond import Responder
from models.roster.together import Count, Together

Whole = NDArray[np.int64]
Money = NDArray[np.float64]


class Standing:
    """Rows, counts and costs, kept in step; people taken out have no row until they are put back."""

    def __init__(self, responder: Responder, together: Together) -> None:
        self.responder, self.together = responder, together
        self.mender = Mender(responder)
        self.problem: RosterProblem = responder.problem
        self.grid: Whole = np.full((len(self.problem.people), self.problem.days), OFF, dtype=np.int64)
        self.own = np.zeros(len(self.problem.people))
        self.is_in = np.zeros(len(self.problem.people), dtype=bool)
        self.count: Count = together.nothing()

    @property
    def cost(self) -> float:
        """Return the cost of the roster as it stands, of those who are in."""
        return float(self.own[self.is_in].sum()) + self.together.cost(self.count)

    def take_out(self, person: int) -> tuple[Whole, float]:
        """Take a person out and return their row and its own cost."""
        row, own = self.grid[person].copy(), float(self.own[person])
        self.count = self.count.plus(self.together.of_row(person, row), -1)
        self.is_in[person] = False
        return row, own

    def put_in(self, person: int, row: Whole, own: float) -> None:
        """Give a person a row that costs ``own`` by itself."""
        self.grid[person], self.own[person], self.is_in[person] = row, own, True
        self.count = self.count.plus(self.together.of_row(person, row))

    def best_row(self, person: int, crew: Money | None = None) -> tuple[Whole, float]:
        """Return the best row of a person who is out, and its own cost.

        Parameters
        ----------
        person
            Who.
        crew
            What each offer costs the others; what it does cost now, without it.
        """
        if crew is None:
            crew = self.together.margin(person, self.count)
        price = self.problem.cost[person] + crew
        value, row = self.mender.one(person, price, self.problem.off_cost[person])
        return row, value - float(crew[row[row != OFF]].sum()) if value < HARD else HARD

    def fill(self, people: Whole) -> None:
        """Put people in one after the other, each with the best row at the margin."""
        for person in people:
            self.put_in(int(person), *self.best_row(int(person)))

    def sweep(self, people: Whole) -> bool:
        """Give each person in turn the best row as the others stand; return whether anything got better."""
        before = self.cost
        for person in people:
            now = self.cost
            old = self.take_out(int(person))
            self.put_in(int(person), *self.best_row(int(person)))
            if self.cost >= now - 1e-9:
                self.take_out(int(person))
                self.put_in(int(person), *old)
        return self.cost < before - 1e-6

    def judged(self, grid: Whole) -> Money:
        """Return what the rows of a roster found elsewhere cost by themselves."""
        return np.array([row_cost(self.problem, p, row) for p, row in enumerate(grid)])

    def copy_rows(self) -> tuple[Whole, Money]:
        """Return all rows and their own costs."""
        return self.grid.copy(), self.own.copy()

    def set_rows(self, grid: Whole, own: Money) -> None:
        """Take over a roster of everybody."""
        self.grid, self.own = grid.copy(), own.copy()
        self.is_in[:] = True
        self.count = self.together.of_grid(grid, np.arange(len(grid)))
