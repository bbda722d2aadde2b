"""How the AI learns to hand over less: the learning curve fitted to daily counts, with its intervals.

    p(d) = p_inf + (p0 - p_inf) exp(-d / kappa)

Fitted by the binomial likelihood of the day's escalations, p0 as planned; days vary more than a binomial
does, so that likelihood ratios are divided by the spread of the residuals (at least 1). Source: laws of the
product, 1.3; quasi-likelihood after McCullagh and Nelder (1989), ch. 4.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize_scalar
from scipy.stats import chi2

Numbers = NDArray[np.float64]

LEAST_SHARE, MOST_SHARE = 1e-4, 0.95
SHORTEST, LONGEST = 2.0, 365.0
"""Days between which a time constant can be told apart from settled at once and from not learning."""

DROP = float(chi2.ppf(0.95, 1)) / 2.0
"""How far the log-likelihood may fall inside a 95 % interval."""


@dataclass(frozen=True)
class Curve:
    """A fitted curve: settled rate (share) and days to learn (NaN: long settled), with 95 % intervals."""

    settled: float
    settled_low: float
    settled_high: float
    learning_days: float
    learning_low: float
    learning_high: float


def settled_rate(contacts: Numbers, met: Numbers) -> Curve:
    """Return the rate of an AI that has long settled: contacts met over contacts, with its interval."""
    rate = float(met.sum() / contacts.sum())
    spread = _spread(contacts, met, np.full(len(contacts), rate), 1)
    low, high = _interval(
        lambda p: _likelihood(contacts, met, np.full(len(contacts), p)) / spread,
        rate,
        LEAST_SHARE,
        MOST_SHARE,
    )
    return Curve(rate, low, high, float("nan"), float("nan"), float("nan"))


def fitted_curve(days: Numbers, contacts: Numbers, met: Numbers, start: float) -> Curve:
    """Return the curve through daily counts.

    Parameters
    ----------
    days
        Days since the AI went live.
    contacts, met
        Contacts of each day and those of them that met a person.
    start
        Rate on the first day (share), as planned.
    """

    def at(settled: float, constant: float) -> float:
        return _likelihood(contacts, met, settled + (start - settled) * np.exp(-days / constant))

    def best_constant(settled: float) -> float:
        found = minimize_scalar(
            lambda log: -at(settled, float(np.exp(log))),
            bounds=(np.log(SHORTEST), np.log(LONGEST)),
            method="bounded",
        )
        return float(np.exp(found.x))

    def best_settled(constant: float) -> float:
        found = minimize_scalar(
            lambda p: -at(float(p), constant),
            bounds=(LEAST_SHARE, MOST_SHARE),
            method="bounded",
            options={"xatol": 1e-7},
        )
        return float(found.x)

    log = minimize_scalar(
        lambda log: -at(best_settled(float(np.exp(log))), float(np.exp(log))),
        bounds=(np.log(SHORTEST), np.log(LONGEST)),
        method="bounded",
    ).x
    constant = float(np.exp(log))
    settled = best_settled(constant)
    spread = _spread(contacts, met, settled + (start - settled) * np.exp(-days / constant), 2)
    low, high = _interval(lambda p: at(p, best_constant(p)) / spread, settled, LEAST_SHARE, MOST_SHARE)
    short, long = _interval(lambda k: at(best_settled(k), k) / spread, constant, SHORTEST, LONGEST)
    return Curve(settled, low, high, constant, short, long)


def _likelihood(contacts: Numbers, met: Numbers, rate: Numbers) -> float:
    rate = np.clip(rate, 1e-9, 1 - 1e-9)
    return float((met * np.log(rate) + (contacts - met) * np.log1p(-rate)).sum())


def _spread(contacts: Numbers, met: Numbers, rate: Numbers, parameters: int) -> float:
    """Return how much more days vary than a binomial would have them, at least 1."""
    residual = (met - contacts * rate) ** 2 / np.maximum(contacts * rate * (1 - rate), 1e-9)
    return max(1.0, float(residual.sum()) / max(1, len(contacts) - parameters))


def _interval(
    likelihood: Callable[[float], float], best: float, low: float, high: float
) -> tuple[float, float]:
    """Return where the likelihood has fallen by ``DROP`` on each side, the bound where it never does."""
    top = likelihood(best)

    def fall(value: float) -> float:
        return top - likelihood(value) - DROP

    return (
        float(brentq(fall, low, best, xtol=1e-6)) if fall(low) > 0 else low,
        float(brentq(fall, best, high, xtol=1e-6)) if fall(high) > 0 else high,
    )
