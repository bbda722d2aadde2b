"""How many reviews prove a quality, one formula a question: clean samples, estimates, certified rates."""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import brentq
from scipy.stats import binom, hypergeom, norm

from wfm.errors import PlanningError
from wfm.gate.break_points import errors_allowed
from wfm.gate.share import require_share


def clean_sample(limit: float, confidence: float) -> int:
    """Return the reviews that, all without a fault, prove a fault rate of at most ``limit``.

    Parameters
    ----------
    limit
        Fault rate to be excluded (share, 0 to 1).
    confidence
        Chance of finding a fault if the rate were ``limit`` (share, 0 to 1).
    """
    require_share(limit=limit, confidence=confidence)
    return math.ceil(math.log(1 - confidence) / math.log(1 - limit))


def clean_sample_of_lot(lot: int, limit: float, confidence: float) -> int:
    """Return the same for a lot of ``lot`` conversations drawn without replacement (hypergeometric)."""
    require_share(limit=limit, confidence=confidence)
    faulty = math.ceil(lot * limit)
    sizes = np.arange(1, lot + 1)
    missed = hypergeom.pmf(0, lot, faulty, sizes)
    return int(sizes[np.argmax(missed <= 1 - confidence)])


def estimate_sample(rate: float, margin: float, confidence: float) -> int:
    """Return the reviews that estimate a rate to within ``margin`` either side (normal approximation)."""
    require_share(rate=rate, margin=margin, confidence=confidence)
    z = norm.ppf(0.5 + confidence / 2)
    return math.ceil(z**2 * rate * (1 - rate) / margin**2)


def rate_sample(limit: float, truth: float, alpha: float = 0.05, power: float = 0.90) -> int:
    """Return the fewest conversations that certify a rate below ``limit`` when it truly is ``truth``.

    The gate passes when the exact one-sided upper bound (Clopper and Pearson 1934) of the observed rate is at
    most ``limit`` at confidence 1 - ``alpha``; ``power`` is its chance to pass. The chance is not monotone
    in the number of conversations: this is the first that reaches it.
    """
    require_share(limit=limit, truth=truth, alpha=alpha, power=power)
    if truth >= limit:
        raise PlanningError(f"a true rate of {truth} can never be certified below {limit}")
    guess = _normal_guess(limit, truth, alpha, power)
    sizes = np.arange(1, 4 * guess + 100)
    passes = binom.cdf(errors_allowed(sizes, limit, 1 - alpha), sizes, truth)
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
