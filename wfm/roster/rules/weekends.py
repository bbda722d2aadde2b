"""Weekends off in each cycle, by each site's own weekend."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.roster.rules.case import Case, measured
from wfm.roster.site_rules import NO_WEEKEND, weekend_number


def weekend_shifts(shifts: pd.DataFrame, case: Case) -> pd.DataFrame:
    """Return the shifts on the weekend days of their site, with the number of the weekend.

    Weekends are counted from 0 for the first on or after the plan's first day.
    """
    number = np.full(len(shifts), NO_WEEKEND)
    for site, days in case.weekend_days.items():
        mine = (shifts["site"] == site).to_numpy()
        number[mine] = weekend_number(shifts.loc[mine, "date"], case.first_day.date(), days)
    is_weekend = pd.Series(number != NO_WEEKEND, shifts.index)
    return shifts.assign(weekend=number)[is_weekend]


def free_weekends(case: Case) -> pd.DataFrame:
    """Return weekends worked beyond a cycle's; a cycle cut by the plan allows as many as a whole one."""
    shifts = weekend_shifts(case.worked, case)
    in_cycle = shifts["site"].map(case.terms("weekends_in_cycle")).astype("float64")
    cycle = shifts["weekend"] // in_cycle
    cycles = shifts.assign(cycle=cycle, in_cycle=in_cycle).groupby(["site", "person_id", "cycle"])
    found = cycles.agg(
        date=("date", "max"), weekends=("weekend", "nunique"), in_cycle=("in_cycle", "first")
    ).reset_index()
    limit = (found["in_cycle"] - case.limits("free_weekends", found["site"])).clip(lower=0.0)
    return measured(found, found["weekends"] - limit, what=found["weekends"], limit=limit)


CHECKS = {"free_weekends": free_weekends}
"""The check of each rule, by its key."""


def planned_weekends(case: Case, site: str) -> pd.Series:
    """Return the numbers of the weekends that a site has in the plan."""
    number = weekend_number(case.days, case.first_day.date(), case.weekend_days[site])
    return pd.Series(np.unique(number[number != NO_WEEKEND]))
