"""Crews: the work of a pool's queues put together, with the target of the strictest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.errors import PlanningError
from wfm.horizon import Horizon
from wfm.policy import Policy, closed_days
from wfm.workload.noun import Workload
from wfm.workload.opening import windows_by_queue
from wfm.workload.presence import crew_windows

CREW = ["site", "role", "pool"]
YES = "yes"
Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Pools:
    """The live work of every crew (site, role, pool) as crews x intervals, and what binds it.

    ``crews`` has one row per crew: site, role, pool, target_share, target_seconds, named_queue (whose
    target it is), day_share (the target where it holds over the day and ``target_share`` is the least of an
    interval; else not-a-number), max_occupancy, patience_seconds, concurrency, min_crew, crew_queue (whose
    minimum it is) and is_regulated. ``is_open`` says when the crew is there.
    """

    crews: pd.DataFrame
    load_erlangs: Numbers
    takeover_erlangs: Numbers
    arrivals: Numbers
    handle_seconds: Numbers
    is_open: NDArray[np.bool_]


def pools(workload: Workload, policy: Policy, horizon: Horizon) -> Pools:
    """Return the crews with live work, sorted by site, role and pool.

    Loads are summed over the queues of the pool; handle times are means over the work of the interval
    (over the horizon where it has none), patience and concurrency over the work of the horizon. The
    target is that of the strictest queue with work: highest share, then shortest time. Occupancy cap and
    minimum crew are the strictest too.

    Raises
    ------
    PlanningError
        If live work lies outside the horizon or lacks targets.
    """
    live = workload.live
    sums = _sums(live, horizon)
    crews = sums.crews.merge(_bounds(live, sums, policy), on=CREW, how="left", validate="one_to_one")
    regulated = policy.queues.assign(is_regulated=policy.queues["regulated"] == YES)
    by_pool = regulated.groupby(["site", "pool"])["is_regulated"].any().reset_index()
    crews = crews.merge(by_pool, on=["site", "pool"], how="left")
    return Pools(
        crews,
        sums.load,
        sums.takeover,
        sums.arrivals,
        _mean_seconds(sums),
        _is_open(crews, policy, horizon),
    )


@dataclass(frozen=True, eq=False)
class _Sums:
    crews: pd.DataFrame
    crew_of_row: NDArray[np.int64]
    load: Numbers
    takeover: Numbers
    arrivals: Numbers
    worked: Numbers


def _sums(live: pd.DataFrame, horizon: Horizon) -> _Sums:
    """Return the crews and their sums over queues, crews x intervals."""
    grouped = live.groupby(CREW, sort=True)
    crew = np.asarray(grouped.ngroup(), dtype=np.int64)
    crews = live[CREW].iloc[np.unique(crew, return_index=True)[1]].reset_index(drop=True)
    width = len(horizon.intervals())
    interval = horizon.intervals().get_indexer(pd.DatetimeIndex(live["interval_start"]))
    if (interval < 0).any():
        raise PlanningError("live work lies outside the horizon of the requirement")
    flat = crew * width + interval

    def total(values: Numbers) -> Numbers:
        sums = np.bincount(flat, weights=values, minlength=len(crews) * width)
        return np.asarray(sums, float).reshape(len(crews), width)

    load, arrivals = live["load_erlangs"].to_numpy(float), live["arrivals"].to_numpy(float)
    seconds = live["handle_seconds"].to_numpy(float)
    takeover = live["takeover_erlangs"].to_numpy(float)
    return _Sums(crews, crew, total(load), total(takeover), total(arrivals), total(arrivals * seconds))


def _mean_seconds(sums: _Sums) -> Numbers:
    """Return mean handle times by interval; without arrivals there, the crew's mean over the horizon."""
    arrivals, worked = sums.arrivals.sum(axis=1, keepdims=True), sums.worked.sum(axis=1, keepdims=True)
    usual = np.divide(worked, arrivals, out=np.zeros_like(worked), where=arrivals > 0)
    usual = np.broadcast_to(usual, sums.arrivals.shape)
    return np.asarray(np.divide(sums.worked, sums.arrivals, out=usual.copy(), where=sums.arrivals > 0))


def _bounds(live: pd.DataFrame, sums: _Sums, policy: Policy) -> pd.DataFrame:
    """Return what binds each crew, from the targets of those of its queues that have work."""
    keyed = live[[*CREW, "queue"]].assign(crew=sums.crew_of_row, arrivals=live["arrivals"])
    work = keyed.groupby([*CREW, "queue"], sort=True)["arrivals"].sum().reset_index()
    rows = work.merge(policy.targets, on=["queue", "role"], how="left")
    if rows["target_share"].isna().any():
        lacking = rows.loc[rows["target_share"].isna(), ["role", "queue"]].agg(" in ".join, axis=1)
        raise PlanningError(f"no targets for {', '.join(lacking)}")
    # Of queues with the same target the busiest is named: the crew is there for it most of the time.
    strict = rows.sort_values(
        ["target_share", "target_seconds", "arrivals", "queue"], ascending=[False, True, False, True]
    )
    first = strict.drop_duplicates(CREW)[[*CREW, "target_share", "target_seconds", "queue"]]
    crewed = rows.sort_values(["min_crew", "queue"], ascending=[False, True]).drop_duplicates(CREW)
    bounds = (
        first.rename(columns={"queue": "named_queue"})
        .assign(day_share=np.nan)
        .merge(crewed[[*CREW, "min_crew", "queue"]].rename(columns={"queue": "crew_queue"}), on=CREW)
    )
    weight = rows["arrivals"].where(rows["arrivals"] > 0)
    for name in ("patience_seconds", "concurrency"):
        rows[name] = rows[name] * weight
    means = rows.assign(weight=weight).groupby(CREW)[["patience_seconds", "concurrency", "weight"]].sum()
    means = means[["patience_seconds", "concurrency"]].div(means["weight"], axis=0)
    means["max_occupancy"] = rows.groupby(CREW)["max_occupancy"].min()
    return bounds.merge(means.reset_index(), on=CREW)


def _is_open(crews: pd.DataFrame, policy: Policy, horizon: Horizon) -> NDArray[np.bool_]:
    windows = crew_windows(policy, windows_by_queue(policy.opening, horizon, 0.0, closed_days(policy)))
    found = [windows[key].is_open(horizon) for key in zip(crews["site"], crews["pool"], strict=True)]
    return np.array(found, dtype=bool).reshape(len(crews), len(horizon.intervals()))
