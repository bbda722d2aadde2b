"""People for a load, written anew: birth and death with callers who hang up, and watchers of many at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, gammaln
from scipy.stats import poisson

Floats = NDArray[np.float64]
LEAST = 1e-9


def served_in_time(servers: int, load: Floats, handle: float, patience: float, within: float) -> Floats:
    """Return the share of all callers answered within some seconds (M/M/n+M in the steady state).

    A caller who finds all n busy and j waiting is served once j + 1 have gone, who go at rates n + r i (i of
    them left to hang up; r = handle time / patience). With V that time, exp(-r V) is Beta(n / r, j + 1), so
    that the chance to be served by t, and not to have hung up, is a Beta distribution's:
    c / (c + j + 1) I_x(j + 1, c + 1), c = n / r, x = 1 - exp(-r t).
    """
    if servers == 0:
        return np.where(load > 0, 0.0, 1.0)
    some = np.maximum(load, 1e-12)
    r, t = handle / patience, within / handle
    beyond = 3 * max(some.max() - servers, 0.0) / r + 10 * np.sqrt(servers / min(r, 1.0))
    waiting = np.arange(150 + int(beyond))
    c, x = servers / r, -np.expm1(-r * t)
    # ln of state probabilities, relative to all busy and nobody waiting
    steps = np.log(some)[:, None] - np.log(servers + r * (waiting[1:]))[None, :]
    full = np.hstack([np.zeros((len(some), 1)), np.cumsum(steps, axis=1)])
    idle = np.arange(servers)
    below = (idle - servers) * np.log(some)[:, None] + gammaln(servers + 1) - gammaln(idle + 1)
    top = np.maximum(full.max(axis=1), below.max(axis=1))[:, None]
    full, below = np.exp(full - top), np.exp(below - top)
    total = full.sum(axis=1) + below.sum(axis=1)
    in_time = c / (c + waiting + 1) * betainc(waiting + 1.0, c + 1, x)
    return (below.sum(axis=1) + full @ in_time) / total


def served_of_the_patient(servers: int, load: Floats, handle: float, within: float) -> Floats:
    """Return the share answered in time where nobody hangs up (Erlang C)."""
    some = np.maximum(load, 1e-12)
    stable = servers > some
    states = np.arange(servers)
    logs = states * np.log(some)[:, None] - gammaln(states + 1)
    last = servers * np.log(some) - gammaln(servers + 1) + np.log(servers / np.maximum(servers - some, 1e-12))
    top = np.maximum(logs.max(axis=1, initial=-np.inf), last)
    waits = np.exp(last - top) / (np.exp(logs - top[:, None]).sum(axis=1) + np.exp(last - top))
    return np.where(stable, 1 - waits * np.exp(-(servers - some) * within / handle), 0.0)


def servers_for(
    load: Floats, handle: float, patience: float, share: float, within: float
) -> NDArray[np.int64]:
    """Return the fewest servers who answer a share of all in time, load by load."""
    needed = np.zeros(len(load), np.int64)
    left = np.flatnonzero(load > LEAST)
    # No more than n / load of the callers can be served at all.
    servers = int(np.floor(share * load[left].min())) if len(left) else 0
    while len(left):
        now = left[load[left] * share <= servers + 1]
        if len(now) and servers:
            if np.isinf(patience):
                found = served_of_the_patient(servers, load[now], handle, within)
            else:
                found = served_in_time(servers, load[now], handle, patience, within)
            done = now[found >= share]
            needed[done] = servers
            left = np.setdiff1d(left, done)
        servers += 1
    return needed


def monitors_for(at_once: Floats, takeover: Floats, quantile: float, span: float) -> NDArray[np.int64]:
    """Return the monitors of a mean number of talks at once: a Poisson quantile in groups of the span."""
    watched = np.where(at_once > LEAST, poisson.ppf(quantile, at_once), 0.0)
    watched = at_once if quantile == 0 else watched
    return np.ceil(np.ceil(watched / span - LEAST) + takeover - LEAST).astype(np.int64)
