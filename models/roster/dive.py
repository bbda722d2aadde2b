"""From prices to a roster: people are fixed a few at a time, and the prices follow those still open.

A person is given the best row at the prices of the bound, as far as an offer still needs people; what is
covered already costs its price of one too many. After each few the prices climb again for the rest, more
steps the fewer people are left: late prices lag most, and the last people pay for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from models.roster.standing import Standing
from models.roster.volume import Ascent, Prices

Whole = NDArray[np.int64]
Money = NDArray[np.float64]

BATCH = 0.02
"""Share of the people still open who are fixed at once."""

STEPS = (3, 60)
"""Steps of the prices after each batch while many are open: the time decides in between."""

LAST = 20
"""People left from whom on prices get five times the steps."""


def dived(
    standing: Standing,
    prices: Prices,
    order: Whole,
    cpu_seconds: float,
    is_over: Callable[[], bool],
    on_rows: Callable[[Whole, Whole, Money], None] | None = None,
) -> None:
    """Fill an empty roster with everybody, in the order given.

    Parameters
    ----------
    standing
        A roster with nobody in; filled in place.
    prices
        Prices to start from.
    order
        Everybody, in the order in which they are fixed.
    cpu_seconds
        What it may take: the number of steps follows from it.
    is_over
        Asked between batches; the rest is then filled at the margin.
    on_rows
        Told of the rows every step finds.
    """
    left, began, answered = order, time.process_time(), 0
    while len(left):
        if is_over():
            standing.fill(left)
            return
        batch, left = np.split(left, [_batch(len(left))])
        for person in batch:
            standing.put_in(int(person), *standing.best_row(int(person), _at(standing, int(person), prices)))
        if len(left):
            spent = time.process_time() - began
            each = spent / answered if answered else 0.0
            to_come = _answers(len(left)) * each
            steps = np.clip((cpu_seconds - spent) / to_come if to_come else STEPS[0], *STEPS)
            ascent = Ascent(
                standing.responder, standing.together, left, standing.count, prices, on_rows=on_rows
            )
            ascent.run(round(steps * _more(len(left))), is_over)
            answered += round(steps * _more(len(left))) * len(left)
            prices = ascent.prices


def _batch(left: int) -> int:
    return max(1, round(BATCH * left))


def _more(left: int) -> float:
    return 1 + 4 * min(1.0, LAST / max(1, left))


def _answers(left: int) -> float:
    """Return how many rows one step after each batch to come asks for."""
    total = 0.0
    while left > 0:
        total += left * _more(left)
        left -= _batch(left)
    return total


def _at(standing: Standing, person: int, prices: Prices) -> Money:
    """Return what each offer costs at the prices, or one too many of what is covered already."""
    together = standing.together
    crew = together.priced(np.array([person]), prices.cover, prices.rows)[0]
    is_full = standing.count.there >= standing.problem.offers.need
    return np.where(is_full, crew + prices.cover + together.over, crew)
