"""Ruin and recreate: a few people are taken out and put back, each with the exact best row at the margin.

People who share work are taken out together: a first one at random, then others whose rows have most
offers in common with what is short or spare. They come back in random order; margins are disturbed a
little, so that ties and near-ties fall differently. Mostly what is still open counts less than it costs
now, part of the way down to its price in the relaxation: others may take it, and whoever is asked leaves it
to them where something dearer fits. Worse rosters are accepted now and then, less often as
the time runs out (simulated annealing); the best one is kept.

Source: Schrimpf et al. (2000), J. Comput. Phys. 159(2), ruin and recreate.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from models.roster.problem import OFF
from models.roster.standing import Standing
from models.roster.volume import Prices

Whole = NDArray[np.int64]
Money = NDArray[np.float64]

MOST_OUT = 5
"""People taken out at once, at most."""


FORESIGHT = 0.95
"""Share of the tries that look at the prices of the relaxation, each by a random part of the way."""

HEAT = 0.01
"""Of the price of one person short: how much worse a roster may be at first."""


def polished(
    standing: Standing,
    rng: np.random.Generator,
    progress: Callable[[], float],
    on_better: Callable[[], None],
    prices: Prices | None = None,
) -> None:
    """Improve a full roster in place; it ends as the best one met.

    Parameters
    ----------
    standing
        A roster with everybody in.
    rng
        Source of every choice.
    progress
        Share of the time that is gone; at 1 it ends.
    on_better
        Called whenever the roster in hand is the best so far.
    prices
        Those of the relaxation, where they are known.
    """
    best, rows = standing.cost, standing.copy_rows()
    cost = best
    scale, mates = _scale(standing), _mates(standing)
    while (gone := progress()) < 1.0:
        heat = scale * (1.0 - gone) ** 2
        people = _chosen(standing, rng, mates)
        part = rng.random() if prices is not None and rng.random() < FORESIGHT else 0.0
        old = {int(p): standing.take_out(int(p)) for p in people}
        for person in rng.permutation(people):
            crew = _margin(standing, int(person), prices, part)
            row, own = standing.best_row(int(person), crew + rng.normal(0.0, 0.5 * heat, len(crew)))
            standing.put_in(int(person), row, own)
        now = standing.cost
        if now <= cost + heat * rng.exponential():
            cost = now
            if now < best - 1e-9:
                best = now
                rows = standing.copy_rows()
                on_better()
            continue
        for person in people:
            standing.take_out(int(person))
        for person, before in old.items():
            standing.put_in(person, *before)
    standing.set_rows(*rows)


def _margin(standing: Standing, person: int, prices: Prices | None, part: float) -> Money:
    """Return what each offer costs the crew; of those open, ``part`` of the way to the price given."""
    crew = standing.together.margin(person, standing.count)
    if prices is None or part == 0.0:
        return crew
    priced = standing.together.priced(np.array([person]), prices.cover, prices.rows)[0]
    is_open = standing.count.there < standing.problem.offers.need
    return np.where(is_open, (1 - part) * crew + part * priced, crew)


def _scale(standing: Standing) -> float:
    """Return the heat to begin with: a small part of what one person short costs."""
    under = standing.together.under
    known = under[np.isfinite(under) & (under > 0)]
    return HEAT * float(np.median(known)) if len(known) else 1.0


def _mates(standing: Standing) -> NDArray[np.bool_]:
    """Return who shares any offer with whom, (people, people): others are of no help to each other."""
    may = np.isfinite(standing.problem.cost).astype(np.float32)
    return np.asarray(may @ may.T > 0)


def _chosen(standing: Standing, rng: np.random.Generator, mates: NDArray[np.bool_]) -> Whole:
    """Return the people to take out: one at random and those who could take over from them."""
    first = int(rng.integers(len(standing.grid)))
    others = np.flatnonzero(mates[first] & (np.arange(len(mates)) != first))
    size = min(len(others), int(rng.integers(MOST_OUT)))
    if rng.random() < 0.5:
        return np.append(rng.choice(others, size, replace=False), first)
    row = standing.grid[first]
    gap = standing.problem.offers.need != standing.count.there
    matter = np.union1d(row[row != OFF], np.flatnonzero(gap))
    could = np.isfinite(standing.problem.cost[np.ix_(others, matter)]).sum(axis=1)
    return np.append(others[np.argsort(-could * rng.random(len(others)))[:size]], first)
