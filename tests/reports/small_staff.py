"""The hand-made roster with what named people bring: days away, changes, a version, open shifts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd

from tests.reports.small_roster import LIVE, MONDAY, POOL, small_roster
from wfm.horizon import local_instant
from wfm.people import AWAY, STAFF, Staff, nobody
from wfm.roster import PEOPLE, Roster
from wfm.roster.versions import Version
from wfm.shift_plan import LINES

OWN_WAGE = 23.0
"""D2's own wage; the site's and role's is 20."""

SICKNESS = "SICK-FLU"

VERSION = Version(3, "published", datetime(2027, 10, 21, 13, 5, tzinfo=UTC), date(2027, 10, 26), "4f1c")


def small_staff() -> Staff:
    """Return the staff: D3 is ill on Wednesday and Thursday, 8 hours credited each; C2 leaves on Friday."""
    people = small_roster().people
    table = people[[name for name in STAFF.columns if name in people]].assign(
        start_date=pd.NaT, end_date=pd.NaT, works_nights=True, wage_per_hour=float("nan")
    )
    table.loc[table["person_id"] == "D2", "wage_per_hour"] = OWN_WAGE
    table.loc[table["person_id"] == "C2", "end_date"] = pd.Timestamp(MONDAY) + pd.Timedelta(days=4)
    away = pd.DataFrame(
        [("D3", pd.Timestamp(MONDAY) + pd.Timedelta(days=n), SICKNESS, 8.0) for n in (2, 3)],
        columns=list(AWAY.columns),
    )
    return replace(nobody(), people=STAFF.conform(table), away=AWAY.conform(away))


def small_changes() -> pd.DataFrame:
    """Return the changes: D1 on Monday and D3 on Wednesday, who was at work before falling ill."""
    days = pd.to_datetime([MONDAY, date(2027, 10, 27)])
    return pd.DataFrame(
        {"person_id": ["D1", "D3"], "date": days, "was": ["L13", "E8"], "now": ["E8", SICKNESS]}
    )


def roster_with_open_lines() -> Roster:
    """Return the roster with two early shifts of Tuesday and one of Wednesday in Dublin that nobody took."""
    roster = small_roster()
    rows = []
    for number, (day, people) in enumerate(((26, 2), (27, 1)), start=901):
        start = local_instant(date(2027, 10, day), 8 * 60, "Europe/Dublin")
        end = start + pd.Timedelta(minutes=510)
        rows.append((number, "Dublin", "EN", pd.Timestamp(2027, 10, day), "E8", start, end, 480, 0, people))
    lines = LINES.conform(pd.DataFrame(rows, columns=list(LINES.columns)))
    return replace(roster, open_lines=lines)


def roster_with_an_event() -> Roster:
    """Return the roster with D1's Monday work from 08:00 to 10:00 given over to an interview."""
    roster = small_roster()
    plan = roster.shift_plan
    line = int(roster.duties[roster.duties["person_id"] == "D1"]["line"].iloc[0])
    first = (plan.activities["line"] == line) & (plan.activities["role"] == LIVE)
    first &= plan.activities["pool"] == POOL
    activities = plan.activities.copy()
    row = activities.index[first][0]
    activities.loc[row, ["activity", "role", "pool"]] = ["disciplinary interview", "", ""]
    return replace(roster, shift_plan=replace(plan, activities=activities))


def without_user_name(*people: str) -> Roster:
    """Return the roster in which these people have no user name."""
    roster = small_roster()
    nameless = roster.people["person_id"].isin(people)
    table = roster.people.assign(user_name=roster.people["user_name"].mask(nameless, ""))
    return replace(roster, people=PEOPLE.conform(table))
