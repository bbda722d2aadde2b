"""Layered automata: the states a person can be in on each day, and what each choice costs and leads to.

An automaton reads one row: on day d in state s, choice a (an offer, or a day off) costs F_d(a, s) and leads
to state T_d(a, s) of day d + 1. Three operations build it:

* ``tabulate`` lists the states of one counter that can be reached, day by day;
* ``product`` runs two automata side by side, over the pairs of states that can be reached;
* ``merged`` drops states without a way to the end, pushes costs to the earliest day on which they are
  certain, and merges states (and choices) that no row tells apart.

Pushing: with h_d(s) the least cost from s to the end, F'_d(a, s) = F_d(a, s) + h_{d+1}(T_d(a, s)) - h_d(s).
A row's total is h_0(start) + the sum of F', so nothing changes but the time at which costs are charged;
states whose futures differ by a constant then have equal rows and become one (Mohri 2000, Theor. Comput.
Sci. 234, minimisation of weighted automata; layers make it one backward pass).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.roster.counters import Counter
from models.roster.problem import HARD, OFF, Before, RosterProblem

Whole = NDArray[np.int64]
Money = NDArray[np.float64]

STEPS_PER_UNIT = 1e6
"""Costs closer than this share of a unit are the same: sums of money in another order differ by less."""


class TooLargeError(Exception):
    """An automaton would have more states on a day than allowed."""


@dataclass(frozen=True, eq=False)
class Automaton:
    """A layered automaton; each list has an entry per day.

    ``choice`` maps the day's choices (OFF first, then its offers in order) to classes, -1: never allowed.
    ``next`` and ``cost`` are (classes, states) tables; ``next`` of a forbidden choice is the number of
    states of the next day (a state that does not exist), its cost nought. ``start`` is the first state of
    each person (-1: no row at all), ``start_cost`` what every row of theirs costs at least.
    """

    choice: list[Whole]
    next: list[Whole]
    cost: list[Money]
    start: Whole
    start_cost: Money

    @property
    def days(self) -> int:
        """Days of the horizon."""
        return len(self.next)

    @cached_property
    def states(self) -> list[int]:
        """Number of states of each day, and the one after the last."""
        return [table.shape[1] for table in self.next] + [1]

    @cached_property
    def size(self) -> int:
        """Entries of all tables: what one pass over the automaton costs."""
        return sum(table.size for table in self.next)

    @cached_property
    def is_free(self) -> list[NDArray[np.bool_]]:
        """Whether a class costs nothing in any state, per day."""
        return [np.asarray(~table.any(axis=1)) for table in self.cost]

    def total(self, person: int, choices: Sequence[int]) -> float:
        """Return what a row of choices (0: off, then offers of the day in order) costs a person."""
        state, total = int(self.start[person]), float(self.start_cost[person])
        if state < 0:
            return HARD
        for day, choice in enumerate(choices):
            kind = self.choice[day][choice]
            if kind < 0 or self.next[day][kind, state] >= self.states[day + 1]:
                return HARD
            total += self.cost[day][kind, state]
            state = int(self.next[day][kind, state])
        return total


def tabulate(
    counter: Counter, problem: RosterProblem, offers: Sequence[Whole], before: Sequence[Before]
) -> Automaton:
    """Return the automaton of one counter.

    Parameters
    ----------
    counter
        The rule.
    problem
        What labels are read from.
    offers
        The offer numbers of each day.
    before
        What each person did before: one start state each.
    """
    starts = [counter.start(past) for past in before]
    known: dict[Hashable, int] = {state: number for number, state in enumerate(dict.fromkeys(starts))}
    start = np.array([known[state] for state in starts], dtype=np.int64)
    choice, steps, costs = [], [], []
    for day, todays in enumerate(offers):
        labels = [counter.label(problem, day, offer) for offer in (OFF, *todays.tolist())]
        kinds = {label: number for number, label in enumerate(dict.fromkeys(labels))}
        following: dict[Hashable, int] = {}
        step = np.zeros((len(kinds), len(known)), dtype=np.int64)
        cost = np.zeros((len(kinds), len(known)))
        for label, kind in kinds.items():
            for state, number in known.items():
                after, cost[kind, number] = counter.step(day, state, label)
                if cost[kind, number] != HARD:
                    step[kind, number] = following.setdefault(after, len(following))
        choice.append(np.array([kinds[label] for label in labels], dtype=np.int64))
        steps.append(step)
        costs.append(cost)
        known = following
    return merged(choice, steps, costs, start, np.zeros(len(start)))


def product(one: Automaton, other: Automaton, most_states: int) -> Automaton:
    """Return two automata of the same people side by side.

    Raises
    ------
    TooLargeError
        If a day would have more than ``most_states`` states.
    """
    start_pairs = one.start * other.states[0] + other.start
    start_pairs = np.where((one.start < 0) | (other.start < 0), -1, start_pairs)
    pairs = np.unique(start_pairs[start_pairs >= 0])
    start = np.where(start_pairs < 0, -1, np.searchsorted(pairs, start_pairs))
    choice, steps, costs = [], [], []
    for day in range(one.days):
        left, right = pairs // other.states[day], pairs % other.states[day]
        width, other_width = one.states[day + 1], other.states[day + 1]
        both = one.choice[day] * len(other.next[day]) + other.choice[day]
        both = np.where((one.choice[day] < 0) | (other.choice[day] < 0), -1, both)
        kinds = np.unique(both[both >= 0])
        choice.append(np.where(both < 0, -1, np.searchsorted(kinds, both)))
        a, b = kinds // len(other.next[day]), kinds % len(other.next[day])
        after, other_after = one.next[day][a][:, left], other.next[day][b][:, right]
        allowed = (after < width) & (other_after < other_width)
        cost = np.where(allowed, one.cost[day][a][:, left] + other.cost[day][b][:, right], HARD)
        codes = after * other_width + other_after
        pairs, step = _numbered(codes, allowed, width * other_width)
        if len(pairs) > most_states:
            raise TooLargeError(f"{len(pairs)} states on day {day + 1}")
        steps.append(step)
        costs.append(cost)
    return merged(choice, steps, costs, start, one.start_cost + other.start_cost)


DENSE = 4_000_000
"""Codes up to which marking them all is faster than sorting those present."""


def _numbered(codes: Whole, allowed: NDArray[np.bool_], width: int) -> tuple[Whole, Whole]:
    """Return the distinct allowed codes in order, and the number of each entry's code (0 elsewhere)."""
    if width > DENSE:
        distinct = np.unique(codes[allowed])
        return distinct, np.where(allowed, np.searchsorted(distinct, codes), 0)
    present = np.zeros(width, dtype=bool)
    present[codes[allowed]] = True
    number = np.cumsum(present) - 1
    return np.flatnonzero(present), number[np.where(allowed, codes, 0)] * allowed


def merged(
    choice: list[Whole], steps: list[Whole], costs: list[Money], start: Whole, paid: Money
) -> Automaton:
    """Return the least automaton that gives every row the same total.

    Parameters
    ----------
    choice, steps, costs
        Per day: class of each choice, and (classes, states) tables; the cost of what is forbidden is HARD.
    start
        First state of each person, -1 where there is none.
    paid
        What each person's rows cost already.
    """
    choice, steps, costs = list(choice), list(steps), list(costs)
    count = 1
    least = np.zeros(1 + int(steps[-1].max(initial=0)))
    number = np.zeros(len(least), dtype=np.int64)
    for day in reversed(range(len(steps))):
        total = costs[day] + least[steps[day]]
        least = total.min(axis=0) if total.size else np.full(1, HARD)
        total = total if total.size else np.full((len(total), 1), HARD)
        steps[day] = steps[day] if steps[day].size else np.zeros(total.shape, dtype=np.int64)
        alive = least < HARD
        pushed = total[:, alive] - least[alive]
        allowed = np.isfinite(pushed)
        after = np.where(allowed, number[steps[day][:, alive]], count)
        pushed = np.where(allowed, pushed, 0.0)
        marks = _marks(after, pushed, axis=0)
        _, first, inverse = np.unique(marks, return_index=True, return_inverse=True)
        after, pushed = after[:, first], pushed[:, first]
        number = np.full(len(least), -1, dtype=np.int64)
        number[alive] = inverse
        _, kept, kinds = np.unique(_marks(after, pushed, axis=1), return_index=True, return_inverse=True)
        never = np.asarray((after >= count).all(axis=1))[kept]
        renumber = np.append(np.where(never, -1, np.cumsum(~never) - 1)[kinds], -1)
        choice[day] = renumber[choice[day]]
        steps[day], costs[day] = after[kept[~never]], pushed[kept[~never]]
        if not costs[day].any():
            costs[day] = np.broadcast_to(0.0, costs[day].shape)
        count = len(first)
    has_start = start >= 0
    reached = np.where(has_start, start, 0)
    final = np.where(has_start & (len(number) > 0), number[reached], -1)
    return Automaton(choice, steps, costs, final, paid + np.where(final >= 0, least[reached], HARD))


_FACTORS = np.random.default_rng(2654435769).integers(1, 2**62, (2, 4096)).astype(np.uint64) | np.uint64(1)


def _marks(after: Whole, cost: Money, axis: int) -> NDArray[np.uint64]:
    """Return a 64-bit mark of each column (axis 0) or row (axis 1): equal ones get equal marks.

    Two different ones share a mark with a chance of about n^2 / 2^64: below 1e-9 for 100 000 states.
    """
    if axis == 1:
        after, cost = after.T, cost.T
    units = np.rint(cost * STEPS_PER_UNIT).astype(np.int64).view(np.uint64)
    mixed = (after.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15) ^ (
        units * np.uint64(0xC2B2AE3D27D4EB4F)
    )
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    factors = np.resize(_FACTORS[0], len(mixed)) ^ np.arange(len(mixed), dtype=np.uint64) << np.uint64(40)
    return (mixed * (factors | np.uint64(1))[:, None]).sum(axis=0, dtype=np.uint64)
