"""Who works when, person by person and day by day, on the site's own clock: what every export starts from."""

from __future__ import annotations

import pandas as pd

from wfm.horizon import local_times
from wfm.policy import Policy
from wfm.roles import Role
from wfm.roster import Roster

SUPERVISE = "supervise"
PAUSES = ("meal", "break")


def person_days(roster: Roster, policy: Policy) -> pd.DataFrame:
    """Return one row per person and date worked, in grid order, then by date.

    Parameters
    ----------
    roster
        Who works which duty line; supervisors appear with the hours they keep.
    policy
        Gives each site's time zone.

    Returns
    -------
    pd.DataFrame
        The columns of ``PEOPLE`` and ``LINES`` (without ``people``), ``place`` (the person's row on the
        grid, from 0), ``zone`` (IANA name), ``start_wall`` and ``end_wall`` (naive, on the site's clock).
    """
    people = in_grid_order(roster.people)
    place = pd.Series(people.index, index=people["person_id"])
    duties = roster.duties.assign(place=roster.duties["person_id"].map(place))
    duties = duties.merge(people.drop(columns=["site", "skill_set"]), on="person_id", how="left")
    lines = roster.shift_plan.lines.drop(columns=["date", "people"])
    days = duties.merge(lines, on="line", how="left").sort_values(["place", "date"]).reset_index(drop=True)
    zone = days["site"].map(policy.sites.set_index("site")["time_zone"])
    return days.assign(
        zone=zone,
        start_wall=wall_times(days["shift_start"], zone),
        end_wall=wall_times(days["shift_end"], zone),
    )


def person_activities(roster: Roster, days: pd.DataFrame) -> pd.DataFrame:
    """Return what each person does, stretch by stretch, in grid order and then by time.

    A supervisor's work in any role is to supervise; stretches of it without a pause between are one.

    Parameters
    ----------
    roster
        Gives the timeline of every duty line.
    days
        What ``person_days`` returned for this roster.

    Returns
    -------
    pd.DataFrame
        Columns ``person_id``, ``date``, ``line``, ``site``, ``zone``, ``leads``, ``place``, ``activity``,
        ``role``, ``pool``, ``start``, ``end`` (UTC) and ``paid``.
    """
    duties = days[["person_id", "date", "line", "site", "zone", "leads", "place"]]
    rows = duties.merge(roster.shift_plan.activities, on="line", how="inner")
    leads = (rows["leads"] != "") & (rows["role"] != "")
    rows.loc[leads, ["activity", "role", "pool"]] = [SUPERVISE, str(Role.SUPERVISOR), ""]
    rows = rows.sort_values(["place", "date", "start"]).reset_index(drop=True)
    return _joined(rows)


def in_grid_order(people: pd.DataFrame) -> pd.DataFrame:
    """Return people as the grid lists them: by site and team, whoever leads the team first."""
    leaders = set(people["leader"]) - {""}
    is_follower = (people["leads"].eq("") & ~people["person_id"].isin(leaders)).astype("int64")
    ordered = people.assign(is_follower=is_follower)
    ordered = ordered.sort_values(["site", "team", "is_follower"], kind="stable")
    return ordered.drop(columns="is_follower").reset_index(drop=True)


def wall_times(instants: pd.Series, zones: pd.Series) -> pd.Series:
    """Return instants (UTC) as the naive times that a clock on the wall of each zone shows."""
    walls = pd.Series(pd.NaT, index=instants.index, dtype="datetime64[us]")
    for zone in zones.unique():
        at_zone = zones == zone
        walls[at_zone] = local_times(instants[at_zone], zone).tz_localize(None)
    return walls


def open_days(roster: Roster, policy: Policy) -> pd.DataFrame:
    """Return the shifts that nobody took, alike ones of a date in one row.

    Returns
    -------
    pd.DataFrame
        Columns ``site``, ``skill_set``, ``date``, ``pattern``, ``start_wall``, ``end_wall`` (naive, on the
        site's clock) and ``people`` (how many are missing).
    """
    lines = roster.open_lines
    zone = lines["site"].map(policy.sites.set_index("site")["time_zone"])
    walls = lines.assign(
        start_wall=wall_times(lines["shift_start"], zone), end_wall=wall_times(lines["shift_end"], zone)
    )
    key = ["site", "skill_set", "date", "pattern", "start_wall", "end_wall"]
    counted: pd.DataFrame = walls.groupby(key)["people"].sum().reset_index()
    return counted


def clock(wall: pd.Timestamp) -> str:
    """Return a naive time as planners write it, ``08:00``."""
    return f"{wall:%H:%M}"


def shift_words(code: str, start_wall: pd.Timestamp, end_wall: pd.Timestamp) -> str:
    """Return a shift as ``E8 08:00-16:30``; a code that ends with its start does not say it twice."""
    start = clock(start_wall)
    return f"{code.removesuffix(start).rstrip()} {start}-{clock(end_wall)}".strip()


def _joined(rows: pd.DataFrame) -> pd.DataFrame:
    """Join a supervisor's stretches that follow each other without a pause."""
    before = rows.shift(1)
    goes_on = (
        (rows["activity"] == SUPERVISE)
        & (before["activity"] == SUPERVISE)
        & (before["person_id"] == rows["person_id"])
        & (before["end"] == rows["start"])
        & (before["paid"] == rows["paid"])
    )
    stretch = (~goes_on).cumsum().to_numpy()
    last_end = rows.groupby(stretch)["end"].last().to_numpy()
    joined = rows[~goes_on].reset_index(drop=True)
    return joined.assign(end=pd.Series(last_end, dtype=rows["end"].dtype))
