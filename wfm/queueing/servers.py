"""Whole servers for a load and a target: tables where many cells share parameters, bisection elsewhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from wfm.errors import PlanningError
from wfm.queueing.break_points import break_points, least_servers
from wfm.queueing.cells import cells, groups
from wfm.queueing.poisson import Floats, Integers

_TABLE_COST = 5
_TIE = 1e-9


def servers_needed(
    load_erlangs: ArrayLike,
    handle_seconds: ArrayLike,
    patience_seconds: ArrayLike,
    target_share: ArrayLike,
    target_seconds: ArrayLike,
) -> Integers:
    """Return the fewest servers who serve the target share of a load in time.

    Parameters
    ----------
    load_erlangs
        Offered load (erlang), zero or more.
    handle_seconds
        Mean handle time (s), above 0 wherever there is load.
    patience_seconds
        Mean patience (s), zero or more; infinite: nobody hangs up (Erlang C).
    target_share
        Share of all offered to be served in time, at least 0 and below 1.
    target_seconds
        Time to answer (s), zero or more; all broadcast together.

    Returns
    -------
    Integers
        Whole servers; 0 where there is no load or no share to serve.

    Raises
    ------
    PlanningError
        If a number is outside the ranges above.

    Notes
    -----
    Cells with equal parameters look their load up in one table of break-points; loads within 1e-9 of a
    break-point, and cells on their own, are bisected. Both give the same answer.
    """
    load, *ratios = cells(load_erlangs, handle_seconds, patience_seconds, target_seconds)
    share = np.asarray(target_share, float)
    if not np.all((share >= 0) & (share < 1)):
        raise PlanningError("a target share is outside [0, 1): no finite crew serves everybody in time")
    parameters = (*ratios, share)
    shape = np.broadcast_shapes(load.shape, *(p.shape for p in parameters))
    a, r, tau, p = (np.broadcast_to(v, shape).reshape(-1) for v in (load, *parameters))
    needed = np.zeros(a.shape, np.int64)
    is_staffed = (a > 0) & (p > 0)
    if is_staffed.any():
        rows = slice(None) if is_staffed.all() else np.flatnonzero(is_staffed)
        varying = [v[rows] for v, given in zip((r, tau, p), parameters, strict=True) if given.size > 1]
        needed[rows] = _by_group(a[rows], r[rows], tau[rows], p[rows], varying)
    return needed.reshape(shape)


def _by_group(a: Floats, r: Floats, tau: Floats, p: Floats, varying: list[Floats]) -> Integers:
    """Return the servers of cells with load, each group by the cheaper way."""
    codes, members = groups(*varying) if varying else (np.zeros(len(a), np.int64), np.zeros(1, np.int64))
    least, most = np.full(len(members), np.inf), np.zeros(len(members))
    np.minimum.at(least, codes, a)
    np.maximum.at(most, codes, a)
    ends = least_servers(np.concatenate([least, most]), *(np.tile(v[members], 2) for v in (r, tau, p)))
    first, last = ends[: len(members)], ends[len(members) :]
    is_tabled = np.bincount(codes) > _TABLE_COST * (last - first + 1)
    needed = np.zeros(len(a), np.int64)
    is_open = ~is_tabled[codes]
    n, table, starts = _tables(first, last, is_tabled, *(v[members] for v in (r, tau, p)))
    for (group, rows), start in zip(_rows_of(codes, is_tabled), starts, strict=True):
        here = slice(start, start + last[group] - first[group] + 1)
        needed[rows], is_open[rows] = _looked_up(a[rows], n[here], table[here])
    left = np.flatnonzero(is_open)
    needed[left] = least_servers(a[left], r[left], tau[left], p[left])
    return needed


def _tables(
    first: Integers, last: Integers, is_tabled: np.ndarray, *parameters: Floats
) -> tuple[Integers, Floats, Integers]:
    """Return counts and break-points of every tabled group, end to end, and where each begins."""
    group = np.flatnonzero(is_tabled)
    length = (last - first + 1)[group]
    starts = np.cumsum(length) - length
    n = np.arange(length.sum()) + np.repeat(first[group] - starts, length)
    r, tau, p = (np.repeat(v[group], length) for v in parameters)
    return n, break_points(n.astype(float), r, tau, p), starts


def _rows_of(codes: Integers, is_wanted: np.ndarray) -> list[tuple[int, Integers | slice]]:
    """Return the wanted groups and the rows of each."""
    if len(is_wanted) == 1:
        return [(0, slice(None))] if is_wanted[0] else []
    order = np.argsort(codes, kind="stable")
    rows = np.split(order, np.cumsum(np.bincount(codes))[:-1])
    return [(int(group), rows[group]) for group in np.flatnonzero(is_wanted)]


def _looked_up(a: Floats, n: Integers, table: Floats) -> tuple[Integers, np.ndarray]:
    """Return the first count whose break-point reaches the load, and which loads are too near one to say."""
    place = np.minimum(np.searchsorted(table, a), len(n) - 1)
    above, below = table[place], table[np.maximum(place - 1, 0)]
    return n[place], np.minimum(np.abs(above - a), np.abs(a - below)) <= _TIE * a
