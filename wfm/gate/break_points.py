"""Sample plans on break points: how many errors a number of reviews forgives, and who passes then.

A gate passes when its errors are so few that a quality at the limit would seldom show as few. Of c errors
it forgives, the fewest reviews are the break point n_c. From one break point to the next every further
review can only find a further error, so that more reviews lower the chance to pass: a plan stands on a break
point, and its size is chosen before the first review.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom

from wfm.errors import PlanningError
from wfm.gate.share import SEARCH_LIMIT, require_rate, require_share

_PLANS_AT_ONCE = 16


class SamplePlan(NamedTuple):
    """Random reviews to make, and the errors among them with which the gate still passes."""

    reviews: int
    errors_allowed: int


def break_points(errors: ArrayLike, limit: ArrayLike, confidence: ArrayLike) -> NDArray[np.int64]:
    """Return the fewest reviews with which a gate passes in spite of so many errors.

    Parameters
    ----------
    errors
        Errors found, 0 or more.
    limit
        Error rate to be excluded (share, 0 to 1).
    confidence
        Chance that a quality at the limit is stopped (share, 0 to 1); all broadcast together.

    Returns
    -------
    NDArray
        The least n with P(Bin(n, limit) <= errors) <= 1 - confidence, which falls with n: by bisection.

    Raises
    ------
    PlanningError
        If a number is out of range, or more than ``SEARCH_LIMIT`` reviews would be needed.
    """
    require_share(limit=limit, confidence=confidence)
    found, rate, risk = np.broadcast_arrays(
        np.asarray(errors, np.int64), np.asarray(limit, float), 1 - np.asarray(confidence, float)
    )
    if np.any(found < 0):
        raise PlanningError(f"{found.min()} errors; expected 0 or more")
    low, high = found.copy(), found + 1  # as many errors as reviews never pass
    while np.any(falls_short := binom.cdf(found, high, rate) > risk):
        low, high = np.where(falls_short, high, low), np.where(falls_short, 2 * high, high)
        if np.any(low > SEARCH_LIMIT):
            raise PlanningError(f"more than {SEARCH_LIMIT:,} reviews would be needed")
    while np.any(high - low > 1):
        middle = (low + high) // 2
        falls_short = binom.cdf(found, middle, rate) > risk
        low, high = np.where(falls_short, middle, low), np.where(falls_short, high, middle)
    return high


def errors_allowed(reviews: ArrayLike, limit: ArrayLike, confidence: ArrayLike) -> NDArray[np.int64]:
    """Return the most errors among the reviews with which a gate still passes; -1: it cannot.

    Parameters
    ----------
    reviews
        Random reviews, 0 or more.
    limit, confidence
        As in ``break_points``; all broadcast together.
    """
    require_share(limit=limit, confidence=confidence)
    n, rate, risk = np.asarray(reviews), np.asarray(limit, float), 1 - np.asarray(confidence, float)
    quantile = binom.ppf(risk, n, rate)  # the first count that a quality at the limit shows often enough
    is_seldom = binom.cdf(quantile, n, rate) <= risk
    return np.asarray(quantile - np.where(is_seldom, 0, 1), np.int64)


def pass_probability(
    reviews: ArrayLike, limit: ArrayLike, confidence: ArrayLike, true_rate: ArrayLike
) -> NDArray[np.float64]:
    """Return the chance that an AI with this true error rate passes after so many reviews.

    It rises at break points and falls between them. 0 where the reviews are too few for any proof.

    Parameters
    ----------
    reviews, limit, confidence
        As in ``errors_allowed``.
    true_rate
        Error rate of the AI (0 to 1); all broadcast together.
    """
    require_rate(true_rate=true_rate)
    allowed = errors_allowed(reviews, limit, confidence)
    return np.asarray(binom.cdf(allowed, np.asarray(reviews), np.asarray(true_rate, float)), float)


def acceptance_plan(
    good: float, bad: float, producer_risk: float = 0.05, consumer_risk: float = 0.10
) -> SamplePlan:
    """Return the smallest plan that passes ``good`` and stops ``bad`` quality.

    Parameters
    ----------
    good, bad
        Error rates (shares, good < bad; good may be 0).
    producer_risk
        Greatest chance of stopping good quality: 1 - power.
    consumer_risk
        Greatest chance of passing bad quality: 1 - confidence.

    Raises
    ------
    PlanningError
        If a number is out of range, good is not better than bad, or no plan of ``SEARCH_LIMIT`` reviews
        tells them apart.

    Notes
    -----
    Exact binomial single-sampling plan: of the break points of ``bad``, the first that also passes ``good``.
    """
    require_share(bad=bad, producer_risk=producer_risk, consumer_risk=consumer_risk)
    require_rate(good=good)
    if good >= bad:
        raise PlanningError(f"good quality {good} is not better than bad quality {bad}")
    first = 0
    while True:
        errors = np.arange(first, first + _PLANS_AT_ONCE)
        reviews = break_points(errors, bad, 1 - consumer_risk)
        passes = np.asarray(binom.cdf(errors, reviews, good)) >= 1 - producer_risk
        if passes.any():
            return SamplePlan(int(reviews[passes][0]), int(errors[passes][0]))
        first += _PLANS_AT_ONCE
