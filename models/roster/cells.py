"""Which people, days and shifts a model decides; everyone and everything else stands still as constants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.roster.conflicts import Numbers, Pairs
from models.roster.problem import HARD, OFF, Person, RosterProblem
from wfm.units import DAYS_PER_WEEK

Cell = tuple[int, int]
"""Numbers of a person and of an offer."""


@dataclass(frozen=True, eq=False)
class Cells:
    """The index sets of one model.

    ``on_offer`` gives the offers a person may take on a day, by (person, day); ``decided`` are cells that
    stay as they are. ``need`` (per offer) and ``most`` (per side row) are what the people outside the model
    leave over. ``known_pairs`` keeps the pairs at odds that have been looked up, as many people share them.
    """

    problem: RosterProblem
    people: tuple[int, ...]
    on_offer: dict[tuple[int, int], Numbers]
    decided: frozenset[Cell]
    need: NDArray[np.int64]
    most: NDArray[np.float64]
    known_pairs: dict[tuple[object, ...], tuple[Pairs, ...]] = field(default_factory=dict)

    @property
    def days(self) -> range:
        """Every day of the problem."""
        return range(self.problem.days)

    @cached_property
    def weeks(self) -> list[list[int]]:
        """The days of every week, in order."""
        found: dict[int, list[int]] = defaultdict(list)
        for d, week in enumerate(self.problem.week):
            found[int(week)].append(d)
        return [found[week] for week in sorted(found)]

    @cached_property
    def whole_weeks(self) -> list[int]:
        """The places in ``weeks`` of those that lie in the horizon with all their days."""
        return [w for w, days in enumerate(self.weeks) if len(days) == DAYS_PER_WEEK]

    @cached_property
    def cycles(self) -> list[dict[int, list[int]]]:
        """The weekends of every cycle, each with its days."""
        found: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for d, (cycle, weekend) in enumerate(zip(self.problem.cycle, self.problem.weekend, strict=True)):
            if cycle >= 0 and weekend >= 0:
                found[int(cycle)][int(weekend)].append(d)
        return [dict(found[cycle]) for cycle in sorted(found)]

    def person(self, p: int) -> Person:
        """Return a person of the problem."""
        return self.problem.people[p]

    def of(self, p: int, days: Sequence[int]) -> list[Cell]:
        """Return the cells of one person on some days."""
        return [(p, o) for d in days for o in self.on_offer.get((p, d), ())]

    def everyone(self) -> list[Cell]:
        """Return all cells, person by person."""
        return [cell for p in self.people for cell in self.of(p, self.days)]


def all_cells(problem: RosterProblem) -> Cells:
    """Return the cells of the whole problem: every person on every offer that is not forbidden."""
    on_offer = {
        (p, d): offers
        for p in range(len(problem.people))
        for d, mine in enumerate(_by_day(problem))
        if (offers := tuple(int(o) for o in mine if problem.cost[p, o] != HARD))
    }
    most = np.array([row.most for row in problem.rows], dtype=np.float64)
    people = tuple(range(len(problem.people)))
    return Cells(problem, people, on_offer, frozenset(), problem.offers.need.copy(), most)


def cells_of(
    problem: RosterProblem, grid: NDArray[np.int64], people: Sequence[int], days: Sequence[int]
) -> Cells:
    """Return the cells of some people on some days; all others keep what ``grid`` gives them.

    Parameters
    ----------
    problem
        The whole problem.
    grid
        The roster in hand (people, days): offer numbers or OFF.
    people, days
        Who and when may change. On their other days these people have the one cell of their shift, decided.
    """
    free, by_day = set(days), _by_day(problem)
    on_offer: dict[tuple[int, int], Numbers] = {}
    decided: set[Cell] = set()
    for p in people:
        for d in range(problem.days):
            now = int(grid[p, d])
            if d in free:
                offers = tuple(int(o) for o in by_day[d] if problem.cost[p, o] != HARD or o == now)
            else:
                offers = () if now == OFF else (now,)
                decided.update((p, o) for o in offers)
            if offers:
                on_offer[p, d] = offers
    others = np.delete(grid, list(people), axis=0)
    worked = np.bincount(others[others != OFF], minlength=len(problem.offers.need))
    most = [row.most - _elsewhere(problem, n, grid, set(people)) for n, row in enumerate(problem.rows)]
    need = np.asarray(problem.offers.need - worked, dtype=np.int64)
    return Cells(problem, tuple(people), on_offer, frozenset(decided), need, np.array(most, dtype=np.float64))


def _by_day(problem: RosterProblem) -> list[NDArray[np.int64]]:
    return [np.flatnonzero(problem.offers.day == d) for d in range(problem.days)]


def _elsewhere(problem: RosterProblem, n: int, grid: NDArray[np.int64], inside: set[int]) -> float:
    """Return what people outside the model already put into a side row."""
    row = problem.rows[n]
    is_given = grid[row.people, problem.offers.day[row.offers]] == row.offers
    is_outside = np.array([int(p) not in inside for p in row.people], dtype=bool)
    return float(row.value[is_given & is_outside].sum())
