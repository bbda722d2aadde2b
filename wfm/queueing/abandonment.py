"""Erlang A: waiting when people hang up, in closed form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wfm.queueing.erlang import erlang_b
from wfm.queueing.incomplete_gamma import log_kummer
from wfm.queueing.poisson import Floats

_LEAST_LOAD = 1e-200


@dataclass(frozen=True, eq=False)
class ErlangA:
    """What happens to arrivals at servers who face limited patience; every field has the inputs' shape.

    ``served_in_time``, ``served_in_time_of_rest`` and ``settled_in_time`` are the three readings of a
    service level: served in time over all offered; over those who did not hang up within that time; and
    the wait over within that time, by an answer or by hanging up.
    """

    wait_share: Floats
    abandon_share: Floats
    mean_wait_seconds: Floats
    occupancy: Floats
    served_in_time: Floats
    served_in_time_of_rest: Floats
    settled_in_time: Floats


def erlang_a(
    servers: ArrayLike,
    load_erlangs: ArrayLike,
    handle_seconds: ArrayLike,
    patience_seconds: ArrayLike,
    target_seconds: ArrayLike,
) -> ErlangA:
    """Return waiting, abandonment and service of M/M/n+M in the steady state.

    Parameters
    ----------
    servers
        At least 1.
    load_erlangs
        Offered load (erlang), above 0.
    handle_seconds, patience_seconds
        Means of exponential times (s), above 0 and finite.
    target_seconds
        Time to answer (s), zero or more; all broadcast together.

    Returns
    -------
    ErlangA
        Shares, seconds and occupancy.

    Notes
    -----
    Palm (1957); Garnett, Mandelbaum and Reiman (2002); Mandelbaum and Zeltyn (2007). With s = n / r,
    x = a / r and r = handle time / patience, every figure follows from Erlang B and M(1, s + 1, x).
    """
    given = (servers, load_erlangs, handle_seconds, patience_seconds, target_seconds)
    n, a, handle, patience, target = np.broadcast_arrays(*(np.asarray(value, float) for value in given))
    r, tau = handle / patience, target / handle
    waits, still_waiting, waited_in_time = _waiting(n, a, r, tau)
    log_all = log_kummer(n / r, a / r)
    gone = waits * (1 + n / a * np.expm1(-log_all))
    unserved = waits * still_waiting
    settled = np.clip(1 - np.exp(-r * tau) * unserved, 0.0, 1.0)
    served = np.clip(1 - waits + waited_in_time, 0.0, 1.0)
    gone_in_time = settled - served
    return ErlangA(
        wait_share=waits,
        abandon_share=gone,
        mean_wait_seconds=gone * patience,
        occupancy=a * (1 - gone) / n,
        served_in_time=served,
        served_in_time_of_rest=served / (1 - gone_in_time),
        settled_in_time=settled,
    )


def served_in_time(n: Floats, a: Floats, r: Floats, tau: Floats) -> Floats:
    """Return the share of all arrivals served within tau handle times.

    Parameters
    ----------
    n, a, r, tau
        Equal shapes: servers (at least 1), load (erlang, above 0), handle time over patience (above 0),
        target time over handle time (zero or more).
    """
    waits, _, waited_in_time = _waiting(n, a, r, tau)
    return np.asarray(np.clip(1 - waits + waited_in_time, 0.0, 1.0), float)


def _waiting(n: Floats, a: Floats, r: Floats, tau: Floats) -> tuple[Floats, Floats, Floats]:
    """Return P(wait), P(virtual wait > tau | wait) and P(wait, and served within tau)."""
    # below this the answer no longer changes, but n / a would overflow
    a = np.maximum(a, _LEAST_LOAD)
    s, x = n / r, a / r
    log_all = log_kummer(s, x)
    blocked = erlang_b(n, a)
    # A B / (1 + (A - 1) B), written so that a huge A cannot overflow
    waits = blocked / (blocked + (1 - blocked) * np.exp(-log_all))
    joined = -x * np.expm1(-r * tau)
    eta = joined - n * tau
    ratio = np.exp(log_kummer(s, x * np.exp(-r * tau)) - log_all + eta)
    waited_in_time = n / a * waits * (np.exp(eta - log_all) - np.exp(-log_all) + 1 - ratio)
    return waits, ratio, waited_in_time
