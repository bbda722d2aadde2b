"""Days that are decided: the shift that must be worked, or that the day is off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from wfm.errors import Fault
from wfm.people.given import OUTSIDE, Given
from wfm.people.shift_code import is_off
from wfm.people.staff_noun import LOCKS
from wfm.people.time_off import Booked, DayOf
from wfm.policy.sheet_rows import cell, text


def read_locks(given: Given, away: Mapping[DayOf, Booked]) -> pd.DataFrame:
    """Return the locked days of sheet Locks inside the plan (as ``LOCKS``).

    Unknown people and shifts, a day locked twice, and a shift on a day away, outside the contract or on a
    weekday on which it may not start are faults. Days outside the plan are listed.
    """
    cells: dict[DayOf, str] = {}
    records = []
    for row in given.rows("Locks"):
        person, day = given.person(row), row.values.get("date")
        if person is None or not isinstance(day, date):
            continue
        key, where = (person.person_id, day), cell(row, "date")
        if not given.in_plan(day):
            given.left_out.add(where, OUTSIDE)
            continue
        if key in cells:
            found = f"{person.person_id} is locked twice on {day}, first at {cells[key]}"
            given.faults.append(Fault(where, found, "one row for each person and date"))
            continue
        cells[key] = where
        if is_off(text(row, "shift_code")):
            records.append((*key, ""))
            continue
        pattern = given.codes[person.site].offered(row, "shift_code", given.faults)
        if pattern is None:
            continue
        shift = f"{pattern.code} of {person.person_id} is locked on {day}"
        if key in away:
            found = f"{shift}, a day away by {away[key].cell}"
            given.faults.append(Fault(where, found, "a day at work, or a blank shift_code"))
        elif not person.is_employed(day):
            found = f"{shift}, when nobody employs them"
            given.faults.append(Fault(where, found, "a day between start_date and end_date of sheet Staff"))
        elif not pattern.may_start_on(day):
            given.faults.append(Fault(where, shift, "a weekday on which the shift type may start"))
        else:
            records.append((*key, pattern.code))
    table = pd.DataFrame(records, columns=list(LOCKS.columns))
    return LOCKS.conform(table.sort_values(["person_id", "date"]))
