"""The staff: named people, when each may work, what was booked, worked and wished for."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wfm.assumption import Assumption
from wfm.schema import INSTANT, Column, Schema

LOCAL_DATE = "datetime64[us]"

STAFF = Schema(
    "Staff",
    {
        "person_id": Column("str", "", "the person's number, as in sheet Staff"),
        "name": Column("str", "", "name shown"),
        "user_name": Column("str", "", "name in other systems, blank where not given"),
        "site": Column("str", "", "site"),
        "team": Column("str", "", "team, blank where not given"),
        "leader": Column("str", "", "person_id of the team's leader, blank where there is none"),
        "role": Column("str", "", "role that sets the pay; supervisors lead and add no cover"),
        "skill_set": Column("str", "", "skill set of SkillSets; the role's name for supervisors"),
        "contract_hours": Column("float64", "h per week", "contract", 0),
        "start_date": Column(LOCAL_DATE, "", "first day at work; blank: before the plan", nullable=True),
        "end_date": Column(LOCAL_DATE, "", "last day at work; blank: after the plan", nullable=True),
        "works_nights": Column("bool", "", "whether the person may work nights (consent)"),
        "wage_per_hour": Column(
            "float64", "plan currency", "own wage; blank: the site's and role's", 0, nullable=True
        ),
    },
    ("person_id",),
)

AWAY = Schema(
    "Days away",
    {
        "person_id": Column("str", "", "person"),
        "date": Column(LOCAL_DATE, "", "local date on which no shift may start"),
        "code": Column("str", "", "kind of absence, as the planner writes it"),
        "credited_hours": Column("float64", "h", "hours of the contract that the day counts for", 0),
    },
    ("person_id", "date"),
)
"""Leave, and days wholly taken by an event; shifts of the eve may not run into them."""

AVAILABILITY = Schema(
    "Availability",
    {
        "person_id": Column("str", "", "person"),
        "weekday": Column("int64", "", "0 is Monday, of the shift's start date", 0, 6),
        "from_minute": Column("int64", "min", "earliest start, minutes after local midnight", 0, 1440),
        "to_minute": Column("int64", "min", "latest end, after the same midnight", 0, 2880),
    },
    ("person_id", "weekday"),
)
"""Who has a row may work only on the weekdays listed and between these times; who has none, always."""

EVENTS = Schema(
    "Events",
    {
        "person_id": Column("str", "", "person"),
        "date": Column(LOCAL_DATE, "", "local date of the shift it falls into"),
        "start": Column(INSTANT, "UTC", "start"),
        "end": Column(INSTANT, "UTC", "end"),
        "activity": Column("str", "", "what is booked"),
    },
)
"""Hours booked off the phone; the person must be on shift, and covers nothing meanwhile."""

PRIOR = Schema(
    "Prior roster",
    {
        "person_id": Column("str", "", "person"),
        "date": Column(LOCAL_DATE, "", "local date on which the shift started, before the plan"),
        "pattern": Column("str", "", "code of the shift"),
        "shift_start": Column(INSTANT, "UTC", "start"),
        "shift_end": Column(INSTANT, "UTC", "end"),
        "paid_minutes": Column("int64", "min", "paid time", 0),
        "night_minutes": Column("int64", "min", "paid time inside the site's night", 0),
    },
    ("person_id", "date"),
)
"""What was worked before the plan: binds rest, runs and nights at its edge, and feeds fairness."""

WISHES = Schema(
    "Wishes",
    {
        "person_id": Column("str", "", "person"),
        "date": Column(LOCAL_DATE, "", "local date"),
        "wish": Column("str", "", "off, work, early, day, late, night, or the code of a shift"),
        "weight": Column("float64", "", "how much it counts against other wishes", 0),
    },
    ("person_id", "date"),
)

LOCKS = Schema(
    "Locks",
    {
        "person_id": Column("str", "", "person"),
        "date": Column(LOCAL_DATE, "", "local date"),
        "pattern": Column("str", "", "code of the shift that must be worked; blank: must be off"),
    },
    ("person_id", "date"),
)
"""Days that are decided: by the planner's hand, or because they are published and frozen."""


@dataclass(frozen=True, eq=False)
class Staff:
    """Named people and what binds their days; without ``people`` positions are numbered.

    Every table names only people of ``people``; dates of ``away``, ``wishes`` and ``locks`` lie inside the
    plan, those of ``prior`` before it.
    """

    people: pd.DataFrame
    away: pd.DataFrame
    availability: pd.DataFrame
    events: pd.DataFrame
    prior: pd.DataFrame
    wishes: pd.DataFrame
    locks: pd.DataFrame
    assumptions: tuple[Assumption, ...] = ()

    def __post_init__(self) -> None:
        for schema, table in (
            (STAFF, self.people),
            (AWAY, self.away),
            (AVAILABILITY, self.availability),
            (EVENTS, self.events),
            (PRIOR, self.prior),
            (WISHES, self.wishes),
            (LOCKS, self.locks),
        ):
            schema.check(table)


def nobody() -> Staff:
    """Return a staff without anyone: the plan then numbers positions."""
    return Staff(
        STAFF.empty(),
        AWAY.empty(),
        AVAILABILITY.empty(),
        EVENTS.empty(),
        PRIOR.empty(),
        WISHES.empty(),
        LOCKS.empty(),
    )
