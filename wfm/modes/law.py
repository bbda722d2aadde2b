"""The staffing rules as arithmetic: what one conversation costs the people around it, mode by mode.

Shares run from 0 to 1, times are in seconds. Everything broadcasts; nothing here knows a queue or a day.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wfm.errors import PlanningError

NEGLIGIBLE_VISITS = 1e-6
"""Visits to a person that a conversation makes this rarely are counted with the visit before them."""

Numbers = NDArray[np.float64]


def learned_rate(start: ArrayLike, settled: ArrayLike, learning_days: ArrayLike, days: ArrayLike) -> Numbers:
    """Return the escalation rate so many days after the AI went live.

    Parameters
    ----------
    start, settled
        Escalation rate on day 0 and in the long run (shares).
    learning_days
        Time constant (days); 0: settled at once.
    days
        Days since the first day; before it (negative) the rate is the start's; infinite: settled.

    Returns
    -------
    Numbers
        settled + (start - settled) exp(-days / learning_days) (share).
    """
    elapsed = np.maximum(np.asarray(days, float), 0.0)
    constant = np.asarray(learning_days, float)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        remaining = np.where(constant > 0, np.exp(-elapsed / constant), 0.0)
    lasting = np.asarray(settled, float)
    return np.asarray(lasting + (np.asarray(start, float) - lasting) * remaining)


def augmentation(
    *, after_call_share: float, rest_cut: float, after_call_cut: float, throughput_gain: float
) -> float:
    """Return the factor by which AI help shortens a handle time: H' = H x factor.

    Parameters
    ----------
    after_call_share
        Part of the handle time that is after-call work (share).
    rest_cut, after_call_cut
        Cut of the conversation itself and of the after-call work (shares).
    throughput_gain
        Where above 0 the cuts are not used: conversations per person-hour grow by this share.

    Returns
    -------
    float
        (1 - w)(1 - y) + w(1 - z), or 1 / (1 + gain).
    """
    if throughput_gain > 0:
        return 1.0 / (1.0 + throughput_gain)
    return (1.0 - after_call_share) * (1.0 - rest_cut) + after_call_share * (1.0 - after_call_cut)


def person_segments(to_person_share: ArrayLike, back_to_ai_share: ArrayLike) -> Numbers:
    """Return the mean visits of a hybrid conversation to a person: alpha / (1 - alpha beta).

    An absorbing chain: the AI's segment ends at a person with ``to_person_share`` (alpha), the person's at
    the AI again with ``back_to_ai_share`` (beta), else the conversation is over (Kemeny and Snell, 1960).

    Raises
    ------
    PlanningError
        If a conversation would never end (alpha beta = 1).
    """
    alpha, beta = np.asarray(to_person_share, float), np.asarray(back_to_ai_share, float)
    if np.any(alpha * beta >= 1):
        raise PlanningError("a hybrid conversation never ends: to_person_share x back_to_ai_share is 1")
    return np.asarray(alpha / (1.0 - alpha * beta))


def visit_shares(to_person_share: float, back_to_ai_share: float) -> Numbers:
    """Return the share of conversations that make a first, second, ... visit to a person.

    The shares fall by alpha beta from visit to visit; the last one holds what is negligible after it, so
    that they sum to :func:`person_segments`.
    """
    total = float(person_segments(to_person_share, back_to_ai_share))
    back = to_person_share * back_to_ai_share
    count = 1 if back == 0 else int(np.ceil(np.log(NEGLIGIBLE_VISITS) / np.log(back)))
    shares = to_person_share * back ** np.arange(max(count, 1))
    shares[-1] += total - shares.sum()
    return np.asarray(shares, float)
