"""The service level: the share of all offered conversations served in time."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from wfm.queueing.abandonment import served_in_time
from wfm.queueing.cells import cells
from wfm.queueing.erlang import erlang_b, erlang_c
from wfm.queueing.poisson import Floats

_ENDLESS_PATIENCE = 1e-5


def service_level(
    servers: ArrayLike,
    load_erlangs: ArrayLike,
    handle_seconds: ArrayLike,
    patience_seconds: ArrayLike,
    target_seconds: ArrayLike,
) -> Floats:
    """Return the share of all offered conversations that is served within the target time.

    Parameters
    ----------
    servers
        Zero or more.
    load_erlangs
        Offered load (erlang), zero or more.
    handle_seconds
        Mean handle time (s), above 0 wherever there is load.
    patience_seconds
        Mean patience (s); infinite: nobody hangs up (Erlang C); 0: nobody waits (Erlang B).
    target_seconds
        Time to answer (s), zero or more; all broadcast together.

    Returns
    -------
    Floats
        Share in [0, 1]: served in time over all offered, the strictest reading. 1 at no load, 0 without
        servers, and 0 where patience is endless and the servers do not exceed the load.

    Raises
    ------
    PlanningError
        If a number is outside the ranges above.

    Notes
    -----
    Erlang C (Cooper 1981) and Erlang A (Garnett, Mandelbaum and Reiman 2002); below a handle time of
    1e-5 patiences the two differ by less than 1e-9.
    """
    n, a, r, tau = np.broadcast_arrays(
        np.asarray(servers, float), *cells(load_erlangs, handle_seconds, patience_seconds, target_seconds)
    )
    return share_in_time(n.ravel(), a.ravel(), r.ravel(), tau.ravel()).reshape(n.shape)


def service_of_people(
    servers: ArrayLike,
    load_erlangs: ArrayLike,
    handle_seconds: ArrayLike,
    patience_seconds: ArrayLike,
    target_seconds: ArrayLike,
) -> Floats:
    """Return the service level of servers that need not be whole: linear between the two whole numbers.

    Parameters are those of :func:`service_level`. After floor losses 4 people are 3.28 on duty.
    """
    n = np.asarray(servers, float)
    whole = np.floor(n + 1e-9)
    below, above = (
        service_level(people, load_erlangs, handle_seconds, patience_seconds, target_seconds)
        for people in (whole, whole + 1)
    )
    return np.asarray(below + (n - whole) * (above - below), float)


def share_in_time(n: Floats, a: Floats, r: Floats, tau: Floats) -> Floats:
    """Return the service level of dimensionless cells.

    Parameters
    ----------
    n, a, r, tau
        One-dimensional, equal lengths: servers, load (erlang), handle time over patience (0: endless
        patience; infinite: none), target time over handle time.
    """
    share = np.where(a > 0, 0.0, 1.0)
    is_served = (a > 0) & (n > 0)
    is_endless, is_none = r < _ENDLESS_PATIENCE, np.isinf(r)
    for rows, law in (
        (is_served & is_endless, _without_hanging_up),
        (is_served & is_none, _without_waiting),
        (is_served & ~is_endless & ~is_none, served_in_time),
    ):
        if rows.all():
            return law(n, a, r, tau)
        if rows.any():
            share[rows] = law(n[rows], a[rows], r[rows], tau[rows])
    return share


def _without_hanging_up(n: Floats, a: Floats, r: Floats, tau: Floats) -> Floats:
    return np.asarray(1 - np.minimum(erlang_c(n, a) * np.exp(-np.maximum(n - a, 0.0) * tau), 1.0), float)


def _without_waiting(n: Floats, a: Floats, r: Floats, tau: Floats) -> Floats:
    return 1 - erlang_b(n, a)
