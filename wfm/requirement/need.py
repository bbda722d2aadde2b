"""From work to whole people: the requirement of every crew in every interval."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.horizon import Horizon
from wfm.policy import Policy
from wfm.requirement.bound import need
from wfm.requirement.client import with_client
from wfm.requirement.day_service import by_the_day, crews_by_day
from wfm.requirement.noun import DEFERRED, REQUIREMENT, Requirement
from wfm.requirement.pool import CREW, Pools, pools
from wfm.roles import Role
from wfm.workload.noun import Workload


def requirement(
    workload: Workload, policy: Policy, horizon: Horizon, client: pd.DataFrame | None = None
) -> Requirement:
    """Return the whole people on duty that the work needs, interval by interval.

    Parameters
    ----------
    workload
        Live load and deferrable hours.
    policy
        Targets, caps and crews of every queue.
    horizon
        The days the workload was made for.
    client
        The client's own requirement (``CLIENT``); where it speaks, it replaces the computed need.

    Returns
    -------
    Requirement
        One row per interval for every crew with live work or a client's number; nothing is rounded but
        ``on_duty``, once. Monitors and pools with a regulated queue are ``hard``. Where Settings says that
        the day's service counts, ``on_duty`` is what an interval needs in any case (``day_service``).

    Raises
    ------
    PlanningError
        If the work lies outside the horizon or lacks targets.

    Notes
    -----
    Stationary Erlang formulas on the modified offered load: Jennings, Mandelbaum, Massey and Whitt
    (1996); Green, Kolesar and Whitt (2007).
    """
    given = frozenset(client[CREW].itertuples(index=False, name=None)) if client is not None else frozenset()
    crews = by_the_day(pools(workload, policy, horizon), policy, given)
    table = _table(crews, policy, horizon)
    if client is not None and len(client):
        table = with_client(table, client, policy, horizon)
    return Requirement(REQUIREMENT.conform(table), deferred(workload), horizon, crews_by_day(crews))


def deferred(workload: Workload) -> pd.DataFrame:
    """Return the deferrable work of each crew, its queues put together, as ``DEFERRED``."""
    keys = [*CREW, "kind", "created", "due"]
    return DEFERRED.conform(workload.deferrable.groupby(keys, sort=True)["hours"].sum().reset_index())


def _table(crews: Pools, policy: Policy, horizon: Horizon) -> pd.DataFrame:
    """Return the computed need as rows, sorted by crew and interval."""
    people = need(crews, policy)
    width = len(horizon.intervals())
    each = crews.crews.loc[np.repeat(np.arange(len(crews.crews)), width)].reset_index(drop=True)
    is_watch = each["role"] == str(Role.MONITOR)
    return each.assign(
        interval_start=np.tile(horizon.intervals(), len(crews.crews)),
        target_share=each["day_share"].fillna(each["target_share"]),
        load_erlangs=crews.load_erlangs.ravel(),
        handle_seconds=crews.handle_seconds.ravel(),
        on_duty=people.on_duty.ravel(),
        active_bound=people.active_bound.ravel(),
        hard=is_watch | each["is_regulated"],
    )
