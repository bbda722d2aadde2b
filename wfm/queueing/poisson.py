"""The Poisson law: its probabilities to full precision, and its quantiles."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from wfm.errors import PlanningError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188)
_STIRLING_FROM = 15.0
_NEAR = 0.1
_NEAR_TERMS = 10


def log_poisson(count: ArrayLike, mean: ArrayLike) -> Floats:
    """Return ln of mean^count e^-mean / Gamma(count + 1).

    Parameters
    ----------
    count
        Zero or more; need not be whole.
    mean
        More than zero; broadcasts with ``count``.

    Returns
    -------
    Floats
        Accurate to 1e-14 relative in the probability, where the plain formula loses five digits at 10,000.

    Notes
    -----
    Loader (2000), "Fast and accurate computation of binomial probabilities".
    """
    n, a = np.broadcast_arrays(np.asarray(count, float), np.asarray(mean, float))
    some = np.maximum(n, np.finfo(float).tiny)
    value = -_stirling_error(some) - _deviance(some, a) - 0.5 * np.log(2 * np.pi * some)
    return np.asarray(np.where(n > 0, value, -a), float)


def _stirling_error(n: Floats) -> Floats:
    """Return ln Gamma(n + 1) less Stirling's approximation of it."""
    small = np.minimum(n, _STIRLING_FROM)
    exact = special.gammaln(small + 1) - (small + 0.5) * np.log(small) + small - 0.5 * np.log(2 * np.pi)
    inverse = 1 / np.maximum(n, _STIRLING_FROM)
    series = inverse * np.polynomial.polynomial.polyval(inverse**2, _STIRLING)
    return np.asarray(np.where(n > _STIRLING_FROM, series, exact), float)


def _deviance(n: Floats, a: Floats) -> Floats:
    """Return n ln(n / a) + a - n without the cancellation near n = a."""
    v = (n - a) / (n + a)
    near = np.clip(v, -_NEAR, _NEAR)
    # (n - a) v + 2 n v (v^2 / 3 + v^4 / 5 + ...)
    coefficients = [0.0] + [1 / (2 * j + 1) for j in range(1, _NEAR_TERMS)]
    series = near * ((n - a) + 2 * n * np.polynomial.polynomial.polyval(near**2, coefficients))
    plain = n * (np.log(n) - np.log(a)) + a - n
    return np.asarray(np.where(np.abs(v) < _NEAR, series, plain), float)


def poisson_quantile(mean: ArrayLike, probability: ArrayLike) -> Integers:
    """Return the least count not exceeded with the given probability.

    Parameters
    ----------
    mean
        Zero or more.
    probability
        At least 0 and below 1; broadcasts with ``mean``.

    Returns
    -------
    Integers
        The smallest k with P(N <= k) >= probability, for N Poisson with that mean.

    Raises
    ------
    PlanningError
        If a mean is negative or not finite, or a probability is outside [0, 1).
    """
    a, p = np.broadcast_arrays(np.asarray(mean, float), np.asarray(probability, float))
    if not np.all(np.isfinite(a) & (a >= 0)):
        raise PlanningError("the mean of a Poisson quantile is negative or missing; expected 0 or more")
    if not np.all((p >= 0) & (p < 1)):
        raise PlanningError("the probability of a Poisson quantile is outside [0, 1); no count is certain")
    # Cornish and Fisher's guess is within a count or two; the steps after it make the answer exact.
    z = special.ndtri(np.maximum(p, np.finfo(float).tiny))
    count = np.maximum(np.floor(a + z * np.sqrt(a) + (z**2 - 1) / 6), 0.0)
    while np.any(short := special.pdtr(count, a) < p):
        count = count + short
    while np.any(long := (count > 0) & (special.pdtr(np.maximum(count - 1, 0), a) >= p)):
        count = count - long
    return np.asarray(count, np.int64)
