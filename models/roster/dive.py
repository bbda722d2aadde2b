"""From prices to a roster: people are fixed a few at a time, and the prices follow those still open.

A person is given the best row at the prices of the bound, as far as an offer still needs people; what is
covered already costs its price of one too many. After each few the prices climb again for the rest, more
steps the fewer people are left: late prices lag most, and the last people pay for it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from models.roster.standing import Standing
from models.roster.volume import Ascent, Prices

BATCH = 0.02
"""Share of the people still open who are fixed at once."""


def batches(people: int) -> float:
    """Return about how many full passes over everybody one step after each batch comes to."""
    total, left = 0.0, people
    while left > 0:
        left -= max(1, round(BATCH * left))
        total += left / max(1, people) * _more(left)
    return max(1.0, total)


def _more(left: int) -> float:
    return 1 + 4 * min(1.0, 20 / max(1, left))


def dived(
    standing: Standing,
    prices: Prices,
    order: NDArray[np.int64],
    steps: int,
    is_over: Callable[[], bool],
    on_rows: Callable[[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]], None] | None = None,
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
    steps
        Steps of the prices after each batch; up to five times as many at the end.
    is_over
        Asked between batches; the rest is then filled at the margin.
    on_rows
        Told of the rows every step finds.
    """
    left = order
    while len(left):
        if is_over():
            standing.fill(left)
            return
        batch, left = np.split(left, [max(1, round(BATCH * len(left)))])
        for person in batch:
            standing.put_in(int(person), *standing.best_row(int(person), _at(standing, int(person), prices)))
        if len(left):
            ascent = Ascent(
                standing.responder, standing.together, left, standing.count, prices, on_rows=on_rows
            )
            ascent.run(round(steps * _more(len(left))), is_over)
            prices = ascent.prices


def _at(standing: Standing, person: int, prices: Prices) -> NDArray[np.float64]:
    """Return what each offer costs at the prices, or one too many of what is covered already."""
    together = standing.together
    crew = together.priced(np.array([person]), prices.cover, prices.rows)[0]
    is_full = standing.count.there >= standing.problem.offers.need
    return np.where(is_full, crew + prices.cover + together.over, crew)
