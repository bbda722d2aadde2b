"""Exact best responses: the cheapest row of each person at given prices, by one pass over the automaton.

    J_D = 0,   J_d(s) = min_a [ F_d(a, s) + q_pda + J_{d+1}(T_d(a, s)) ],   q_pda = min over offers in a

States and classes of choices come from the automaton, prices q from whoever asks. Several people with the
same automaton go through it together: the innermost axis is the person, so that every step copies whole
rows of memory. The way forward is traced with the same numbers; nothing but J is kept.
Source: Bellman (1957); the labels of Irnich and Desaulniers (2005), Shortest Path Problems with Resource
Constraints, held in dense tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.roster.automaton import Automaton
from models.roster.compiler import Group, offers_by_day
from models.roster.problem import HARD, OFF, RosterProblem

Whole = NDArray[np.int64]
Money = NDArray[np.float64]

BATCH = 64
"""People who go through an automaton together, at most."""

AT_ONCE = 100_000
"""Entries of a day up to which all classes are looked at in one go."""

VALUES = 6_000_000
"""Values of J kept at once (48 MB): larger automata take fewer people at a time."""


@dataclass(frozen=True, eq=False)
class _Slots:
    """Where each class of choices of each day finds its price: one slot each, day after day.

    ``order`` has the allowed offers by day and class; ``first`` where in it each of ``slots`` begins.
    ``members`` has the offers of every slot in a row, filled up with -1. ``rest`` is the slot of each day
    off (``count``: none), ``days`` where each day's slots lie.
    """

    order: Whole
    first: Whole
    slots: Whole
    members: Whole
    rest: Whole
    days: list[slice]
    count: int

    def prices(self, price: Money, off: Money) -> Money:
        """Return the least price in each slot, (people, slots)."""
        best = np.full((len(price), self.count + 1), HARD)
        if len(self.order):
            best[:, self.slots] = np.minimum.reduceat(price[:, self.order], self.first, axis=1)
        best[:, self.rest] = np.minimum(best[:, self.rest], off)
        return best[:, :-1]

    def chosen(self, kinds: Whole, price: Money, off: Money) -> Whole:
        """Return the choices (people, days) that have the least price of these classes (people, days)."""
        slot = kinds + np.array([where.start for where in self.days])
        padded = np.append(price, np.full((len(price), 1), HARD), axis=1)
        offers = self.members[slot]
        offered = np.take_along_axis(padded, offers.reshape(len(price), -1), axis=1).reshape(offers.shape)
        best = offered.argmin(axis=2)[:, :, None]
        cheapest = np.take_along_axis(offered, best, axis=2)[:, :, 0]
        is_rest = (slot == self.rest) & (off <= cheapest)
        return np.where(is_rest, OFF, np.take_along_axis(offers, best, axis=2)[:, :, 0])


def _slots(automaton: Automaton, offers: list[Whole]) -> _Slots:
    """Return the slots of an automaton."""
    sizes = np.array([len(table) for table in automaton.next])
    ends = np.cumsum(sizes)
    count = int(ends[-1])
    slot = [
        np.where(kinds < 0, -1, kinds + begin)
        for kinds, begin in zip(automaton.choice, ends - sizes, strict=True)
    ]
    of_offer = np.concatenate([numbers[1:] for numbers in slot])
    which = np.concatenate(offers)
    order = np.argsort(of_offer, kind="stable")
    order = order[of_offer[order] >= 0]
    slots, first = np.unique(of_offer[order], return_index=True)
    lengths = np.diff(np.append(first, len(order)))
    members = np.full((count, max(1, int(lengths.max(initial=0)))), -1, dtype=np.int64)
    members[np.repeat(slots, lengths), np.arange(len(order)) - np.repeat(first, lengths)] = which[order]
    rest = np.array([numbers[0] if numbers[0] >= 0 else count for numbers in slot])
    days = [slice(int(e - size), int(e)) for e, size in zip(ends, sizes, strict=True)]
    return _Slots(which[order], first, slots, members, rest, days, count)


class Responder:
    """Answers prices with rows, for all people of a problem."""

    def __init__(self, problem: RosterProblem, groups: Sequence[Group]) -> None:
        self.problem, self.groups = problem, groups
        offers = offers_by_day(problem)
        self._group = np.zeros(len(problem.people), dtype=np.int64)
        self._place = np.zeros(len(problem.people), dtype=np.int64)
        for number, group in enumerate(groups):
            self._group[group.people] = number
            self._place[group.people] = np.arange(len(group.people))
        self._slots = [_slots(group.automaton, offers) for group in groups]
        self._start = np.zeros(len(problem.people), dtype=np.int64)
        self._paid = np.zeros(len(problem.people))
        for group in groups:
            self._start[group.people] = group.automaton.start
            self._paid[group.people] = group.automaton.start_cost

    def everyone(self, price: Money, off: Money, people: Whole | None = None) -> tuple[Money, Whole]:
        """Return the least cost and the cheapest row of each person.

        Parameters
        ----------
        price
            Price of each (person, offer), in currency; ``HARD`` forbids.
        off
            Price of each (person, day) off.
        people
            Whose rows; everybody's without it. The result has a row for each of them.

        Returns
        -------
        tuple
            Cost per person (``HARD`` where there is no row at all) and rows of offer numbers or OFF.
        """
        wanted = np.arange(len(self.problem.people)) if people is None else people
        return self.among(wanted, price[wanted], off[wanted])

    def among(self, wanted: Whole, price: Money, off: Money) -> tuple[Money, Whole]:
        """Return the same of some people; prices have a row for each of them, in their order."""
        value = np.full(len(wanted), HARD)
        grid = np.full((len(wanted), self.problem.days), OFF, dtype=np.int64)
        for number, group in enumerate(self.groups):
            there = np.flatnonzero((self._group[wanted] == number) & (self._start[wanted] >= 0))
            batch = max(1, min(BATCH, VALUES // (1 + sum(group.automaton.states))))
            for first in range(0, len(there), batch):
                some = there[first : first + batch]
                value[some], grid[some] = self._batch(number, wanted[some], price[some], off[some])
        return value, grid

    def one(self, person: int, price: Money, off: Money) -> tuple[float, Whole]:
        """Return the least cost and the cheapest row of one person at prices per offer and per day off."""
        number = int(self._group[person])
        automaton, slots = self.groups[number].automaton, self._slots[number]
        row = np.full(automaton.days, OFF, dtype=np.int64)
        state = int(self._start[person])
        if state < 0:
            return HARD, row
        prices = slots.prices(price[None, :], off[None, :])[0]
        value = _backward_one(automaton, prices, slots.days)
        total = float(self._paid[person] + value[0][state])
        if not np.isfinite(total):
            return HARD, row
        kinds = np.zeros((1, automaton.days), dtype=np.int64)
        for day, where in enumerate(slots.days):
            after = automaton.next[day][:, state]
            kind = int((automaton.cost[day][:, state] + prices[where] + value[day + 1][after]).argmin())
            kinds[0, day] = kind
            state = int(after[kind])
        return total, slots.chosen(kinds, price[None, :], off[None, :])[0]

    def _batch(self, number: int, people: Whole, price: Money, off: Money) -> tuple[Money, Whole]:
        automaton, slots = self.groups[number].automaton, self._slots[number]
        state = self._start[people]
        prices = np.ascontiguousarray(slots.prices(price, off).T)
        value = _backward(automaton, prices, slots.days)
        everyone = np.arange(len(people))
        total = self._paid[people] + value[0][state, everyone]
        kinds = np.zeros((len(people), automaton.days), dtype=np.int64)
        for day, where in enumerate(slots.days):
            after = automaton.next[day][:, state]
            there = automaton.cost[day][:, state] + prices[where] + value[day + 1][after, everyone]
            kind = np.argmin(there, axis=0)
            kinds[:, day] = kind
            state = np.minimum(after[kind, everyone], automaton.states[day + 1] - 1)
        grid = slots.chosen(kinds, price, off)
        grid[~np.isfinite(total)] = OFF
        return total, grid


def _backward(automaton: Automaton, prices: Money, days: list[slice]) -> list[Money]:
    """Return J_d (states and one that does not exist, people) for each day, the end included."""
    people = prices.shape[1]
    value = np.zeros((2, people))
    value[1] = HARD
    values = [value]
    for day in reversed(range(automaton.days)):
        step, prices_now = automaton.next[day], prices[days[day]]
        here = np.empty((automaton.states[day] + 1, people))
        here[-1] = HARD
        best = here[:-1]
        if step.size * people <= AT_ONCE:
            there = value[step]
            if not automaton.is_free[day].all():
                there += automaton.cost[day][:, :, None]
            there += prices_now[:, None, :]
            np.minimum.reduce(there, axis=0, out=best)
        else:
            _class_by_class(automaton, day, prices_now, value, best)
        value = here
        values.append(value)
    return values[::-1]


def _class_by_class(automaton: Automaton, day: int, prices: Money, value: Money, best: Money) -> None:
    """Lower ``best`` to the cheapest class, one class at a time: large tables stay in the cache."""
    there = np.empty_like(best)
    best[:] = HARD
    for kind, price in enumerate(prices):
        if price.min() == HARD:
            continue
        np.take(value, automaton.next[day][kind], axis=0, out=there, mode="clip")
        there += price
        if not automaton.is_free[day][kind]:
            there += automaton.cost[day][kind][:, None]
        np.minimum(best, there, out=best)


def _backward_one(automaton: Automaton, prices: Money, days: list[slice]) -> list[Money]:
    """Return J_d (states and one that does not exist) of one person for each day, the end included."""
    value = np.array([0.0, HARD])
    values = [value]
    for day in reversed(range(automaton.days)):
        there = value[automaton.next[day]]
        there += automaton.cost[day]
        there += prices[days[day]][:, None]
        # Some hundred thousand times a minute: the wrappers around these two took as long as the sums.
        value = np.empty(automaton.states[day] + 1)
        value[-1] = HARD
        np.minimum.reduce(there, axis=0, out=value[:-1])
        values.append(value)
    return values[::-1]
