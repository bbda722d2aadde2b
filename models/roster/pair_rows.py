"""Two shifts of one person that do not go together: too little rest between them, or starts too far apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from models.roster.cells import Cells
from models.roster.conflicts import Numbers, Pairs, at_odds, clock_apart, too_close, too_far
from models.roster.problem import Offers
from wfm.units import MINUTES_PER_DAY

Row = tuple[int, int, int, int]
"""Person, day of the later shift, days since the earlier one, number."""

BEFORE = 0
"""In place of the days since the earlier shift: it was worked before the plan."""

Conflict = Callable[[Offers, Numbers, Numbers, float], NDArray[np.bool_]]


def rest_rows(cells: Cells, minutes_of: dict[int, float]) -> dict[Row, Pairs]:
    """Return the shifts that leave less than a person's rest between them.

    Parameters
    ----------
    cells
        Who may take what.
    minutes_of
        Least rest of each person who has one (minutes).

    Returns
    -------
    dict
        Sets of offers of an earlier and a later day, each of the first too close to each of the second. The
        earlier set is empty where the last shift before the plan is the one that is too close.
    """
    apart = {minutes: _days_apart(cells.problem.offers, minutes) for minutes in set(minutes_of.values())}
    rows = {}
    for p, minutes in minutes_of.items():
        rows.update(_pairs(cells, p, range(1, apart[minutes] + 1), minutes, too_close))
        before = cells.person(p).before
        for d in cells.days if before.is_known else ():
            starts = cells.problem.offers.start
            close = tuple(o for o in cells.on_offer.get((p, d), ()) if starts[o] - before.last_end < minutes)
            if close:
                rows[p, d, BEFORE, 0] = ((), close)
    return rows


def drift_rows(cells: Cells, minutes_of: dict[int, float]) -> dict[Row, Pairs]:
    """Return the shifts of adjacent days that start further apart on the clock than a person's limit.

    Parameters and result as for ``rest_rows``.
    """
    rows = {}
    for p, minutes in minutes_of.items():
        rows.update(_pairs(cells, p, (1,), minutes, too_far))
        before, first = cells.person(p).before, cells.on_offer.get((p, 0), ())
        if before.is_known and before.days_on and first:
            clock = cells.problem.offers.clock[list(first)]
            is_far = clock_apart(clock, np.full(len(first), before.last_clock)) > minutes
            if is_far.any():
                rows[p, 0, BEFORE, 0] = ((), tuple(o for o, far in zip(first, is_far, strict=True) if far))
    return rows


def _pairs(cells: Cells, p: int, gaps: Sequence[int], minutes: float, conflict: Conflict) -> dict[Row, Pairs]:
    """Return the rows of one person; people with equal shifts on offer share the work."""
    rows = {}
    for d in cells.days:
        second = cells.on_offer.get((p, d), ())
        for gap in gaps:
            first = cells.on_offer.get((p, d - gap), ())
            if first and second:
                for n, pairs in enumerate(_at_odds(cells, first, second, minutes, conflict)):
                    rows[p, d, gap, n] = pairs
    return rows


def _at_odds(
    cells: Cells, first: Numbers, second: Numbers, minutes: float, conflict: Conflict
) -> tuple[Pairs, ...]:
    key = (first, second, minutes, conflict)
    if key not in cells.known_pairs:
        cells.known_pairs[key] = at_odds(
            first, second, conflict(cells.problem.offers, first, second, minutes)
        )
    return cells.known_pairs[key]


def _days_apart(offers: Offers, minutes: float) -> int:
    """Return the most days that two shifts can lie apart and still leave less rest than ``minutes``."""
    if not len(offers.day):
        return 0
    midnight = offers.day * MINUTES_PER_DAY
    latest, earliest = float((offers.end - midnight).max()), float((offers.start - midnight).min())
    return max(0, math.ceil((minutes + latest - earliest) / MINUTES_PER_DAY) - 1)
