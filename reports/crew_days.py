"""Need, have and net of each crew, day by day, with the interval most short: what stands below a roster."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reports.person_days import wall_times
from wfm.policy import Policy
from wfm.roster import Roster

CREW = ["site", "role", "pool"]


def crew_intervals(roster: Roster, policy: Policy) -> pd.DataFrame:
    """Return the coverage of every crew with its time on the site's clock.

    Returns
    -------
    pd.DataFrame
        Columns of ``COVERAGE``, ``wall`` (naive, the interval's start on the site's clock), ``date`` (its
        day) and ``net`` (people on duty less required).
    """
    coverage = roster.shift_plan.coverage
    zone = coverage["site"].map(policy.sites.set_index("site")["time_zone"])
    wall = wall_times(coverage["interval_start"], zone)
    return coverage.assign(
        wall=wall, date=wall.dt.normalize(), net=coverage["on_duty"] - coverage["required"]
    )


def crew_days(intervals: pd.DataFrame, interval_hours: float) -> pd.DataFrame:
    """Return people-hours needed, on duty and net of each crew and day, and its worst interval.

    Parameters
    ----------
    intervals
        What ``crew_intervals`` returned.
    interval_hours
        Length of an interval (h).

    Returns
    -------
    pd.DataFrame
        Indexed by site, role, pool and date; ``need``, ``have`` and ``net`` (people-hours), ``worst_wall``
        and ``worst_net`` (people) of the interval with the least net among those that need anyone; days
        that need nobody have no row.
    """
    needed = intervals[intervals["required"] > 0]
    # Stable, so that of equally short intervals the first of the day is named.
    worst = needed.sort_values("net", kind="stable").drop_duplicates([*CREW, "date"])
    worst = worst.set_index([*CREW, "date"])
    # Hours of a day that needs people at some time; who stays on when nobody is needed counts as had.
    sums = intervals.groupby([*CREW, "date"])[["required", "on_duty", "net"]].sum() * interval_hours
    sums = sums.reindex(worst.index).rename(columns={"required": "need", "on_duty": "have"})
    return sums.assign(worst_wall=worst["wall"], worst_net=worst["net"]).sort_index()


def crews_of(activities: pd.DataFrame, coverage: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return the crews (site, role, pool) that these people work for, among those with coverage."""
    worked = activities[CREW].drop_duplicates()
    crews = worked.merge(coverage[CREW].drop_duplicates(), on=CREW).sort_values(CREW)
    return [(str(site), str(role), str(pool)) for site, role, pool in crews.itertuples(index=False)]


def crew_slots(
    intervals: pd.DataFrame, crew: tuple[str, str, str], slots: pd.DatetimeIndex, interval_minutes: int
) -> pd.DataFrame:
    """Return people needed and net of one crew, the mean over each slot; a longer interval fills several.

    Parameters
    ----------
    intervals
        What ``crew_intervals`` returned.
    crew
        Site, role and pool.
    slots
        First instants (UTC) of slots of equal length, one after the other.
    interval_minutes
        Length of the plan's intervals (min).

    Returns
    -------
    pd.DataFrame
        Columns ``required`` and ``net``, one row per slot, blank where the plan has no interval.
    """
    mine = intervals[(intervals[CREW] == list(crew)).all(axis=1)]
    length = slots[1] - slots[0]
    steps = range(max(1, pd.Timedelta(minutes=interval_minutes) // length))
    spread = pd.concat([mine.assign(at=mine["interval_start"] + step * length) for step in steps])
    spread = spread[spread["at"].between(slots[0], slots[-1] + length, inclusive="left")]
    number = np.searchsorted(slots, pd.DatetimeIndex(spread["at"]), side="right") - 1
    means: pd.DataFrame = spread.groupby(number)[["required", "net"]].mean().reindex(range(len(slots)))
    return means
