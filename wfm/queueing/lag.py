"""How much of a cohort's handling falls into each later interval, for a gamma handle time."""

from __future__ import annotations

import numpy as np
from scipy import special

from wfm.queueing.poisson import Floats

_STEADY_CV = 1e-4
_NODES = 16


def delay_nodes(cv: float) -> tuple[Floats, Floats]:
    """Return points and weights that stand for a gamma time of mean 1 and coefficient of variation ``cv``.

    Gauss-Legendre points in probability, scaled so that their mean is exactly 1.
    """
    if cv < _STEADY_CV:
        return np.ones(1), np.ones(1)
    points, weights = np.polynomial.legendre.leggauss(_NODES)
    shape = 1 / cv**2
    times = special.gammaincinv(shape, 0.5 * (points + 1)) / shape
    return times / np.sum(0.5 * weights * times), 0.5 * weights


def second_tail(x: Floats, mean: Floats, cv: float) -> Floats:
    """Return H(x), whose second difference is that of the twice integrated survival function.

    With S gamma of this mean and coefficient of variation, H(x) = E[((S - x)+)^2] / 2 for x > 0 and
    E[S^2] / 2 - x E[S] otherwise. The twice integrated survival function G, zero for x <= 0, is H plus a
    straight line; H fades as x grows, where G would lose digits.

    Parameters
    ----------
    x, mean
        Seconds; broadcast together, mean at least 0.
    cv
        Coefficient of variation, zero or more; 0 is a fixed time, 1 exponential.
    """
    square = mean**2 * (1 + cv**2)
    after = np.maximum(x, 0.0)
    return np.where(x > 0, _tail(after, mean, cv), 0.5 * square - x * mean)


def _tail(x: Floats, mean: Floats, cv: float) -> Floats:
    """Return E[((S - x)+)^2] / 2 for x >= 0."""
    if cv < _STEADY_CV:
        return np.asarray(0.5 * np.maximum(mean - x, 0.0) ** 2, float)
    some = np.where(mean > 0, mean, 1.0)
    if cv == 1:
        return np.asarray(mean**2 * np.exp(-x / some), float)
    k = 1 / cv**2
    z = x * k / some
    # Q(k + 1, z) = Q(k, z) + z^k e^-z / Gamma(k + 1), and once more
    beyond = special.gammaincc(k, z)
    first = np.exp(special.xlogy(k, z) - z - special.gammaln(k + 1))
    beyond1 = beyond + first
    beyond2 = beyond1 + first * z / (k + 1)
    tail = 0.5 * (x**2 * beyond - 2 * x * mean * beyond1 + mean**2 * (1 + cv**2) * beyond2)
    return np.asarray(np.where(mean > 0, np.maximum(tail, 0.0), 0.0), float)
