"""The service a shift plan promises, role by role, before anyone simulates it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import poisson

from wfm.policy import Policy
from wfm.queueing import service_level
from wfm.requirement import Requirement
from wfm.roles import Role
from wfm.shift_plan import ShiftPlan
from wfm.workload import Workload

CREW = ["site", "role", "pool"]
CELL = [*CREW, "interval_start"]


def promised_service(
    shift_plan: ShiftPlan, requirement: Requirement, workload: Workload, policy: Policy
) -> pd.DataFrame:
    """Return, per role, the target and the service its people on duty are expected to give.

    Parameters
    ----------
    shift_plan
        People on duty in each interval; reviews done in time.
    requirement
        Loads and targets of the same intervals.
    workload
        Where a monitor's own conversations are told apart from those watched.
    policy
        Conversations a person holds at once, and the monitors' span.

    Returns
    -------
    DataFrame
        Index ``role``; columns ``target`` and ``promised_service`` (shares). For live roles the share
        answered in time, weighted by arrivals; for monitors the share of conversation time watched
        within the span; for deferrable work the share of hours done by the due time.

    Notes
    -----
    People on duty need not be whole after floor losses: the share is interpolated between the two
    whole numbers. The monitors' share is E[min(N, c)] / E[N] for N Poisson.
    """
    covered = shift_plan.coverage[[*CELL, "on_duty"]]
    cells = requirement.table.drop(columns="on_duty").merge(covered, on=CELL)
    cells = cells[cells["load_erlangs"] > 0]
    is_monitor = cells["role"] == Role.MONITOR
    answered = _answered(cells[~is_monitor], policy)
    watched = _watched(cells[is_monitor], workload, policy)
    return pd.concat([answered, watched, _done_by_due(shift_plan)])


def _answered(cells: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    by_pool = policy.targets.merge(policy.queues[["queue", "site", "pool"]], on="queue")
    held = by_pool.groupby(CREW)["concurrency"].mean().rename("concurrency").reset_index()
    cells = cells.merge(held, on=CREW, how="left").fillna({"concurrency": 1.0})
    servers = (cells["on_duty"] * cells["concurrency"]).to_numpy()
    whole = np.floor(servers + 1e-9)
    below, above = (
        service_level(
            people.astype(np.int64),
            cells["load_erlangs"].to_numpy(),
            cells["handle_seconds"].to_numpy(),
            cells["patience_seconds"].to_numpy(),
            cells["target_seconds"].to_numpy(),
        )
        for people in (whole, whole + 1)
    )
    share = below + (servers - whole) * (above - below)
    arrivals = cells["load_erlangs"] / cells["handle_seconds"]
    return _weighted(cells, share, cells["target_share"].to_numpy(), arrivals.to_numpy())


def _watched(cells: pd.DataFrame, workload: Workload, policy: Policy) -> pd.DataFrame:
    takeovers = workload.live.groupby(CELL)["takeover_erlangs"].sum().rename("takeovers").reset_index()
    cells = cells.merge(takeovers, on=CELL, how="left").fillna({"takeovers": 0.0})
    span = policy.reference.value("monitor_span")
    places = np.maximum(0.0, (cells["on_duty"] - cells["takeovers"]).to_numpy()) * span
    mean = cells["load_erlangs"].to_numpy()
    share = _mean_below(places, mean) / mean
    target = np.full(len(cells), policy.reference.value("monitor_quantile"))
    return _weighted(cells, share, target, mean)


def _mean_below(places: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Return E[min(N, places)] for Poisson N, linear between whole numbers of places."""

    def at(whole: np.ndarray) -> np.ndarray:
        return np.asarray(mean * poisson.cdf(whole - 2, mean) + whole * poisson.sf(whole - 1, mean))

    whole = np.floor(places)
    return np.asarray(at(whole) + (places - whole) * (at(whole + 1) - at(whole)))


def _done_by_due(shift_plan: ShiftPlan) -> pd.DataFrame:
    reviews = shift_plan.reviews[shift_plan.reviews["role"] == Role.QA_REVIEWER]
    if reviews.empty:
        return pd.DataFrame(columns=["target", "promised_service"], dtype="float64")
    share = reviews["hours_done_by_due"].sum() / reviews["hours"].sum()
    return pd.DataFrame({"target": [1.0], "promised_service": [share]}, index=[str(Role.QA_REVIEWER)])


def _weighted(cells: pd.DataFrame, share: np.ndarray, target: np.ndarray, weight: np.ndarray) -> pd.DataFrame:
    sums = pd.DataFrame(
        {"role": cells["role"].to_numpy(), "w": weight, "target": target * weight, "share": share * weight}
    )
    sums = sums.groupby("role").sum()
    return pd.DataFrame({"target": sums["target"] / sums["w"], "promised_service": sums["share"] / sums["w"]})
