"""The least a day can cost, by trying every number of whole people: slow, simple, and independent."""

from __future__ import annotations

from itertools import product

import numpy as np


def ways(most, places):
    """Return every way to have 0 to ``most`` people who each take one of ``places``, as rows of counts."""
    found = [counts for counts in product(range(most + 1), repeat=places) if sum(counts) <= most]
    return np.array(found)


def least_cost(options, needed, kept, wage, factor, most, price_of=None):
    """Return the cheapest total of wages and priced shortage, one-hour intervals.

    ``options`` holds per pattern (paid hours, rows): a row per place its break may take, with what one
    person is worth in each hour. ``price_of`` turns the people on each pattern (a row per way) into what
    else it costs, infinite where it may not be.
    """
    at_work, cost = np.zeros((1, len(needed))), np.zeros(1)
    people = np.zeros((1, 0), dtype=int)
    for hours, rows in options:
        counts = ways(most, len(rows))
        worth, heads = counts @ np.array(rows), counts.sum(axis=1)
        at_work = (at_work[:, None] + worth[None]).reshape(-1, len(needed))
        cost = (cost[:, None] + heads[None] * hours * wage).ravel()
        people = np.column_stack([np.repeat(people, len(heads), axis=0), np.tile(heads, len(people))])
    short = np.maximum(0.0, needed - kept * at_work).sum(axis=1)
    beside = price_of(people) if price_of else 0.0
    return float((cost + short * wage * factor + beside).min())
