"""Modified offered load: work in progress by interval, when arrivals change with time."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from wfm.errors import PlanningError
from wfm.queueing.cells import groups
from wfm.queueing.lag import delay_nodes, second_tail
from wfm.queueing.poisson import Floats

_NEGLIGIBLE = 1e-12


def offered_load(
    arrivals: ArrayLike,
    handle_seconds: ArrayLike,
    interval_seconds: float,
    *,
    handle_cv: float = 1.0,
    delay_seconds: ArrayLike | None = None,
    delay_cv: float = 1.0,
    wraps: bool = False,
) -> Floats:
    """Return the mean work at once in each interval, were there always a free server.

    Parameters
    ----------
    arrivals
        Arrivals per interval (zero or more), the last axis in time order; uniform within their interval.
    handle_seconds
        Mean handle time (s) by interval of arrival, broadcast with ``arrivals``; ignored without arrivals.
    interval_seconds
        Length of an interval (s), above 0.
    handle_cv
        Coefficient of variation of the handle time, which is gamma; 0: fixed, 1: exponential.
    delay_seconds
        Mean time (s) from arrival to the start of this handling, by interval of arrival; absent: none.
    delay_cv
        Coefficient of variation of the delay, which is gamma.
    wraps
        The horizon repeats: what runs past its end re-enters at its start. Otherwise it is cut off.

    Returns
    -------
    Floats
        Mean load (erlang) over each interval, exact but for the delay; shaped like ``arrivals``.

    Raises
    ------
    PlanningError
        If arrivals or times are negative or missing, or the interval is not longer than 0.

    Notes
    -----
    Eick, Massey and Whitt (1993), "The Physics of the M_t/G/infinity Queue"; Jennings, Mandelbaum, Massey
    and Whitt (1996). A cohort of N arrivals in interval i loads interval i + L by N / D^2 times the second
    difference, at L D and with step D, of the survival function integrated twice. A delay is spread over
    16 of its quantiles.
    """
    count = np.asarray(arrivals, float)
    handle = _times(handle_seconds, count, "handle time")
    delay = np.zeros_like(handle) if delay_seconds is None else _times(delay_seconds, count, "delay")
    if not np.all(np.isfinite(count) & (count >= 0)):
        raise PlanningError("arrivals are negative or missing; expected 0 or more in every interval")
    if not (interval_seconds > 0 and handle_cv >= 0 and delay_cv >= 0):
        raise PlanningError("an interval is not longer than 0 s, or a coefficient of variation is below 0")
    codes, members = groups(handle.ravel(), delay.ravel())
    kernel = _Lags(handle.ravel()[members], delay.ravel()[members], interval_seconds, handle_cv, delay_cv)
    codes, length = codes.reshape(count.shape), count.shape[-1]
    load, lag = np.zeros_like(count), 0
    while length and (lag < length or wraps):
        share = kernel.share()
        part = count * (share if len(share) == 1 else share[codes])
        shift = lag % length
        load[..., shift:] += part[..., : length - shift]
        if wraps and shift:
            load[..., :shift] += part[..., length - shift :]
        if kernel.is_spent():
            break
        lag += 1
    return load


class _Lags:
    """The load one arrival puts on the interval of its arrival and, call by call, on each later one."""

    def __init__(
        self, handle: Floats, delay: Floats, interval_seconds: float, handle_cv: float, delay_cv: float
    ) -> None:
        self._handle, self._delay, self._length, self._cv = handle, delay, interval_seconds, handle_cv
        self._points, self._weights = delay_nodes(delay_cv if delay.any() else 0.0)
        self._lag = 0
        self._before, self._here, self._after = (self._height(lag) for lag in (-1, 0, 1))

    def share(self) -> Floats:
        """Return the mean load (erlang) per arrival at the present lag, and step to the next."""
        second = np.maximum(self._after - 2 * self._here + self._before, 0.0) / self._length**2
        self._lag += 1
        self._before, self._here, self._after = self._here, self._after, self._height(self._lag + 1)
        return np.asarray(second, float)

    def is_spent(self) -> bool:
        """Return whether less than a negligible share of every handle time lies ahead."""
        ahead = self._before - self._here
        return bool(np.all(ahead <= _NEGLIGIBLE * self._handle * self._length))

    def _height(self, lag: int) -> Floats:
        at = lag * self._length
        heights = np.zeros_like(self._handle)
        for point, weight in zip(self._points, self._weights, strict=True):
            heights += weight * second_tail(at - point * self._delay, self._handle, self._cv)
        return heights


def _times(seconds: ArrayLike, count: Floats, name: str) -> Floats:
    """Return times for every cell, zero where there are no arrivals."""
    times = np.where(count > 0, np.broadcast_to(np.asarray(seconds, float), count.shape), 0.0)
    if not np.all(np.isfinite(times) & (times >= 0)):
        raise PlanningError(f"a {name} is negative or missing where there are arrivals; expected 0 s or more")
    return times
