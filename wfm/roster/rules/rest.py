"""Rest: between two shifts, in every week, and days off between days of work."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.horizon import local_instant
from wfm.roster.rules.case import NOTHING, Case, measured
from wfm.roster.site_rules import week_number
from wfm.units import DAYS_PER_WEEK, HOURS_PER_DAY, MINUTES_PER_DAY, SECONDS_PER_HOUR


def rest_before(history: pd.DataFrame) -> pd.Series:
    """Return the hours between each shift and the end of the person's shift before it; NaN for the first."""
    last_end = history.groupby("person_id")["shift_end"].shift()
    return (history["shift_start"] - last_end).dt.total_seconds() / SECONDS_PER_HOUR


def daily_rest_hours(case: Case) -> pd.DataFrame:
    """Return rests between two shifts that are too short."""
    return _short_rests(case, "daily_rest_hours")


def daily_rest_floor_hours(case: Case) -> pd.DataFrame:
    """Return rests between two shifts that are never allowed to be so short."""
    return _short_rests(case, "daily_rest_floor_hours")


def weekly_rest_hours(case: Case) -> pd.DataFrame:
    """Return whole weeks of the plan with a shift of a person but without a long rest.

    A rest counts if it is long enough and at least a day of it (or all, where less is asked) lies in the
    week; before the first and after the last shift known a rest has no end.
    """
    history = case.history
    if history.empty:
        return measured(history, np.zeros(0))
    gaps = _gaps(history, case)
    week = week_number(history["date"], case.first_day.date())
    in_whole_week = history["is_planned"] & (week >= 0) & (week < case.whole_weeks)
    weeks = history.assign(week=week)[in_whole_week].drop_duplicates(["person_id", "week"])
    weeks = weeks[["site", "person_id", "week"]].reset_index(drop=True)
    weeks = weeks.assign(longest=0.0)
    for number in range(case.whole_weeks):
        opens, closes = (_week_bound(gaps["site"], number + n, case) for n in (0, 1))
        inside = np.minimum(gaps["finish"], closes) - np.maximum(gaps["begin"], opens)
        needed = np.minimum(gaps["least"], float(HOURS_PER_DAY))
        rest = gaps["finish"] - gaps["begin"]
        counted = rest.where(inside >= needed - NOTHING, np.minimum(rest, inside))
        longest = counted.groupby(gaps["person_id"]).max()
        mine = weeks["week"] == number
        weeks.loc[mine, "longest"] = weeks.loc[mine, "person_id"].map(longest).astype("float64")
    limit = case.limits("weekly_rest_hours", weeks["site"])
    last_day = case.first_day + pd.to_timedelta(DAYS_PER_WEEK * (weeks["week"] + 1) - 1, unit="D")
    is_short = weeks["longest"] < limit - NOTHING
    return measured(
        weeks.assign(date=last_day),
        is_short.astype(float),
        what=weeks["longest"].clip(lower=0.0),
        limit=limit,
    )


def days_off_together(case: Case) -> pd.DataFrame:
    """Return stretches of days off between two days of work that are too short and hold no day away."""
    days = case.history.drop_duplicates(["person_id", "date"])[["site", "person_id", "date", "is_planned"]]
    before = days.groupby("person_id")["date"].shift()
    off = (days["date"] - before).dt.days - 1
    last = days["date"] - pd.Timedelta(days=1)
    stretches = days.assign(before=before, off=off, date=last)
    is_inside = days["is_planned"] & (last >= case.first_day) & (off > 0)
    stretches = stretches[is_inside].sort_values("date")
    absent = case.staff.away[["person_id", "date"]].rename(columns={"date": "absent"}).sort_values("absent")
    stretches = pd.merge_asof(stretches, absent, left_on="date", right_on="absent", by="person_id")
    is_free = ~(stretches["absent"] > stretches["before"])
    limit = case.limits("days_off_together", stretches["site"])
    is_short = is_free & (stretches["off"] < limit)
    return measured(stretches, is_short.astype(float), what=stretches["off"], limit=limit)


def _short_rests(case: Case, key: str) -> pd.DataFrame:
    hours = rest_before(case.history)
    limit = case.limits(key, case.history["site"])
    is_short = case.history["is_planned"] & (hours < limit - NOTHING)
    return measured(case.history, is_short.astype(float), what=hours, limit=limit)


def _gaps(history: pd.DataFrame, case: Case) -> pd.DataFrame:
    """List the gaps before, between and after the shifts of each person, in hours from the first day."""
    origin = pd.Timestamp(case.first_day).tz_localize("UTC")
    start, end = (
        (history[name] - origin).dt.total_seconds() / SECONDS_PER_HOUR
        for name in ("shift_start", "shift_end")
    )
    people = history[["person_id", "site"]]
    last_end = end.groupby(people["person_id"]).shift().fillna(-np.inf)
    between = people.assign(begin=last_end, finish=start)
    after = people.assign(begin=end, finish=np.inf).drop_duplicates("person_id", keep="last")
    gaps = pd.concat([between, after], ignore_index=True)
    return gaps.assign(least=case.limits("weekly_rest_hours", gaps["site"]))


def _week_bound(sites: pd.Series, week: int, case: Case) -> np.ndarray:
    """Return the local midnight at which a week begins at each site, in hours from the first day."""
    origin = pd.Timestamp(case.first_day).tz_localize("UTC")
    day = case.first_day.date()
    bounds = {
        site: (
            local_instant(day, DAYS_PER_WEEK * week * MINUTES_PER_DAY, case.policy.zone_of(str(site)))
            - origin
        ).total_seconds()
        / SECONDS_PER_HOUR
        for site in sites.unique()
    }
    return np.asarray(sites.map(bounds), dtype=np.float64)


CHECKS = {
    "daily_rest_hours": daily_rest_hours,
    "daily_rest_floor_hours": daily_rest_floor_hours,
    "weekly_rest_hours": weekly_rest_hours,
    "days_off_together": days_off_together,
}
"""The check of each rule, by its key."""
