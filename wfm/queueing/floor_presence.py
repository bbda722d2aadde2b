"""How many of the people at work are on the floor at once: not always their mean.

Everyone at work is away now and then (unplanned absence, time lost on the floor), each apart from the others:
of n at work the number present is binomial. A small crew gives less service than its mean would: what one
person less loses is more than what one more gains.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlog1py, xlogy

Numbers = NDArray[np.float64]

REACH = 4.0
"""Standard deviations about the mean beyond which a number of people has no weight (under 1e-4)."""


def mean_over_presence(at_work: Numbers, on_duty: Numbers, share_of: Callable[[Numbers], Numbers]) -> Numbers:
    """Return the mean of a share over how many of the people at work are present.

    Parameters
    ----------
    at_work
        People at work by cell (mean over the interval); between two whole numbers the mean of both.
    on_duty
        Their mean presence by cell, at most ``at_work``.
    share_of
        The share with so many people present in each cell.

    Returns
    -------
    ndarray
        By cell, as ``share_of`` returns it.
    """
    kept = np.divide(on_duty, at_work, out=np.zeros_like(at_work), where=at_work > 0)
    below = np.floor(at_work + 1e-9)
    above_part = np.clip(at_work - below, 0.0, 1.0)
    mean = (1.0 - above_part) * _mean(below, kept, share_of)
    return np.asarray(mean + above_part * _mean(below + 1.0, kept, share_of)) if above_part.any() else mean


def _mean(people: Numbers, kept: Numbers, share_of: Callable[[Numbers], Numbers]) -> Numbers:
    """Return the mean of a share over the binomial number present of whole people."""
    spread = np.sqrt(people * kept * (1.0 - kept))
    reach = int(np.ceil(REACH * spread.max(initial=0.0)))
    centre = np.rint(people * kept)
    total, weights = np.zeros_like(people), np.zeros_like(people)
    for step in range(-reach, reach + 1):
        present = centre + step
        weight = _chance(present, people, kept)
        total += weight * share_of(np.clip(present, 0.0, people))
        weights += weight
    return np.asarray(total / weights)


def _chance(present: Numbers, people: Numbers, kept: Numbers) -> Numbers:
    """Return the binomial chance of so many present; ``scipy.stats`` would take a second to load."""
    is_possible = (present >= 0) & (present <= people)
    k = np.where(is_possible, present, 0.0)
    ways = gammaln(people + 1) - gammaln(k + 1) - gammaln(people - k + 1)
    chance = np.exp(ways + xlogy(k, kept) + xlog1py(people - k, -kept))
    return np.asarray(np.where(is_possible, chance, 0.0))
