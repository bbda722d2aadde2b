"""Erlang B and C: blocking, and waiting without limit of patience."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from wfm.queueing.incomplete_gamma import poisson_tail_ratio
from wfm.queueing.poisson import Floats


def erlang_b(servers: ArrayLike, load_erlangs: ArrayLike) -> Floats:
    """Return the share of arrivals that find every server busy when nobody waits.

    Parameters
    ----------
    servers
        Zero or more; fractions are allowed.
    load_erlangs
        Offered load (erlang), zero or more; broadcasts with ``servers``.

    Returns
    -------
    Floats
        Share in [0, 1]; 0 at no load, 1 without servers at any load.

    Notes
    -----
    Jagerman (1974), Bell System Technical Journal 53: Poisson probability over incomplete gamma function.
    """
    n, a = np.broadcast_arrays(np.asarray(servers, float), np.asarray(load_erlangs, float))
    some = np.where(a > 0, a, 1.0)
    return np.asarray(np.where(a > 0, poisson_tail_ratio(np.maximum(n, 0.0), some), 0.0), float)


def erlang_c(servers: ArrayLike, load_erlangs: ArrayLike) -> Floats:
    """Return the share of arrivals that must wait when nobody hangs up.

    Parameters
    ----------
    servers
        Zero or more; fractions are allowed.
    load_erlangs
        Offered load (erlang), zero or more; broadcasts with ``servers``.

    Returns
    -------
    Floats
        Share in [0, 1]; 1 where the servers do not exceed the load, for the queue then grows for ever.

    Notes
    -----
    Cooper (1981), "Introduction to Queueing Theory", ch. 3.
    """
    n, a = np.broadcast_arrays(np.asarray(servers, float), np.asarray(load_erlangs, float))
    blocked = erlang_b(n, a)
    is_stable = n > a
    spare = np.where(is_stable, n - a * (1 - blocked), 1.0)
    waits = np.where(is_stable, n * blocked / spare, 1.0)
    return np.asarray(np.where(a > 0, waits, 0.0), float)
