"""Column generation: prices from the solver, rows from the automata, until neither can improve the other.

Used where the linear relaxation over collected rows is quick to solve; its prices are exact where those of
the volume algorithm are only near. With them goes a second dive: rows the relaxation takes whole, or nearly
so, are fixed, and prices and rows are found anew for the rest.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from models.limits import SolveLimits
from models.roster.columns import Master, Pool
from models.roster.standing import Standing
from models.roster.volume import Ascent, Prices

Whole = NDArray[np.int64]

ROWS_EACH = 25
"""Rows of a person taken from the pool at the start; those found on the way are added."""

SMOOTHING = 0.5
CLOSED = 1e-6
"""Relative difference of relaxation and bound at which nothing is left to find."""

NEARLY_WHOLE, MOST_AT_ONCE = 0.75, 0.08
"""Share from which a row is fixed with the first one, and the part of the people fixed at once."""


def relaxed(
    ascent: Ascent,
    standing: Standing,
    pool: Pool,
    rounds: int,
    limits: SolveLimits,
    is_over: Callable[[], bool],
    shares_wanted: bool = False,
) -> dict[int, float]:
    """Raise the bound of ``ascent`` to that of the relaxation; return how much of each row it takes.

    Parameters
    ----------
    ascent
        Prices and bound of the people still open; its ``on_rows`` puts rows into ``pool``.
    standing
        What is fixed.
    pool
        Rows known.
    rounds
        Solves of the relaxation, at most.
    limits
        CPU seconds of each solve.
    is_over
        Asked before each round.
    shares_wanted
        Whether to solve once more after the last rows came in.
    """
    people = ascent.people.tolist()
    chosen = pool.nearest(ascent.prices, standing.together, people, ROWS_EACH)
    shares: dict[int, float] = {}
    for _ in range(rounds):
        if is_over():
            break
        master = Master(pool, standing.together, chosen, people, standing.count)
        result, found = master.relaxed(limits)
        if not result.has_solution:
            break
        shares = master.shares(result)
        gap = CLOSED * max(1.0, abs(result.objective))
        if result.objective - ascent.bound <= gap:
            break
        known = len(pool)
        ascent.try_prices(_between(ascent.prices, found))
        if len(pool) == known:
            ascent.try_prices(found)
        if result.objective - ascent.bound <= gap:
            break
        chosen += range(known, len(pool))
    return shares


def _between(center: Prices, other: Prices) -> Prices:
    """Return prices between the best ones known and those of the relaxation."""
    keep = SMOOTHING
    return Prices(
        keep * center.cover + (1 - keep) * other.cover, keep * center.rows + (1 - keep) * other.rows
    )


def dived_by_rows(
    standing: Standing,
    prices: Prices,
    pool: Pool,
    on_rows: Callable[[Whole, Whole, NDArray[np.float64]], None],
    limits: SolveLimits,
    is_over: Callable[[], bool],
    rounds: int,
) -> None:
    """Fill an empty roster with everybody by fixing what the relaxation takes, a few rows at a time."""
    left = np.arange(len(standing.grid))
    while len(left):
        ascent = Ascent(standing.responder, standing.together, left, standing.count, prices, on_rows=on_rows)
        ascent.try_prices(prices)
        shares = {} if is_over() else relaxed(ascent, standing, pool, rounds, limits, is_over)
        if not shares:
            standing.fill(left)
            return
        prices = ascent.prices
        ranked = sorted(shares, key=lambda number: -shares[number])
        most = max(1, round(MOST_AT_ONCE * len(left)))
        taken = [n for place, n in enumerate(ranked[:most]) if place == 0 or shares[n] >= NEARLY_WHOLE]
        for number in taken:
            standing.put_in(pool.person[number], pool.row[number], pool.own[number])
        left = np.setdiff1d(left, [pool.person[number] for number in taken])
