"""Have minus need in full-time equivalents, week by week, before any shift is planned.

Need is the hours on duty that the requirement asks for, floor losses added, work that may wait included;
have is the contract hours of the people named, days away taken off. Both are divided by the full-time
contract. Breaks, whole shifts and days off are not in it: what a plan adds to them is its own result.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.horizon import local_dates
from wfm.people import SkillSets
from wfm.policy import Policy
from wfm.requirement import Requirement
from wfm.schema import Column, Schema
from wfm.units import DAYS_PER_WEEK

NET_STAFFING = Schema(
    "Net staffing",
    {
        "site": Column("str", "", "site"),
        "role": Column("str", "", "role; people count in the role that sets their pay"),
        "week": Column("int64", "", "week of the plan, from 0", 0),
        "need_fte": Column("float64", "FTE", "hours needed over the full-time contract", 0),
        "have_fte": Column("float64", "FTE", "contract hours there over the full-time contract", 0),
        "net_fte": Column("float64", "FTE", "have less need"),
    },
    ("site", "role", "week"),
)
KEY = ["site", "role", "week"]


def net_staffing(requirement: Requirement, skill_sets: SkillSets, policy: Policy) -> pd.DataFrame:
    """Return need, have and their difference for every site, role and week, as ``NET_STAFFING``.

    Parameters
    ----------
    requirement
        People needed on duty and work that may wait; it counts in the week in which it is created.
    skill_sets
        With ``weeks``, the contract hours of the people there; without a staff list nothing is had, and
        the table is empty.
    policy
        Floor losses and the full-time contract.
    """
    if skill_sets.weeks.empty:
        return NET_STAFFING.empty()
    full_time = policy.reference.value("contract_hours")
    table = pd.concat([_needed(requirement, policy), _there(skill_sets)]).groupby(KEY).sum().reset_index()
    table["need_fte"] = table["need_hours"].fillna(0.0) / full_time
    table["have_fte"] = table["have_hours"].fillna(0.0) / full_time
    return NET_STAFFING.conform(table.assign(net_fte=table["have_fte"] - table["need_fte"]))


def _needed(requirement: Requirement, policy: Policy) -> pd.DataFrame:
    horizon = requirement.horizon
    live = requirement.table.assign(need_hours=requirement.table["on_duty"] * horizon.interval_hours)
    waiting = requirement.deferred.rename(columns={"created": "interval_start", "hours": "need_hours"})
    columns = ["site", "role", "interval_start", "need_hours"]
    hours = pd.concat([live[columns], waiting[columns]], ignore_index=True)
    days = pd.to_datetime(pd.Series(local_dates(hours["interval_start"], horizon.zone)))
    week = np.asarray((days - pd.Timestamp(horizon.first_day)).dt.days) // DAYS_PER_WEEK
    # Callbacks whose day lies beyond the plan belong to its last week.
    hours["week"] = np.clip(week, 0, (len(horizon.days) - 1) // DAYS_PER_WEEK)
    kept = {
        (site, role): 1.0 - policy.floor_loss(str(site), str(role))
        for site, role in hours[["site", "role"]].drop_duplicates().itertuples(index=False)
    }
    lost = [kept[key] for key in zip(hours["site"], hours["role"], strict=True)]
    hours["need_hours"] /= lost
    return pd.DataFrame(hours.groupby(KEY)["need_hours"].sum().reset_index())


def _there(skill_sets: SkillSets) -> pd.DataFrame:
    primary = skill_sets.skills[skill_sets.skills["is_primary"]][["site", "skill_set", "role"]]
    weeks = skill_sets.weeks.merge(primary, on=["site", "skill_set"])
    return weeks.rename(columns={"hours": "have_hours"})[[*KEY, "have_hours"]]
