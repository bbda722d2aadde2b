"""Leave, and what a day away counts for against the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from wfm.errors import Fault
from wfm.people.given import OUTSIDE, Given
from wfm.people.person import Person
from wfm.people.staff_noun import AWAY
from wfm.policy.sheet_rows import cell, text
from wfm.units import DAYS_PER_WEEK
from wfm.workbook.table import InputRow

DayOf = tuple[str, date]
"""A person's number and a local date."""

UNNAMED_LEAVE = "Leave"


@dataclass(frozen=True)
class Booked:
    """Why somebody is away on a day, with the cell that says so; ``hours`` where an event sets the credit."""

    code: str
    cell: str
    hours: float | None = None


def read_leave(given: Given) -> dict[DayOf, Booked]:
    """Return every day of leave inside the plan and the contract, from sheet TimeOff.

    Unknown people, leave that ends before it begins, of somebody not employed, or booked twice for a day are
    faults. Leave outside the plan, or running over its edge or the contract's, is listed.
    """
    booked: dict[DayOf, Booked] = {}
    for row in given.rows("TimeOff"):
        person = given.person(row)
        first, last = row.values.get("from"), row.values.get("to")
        if person is None or not isinstance(first, date) or not isinstance(last, date):
            continue
        where = cell(row, "from")
        if first > last:
            found = f"leave of {person.person_id} from {first} to {last}"
            given.faults.append(Fault(where, found, "a first day not after the last"))
        elif not person.is_employed_within(first, last):
            found = f"leave of {person.person_id} from {first} to {last}, when nobody employs them"
            given.faults.append(Fault(where, found, "days between start_date and end_date of sheet Staff"))
        else:
            _book(given, row, person, (first, last), booked)
    return booked


def away_table(given: Given, booked: Mapping[DayOf, Booked]) -> pd.DataFrame:
    """Return the days away with what each counts for (as ``AWAY``).

    Parameters
    ----------
    given
        Rules of each site and the weeks of the plan.
    booked
        Days away, of leave and of events that take the whole day.

    Notes
    -----
    A day of leave counts contract hours / shifts a week, and at most so many days of a week as there are
    shifts in it: a week of leave written Monday to Sunday counts the contract once. Events count their own
    hours and come first; of leave the days outside the site's weekend, then the others, each by date.
    """
    weekends = {
        str(site): {int(day) for day in str(days).split(",") if day}
        for site, days in given.policy.sites[["site", "weekend_days"]].itertuples(index=False)
    }
    weeks: dict[tuple[str, int], list[date]] = {}
    for person_id, day in booked:
        weeks.setdefault((person_id, given.week_of(day)), []).append(day)
    records = []
    for (person_id, _), days in weeks.items():
        person = given.staff.people[person_id.casefold()]
        shifts = min(given.limit(person.site, "shifts_per_week"), float(DAYS_PER_WEEK))
        left = shifts - sum(booked[person_id, day].hours is not None for day in days)
        for day in sorted(days, key=lambda day: (day.weekday() in weekends[person.site], day)):
            entry = booked[person_id, day]
            hours = entry.hours
            if hours is None:
                hours = person.contract_hours / shifts * min(1.0, max(0.0, left)) if shifts else 0.0
                left -= 1
            records.append({"person_id": person_id, "date": day, "code": entry.code, "credited_hours": hours})
    table = pd.DataFrame(records, columns=list(AWAY.columns))
    return AWAY.conform(table.sort_values(["person_id", "date"]))


def _book(
    given: Given, row: InputRow, person: Person, days: tuple[date, date], booked: dict[DayOf, Booked]
) -> None:
    """Book the days of one row that lie in the plan and the contract."""
    first, last = days
    where, code = cell(row, "from"), text(row, "code") or UNNAMED_LEAVE
    inside = [
        day
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
        if given.in_plan(day)
    ]
    employed = [day for day in inside if person.is_employed(day)]
    if not inside:
        given.left_out.add(where, OUTSIDE)
    elif len(inside) <= (last - first).days:
        given.left_out.add(where, "Runs over the edge of the plan", "its days inside the plan count")
    if len(employed) < len(inside):
        given.left_out.add(where, "Runs over the edge of the contract", "its days of the contract count")
    for day in employed:
        earlier = booked.get((person.person_id, day))
        if earlier is not None:
            found = f"{person.person_id} is on leave twice on {day}, first at {earlier.cell}"
            given.faults.append(Fault(where, found, "one entry for each day"))
            return
        booked[person.person_id, day] = Booked(code, where)
