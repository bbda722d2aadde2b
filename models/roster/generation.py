"""Column generation: prices from the solver, rows from the automata, until neither can improve the other.

Near the end it needs far fewer passes than the volume algorithm, as long as the relaxation over collected
rows is quick to solve. Its prices come from an interior point, from the middle of the best ones: they swing
less than those of a corner, and more so when smoothed towards the best prices known.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from models.limits import SolveLimits
from models.roster.columns import Master, Pool
from models.roster.standing import Standing
from models.roster.volume import Ascent, Prices

ROWS_EACH = 25
"""Rows of a person taken from the pool at the start; those found on the way are added."""

FAR, SMOOTHING = 0.02, (0.5, 0.15)
"""Share of the old prices that is kept, while relaxation and bound are further apart than this, and after."""

CLOSED = 2e-5
"""Relative difference of relaxation and bound at which nothing worth the time is left to find."""


def relaxed(
    ascent: Ascent,
    standing: Standing,
    pool: Pool,
    limits: SolveLimits,
    is_over: Callable[[], bool],
    on_round: Callable[[], None],
) -> None:
    """Raise the bound of ``ascent`` to that of the linear relaxation.

    Parameters
    ----------
    ascent
        Prices and bound of the people still open; its ``on_rows`` puts rows into ``pool``.
    standing
        What is fixed.
    pool
        Rows known.
    limits
        CPU seconds of it all; it ends before a round that would take longer than what is left.
    is_over
        Asked before each round.
    on_round
        Called after each round.
    """
    people = ascent.people.tolist()
    chosen = pool.nearest(ascent.prices, standing.together, people, ROWS_EACH)
    began = last = time.process_time()
    longest = 0.0
    while not is_over() and last - began + longest <= limits.cpu_seconds:
        left = limits.with_seconds(limits.cpu_seconds - (last - began))
        master = Master(pool, standing.together, chosen, people, standing.count)
        result, found = master.relaxed(left)
        if not result.has_solution:
            return
        scale = max(1.0, abs(result.objective))
        apart = (result.objective - ascent.bound) / scale
        if apart <= CLOSED:
            return
        known = len(pool)
        ascent.try_prices(_between(ascent.prices, found, SMOOTHING[apart < FAR]))
        if len(pool) == known:
            ascent.try_prices(found)
            if len(pool) == known:
                return
        chosen += range(known, len(pool))
        on_round()
        longest = max(longest, time.process_time() - last)
        last = time.process_time()


def _between(center: Prices, other: Prices, keep: float) -> Prices:
    """Return prices between the best ones known and those of the relaxation."""
    return Prices(
        keep * center.cover + (1 - keep) * other.cover, keep * center.rows + (1 - keep) * other.rows
    )
