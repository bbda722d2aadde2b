"""The need of a plan, raised where its simulated service falls short: by one person an interval a round."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.policy import Policy
from wfm.promise import CELL, CREW, with_concurrency
from wfm.requirement import Requirement
from wfm.requirement.day_service import served_share
from wfm.roles import Mode, Role
from wfm.shift_plan import ShiftPlan
from wfm.shift_plan.recount import LIVE
from wfm.verification import Verification

BOUND = "simulated service"
MOST_SHARE, MOST_GROWTH = 0.999, 1.5
PART_IN_TIME = 2.0
"""Hours asked for against those late: about half of what is added is worked where nothing was late."""

NEAR = 1e-6
"""People by which an interval may miss its need and still count as staffed."""


def raised(
    need: Requirement, shift_plan: ShiftPlan, found: Verification, missing: pd.DataFrame, policy: Policy
) -> Requirement:
    """Return the need with more people in the worst intervals of roles that fall short.

    Parameters
    ----------
    need
        What ``shift_plan`` was made for.
    shift_plan
        Its coverage: who is on duty beyond the need already counts.
    found
        Its simulation.
    missing
        Columns ``role``, ``activity`` and ``aim`` (share) of those that fall short.
    policy
        Conversations a person holds at once; the monitors' span.

    Returns
    -------
    Requirement
        Live work: one person more than are on duty in the intervals that miss most, until what these people
        are expected to gain by the formulas makes good what the role misses. Crews that keep the day: a
        higher target. Work that may wait: twice the hours that are late. Intervals in
        which the plan is short already stay as they are: asking for more brings nobody.
    """
    table, deferred = need.table, need.deferred
    for role, activity, aim in missing[["role", "activity", "aim"]].itertuples(index=False):
        own = found.table[(found.table["role"] == role) & (found.table["activity"] == activity)]
        own = own[(own["offered"] > 0) & own["service_level"].notna()]
        if activity == LIVE:
            cells = _cells(own, need, shift_plan, policy)
            table = _with_more_people(table, _chosen(cells, float(aim)))
            table = _with_higher_targets(table, need, own, float(aim))
        else:
            deferred = _with_more_hours(deferred, own, activity, float(aim))
    return replace(need, table=table, deferred=deferred)


def _cells(own: pd.DataFrame, need: Requirement, shift_plan: ShiftPlan, policy: Policy) -> pd.DataFrame:
    """Return the simulated intervals of one role with what one more person would gain (contacts)."""
    there = shift_plan.coverage[[*CELL, "on_duty"]]
    own = own[~_keeps_days(own, need)]
    cells = own.merge(need.table.rename(columns={"on_duty": "needed"}), on=CELL, suffixes=("", "_needed"))
    cells = with_concurrency(cells.merge(there, on=CELL), policy)
    people = cells["on_duty"].to_numpy(float)
    if (cells["role"] == Role.MONITOR).all():
        span = policy.reference.value("monitor_span", mode=Mode.MONITORED)
        gain = span / np.maximum(cells["load_erlangs"].to_numpy(float), 1e-9)
    else:
        gain = served_share(cells, people + 1.0) - served_share(cells, people)
    room = 1.0 - cells["service_level"].to_numpy(float)
    return cells.assign(
        missed=(cells["target"] - cells["service_level"]) * cells["offered"],
        gain=np.minimum(gain, room) * cells["offered"],
    )


def _chosen(cells: pd.DataFrame, aim: float) -> pd.DataFrame:
    """Return the intervals that miss most, enough of them to lift the role to its aim."""
    wanted = float(((aim - cells["service_level"]) * cells["offered"]).sum())
    is_open = (cells["needed"] > 0) & (cells["on_duty"] >= cells["needed"] - NEAR)
    worst = cells[is_open & (cells["missed"] > 0) & (cells["gain"] > 0)]
    worst = worst.sort_values("missed", ascending=False, kind="stable")
    before = worst["gain"].cumsum() - worst["gain"]
    return worst[before < wanted]


def _with_more_people(table: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
    more = chosen[CELL].assign(more=np.floor(chosen["on_duty"].to_numpy(float) + NEAR) + 1)
    people = table[CELL].merge(more, on=CELL, how="left")["more"].to_numpy(float)
    is_raised = people > table["on_duty"].to_numpy(float)
    return table.assign(
        on_duty=np.where(is_raised, people, table["on_duty"]).astype(np.int64),
        active_bound=table["active_bound"].where(~is_raised, BOUND),
    )


def _with_higher_targets(
    table: pd.DataFrame, need: Requirement, own: pd.DataFrame, aim: float
) -> pd.DataFrame:
    """Return the table with a higher target of the day for crews of a role that keep days."""
    own = own[_keeps_days(own, need)]
    is_own = _keeps_days(table, need) & table["role"].isin(own["role"]).to_numpy()
    if own.empty:
        return table
    service = float(np.average(own["service_level"], weights=own["offered"]))
    higher = (table["target_share"] + max(aim - service, 0.0)).clip(upper=MOST_SHARE)
    return table.assign(target_share=table["target_share"].where(~is_own, higher))


def _keeps_days(rows: pd.DataFrame, need: Requirement) -> NDArray[np.bool_]:
    by_day = pd.MultiIndex.from_frame(need.by_day[CREW])
    return np.asarray(pd.MultiIndex.from_frame(rows[CREW]).isin(by_day))


def _with_more_hours(deferred: pd.DataFrame, own: pd.DataFrame, kind: str, aim: float) -> pd.DataFrame:
    """Return the work that may wait with longer hours for each crew below the aim."""
    own = own.assign(done=own["service_level"] * own["offered"])
    sums = own.groupby(CREW)[["done", "offered"]].sum()
    growth = 1.0 + PART_IN_TIME * (aim * sums["offered"] / sums["done"].clip(lower=NEAR) - 1.0)
    growth = growth.clip(1.0, MOST_GROWTH)
    factor = deferred[CREW].merge(growth.rename("growth").reset_index(), on=CREW, how="left")["growth"]
    factor = factor.fillna(1.0).where((deferred["kind"] == kind).to_numpy(), 1.0)
    return deferred.assign(hours=deferred["hours"].to_numpy(float) * factor.to_numpy(float))
