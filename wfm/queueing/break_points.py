"""Break-points: the most load each number of servers carries within its target."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from wfm.errors import PlanningError
from wfm.queueing.cells import cells
from wfm.queueing.poisson import Floats, Integers
from wfm.queueing.service import share_in_time

_PRECISION = 1e-14


def capacity(
    servers: ArrayLike,
    handle_seconds: ArrayLike,
    patience_seconds: ArrayLike,
    target_share: ArrayLike,
    target_seconds: ArrayLike,
) -> Floats:
    """Return the most load that the servers carry with the target share served in time.

    Parameters
    ----------
    servers
        Zero or more.
    handle_seconds
        Mean handle time (s), above 0.
    patience_seconds
        Mean patience (s), zero or more; infinite: nobody hangs up.
    target_share
        Share to be served in time, above 0 and below 1.
    target_seconds
        Time to answer (s), zero or more; all broadcast together.

    Returns
    -------
    Floats
        Offered load (erlang); 0 without servers.

    Raises
    ------
    PlanningError
        If a number is outside the ranges above.
    """
    _, r, tau = cells(1.0, handle_seconds, patience_seconds, target_seconds)
    share = np.asarray(target_share, float)
    if not np.all((share > 0) & (share < 1)):
        raise PlanningError("a target share is outside (0, 1): no finite crew serves all, none serves nobody")
    n, r, tau, share = np.broadcast_arrays(np.asarray(servers, float), r, tau, share)
    return break_points(n.ravel(), r.ravel(), tau.ravel(), share.ravel()).reshape(n.shape)


def break_points(n: Floats, r: Floats, tau: Floats, share: Floats) -> Floats:
    """Return the load at which the service level falls to ``share``, to 1e-12 relative.

    Parameters
    ----------
    n, r, tau, share
        One-dimensional, equal lengths: servers, handle time over patience, target time over handle time,
        share in (0, 1).

    Notes
    -----
    The root is bracketed (n servers serve at most n erlangs, so at share p of load a, a <= n / p) and
    found by Chandrupatla's method (1997, Advances in Engineering Software 28).
    """
    # Loaded by whoever computes a need: a file is checked without it.
    from scipy.optimize.elementwise import find_root

    loads = np.zeros_like(n)
    rows = np.flatnonzero(n > 0)
    if len(rows):
        given = tuple(v[rows] for v in (n, r, tau, share))
        bracket = (np.zeros(len(rows)), given[0] / given[3])
        loads[rows] = find_root(
            _spare_share, bracket, args=given, tolerances={"xrtol": _PRECISION, "fatol": 0.0}
        ).x
    return loads


def _spare_share(a: Floats, n: Floats, r: Floats, tau: Floats, share: Floats) -> Floats:
    return np.asarray(share_in_time(n, a, r, tau) - share, float)


def least_servers(a: Floats, r: Floats, tau: Floats, share: Floats) -> Integers:
    """Return the fewest servers that hold the target, by bisection of the whole number.

    Parameters
    ----------
    a, r, tau, share
        One-dimensional, equal lengths: load (erlang, above 0), handle time over patience, target time over
        handle time, share in (0, 1).
    """
    low, high = np.zeros_like(a), np.floor(a)
    step = np.ceil(np.sqrt(a))
    short = np.arange(len(a))
    while len(short := short[share_in_time(high[short], a[short], r[short], tau[short]) < share[short]]):
        low[short] = high[short]
        high[short] += step[short]
        step[short] *= 2
    open_ = np.flatnonzero(high - low > 1)
    while len(open_):
        middle = np.floor(0.5 * (low[open_] + high[open_]))
        holds = share_in_time(middle, a[open_], r[open_], tau[open_]) >= share[open_]
        high[open_[holds]] = middle[holds]
        low[open_[~holds]] = middle[~holds]
        open_ = open_[high[open_] - low[open_] > 1]
    return np.asarray(high, np.int64)
