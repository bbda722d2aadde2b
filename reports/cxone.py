"""NICE CXone "Import Schedule" as CSV: a line per activity laid over the shift.

The columns up to the activity's start are those of the vendor's help page "Importing Schedule via CSV"; the
template that CXone itself offers for download is the last word: check with your own template.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from reports._excel import FORMULA_STARTS
from reports._wording import offset_words
from reports.person_days import SUPERVISE, person_activities, person_days
from wfm.errors import Fault, InputFaultsError
from wfm.policy import Policy
from wfm.roster import Roster

COLUMNS = (
    "*Username",
    "*Shift Start Date and Time",
    "*Shift End Date and Time",
    "*Local Time Zone",
    "*Base Activity Name",
    "Shift Notes",
    "Activity Start Date and Time",
    "Activity End Date and Time",
    "Activity Name",
)
TEMPLATE_NOTE = (
    "The columns follow NICE's published description of Import Schedule. Check with your own template:"
    " download it in CXone under WFM, Scheduling, Import Schedule, and compare columns and activity names."
)
DATE_FORM = "%m/%d/%Y %H:%M:%S"
NOTES_LENGTH = 500
PEOPLE_NAMED = 10
BOOKED = "booked"


@dataclass(frozen=True)
class CxoneNames:
    """What the client's CXone calls things: the shift's base activity, and what is laid over it.

    ``activities`` names ``break``, ``meal``, ``review``, ``callback``, ``email`` and ``booked`` (anything
    else off the phone); what it does not name is not laid over the base activity.
    """

    base: str = "Open"
    activities: Mapping[str, str] = field(
        default_factory=lambda: {
            "break": "Break",
            "meal": "Lunch",
            "review": "Quality Review",
            "callback": "Callback",
            "email": "Email",
            BOOKED: "Off Phone",
        }
    )


def csv(roster: Roster, policy: Policy, leave_out: bool = False, names: CxoneNames | None = None) -> bytes:
    """Return the roster as a CSV file that CXone imports.

    One shift is several lines, one per activity laid over it, alike in the shift's columns; a shift without
    any is one line. All times of a shift are on the site's clock at the shift's start, whose UTC offset the
    line tells, through a change of the clocks too. No field holds a comma: CXone drops a shift with one.

    Parameters
    ----------
    roster
        Who works which duty line.
    policy
        Gives each site's time zone.
    leave_out
        Leave out people without a user name that CXone can take, instead of refusing the file.
    names
        The client's names of activities; ``None`` for the usual ones.

    Raises
    ------
    InputFaultsError
        If people on the roster have no user name, share one, or have one that the file cannot carry,
        unless they are to be left out; if an activity's name cannot be carried.
    """
    called = names or CxoneNames()
    days = person_days(roster, policy)
    faults = _name_faults(called) + ([] if leave_out else list(user_name_faults(roster)))
    if faults:
        raise InputFaultsError(faults)
    left = set(_unusable(roster)["person_id"])
    days = days[~days["person_id"].isin(left)]
    stretches = person_activities(roster, days)
    laid = stretches.assign(name=stretches["activity"].map(_kind).map(called.activities)).dropna(
        subset="name"
    )
    over = dict(list(laid.groupby(["person_id", "date"])))
    rows = [
        line
        for shift in days.to_dict("records")
        for line in _lines(shift, over.get((shift["person_id"], shift["date"])), called)
    ]
    text = "\r\n".join(",".join(row) for row in [COLUMNS, *rows]) + "\r\n"
    return text.encode("utf-8")


def user_name_faults(roster: Roster) -> tuple[Fault, ...]:
    """Return what is wrong with the user names of people who have shifts: none, unusable, or shared."""
    people = _with_shifts(roster)
    faults = []
    nameless = people[people["user_name"].str.strip() == ""]
    if len(nameless):
        count = f"{len(nameless)} people have" if len(nameless) > 1 else "1 person has"
        faults.append(
            Fault(
                "Staff, column user_name",
                f"{count} no WFM user name: {_listed(nameless)}",
                "one for each: the CXone file needs it",
                "Fill Staff, column user_name, or leave them out.",
            )
        )
    unusable = _unusable(roster)
    unusable = unusable[unusable["user_name"].str.strip() != ""]
    for person in unusable.to_dict("records"):
        found = f"user_name of {person['person_id']} is {person['user_name']!r}"
        wanted = "a name of their own without commas, line breaks or a sign a spreadsheet takes for a formula"
        faults.append(Fault("Staff, column user_name", found, wanted, "Correct it or leave them out."))
    return tuple(faults)


def _with_shifts(roster: Roster) -> pd.DataFrame:
    return roster.people[roster.people["person_id"].isin(roster.duties["person_id"])]


def _unusable(roster: Roster) -> pd.DataFrame:
    """Return the people with shifts whose user name is blank, shared or cannot stand in the file."""
    people = _with_shifts(roster)
    names = people["user_name"].str.strip().str.lower()
    carried = names.map(_can_carry) & (names != "") & ~names.duplicated(keep=False)
    return people[~carried.astype(bool)]


def _can_carry(text: str) -> bool:
    return not text.startswith(FORMULA_STARTS) and not any(sign in text for sign in ',"\r\n')


def _name_faults(called: CxoneNames) -> list[Fault]:
    named = {"base": called.base, **called.activities}
    return [
        Fault("CXone names", f"{key} is {name!r}", "a name without commas, quotes or a formula's first sign")
        for key, name in named.items()
        if not name.strip() or not _can_carry(name)
    ]


def _listed(people: pd.DataFrame) -> str:
    shown = ", ".join(people["person_id"].head(PEOPLE_NAMED))
    more = len(people) - PEOPLE_NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _kind(activity: str) -> str:
    """Return the activity under which ``CxoneNames`` knows it; work and supervising are the base."""
    if activity in ("work", SUPERVISE):
        return ""
    known = ("break", "meal", "review", "callback", "email")
    return activity if activity in known else BOOKED


def _lines(shift: dict[Any, Any], over: pd.DataFrame | None, called: CxoneNames) -> list[tuple[str, ...]]:
    offset = shift["start_wall"] - shift["shift_start"].tz_localize(None)
    notes = f"Shift {shift['pattern']}".translate(str.maketrans(',"\r\n', ";'  "))[:NOTES_LENGTH]

    def at(instant: pd.Timestamp) -> str:
        return f"{instant.tz_localize(None) + offset:{DATE_FORM}}"

    start = (
        shift["user_name"].strip().lower(),
        at(shift["shift_start"]),
        at(shift["shift_end"]),
        offset_words(offset),
        called.base,
        notes,
    )
    if over is None:
        return [(*start, "", "", "")]
    return [
        (*start, at(row["start"]), at(row["end"]), row["name"])
        for row in over.sort_values("start").to_dict("records")
    ]
