"""How many reviews prove a quality: sample sizes by which a queue may move from one mode to the next."""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import brentq
from scipy.stats import binom, hypergeom, norm

from wfm.errors import PlanningError

SEARCH_LIMIT = 1_000_000
"""Beyond this many reviews no gate can be decided: the sample size is refused rather than searched for."""


def clean_sample(limit: float, confidence: float) -> int:
    """Return the reviews that, all without a fault, prove a fault rate of at most ``limit``.

    Parameters
    ----------
    limit
        Fault rate to be excluded (share, 0 to 1).
    confidence
        Chance of finding a fault if the rate were ``limit`` (share, 0 to 1).
    """
    _require_share(limit=limit, confidence=confidence)
    return math.ceil(math.log(1 - confidence) / math.log(1 - limit))


def clean_sample_of_lot(lot: int, limit: float, confidence: float) -> int:
    """Return the same for a lot of ``lot`` conversations drawn without replacement (hypergeometric)."""
    _require_share(limit=limit, confidence=confidence)
    faulty = math.ceil(lot * limit)
    sizes = np.arange(1, lot + 1)
    missed = hypergeom.pmf(0, lot, faulty, sizes)
    return int(sizes[np.argmax(missed <= 1 - confidence)])


def estimate_sample(rate: float, margin: float, confidence: float) -> int:
    """Return the reviews that estimate a rate to within ``margin`` either side (normal approximation)."""
    _require_share(rate=rate, margin=margin, confidence=confidence)
    z = norm.ppf(0.5 + confidence / 2)
    return math.ceil(z**2 * rate * (1 - rate) / margin**2)


def acceptance_plan(
    good: float, bad: float, producer_risk: float = 0.05, consumer_risk: float = 0.10
) -> tuple[int, int]:
    """Return the smallest (reviews, faults allowed) that passes ``good`` and stops ``bad`` quality.

    Parameters
    ----------
    good, bad
        Fault rates (shares, good < bad).
    producer_risk
        Greatest chance of stopping good quality.
    consumer_risk
        Greatest chance of passing bad quality.

    Notes
    -----
    Exact binomial single-sampling plan: for each number of faults allowed the fewest reviews that stop bad
    quality; the first that also passes good quality.
    """
    _require_share(good=good, bad=bad, producer_risk=producer_risk, consumer_risk=consumer_risk)
    if good >= bad:
        raise PlanningError(f"good quality {good} is not better than bad quality {bad}")
    for allowed in range(SEARCH_LIMIT):
        reviews = _fewest_that_stop(bad, consumer_risk, allowed)
        if binom.cdf(allowed, reviews, good) >= 1 - producer_risk:
            return reviews, allowed
    raise PlanningError(f"no plan tells {good} from {bad}")


def rate_sample(limit: float, truth: float, alpha: float = 0.05, power: float = 0.90) -> int:
    """Return the fewest conversations that certify a rate below ``limit`` when it truly is ``truth``.

    The gate passes when the exact one-sided upper bound (Clopper and Pearson 1934) of the observed rate is at
    most ``limit`` at confidence 1 - ``alpha``; ``power`` is its chance to pass. The chance is not monotone
    in the number of conversations: this is the first that reaches it.
    """
    _require_share(limit=limit, truth=truth, alpha=alpha, power=power)
    if truth >= limit:
        raise PlanningError(f"a true rate of {truth} can never be certified below {limit}")
    guess = _normal_guess(limit, truth, alpha, power)
    sizes = np.arange(1, 4 * guess + 100)
    allowed = binom.ppf(alpha, sizes, limit) - 1  # most events that still pass: P(X <= c | limit) <= alpha
    allowed = np.where(binom.cdf(allowed + 1, sizes, limit) <= alpha, allowed + 1, allowed)
    passes = np.where(allowed >= 0, binom.cdf(allowed, sizes, truth), 0.0)
    return int(sizes[np.argmax(passes >= power)])


def upper_bound(faults: int, reviews: int, confidence: float) -> float:
    """Return the exact one-sided upper bound of a fault rate (Clopper and Pearson 1934)."""
    if faults >= reviews:
        return 1.0
    return float(brentq(lambda rate: binom.cdf(faults, reviews, rate) - (1 - confidence), 0.0, 1.0))


def _normal_guess(limit: float, truth: float, alpha: float, power: float) -> int:
    z_limit, z_truth = norm.ppf(1 - alpha), norm.ppf(power)
    spread = z_limit * math.sqrt(limit * (1 - limit)) + z_truth * math.sqrt(truth * (1 - truth))
    return math.ceil((spread / (limit - truth)) ** 2)


def _fewest_that_stop(bad: float, risk: float, allowed: int) -> int:
    """Return the fewest reviews of which bad quality passes with at most ``risk``: bisection, as it falls."""
    low, high = allowed + 1, allowed + 1
    while binom.cdf(allowed, high, bad) > risk:
        high *= 2
        if high > SEARCH_LIMIT:
            raise PlanningError(f"more than {SEARCH_LIMIT:,} reviews would be needed")
    while low < high:
        middle = (low + high) // 2
        if binom.cdf(allowed, middle, bad) <= risk:
            high = middle
        else:
            low = middle + 1
    return low


def _require_share(**shares: float) -> None:
    for name, value in shares.items():
        if not 0 < value < 1:
            raise PlanningError(f"{name} is {value}; expected a share between 0 and 1")
