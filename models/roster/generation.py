"""Column generation in a box: prices from the solver, rows from the automata, until neither can improve.

Near the end it needs far fewer passes than the volume algorithm, as long as the relaxation over collected
rows is quick to solve. Left alone, its prices would jump from one corner to another while few rows are
known. So they are kept within a box around the best prices so far: the box moves with them, widens where
the relaxation foresaw a rise that came true, and shrinks where it did not. Where the best prices lie inside
the box and the relaxation agrees with them, they are the best anywhere, since the bound is concave.

Source: Marsten, Hogan and Blankenship (1975), Oper. Res. 23(3), the boxstep method.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

from models.limits import SolveLimits
from models.roster.columns import Master, Pool
from models.roster.standing import Standing
from models.roster.volume import Ascent, Prices

ROWS_EACH, MOST_ROWS = 25, 120
"""Rows of a person taken from the pool at the start; so many on average, and the dearest half is dropped."""

BOX, SMALLEST_BOX = 0.1, 0.005
"""Half the width of the first box and of the smallest, as a share of the price of a person short."""

WIDER, NARROWER = 2.0, 0.7
CAME_TRUE, FAILED = 0.1, 0.01
"""Share of the foreseen rise from which on the box widens, and below which it shrinks."""

HALF_WAY = (0.5, 0.0)
"""Share of the old prices kept in what is tried each round: rows found half way are worth their while."""

CLOSED = 2e-4
"""Relative difference of relaxation and bound at which nothing worth the time is left to find."""


def relaxed(
    ascent: Ascent,
    standing: Standing,
    pool: Pool,
    limits: SolveLimits,
    is_over: Callable[[], bool],
    on_round: Callable[[], None],
    start: Sequence[int] = (),
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
    start
        Numbers of the rows of a roster in the pool: no relaxation over them is dearer than it.
    """
    people = ascent.people.tolist()
    chosen = {*pool.nearest(ascent.prices, standing.together, people, ROWS_EACH), *start}
    began = last = time.process_time()
    longest, width = 0.0, BOX
    while not is_over() and last - began + longest <= limits.cpu_seconds:
        left = limits.with_seconds(limits.cpu_seconds - (last - began))
        box = _Box(ascent.prices, standing, width)
        master = Master(pool, standing.together, sorted(chosen), people, standing.count, box.low, box.high)
        result, found = master.relaxed(left)
        if not result.has_solution:
            return
        known, before, center = len(pool), ascent.bound, ascent.prices
        for keep in HALF_WAY:
            ascent.try_prices(_between(center, found, keep))
        on_round()
        foreseen, is_inside = result.objective - before, box.holds(found)
        if is_inside and result.objective - ascent.bound <= CLOSED * max(1.0, abs(result.objective)):
            return
        if len(pool) == known and is_inside:
            return
        rise = ascent.bound - before
        if rise > CAME_TRUE * foreseen or len(pool) == known:
            width *= WIDER
        elif rise < FAILED * foreseen:
            width = max(SMALLEST_BOX, NARROWER * width)
        chosen.update(range(known, len(pool)))
        if len(chosen) > MOST_ROWS * len(people):
            near = pool.nearest(found, standing.together, people, MOST_ROWS // 2)
            chosen = {*near, *start, *range(known, len(pool))}
        longest = max(longest, time.process_time() - last)
        last = time.process_time()


class _Box:
    """Limits of the prices of cover around the best ones; those of side rows are left free."""

    def __init__(self, center: Prices, standing: Standing, width: float) -> None:
        together = standing.together
        reach = width * together.under
        self._touch = 1e-3 * together.under
        self._under, self._over = together.under, together.over
        self.low = np.maximum(-together.over, center.cover - reach)
        self.high = np.minimum(together.under, center.cover + reach)

    def holds(self, prices: Prices) -> bool:
        """Return whether no price stands at a side of the box that is not a limit by itself."""
        at_high = (prices.cover >= self.high - self._touch) & (self.high < self._under)
        at_low = (prices.cover <= self.low + self._touch) & (self.low > -self._over)
        return not bool((at_high | at_low).any())


def _between(center: Prices, other: Prices, keep: float) -> Prices:
    """Return prices between the best ones known and those of the relaxation."""
    return Prices(
        keep * center.cover + (1 - keep) * other.cover, keep * center.rows + (1 - keep) * other.rows
    )
