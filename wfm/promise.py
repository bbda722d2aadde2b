"""The service a shift plan promises, role by role, before anyone simulates it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import poisson

from wfm.policy import Policy
from wfm.queueing import mean_over_presence
from wfm.requirement import Requirement
from wfm.requirement.day_service import day_cells, served_share
from wfm.roles import Role
from wfm.schema import Column, Schema
from wfm.shift_plan import ShiftPlan
from wfm.workload import Workload

CREW = ["site", "role", "pool"]
CELL = [*CREW, "interval_start"]

DAYS = Schema(
    "Service by day",
    {
        "site": Column("str", "", "site"),
        "role": Column("str", "", "role"),
        "pool": Column("str", "", "crew"),
        "date": Column("datetime64[us]", "", "local date of the site"),
        "target": Column("float64", "share", "share of the day's contacts to be answered in time", 0, 1),
        "promised_service": Column("float64", "share", "what its people on duty are expected to give", 0, 1),
        "worst_interval": Column("float64", "share", "the same in the worst interval of the day", 0, 1),
    },
    ("site", "role", "pool", "date"),
)


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
    How many of the people at work are present at once is binomial (``wfm.queueing``). The monitors'
    share is E[min(N, c)] / E[N] for N Poisson.
    """
    cells = _cells(shift_plan, requirement)
    is_monitor = cells["role"] == Role.MONITOR
    answered = _answered(cells[~is_monitor], policy)
    shares = _weighted(answered, answered["answered"], answered["target_share"], answered["arrivals"])
    watched = _watched(cells[is_monitor], workload, policy)
    return pd.concat([shares, watched, _reviewed(shift_plan)])


def queue_service(
    shift_plan: ShiftPlan, requirement: Requirement, workload: Workload, policy: Policy
) -> dict[str, float]:
    """Return the share of each queue's contacts that is expected to be answered in time.

    Of the contacts that wait for a person; a queue on which nobody does is not there. For the parameters
    see :func:`promised_service`.
    """
    cells = _cells(shift_plan, requirement)
    cells = _answered(cells[cells["role"] != Role.MONITOR], policy)
    return service_by_queue(cells[[*CELL, "answered"]], workload)


def service_by_queue(cells: pd.DataFrame, workload: Workload) -> dict[str, float]:
    """Return each queue's service from that of the crews that share its work.

    Parameters
    ----------
    cells
        Columns ``site``, ``role``, ``pool``, ``interval_start`` and ``answered`` (share answered in time),
        promised or simulated.
    workload
        Which queue's contacts come to which crew when.
    """
    rows = workload.live.merge(cells.dropna(subset="answered"), on=CELL)
    rows["answered"] *= rows["arrivals"]
    sums = rows.groupby("queue")[["answered", "arrivals"]].sum()
    sums = sums[sums["arrivals"] > 0]
    return {str(queue): float(share) for queue, share in (sums["answered"] / sums["arrivals"]).items()}


def with_concurrency(cells: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Return rows of crews with the conversations that one of their people holds at once."""
    by_pool = policy.targets.merge(policy.queues[["queue", "site", "pool"]], on="queue")
    held = by_pool.groupby(CREW)["concurrency"].mean().rename("concurrency").reset_index()
    return cells.merge(held, on=CREW, how="left").fillna({"concurrency": 1.0})


def _cells(shift_plan: ShiftPlan, requirement: Requirement) -> pd.DataFrame:
    covered = shift_plan.coverage[[*CELL, "at_work", "on_duty"]]
    cells = requirement.table.drop(columns="on_duty").merge(covered, on=CELL)
    return cells[cells["load_erlangs"] > 0]


def day_service(shift_plan: ShiftPlan, requirement: Requirement, policy: Policy) -> pd.DataFrame:
    """Return the service of each local day of the crews that keep their target over the day, as ``DAYS``."""
    zones = {site: policy.zone_of(site) for site in requirement.by_day["site"].unique()}
    cells = day_cells(requirement, zones).drop(columns="on_duty")
    cells = cells.merge(shift_plan.coverage[[*CELL, "on_duty"]], on=CELL)
    served = served_share(cells, cells["on_duty"].to_numpy(float))
    sums = cells.assign(
        date=pd.to_datetime(cells["day"]),
        target=cells["target_share"] * cells["contacts"],
        promised_service=served * cells["contacts"],
    )
    days = sums.groupby([*CREW, "date"])[["target", "promised_service", "contacts"]].sum()
    shares = days[["target", "promised_service"]].div(days["contacts"], axis=0)
    worst = (
        cells.assign(date=sums["date"], worst_interval=served)
        .groupby([*CREW, "date"])["worst_interval"]
        .min()
    )
    return DAYS.conform(shares.join(worst).reset_index())


def _answered(cells: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Return the cells of roles whose callers wait, with the share ``answered`` in time and ``arrivals``."""
    cells = with_concurrency(cells, policy)
    at_work, on_duty = cells["at_work"].to_numpy(float), cells["on_duty"].to_numpy(float)
    share = mean_over_presence(at_work, on_duty, lambda present: served_share(cells, present))
    return cells.assign(answered=share, arrivals=cells["load_erlangs"] / cells["handle_seconds"])


def _watched(cells: pd.DataFrame, workload: Workload, policy: Policy) -> pd.DataFrame:
    takeovers = workload.live.groupby(CELL)["takeover_erlangs"].sum().rename("takeovers").reset_index()
    cells = cells.merge(takeovers, on=CELL, how="left").fillna({"takeovers": 0.0})
    span = policy.reference.value("monitor_span")
    mean, talking = cells["load_erlangs"].to_numpy(float), cells["takeovers"].to_numpy(float)
    at_work, on_duty = cells["at_work"].to_numpy(float), cells["on_duty"].to_numpy(float)

    def watched(present: np.ndarray) -> np.ndarray:
        return np.asarray(_mean_below(np.maximum(0.0, present - talking) * span, mean) / mean)

    share = mean_over_presence(at_work, on_duty, watched)
    target = np.full(len(cells), policy.reference.value("monitor_quantile"))
    return _weighted(cells, pd.Series(share), pd.Series(target), pd.Series(mean))


def _mean_below(places: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Return E[min(N, places)] for Poisson N, linear between whole numbers of places."""

    def at(whole: np.ndarray) -> np.ndarray:
        return np.asarray(mean * poisson.cdf(whole - 2, mean) + whole * poisson.sf(whole - 1, mean))

    whole = np.floor(places)
    return np.asarray(at(whole) + (places - whole) * (at(whole + 1) - at(whole)))


def done_by_due(shift_plan: ShiftPlan) -> pd.DataFrame:
    """Return the share of the hours of work that may wait which is done by its due time.

    Parameters
    ----------
    shift_plan
        Its account of work that may wait.

    Returns
    -------
    DataFrame
        Columns ``role``, ``activity`` (review, callback or email) and ``promised_service`` (share).
    """
    sums = shift_plan.reviews.groupby(["role", "kind"])[["hours", "hours_done_by_due"]].sum()
    sums = sums[sums["hours"] > 0]
    share = (sums["hours_done_by_due"] / sums["hours"]).rename("promised_service")
    return share.rename_axis(index=["role", "activity"]).reset_index()


def _reviewed(shift_plan: ShiftPlan) -> pd.DataFrame:
    shares = done_by_due(shift_plan)
    own = shares[shares["role"] == Role.QA_REVIEWER].set_index("role")[["promised_service"]]
    return own.assign(target=1.0)[["target", "promised_service"]]


def _weighted(cells: pd.DataFrame, share: pd.Series, target: pd.Series, weight: pd.Series) -> pd.DataFrame:
    w = weight.to_numpy()
    sums = pd.DataFrame(
        {
            "role": cells["role"].to_numpy(),
            "w": w,
            "target": target.to_numpy() * w,
            "share": share.to_numpy() * w,
        }
    )
    sums = sums.groupby("role").sum()
    return pd.DataFrame({"target": sums["target"] / sums["w"], "promised_service": sums["share"] / sums["w"]})
