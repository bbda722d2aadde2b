"""The four tables of the roster book that machines read: agent-days, activities, coverage and reviews."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from reports._excel import SheetColumn, stamps
from wfm.horizon import local_times
from wfm.policy import Policy
from wfm.roles import Role
from wfm.roster import Roster
from wfm.units import MINUTES_PER_HOUR

SUPERVISE = "supervise"
PAUSES = ("meal", "break")
KIND_LABELS = {"callback": "callbacks", "email": "email"}
STAMP_WIDTH = 23
STAMP_UNIT = "site's wall clock with its UTC offset"

AGENT_DAYS = (
    SheetColumn("agent_id", "text", 16, "number or name of the position"),
    SheetColumn("agent_name", "text", 22, "name shown"),
    SheetColumn("site", "text", 14, "where the person works"),
    SheetColumn("team", "text", 16, "team"),
    SheetColumn("role", "text", 18, "role that sets the pay"),
    SheetColumn("date", "date", 11, "local date on which the shift starts; an overnight shift belongs to it"),
    SheetColumn("shift_code", "text", 12, "code of the shift, explained above"),
    SheetColumn("shift_start", "text", STAMP_WIDTH, "start of the shift", STAMP_UNIT),
    SheetColumn("shift_end", "text", STAMP_WIDTH, "end of the shift", STAMP_UNIT),
    SheetColumn("time_zone", "text", 20, "time zone of the site", "IANA name"),
    SheetColumn("paid_hours", "hours", 11, "time paid: the shift less its unpaid pauses", "h"),
    SheetColumn("night_hours", "hours", 11, "paid time inside the site's night", "h"),
    SheetColumn("notes", "text", 44, "what is particular about this day"),
)
ACTIVITIES = (
    SheetColumn("agent_id", "text", 16, "number or name of the position"),
    SheetColumn("date", "date", 11, "date of the shift it belongs to"),
    SheetColumn("activity", "text", 12, "what is done; the words are explained above"),
    SheetColumn("role", "text", 18, "role worked in; blank in pauses"),
    SheetColumn("pool", "text", 18, "crew worked for; blank in pauses and for supervisors"),
    SheetColumn("start", "text", STAMP_WIDTH, "start", STAMP_UNIT),
    SheetColumn("end", "text", STAMP_WIDTH, "end", STAMP_UNIT),
    SheetColumn("paid", "boolean", 8, "whether this time is paid"),
)
COVERAGE = (
    SheetColumn("site", "text", 14, "where the crew works"),
    SheetColumn("role", "text", 18, "role"),
    SheetColumn("pool", "text", 18, "crew that shares the work"),
    SheetColumn("interval_start", "text", STAMP_WIDTH, "start of the interval", STAMP_UNIT),
    SheetColumn("required", "whole", 10, "whole people needed on duty", "people"),
    SheetColumn("active_bound", "text", 20, "what sets that number"),
    SheetColumn("at_work", "people", 10, "mean people rostered in this role, less breaks", "people"),
    SheetColumn("on_duty", "people", 10, "at_work less absence and in-office losses on the day", "people"),
    SheetColumn("shortage", "people", 10, "required less on_duty, never below 0", "people"),
)
REVIEWS = (
    SheetColumn("site", "text", 14, "where the crew works"),
    SheetColumn("pool", "text", 26, "crew; callbacks and email say so in brackets, reviews do not"),
    SheetColumn("created", "text", STAMP_WIDTH, "when the work can first be done", STAMP_UNIT),
    SheetColumn("due", "text", STAMP_WIDTH, "when it must be done", STAMP_UNIT),
    SheetColumn("hours", "hours", 10, "people's time it takes", "h"),
    SheetColumn("hours_done_by_due", "hours", 18, "done in time, earliest due first", "h"),
    SheetColumn("hours_late", "hours", 11, "not done in time", "h"),
)


@dataclass(frozen=True, eq=False)
class RosterTables:
    """The four tables, columns as declared above, instants as text with their UTC offset."""

    agent_days: pd.DataFrame
    activities: pd.DataFrame
    coverage: pd.DataFrame
    reviews: pd.DataFrame


def roster_tables(roster: Roster, policy: Policy) -> RosterTables:
    """Return the tables of the roster book, every value as the roster holds it.

    Parameters
    ----------
    roster
        Who works which duty line; supervisors appear with the hours they keep.
    policy
        Gives each site's time zone.
    """
    zones = policy.sites.set_index("site")["time_zone"]
    people = in_grid_order(roster.people)
    return RosterTables(
        _agent_days(roster, people, zones),
        _activities(roster, people, zones),
        _coverage(roster, zones),
        _reviews(roster, zones),
    )


def in_grid_order(people: pd.DataFrame) -> pd.DataFrame:
    """Return people as the grid lists them: by site and team, whoever leads the team first."""
    is_follower = (people["leads"] == "").astype("int64")
    ordered = people.assign(is_follower=is_follower)
    ordered = ordered.sort_values(["site", "team", "is_follower"], kind="stable")
    return ordered.drop(columns="is_follower").reset_index(drop=True)


def _duties(roster: Roster, people: pd.DataFrame) -> pd.DataFrame:
    """Join each person-day with its line, in grid order, then by date."""
    place = pd.Series(people.index, index=people["person_id"])
    duties = roster.duties.assign(place=roster.duties["person_id"].map(place))
    duties = duties.merge(people.drop(columns=["site", "skill_set"]), on="person_id", how="left")
    lines = roster.shift_plan.lines.drop(columns=["date", "people"])
    duties = duties.merge(lines, on="line", how="left")
    return duties.sort_values(["place", "date"]).reset_index(drop=True)


def _agent_days(roster: Roster, people: pd.DataFrame, zones: pd.Series) -> pd.DataFrame:
    days = _duties(roster, people)
    zone = days["site"].map(zones)
    return pd.DataFrame(
        {
            "agent_id": days["person_id"],
            "agent_name": days["name"],
            "site": days["site"],
            "team": days["team"],
            "role": days["role"],
            "date": days["date"],
            "shift_code": days["pattern"],
            "shift_start": stamps(days["shift_start"], zone),
            "shift_end": stamps(days["shift_end"], zone),
            "time_zone": zone,
            "paid_hours": days["paid_minutes"] / MINUTES_PER_HOUR,
            "night_hours": days["night_minutes"] / MINUTES_PER_HOUR,
            "notes": _notes(days, zone),
        }
    )


def _notes(days: pd.DataFrame, zone: pd.Series) -> pd.Series:
    """Say who leads whom, which shifts end on the next day, and where the clocks change."""
    crosses = pd.Series(False, index=days.index)
    changes = crosses.copy()
    for name in zone.unique():
        at_zone = zone == name
        start = local_times(days.loc[at_zone, "shift_start"], name)
        end = local_times(days.loc[at_zone, "shift_end"], name)
        wall_start, wall_end = start.tz_localize(None), end.tz_localize(None)
        last_moment = wall_end - pd.Timedelta(minutes=1)
        crosses[at_zone] = last_moment.normalize() > wall_start.normalize()
        changes[at_zone] = (wall_end - wall_start) != (end - start)
    leads = days["leads"].ne("")
    parts = pd.DataFrame(
        {
            "leads": ("leads " + days["leads"]).where(leads, ""),
            "crosses": pd.Series("ends on the next day", index=days.index).where(crosses, ""),
            "changes": pd.Series("the clocks change", index=days.index).where(changes, ""),
        }
    )
    return pd.Series(
        ["; ".join(part for part in row if part) for row in parts.itertuples(index=False)],
        index=days.index,
        dtype="str",
    )


def _activities(roster: Roster, people: pd.DataFrame, zones: pd.Series) -> pd.DataFrame:
    duties = _duties(roster, people)[["person_id", "date", "line", "site", "leads", "place"]]
    rows = duties.merge(roster.shift_plan.activities, on="line", how="inner")
    leads = rows["leads"] != ""
    rows.loc[leads & ~rows["activity"].isin(PAUSES), ["activity", "role", "pool"]] = [
        SUPERVISE,
        str(Role.SUPERVISOR),
        "",
    ]
    rows = rows.sort_values(["place", "date", "start"]).reset_index(drop=True)
    rows = _joined(rows)
    zone = rows["site"].map(zones)
    return pd.DataFrame(
        {
            "agent_id": rows["person_id"],
            "date": rows["date"],
            "activity": rows["activity"],
            "role": rows["role"],
            "pool": rows["pool"],
            "start": stamps(rows["start"], zone),
            "end": stamps(rows["end"], zone),
            "paid": rows["paid"],
        }
    )


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


def _coverage(roster: Roster, zones: pd.Series) -> pd.DataFrame:
    coverage = roster.shift_plan.coverage
    zone = coverage["site"].map(zones)
    return coverage.assign(interval_start=stamps(coverage["interval_start"], zone))


def _reviews(roster: Roster, zones: pd.Series) -> pd.DataFrame:
    reviews = roster.shift_plan.reviews
    zone = reviews["site"].map(zones)
    return pd.DataFrame(
        {
            "site": reviews["site"],
            "pool": _pool_labels(reviews),
            "created": stamps(reviews["created"], zone),
            "due": stamps(reviews["due"], zone),
            "hours": reviews["hours"],
            "hours_done_by_due": reviews["hours_done_by_due"],
            "hours_late": reviews["hours_late"],
        }
    )


def _pool_labels(reviews: pd.DataFrame) -> pd.Series:
    """Name the kind of work behind the pool, and the role where two roles share pool and kind."""
    kind = reviews["kind"].map(KIND_LABELS)
    roles = reviews.groupby(["site", "pool", "kind"])["role"].transform("nunique")
    inside = kind.where(roles <= 1, kind + ", " + reviews["role"])
    return reviews["pool"].where(kind.isna(), reviews["pool"] + " (" + inside + ")").astype("str")
