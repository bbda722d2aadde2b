"""Shifts on dates that follow one another: days in a row, nights in a row, start drift."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.roster.rules.case import NOTHING, Case, measured
from wfm.units import MINUTES_PER_DAY, MINUTES_PER_HOUR

ONE_DAY = pd.Timedelta(days=1)


def runs(days: pd.DataFrame) -> pd.DataFrame:
    """Return each person's runs of dates in a row, those that touch the plan.

    Parameters
    ----------
    days
        ``site``, ``person_id``, ``date`` and ``is_planned``, in order of person and time.

    Returns
    -------
    pd.DataFrame
        ``site``, ``person_id``, ``date`` (the last) and ``length`` (days, those before the plan included).
    """
    days = days.drop_duplicates(["person_id", "date"])
    is_next = days.groupby("person_id")["date"].diff().eq(ONE_DAY)
    found = days.groupby(["site", "person_id", (~is_next).cumsum().rename("run")])
    table = found.agg(date=("date", "max"), length=("date", "size"), is_planned=("is_planned", "any"))
    return table[table["is_planned"]].reset_index()


def max_consecutive_days(case: Case) -> pd.DataFrame:
    """Return days in a row beyond the limit, in runs that touch the plan."""
    return _too_long(case, case.history, "max_consecutive_days")


def max_nights_in_row(case: Case) -> pd.DataFrame:
    """Return nights in a row beyond the limit, in runs that touch the plan."""
    return _too_long(case, case.history[case.history["is_night"]], "max_nights_in_row")


def start_drift_hours(case: Case) -> pd.DataFrame:
    """Return pairs of shifts on dates in a row that start too far apart, the shorter way round the clock."""
    shifts = case.history
    by_person = shifts.groupby("person_id")
    is_next = by_person["date"].diff().eq(ONE_DAY)
    apart = by_person["start_minute"].diff().abs()
    hours = np.minimum(apart, MINUTES_PER_DAY - apart) / MINUTES_PER_HOUR
    limit = case.limits("start_drift_hours", shifts["site"])
    is_far = shifts["is_planned"] & is_next & (hours > limit + NOTHING)
    return measured(shifts, is_far.astype(float), what=hours, limit=limit)


def _too_long(case: Case, days: pd.DataFrame, key: str) -> pd.DataFrame:
    found = runs(days)
    limit = case.limits(key, found["site"])
    return measured(found, found["length"] - limit, what=found["length"], limit=limit)


CHECKS = {
    "max_consecutive_days": max_consecutive_days,
    "max_nights_in_row": max_nights_in_row,
    "start_drift_hours": start_drift_hours,
}
"""The check of each rule, by its key."""
