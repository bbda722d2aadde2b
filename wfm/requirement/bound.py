"""The bounds on a crew: service, occupancy, watching, minimum crew; the largest is the need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import gammaincinv

from wfm.errors import PlanningError
from wfm.policy import Policy
from wfm.queueing import poisson_quantile, servers_needed
from wfm.requirement.pool import Numbers, Pools
from wfm.roles import Mode, Role

CLOSED, NO_WORK = "closed", "no work"
PERCENT = 100
LEAST_LOAD = 1e-9
"""Load (erlang) below this is rounding left over by the arithmetic, not work."""

Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Need:
    """Whole people needed and the text that names what sets the number, both crews x intervals."""

    on_duty: Integers
    active_bound: NDArray[np.object_]


def need(pools: Pools, policy: Policy) -> Need:
    """Return the people each crew needs in each interval, and why.

    Each bound gives a whole number; the largest holds, in a tie the first of service (or watching),
    occupancy, minimum crew. While a crew is closed nobody is needed: people finish the conversation
    they hold.
    """
    counts = bound_counts(pools, policy)
    on_duty = counts.max(axis=0)
    return Need(on_duty, _texts(pools, policy, counts, on_duty))


def bound_counts(pools: Pools, policy: Policy) -> Integers:
    """Return the people each bound asks for, bounds x crews x intervals; nobody while a crew is closed.

    The bounds in order: service (or watching), occupancy, minimum crew.
    """
    load = planned_load(pools, policy)
    counts = np.zeros((3, *load.shape), dtype=np.int64)
    is_watch = (pools.crews["role"] == str(Role.MONITOR)).to_numpy(bool)
    counts[0, is_watch] = watching(load[is_watch], pools.takeover_erlangs[is_watch], policy)
    rest = ~is_watch
    counts[0, rest], counts[1, rest] = _service_and_occupancy(pools, load, rest)
    counts[2] = np.ceil(pools.crews["min_crew"].to_numpy(float))[:, None]
    return np.asarray(counts * pools.is_open)


def planned_load(pools: Pools, policy: Policy) -> Numbers:
    """Return the load to staff for: the mean or, where forecasts err, a quantile of it.

    With a coefficient of variation c of the forecast's error the load is gamma with mean m and shape
    1 / c^2; people needed rise with load, so their quantile is the people needed at the load's.
    """
    values = [
        [policy.reference.value(name, role=str(role)) for role in pools.crews["role"]]
        for name in ("forecast_error_cv", "forecast_error_quantile")
    ]
    cv, quantile = np.array(values, float).reshape(2, -1)
    factor = np.ones(len(pools.crews))
    errs = cv > 0
    factor[errs] = gammaincinv(1.0 / cv[errs] ** 2, quantile[errs]) * cv[errs] ** 2
    load = pools.load_erlangs * factor[:, None]
    return np.where(load < LEAST_LOAD, 0.0, load)


def watching(concurrency: Numbers, takeover_erlangs: Numbers, policy: Policy) -> Integers:
    """Return the monitors for a mean number of conversations at once.

    The number at once is Poisson (Palm; Eick, Massey and Whitt 1993): monitors watch its quantile in
    groups of the span; their own conversations come on top. Quantile 0 is the reading of a licence cap:
    the mean itself is what there is to watch.
    """
    quantile = policy.reference.value("monitor_quantile", mode=Mode.MONITORED)
    span = policy.reference.value("monitor_span", mode=Mode.MONITORED)
    at_once = poisson_quantile(concurrency, quantile) if quantile > 0 else _whole(concurrency)
    return _whole(np.ceil(at_once / span) + takeover_erlangs)


def _whole(people: Numbers) -> Integers:
    """Return numbers of people rounded up, forgiving the last digits of the arithmetic."""
    return np.ceil(people - LEAST_LOAD).astype(np.int64)


def _service_and_occupancy(pools: Pools, load: Numbers, rows: NDArray[np.bool_]) -> tuple[Integers, Integers]:
    """Return people for the service target and for the occupancy cap; a person is several servers."""
    crews, load = pools.crews[rows], load[rows]
    cap, concurrency, patience, share, seconds = (
        crews[name].to_numpy(float)[:, None]
        for name in ("max_occupancy", "concurrency", "patience_seconds", "target_share", "target_seconds")
    )
    if not (cap > 0).all():
        raise PlanningError("an occupancy cap is 0; expected a share above 0")
    worked = np.where(pools.is_open[rows], load, 0.0)
    handle = np.where(worked > 0, pools.handle_seconds[rows], 1.0)
    servers = servers_needed(worked, handle, patience, share, seconds)
    return _whole(servers / concurrency), _whole(worked / (concurrency * cap))


def _texts(pools: Pools, policy: Policy, counts: Integers, on_duty: Integers) -> NDArray[np.object_]:
    """Return the name of the active bound of every cell."""
    texts = _names(pools.crews, policy)
    active = np.take_along_axis(texts, counts.argmax(axis=0).T, axis=0).T
    active = np.where(on_duty > 0, active, NO_WORK)
    return np.asarray(np.where(pools.is_open, active, CLOSED))


def _names(crews: pd.DataFrame, policy: Policy) -> NDArray[np.object_]:
    """Return the names of the bounds, in their order, of every crew: bounds x crews."""
    quantile = policy.reference.value("monitor_quantile", mode=Mode.MONITORED)
    span = policy.reference.value("monitor_span", mode=Mode.MONITORED)
    watch = (
        f"watching: {span:g} each, {PERCENT * quantile:.4g} % of concurrency"
        if quantile
        else f"watching: {span:g} each"
    )
    service = [
        watch
        if role == str(Role.MONITOR)
        else f"service {PERCENT * share:.4g}/{seconds:.4g}{_over_the_day(day)} ({queue})"
        for role, share, seconds, day, queue in _columns(
            crews, "role", "target_share", "target_seconds", "day_share", "named_queue"
        )
    ]
    occupancy = [f"occupancy {PERCENT * cap:.4g} %" for (cap,) in _columns(crews, "max_occupancy")]
    least = [f"minimum crew {crew:g} ({queue})" for crew, queue in _columns(crews, "min_crew", "crew_queue")]
    return np.array([service, occupancy, least], dtype=object)


def _over_the_day(day_share: float) -> str:
    return "" if np.isnan(day_share) else f" each interval, {PERCENT * day_share:.4g} over the day"


def _columns(crews: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(crews[name].tolist() for name in names), strict=True)
