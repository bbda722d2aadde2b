"""Pairs of shifts that do not go together, gathered into as few and as strong rows as there are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.roster.problem import Offers
from wfm.units import MINUTES_PER_DAY

Numbers = tuple[int, ...]
"""Numbers of offers, in order."""

Pairs = tuple[Numbers, Numbers]
"""Offers of an earlier and of a later day, each of the first at odds with each of the second."""


def too_close(offers: Offers, first: Numbers, second: Numbers, minutes: float) -> NDArray[np.bool_]:
    """Return which pairs leave less than ``minutes`` between end and start (a row for each of ``first``)."""
    rest = offers.start[list(second)][None, :] - offers.end[list(first)][:, None]
    return np.asarray(rest < minutes, dtype=bool)


def too_far(offers: Offers, first: Numbers, second: Numbers, minutes: float) -> NDArray[np.bool_]:
    """Return which pairs start more than ``minutes`` apart on the clock, the shorter way round the day."""
    return clock_apart(offers.clock[list(first)][:, None], offers.clock[list(second)][None, :]) > minutes


def clock_apart(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the minutes between two times of the day, the shorter way round."""
    apart = np.abs(one - other) % MINUTES_PER_DAY
    return np.asarray(np.minimum(apart, MINUTES_PER_DAY - apart), dtype=np.float64)


def at_odds(first: Numbers, second: Numbers, conflict: NDArray[np.bool_]) -> tuple[Pairs, ...]:
    """Return sets of offers of two days of which no two may be worked, that hold every forbidden pair.

    Parameters
    ----------
    first, second
        Offers of the earlier and the later day.
    conflict
        Which pairs are at odds; a row for each of ``first``, a column for each of ``second``.

    Returns
    -------
    tuple
        (subset of ``first``, subset of ``second``), largest possible on both sides. Together with one
        shift a day each is a clique, so one row says of all its pairs what a row for each would say, and
        more where shifts are fractions.
    """
    rows_of = [frozenset(np.flatnonzero(column).tolist()) for column in conflict.T]
    columns_of = [frozenset(np.flatnonzero(row).tolist()) for row in conflict]
    closed = {(rows, _shared(columns_of, rows)) for rows in rows_of if rows}
    closed |= {(_shared(rows_of, columns), columns) for columns in columns_of if columns}
    pairs = {(_picked(first, rows), _picked(second, columns)) for rows, columns in closed}
    return tuple(sorted(pairs))


def _shared(sets: list[frozenset[int]], places: frozenset[int]) -> frozenset[int]:
    """Return what the sets at these places have in common."""
    return frozenset.intersection(*(sets[place] for place in places))


def _picked(offers: Numbers, places: frozenset[int]) -> Numbers:
    return tuple(offers[place] for place in sorted(places))
