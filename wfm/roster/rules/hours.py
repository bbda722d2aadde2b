"""Hours and shifts of each week against law and contract, days away counted as worked."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.roster.rules.case import Case, measured
from wfm.units import DAYS_PER_WEEK


def shifts_per_week(case: Case) -> pd.DataFrame:
    """Return shifts beyond a week's; a credited day away takes the room of one, but breaks nothing itself."""
    table = case.weeks
    room = np.maximum(case.limits("shifts_per_week", table["site"]) - table["days_credited"], 0.0)
    return measured(table, table["shifts"] - room, what=table["shifts"], limit=room)


def max_week_hours(case: Case) -> pd.DataFrame:
    """Return paid hours beyond a week's."""
    table = case.weeks
    limit = case.limits("max_week_hours", table["site"])
    return measured(table, table["paid"] - limit, what=table["paid"], limit=limit)


def max_mean_week_hours(case: Case) -> pd.DataFrame:
    """Return paid hours in the whole plan beyond a week's, for as many weeks as the plan has days."""
    found = case.weeks.groupby(["site", "person_id"]).agg(date=("date", "max"), paid=("paid", "sum"))
    found = found.reset_index()
    most = case.limits("max_mean_week_hours", found["site"]) * len(case.days) / DAYS_PER_WEEK
    return measured(found, found["paid"] - most, what=found["paid"], limit=most)


def contract_hours_most(case: Case) -> pd.DataFrame:
    """Return paid hours beyond the contract less what is credited for days away."""
    table = case.weeks
    limit = (table["contract"] - table["credited"]).clip(lower=0.0)
    limit = limit + case.limits("contract_hours_most", table["site"])
    return measured(table, table["paid"] - limit, what=table["paid"], limit=limit)


def contract_hours_least(case: Case) -> pd.DataFrame:
    """Return hours that the contract has for the days employed and not away, and the roster has not."""
    table = case.weeks
    limit = table["due"] - case.limits("contract_hours_least", table["site"])
    return measured(table, limit - table["paid"], what=table["paid"], limit=limit)


CHECKS = {
    "shifts_per_week": shifts_per_week,
    "max_week_hours": max_week_hours,
    "max_mean_week_hours": max_mean_week_hours,
    "contract_hours_most": contract_hours_most,
    "contract_hours_least": contract_hours_least,
}
"""The check of each rule, by its key."""
