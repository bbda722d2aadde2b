"""The least a day can cost, by trying every number of whole people: slow, simple, and independent."""

from __future__ import annotations

from itertools import product

import numpy as np


def ways(most, places):
    """Return every way to have 0 to ``most`` people who each take one of ``places``, as rows of counts."""
    found = [counts for counts in product(range(most + 1), repeat=places) if sum(counts) <= most]
    return np.array(found)


def least_cost(options, needed, kept, wage, factor, most):
    """Return the cheapest total of wages and priced shortage, one-hour intervals.

    ``options`` holds per pattern (paid hours, rows): a row per place its break may take, with what one
    person is worth in each hour.
    """
    at_work, cost = np.zeros((1, len(needed))), np.zeros(1)
    for hours, rows in options:
        counts = ways(most, len(rows))
        worth = counts @ np.array(rows)
        at_work = (at_work[:, None] + worth[None]).reshape(-1, len(needed))
        cost = (cost[:, None] + counts.sum(axis=1)[None] * hours * wage).ravel()
    short = np.maximum(0.0, needed - kept * at_work).sum(axis=1)
    return float((cost + short * wage * factor).min())
