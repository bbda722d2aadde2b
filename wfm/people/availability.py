"""When people may work at all, by weekday, and which shifts fit into that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.horizon import WEEKDAYS
from wfm.people.given import Given
from wfm.people.staff_noun import AVAILABILITY
from wfm.policy.sheet_rows import cell, number, text, weekdays_of
from wfm.shift_pattern import ShiftPattern
from wfm.units import DAYS_PER_WEEK, MINUTES_PER_DAY

Times = tuple[int, int]
"""Earliest start and latest end, minutes after midnight of the shift's date."""


@dataclass(frozen=True)
class Availability:
    """Times by person and weekday; who is not in it is always available."""

    times: Mapping[str, Mapping[int, Times]]

    def admits(self, person_id: str, pattern: ShiftPattern, day: date) -> bool:
        """Return whether a person's times leave room for a shift that starts on a local date."""
        if person_id not in self.times:
            return pattern.may_start_on(day)
        times = self.times[person_id].get(day.weekday())
        return times is not None and pattern.may_start_on(day) and _fits(pattern, times)

    def table(self) -> pd.DataFrame:
        """Return the times (as ``AVAILABILITY``)."""
        records = [
            (person_id, weekday, *times)
            for person_id, by_weekday in self.times.items()
            for weekday, times in sorted(by_weekday.items())
        ]
        return AVAILABILITY.conform(pd.DataFrame(records, columns=list(AVAILABILITY.columns)))


def read_availability(given: Given) -> Availability:
    """Return the times of sheet Availability.

    Unknown people, words that are no weekdays and a weekday given twice for a person are faults.
    """
    times: dict[str, dict[int, Times]] = {}
    cells: dict[tuple[str, int], str] = {}
    for row in given.rows("Availability"):
        person = given.person(row)
        words = text(row, "weekday")
        weekdays = weekdays_of(words) if words else tuple(range(DAYS_PER_WEEK))
        if weekdays is None:
            given.faults.append(
                Fault(cell(row, "weekday"), f"weekday is {words!r}", "weekdays such as Mon or Mon-Fri")
            )
        if person is None or weekdays is None:
            continue
        where = cell(row, "weekday")
        for weekday in weekdays:
            first = cells.setdefault((person.person_id, weekday), where)
            if first != where:
                found = f"{WEEKDAYS[weekday]} of {person.person_id} stands twice, first at {first}"
                given.faults.append(Fault(where, found, "one row for each weekday of a person"))
            times.setdefault(person.person_id, {})[weekday] = _times(number(row, "from"), number(row, "to"))
    return Availability(times)


def without_shift(availability: Availability, given: Given) -> tuple[Assumption, ...]:
    """Return the people and weekdays whose times no shift of the site fits: nobody can use them."""
    notes = []
    for person_id, by_weekday in availability.times.items():
        codes = given.codes[given.staff.people[person_id.casefold()].site]
        idle = [
            WEEKDAYS[weekday]
            for weekday, times in sorted(by_weekday.items())
            if not any(
                _fits(pattern, times) and (not pattern.weekdays or weekday in pattern.weekdays)
                for pattern in codes.patterns.values()
            )
        ]
        if idle:
            why = "Sheet Availability: no shift of the site fits the times"
            value = f"no shift on {', '.join(idle)}"
            notes.append(Assumption("warning: availability", person_id, value, "", "", "", why))
    return tuple(notes)


def _fits(pattern: ShiftPattern, times: Times) -> bool:
    return times[0] <= pattern.start_minute and pattern.start_minute + pattern.presence_minutes <= times[1]


def _times(earliest: float | None, latest: float | None) -> Times:
    """Return the times of a row; a blank end binds nothing, an end not after the start is the next day's."""
    start = int(earliest or 0)
    if latest is None:
        return start, 2 * MINUTES_PER_DAY
    return start, int(latest) + (MINUTES_PER_DAY if latest <= start else 0)
