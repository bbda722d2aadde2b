"""What was worked before the plan, as instants: it binds rest, runs and nights at the plan's edge."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from wfm.errors import Fault
from wfm.horizon import local_instant, weekday_and_minute
from wfm.people.given import Given
from wfm.people.person import Person
from wfm.people.shift_code import is_off
from wfm.people.staff_noun import PRIOR
from wfm.people.time_off import DayOf
from wfm.policy.sheet_rows import cell, text
from wfm.shift_pattern import ShiftPattern
from wfm.workbook.table import InputRow


def read_prior(given: Given) -> pd.DataFrame:
    """Return the shifts of sheet PriorRoster (as ``PRIOR``).

    Blank codes, codes for a day off, and codes of absence that sheet TimeOff uses are days off. Unknown
    people and shifts, two on a date, shifts that overlap, and dates inside the plan or outside the contract
    are faults. Night minutes leave out unpaid breaks, taken in the middle of their window.
    """
    absences = {text(row, "code").casefold() for row in given.rows("TimeOff")}
    nights = _Nights(given)
    cells: dict[DayOf, str] = {}
    records = []
    for row in given.rows("PriorRoster"):
        person, day = given.person(row), row.values.get("date")
        if person is None or not isinstance(day, date) or not _is_before_the_plan(given, row, person, day):
            continue
        code = text(row, "shift_code")
        key, where = (person.person_id, day), cell(row, "date")
        if key in cells:
            found = f"{person.person_id} stands twice on {day}, first at {cells[key]}"
            given.faults.append(Fault(where, found, "one row for each person and date"))
            continue
        cells[key] = where
        if is_off(code) or code.casefold() in absences:
            continue
        pattern = given.codes[person.site].worked(row, "shift_code", given.faults)
        if pattern is None:
            continue
        if not person.is_employed(day):
            found = f"{person.person_id} worked on {day}, when nobody employed them"
            given.faults.append(Fault(where, found, "days between start_date and end_date of sheet Staff"))
            continue
        records.append(_record(person, day, pattern, nights))
    table = PRIOR.conform(
        pd.DataFrame(records, columns=list(PRIOR.columns)).sort_values(["person_id", "date"])
    )
    _check_overlap(table, cells, given)
    return table


def _is_before_the_plan(given: Given, row: InputRow, person: Person, day: date) -> bool:
    if day < given.horizon.first_day:
        return True
    found = f"the shift of {person.person_id} on {day}"
    expected = f"a day before the plan, which begins on {given.horizon.first_day}"
    action = "Days of the plan that are decided belong on sheet Locks."
    given.faults.append(Fault(cell(row, "date"), found, expected, action))
    return False


def _record(person: Person, day: date, pattern: ShiftPattern, nights: _Nights) -> tuple[object, ...]:
    start, end, night_minutes = nights.shift(person, day, pattern)
    return person.person_id, day, pattern.code, start, end, pattern.paid_minutes, night_minutes


def _check_overlap(table: pd.DataFrame, cells: dict[DayOf, str], given: Given) -> None:
    last_end = table.groupby("person_id")["shift_end"].shift()
    for row in table[table["shift_start"] < last_end].to_dict("records"):
        found = f"the shift of {row['person_id']} starts before the last one ended"
        where = cells[row["person_id"], row["date"].date()]
        given.faults.append(Fault(where, found, "shifts one after another"))


@dataclass(frozen=True)
class _Nights:
    """Shifts as instants with their night minutes; each site, role, date and pattern is counted once."""

    given: Given
    counted: dict[tuple[str, str, date, ShiftPattern], tuple[pd.Timestamp, pd.Timestamp, int]] = field(
        default_factory=dict
    )

    def shift(
        self, person: Person, day: date, pattern: ShiftPattern
    ) -> tuple[pd.Timestamp, pd.Timestamp, int]:
        """Return start, end and paid night minutes of a shift that starts on a local date."""
        key = (person.site, person.role, day, pattern)
        if key not in self.counted:
            zone = self.given.policy.zone_of(person.site)
            start = local_instant(day, pattern.start_minute, zone)
            end = start + pd.Timedelta(minutes=pattern.presence_minutes)
            self.counted[key] = start, end, self._night_minutes(person, pattern, start, zone)
        return self.counted[key]

    def _night_minutes(self, person: Person, pattern: ShiftPattern, start: pd.Timestamp, zone: str) -> int:
        pay = self.given.policy.pay
        window = pay[(pay["site"] == person.site) & (pay["role"] == person.role)]
        opens, closes = window[["night_start_minute", "night_end_minute"]].to_numpy(int)[0]
        minutes = pd.date_range(start, periods=pattern.presence_minutes, freq="min", unit="us")
        _, clock = weekday_and_minute(minutes, zone)
        late, early = clock >= opens, clock < closes
        is_night = late & early if opens <= closes else late | early
        is_paid = np.ones(len(clock), bool)
        for pause in pattern.breaks:
            if not pause.is_paid:
                middle = (pause.earliest_offset + pause.latest_offset) // 2
                is_paid[middle : middle + pause.minutes] = False
        return int((is_night & is_paid).sum())
