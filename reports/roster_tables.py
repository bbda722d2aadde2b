"""The four tables of the roster book that machines read: agent-days, activities, coverage and reviews."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from reports._excel import SheetColumn, stamps
from reports.person_days import in_grid_order, person_activities, person_days
from wfm.policy import Policy
from wfm.roster import Roster
from wfm.shift_plan import work_from_before
from wfm.units import MINUTES_PER_HOUR

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
    SheetColumn("date", "date", 11, "date of the shift it belongs to; the eve: of the roster before"),
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
    days = person_days(roster, policy)
    return RosterTables(
        _agent_days(days),
        _activities(roster, days, zones),
        _coverage(roster, zones),
        _reviews(roster, zones),
    )


def _agent_days(days: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "agent_id": days["person_id"],
            "agent_name": days["name"],
            "site": days["site"],
            "team": days["team"],
            "role": days["role"],
            "date": days["date"],
            "shift_code": days["pattern"],
            "shift_start": stamps(days["shift_start"], days["zone"]),
            "shift_end": stamps(days["shift_end"], days["zone"]),
            "time_zone": days["zone"],
            "paid_hours": days["paid_minutes"] / MINUTES_PER_HOUR,
            "night_hours": days["night_minutes"] / MINUTES_PER_HOUR,
            "notes": _notes(days),
        }
    )


def _notes(days: pd.DataFrame) -> pd.Series:
    """Say who leads whom, which shifts end on the next day, and where the clocks change."""
    start, end = days["start_wall"], days["end_wall"]
    crosses = (end - pd.Timedelta(minutes=1)).dt.normalize() > start.dt.normalize()
    changes = (end - start) != (days["shift_end"] - days["shift_start"])
    parts = pd.DataFrame(
        {
            "leads": ("leads " + days["leads"]).where(days["leads"].ne(""), ""),
            "crosses": pd.Series("ends on the next day", index=days.index).where(crosses, ""),
            "changes": pd.Series("the clocks change", index=days.index).where(changes, ""),
        }
    )
    return pd.Series(
        ["; ".join(part for part in row if part) for row in parts.itertuples(index=False)],
        index=days.index,
        dtype="str",
    )


def _from_before(roster: Roster, zones: pd.Series) -> pd.DataFrame:
    """Return the work of people still there from the roster before: what coverage counts, the book tells."""
    rows = work_from_before(roster.shift_plan)
    people = in_grid_order(roster.people)
    place = rows["person_id"].map(pd.Series(people.index, index=people["person_id"]))
    return rows.assign(zone=rows["site"].map(zones), place=place)


def _activities(roster: Roster, days: pd.DataFrame, zones: pd.Series) -> pd.DataFrame:
    rows = person_activities(roster, days)
    if len(came := _from_before(roster, zones)):
        rows = pd.concat([came, rows]).sort_values(["place", "date"], kind="stable", ignore_index=True)
    return pd.DataFrame(
        {
            "agent_id": rows["person_id"],
            "date": rows["date"],
            "activity": rows["activity"],
            "role": rows["role"],
            "pool": rows["pool"],
            "start": stamps(rows["start"], rows["zone"]),
            "end": stamps(rows["end"], rows["zone"]),
            "paid": rows["paid"],
        }
    )


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
