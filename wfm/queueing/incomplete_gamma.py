"""Two continued fractions of the incomplete gamma function, for where it underflows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import special

from wfm.errors import PlanningError
from wfm.queueing.poisson import Floats, log_poisson

_UNDERFLOW = 1e-280
_TINY = 1e-300
_STEPS = 10_000
_PRECISION = 4 * np.finfo(float).eps

Term = Callable[[int], tuple[Floats, Floats]]


def log_kummer(s: Floats, x: Floats) -> Floats:
    """Return ln M(1, s + 1, x), which is ln of s x^-s e^x gamma(s, x).

    Parameters
    ----------
    s, x
        Equal shapes; s above 0, x at least 0.

    Returns
    -------
    Floats
        Zero at x = 0 and rising with x.
    """
    lower = np.asarray(special.gammainc(s, x), float)
    plain = lower > _UNDERFLOW
    safe = np.where(plain, x, s)
    value = np.asarray(np.log(np.where(plain, lower, 1.0)) - log_poisson(s, safe))
    if not plain.all():
        value[~plain] = -np.log(_lower_fraction(s[~plain], x[~plain]))
    return value


def poisson_tail_ratio(n: Floats, a: Floats) -> Floats:
    """Return P(N = n) / P(N <= n) for N Poisson with mean a: the Erlang B blocking of n servers.

    Parameters
    ----------
    n, a
        Equal shapes; n at least 0, a above 0; n need not be whole.
    """
    upper = np.asarray(special.gammaincc(n + 1, a), float)
    plain = upper > _UNDERFLOW
    value = np.asarray(np.exp(log_poisson(n, a)) / np.where(plain, upper, 1.0))
    if not plain.all():
        value[~plain] = _upper_fraction(n[~plain], a[~plain])
    return value


def _lower_fraction(s: Floats, x: Floats) -> Floats:
    """Return 1 / M(1, s + 1, x) by Gauss's continued fraction; quick where x is well below s."""

    def term(j: int) -> tuple[Floats, Floats]:
        numerator = j / 2 * x if j % 2 == 0 else -(s + (j - 1) / 2) * x
        return numerator, s + j

    return _lentz(s, term) / s


def _upper_fraction(n: Floats, a: Floats) -> Floats:
    """Return a^n e^-a / Gamma(n + 1, a) by Legendre's continued fraction; quick where a is well above n."""

    def term(j: int) -> tuple[Floats, Floats]:
        return -j * (j - 1 - n), a - n + 2 * j

    return _lentz(a - n, term) / a


def _lentz(first: Floats, term: Term) -> Floats:
    """Return first + a1 / (b1 + a2 / (b2 + ...)) by the method of Lentz (1976)."""
    value = np.where(first == 0, _TINY, first)
    c, d = value, np.zeros_like(value)
    for j in range(1, _STEPS):
        numerator, denominator = term(j)
        d = denominator + numerator * d
        d = 1 / np.where(d == 0, _TINY, d)
        c = denominator + numerator / c
        c = np.where(c == 0, _TINY, c)
        value = value * c * d
        if np.all(np.abs(c * d - 1) < _PRECISION):
            return value
    raise PlanningError("a continued fraction of the incomplete gamma function did not settle")
