"""What ties people to each other: cover of the offers, and side rows; counted, priced, and at the margin.

Everything here is linear in who works what, so a roster's share is a count per offer and a sum per row.
Side rows that share an excess pay for the worst of them. What may never be has a price above all else here
instead of none: a search can then begin outside the rules and find its way in; the judge has the last word.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.roster.problem import HARD, OFF, RosterProblem

Whole = NDArray[np.int64]
Money = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Terms:
    """Entries of side rows: one array each of row, person, offer and value, sorted by person."""

    row: Whole
    person: Whole
    offer: Whole
    value: Money


@dataclass(frozen=True, eq=False)
class Count:
    """A roster as the crew sees it: people per offer, and the sum of each side row."""

    there: Whole
    sums: Money

    def plus(self, other: Count, sign: int = 1) -> Count:
        """Return the counts of both together (sign -1: without the other)."""
        return Count(self.there + sign * other.there, self.sums + sign * other.sums)


class Together:
    """Cover and side rows of a problem."""

    def __init__(self, problem: RosterProblem) -> None:
        self.problem, self.offers = problem, problem.offers
        self.many = len(problem.offers.need)
        self.large = _large(problem)
        self.under, self.over, self.price = (
            np.where(price == HARD, self.large, price)
            for price in (problem.offers.under, problem.offers.over, problem.excess_price)
        )
        self.is_closed_when_full = problem.offers.over == HARD
        self.most = np.array([row.most for row in problem.rows])
        self.excess = np.array([row.excess for row in problem.rows], dtype=np.int64)
        self._is_alone = np.bincount(self.excess, minlength=len(self.price))[self.excess] == 1
        self._terms = self._gathered()
        self._first = np.searchsorted(self._terms.person, np.arange(len(problem.people) + 1))

    def _gathered(self) -> _Terms:
        rows = self.problem.rows
        lengths = [len(row.people) for row in rows]
        row = np.repeat(np.arange(len(rows)), lengths)
        none: list[NDArray] = [np.zeros(0)]
        person, offer, value = (
            np.concatenate([getattr(row, name) for row in rows] or none)
            for name in ("people", "offers", "value")
        )
        order = np.argsort(person, kind="stable")
        whole = (row[order], person[order].astype(np.int64), offer[order].astype(np.int64))
        return _Terms(*whole, value[order].astype(np.float64))

    def _of(self, person: int) -> slice:
        return slice(int(self._first[person]), int(self._first[person + 1]))

    def of_row(self, person: int, row: Whole) -> Count:
        """Return one person's share, from their row of offers."""
        worked = row[row != OFF]
        there = np.zeros(self.many, dtype=np.int64)
        there[worked] = 1
        mine = self._of(person)
        given = there[self._terms.offer[mine]]
        sums: Money = np.bincount(
            self._terms.row[mine], self._terms.value[mine] * given, minlength=len(self.most)
        ).astype(np.float64)
        return Count(there, sums)

    def of_grid(self, grid: Whole, people: Whole) -> Count:
        """Return the share of several people, from their rows of offers."""
        there = np.bincount(grid[grid != OFF], minlength=self.many)
        sums = np.zeros(len(self.most))
        if len(self.most):
            place = np.full(len(self.problem.people), -1)
            place[people] = np.arange(len(people))
            terms = self._terms
            given = grid[place[terms.person], self.offers.day[terms.offer]] == terms.offer
            given &= place[terms.person] >= 0
            counted = np.bincount(terms.row[given], terms.value[given], minlength=len(self.most))
            sums = counted.astype(np.float64)
        return Count(there, sums)

    def nothing(self) -> Count:
        """Return the share of nobody."""
        return Count(np.zeros(self.many, dtype=np.int64), np.zeros(len(self.most)))

    def cost(self, count: Count) -> float:
        """Return what the roster's counts cost: people short and spare, and excesses of side rows."""
        gap = self.offers.need - count.there
        short, spare = np.maximum(gap, 0), np.maximum(-gap, 0)
        return float(self.under @ short + self.over @ spare + self.price @ self._excess(count.sums))

    def _excess(self, sums: Money) -> Money:
        excess = np.zeros(len(self.price))
        np.maximum.at(excess, self.excess, sums - self.most)
        return excess

    def margin(self, person: int, count: Count) -> Money:
        """Return what each offer costs or saves the crew when this person takes it too.

        Exact for one offer alone; where several offers of a person meet in one side row, a slope.
        """
        price = np.where(count.there < self.offers.need, -self.under, self.over)
        mine = self._of(person)
        if mine.start == mine.stop:
            return price
        row, offer, value = self._terms.row[mine], self._terms.offer[mine], self._terms.value[mine]
        slack = count.sums[row] - self.most[row]
        alone, shared = self._is_alone[row], self._excess(count.sums)[self.excess[row]]
        growth = np.maximum(slack + value, 0.0) - np.where(alone, np.maximum(slack, 0.0), shared)
        growth = np.where(alone | (growth > 0), growth, 0.0)
        paid = self.price[self.excess[row]] * growth
        np.add.at(price, offer[alone], paid[alone])
        if not alone.all():
            worst: dict[tuple[int, int], float] = {}
            for o, e, extra in zip(offer[~alone], self.excess[row[~alone]], paid[~alone], strict=True):
                worst[o, e] = max(worst.get((o, e), 0.0), extra)
            for (o, _), extra in worst.items():
                price[o] += extra
        return price

    def priced(self, people: Whole, cover: Money, rows: Money) -> Money:
        """Return the price of each (person, offer) at dual prices of the offers and of the side rows."""
        price = np.repeat(-cover[None, :], len(people), axis=0)
        if len(self.most):
            place = np.full(len(self.problem.people), -1)
            place[people] = np.arange(len(people))
            terms = self._terms
            mine = place[terms.person] >= 0
            where = place[terms.person[mine]], terms.offer[mine]
            np.add.at(price, where, rows[terms.row[mine]] * terms.value[mine])
        return price


def _large(problem: RosterProblem) -> float:
    """Return a price above all that is at stake in one cell."""
    offers = problem.offers
    known = (offers.under, offers.over, problem.excess_price, problem.cost, problem.off_cost)
    return 1.0 + 4.0 * sum(float(np.max(np.abs(part[np.isfinite(part)]), initial=0.0)) for part in known)
