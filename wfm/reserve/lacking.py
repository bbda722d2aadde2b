"""Whom a roster lacks when it comes worse than planned: people by crew and interval, by the formulas first.

The formulas look at each interval by itself; the simulation then says whether these people are enough, and
where it finds an interval still below its target, another person is added there.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import poisson

from wfm.policy import Policy
from wfm.promise import CELL, with_concurrency
from wfm.queueing import servers_needed
from wfm.requirement import Requirement
from wfm.requirement.day_service import served_share
from wfm.roles import Mode, Role
from wfm.shift_plan.recount import LIVE
from wfm.simulation import SimulationCase
from wfm.simulation.played import Kind, Numbers
from wfm.units import SECONDS_PER_HOUR
from wfm.verification import Verification

Counts = NDArray[np.int64]
"""People, stations x intervals."""

NEAR = 1e-6
LEAST_SHARE = 0.01
"""Service to be kept below which nobody is asked for: an interval the plan leaves to itself stays so."""


def lacking_people(
    usual: SimulationCase, harder: SimulationCase, need: Requirement, policy: Policy
) -> Counts:
    """Return how many people live work lacks in a harder case to be served as in the usual one.

    Parameters
    ----------
    usual, harder
        The roster as planned, and made worse.
    need
        Loads, handle times and targets as planned.
    policy
        Conversations a person holds at once; the monitors' span and quantile.

    Returns
    -------
    ndarray
        Stations x intervals of ``usual``. Each interval is to keep its target or, where the plan is below
        it, what the plan gives.
    """
    cells = _cells(usual, need, policy)
    at = (cells["station"].to_numpy(np.int64), cells["interval"].to_numpy(np.int64))
    more = (offered_erlangs(harder) - offered_erlangs(usual))[at]
    before, after = present_people(usual)[at], present_people(harder)[at]
    load = np.maximum(cells["load_erlangs"].to_numpy(float) + more, 0.0)
    is_monitor = (cells["role"] == Role.MONITOR).to_numpy()
    wanted = np.zeros(len(cells))
    wanted[~is_monitor] = _answering(cells[~is_monitor], load[~is_monitor], before[~is_monitor])
    wanted[is_monitor] = _watching(cells[is_monitor], load[is_monitor], before[is_monitor], policy)
    found = np.zeros((len(usual.stations), usual.intervals), np.int64)
    found[at] = np.ceil(np.maximum(wanted - after, 0.0) - NEAR).astype(np.int64)
    return found


def still_lacking(found: Verification, usual: Verification, case: SimulationCase) -> Counts:
    """Return one more person in each live interval served worse than its target and than as planned."""
    both = found.table.merge(
        usual.table[[*CELL, "activity", "service_level"]], on=[*CELL, "activity"], suffixes=("", "_usual")
    )
    bar = np.minimum(both["target"], both["service_level_usual"].fillna(1.0))
    is_worse = (both["activity"] == LIVE) & (both["offered"] > 0) & (both["service_level"] < bar - NEAR)
    rows = _placed(both[is_worse], case)
    more = np.zeros((len(case.stations), case.intervals), np.int64)
    more[rows["station"], rows["interval"]] = 1
    return more


def lacking_for_later_work(
    found: Verification, usual: Verification, case: SimulationCase, is_held: pd.Series
) -> Counts:
    """Return people for work that may wait, one more in as many intervals as hours are late beyond the plan.

    ``is_held`` tells by (role, activity) who is served well enough. The intervals are those with people at
    that work, the busiest first.
    """
    more = np.zeros((len(case.stations), case.intervals), np.int64)
    there = present_people(case)
    hours = case.interval_seconds / SECONDS_PER_HOUR
    both = found.roles.merge(usual.roles, on=["role", "activity"], suffixes=("", "_usual"))
    both["late"] = both["missed_hours"] - both["missed_hours_usual"]
    for role, activity, extra in both[["role", "activity", "late"]].itertuples(index=False, name=None):
        if activity == LIVE or is_held[role, activity] or not extra > 0:
            continue
        own = ((case.stations["role"] == role) & (case.stations["activity"] == activity)).to_numpy()
        places = np.flatnonzero(own)
        station, interval = np.unravel_index(
            np.argsort(-there[places], axis=None, kind="stable"), there[places].shape
        )
        wanted = min(int(np.ceil(extra / hours)), int((there[places] > NEAR).sum()))
        more[places[station[:wanted]], interval[:wanted]] = 1
    return more


def offered_erlangs(case: SimulationCase) -> Numbers:
    """Return the load that comes to each station in each interval, as if nobody was ever late (erlang)."""
    found = np.zeros((len(case.stations), case.intervals))
    for flow in case.flows:
        load = flow.contacts * flow.share * flow.seconds / (1.0 - np.minimum(flow.next_share, 0.99))
        rows = flow.station >= 0
        np.add.at(found, flow.station[rows], load[rows] / case.interval_seconds)
    return found


def present_people(case: SimulationCase) -> Numbers:
    """Return the mean people at each station in each interval, absence and floor losses taken off."""
    duty, found = case.duty, np.zeros((len(case.stations), case.intervals))
    kept = (1.0 - case.absent_share[duty.person]) * (1.0 - case.lost_share)
    edges = np.arange(case.intervals + 1, dtype=np.float64) * case.interval_seconds
    for place in range(len(found)):
        own = duty.station == place
        for ends, sign in ((duty.start[own], 1.0), (duty.end[own], -1.0)):
            found[place] += sign * _after(edges, ends, kept[own])
    return found / case.interval_seconds


def _after(edges: Numbers, instants: Numbers, weights: Numbers) -> Numbers:
    """Return, by interval, the seconds that lie after each of the instants, weighted and added up."""
    order = np.argsort(instants)
    at, weight = instants[order], weights[order]
    sums = np.concatenate([[0.0], np.cumsum(weight)])
    moments = np.concatenate([[0.0], np.cumsum(weight * at)])
    count = np.searchsorted(at, edges)
    reach = sums[count] * edges - moments[count]
    return np.asarray(np.diff(reach))


def _cells(case: SimulationCase, need: Requirement, policy: Policy) -> pd.DataFrame:
    """Return the need of live work with its station and interval, only where something comes."""
    rows = need.table[(need.table["load_erlangs"] > 0) | (need.table["on_duty"] > 0)]
    return _placed(with_concurrency(rows.assign(activity=LIVE), policy), case)


def _placed(rows: pd.DataFrame, case: SimulationCase) -> pd.DataFrame:
    keys = ["site", "role", "pool", "activity"]
    known = case.stations[[*keys, "kind"]].assign(station=case.stations.index)
    found = rows.merge(known[known["kind"].isin([Kind.ANSWER, Kind.WATCH])], on=keys)
    starts = case.horizon.intervals()
    return found.assign(interval=starts.get_indexer(pd.DatetimeIndex(found["interval_start"])))


def _answering(cells: pd.DataFrame, load: Numbers, before: Numbers) -> Numbers:
    given = served_share(cells, before)
    share = np.minimum(cells["target_share"].to_numpy(float), given)
    held = cells["concurrency"].to_numpy(float)
    seconds = cells["handle_seconds"].to_numpy(float)
    servers = servers_needed(
        np.where(seconds > 0, load, 0.0),
        np.where(seconds > 0, seconds, 1.0),
        cells["patience_seconds"].to_numpy(float),
        np.maximum(share, LEAST_SHARE),
        cells["target_seconds"].to_numpy(float),
    )
    people = np.asarray(servers, float) / held
    # No more than the plan has where the load is as planned: its people are fractions after losses.
    usual = cells["load_erlangs"].to_numpy(float)
    people = np.where(load <= usual * (1 + NEAR), np.minimum(people, before), people)
    return np.where(share < LEAST_SHARE, 0.0, people)


def _watching(cells: pd.DataFrame, load: Numbers, before: Numbers, policy: Policy) -> Numbers:
    span = policy.reference.value("monitor_span", mode=Mode.MONITORED)
    quantile = policy.reference.value("monitor_quantile")
    usual = cells["load_erlangs"].to_numpy(float)
    people, planned = (np.ceil(poisson.ppf(quantile, np.maximum(m, 1e-9)) / span) for m in (load, usual))
    return np.asarray(np.maximum(people - np.maximum(planned - before, 0.0), 0.0))
