"""Who of a skill set may start which shift on which date, person by person, as the staff list says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from wfm.people import Staff
from wfm.shift_pattern import ShiftPattern

Times = tuple[int, int]
"""Earliest start and latest end, minutes after midnight of the shift's date."""


@dataclass(frozen=True, eq=False)
class Attendance:
    """The people of one skill set: first and last day, days off that are settled, times, consent to nights.

    ``credits`` are hours of the contract that a day away counts for; ``locked`` counts those who must work a
    pattern on a date.
    """

    employed: Mapping[str, tuple[date, date]]
    off: frozenset[tuple[str, date]]
    times: Mapping[str, Mapping[int, Times]]
    works_nights: Mapping[str, bool]
    contract_hours: Mapping[str, float]
    credits: Mapping[tuple[str, date], float]
    locked: Mapping[tuple[date, str], int]

    def there(self, day: date) -> frozenset[str]:
        """Return who may start any shift on a local date."""
        return frozenset(
            person
            for person, (first, last) in self.employed.items()
            if first <= day <= last
            and (person, day) not in self.off
            and (person not in self.times or day.weekday() in self.times[person])
        )

    def employed_share(self, person: str, days: Sequence[date]) -> float:
        """Return the share of some days on which a person is employed."""
        first, last = self.employed[person]
        return sum(first <= day <= last for day in days) / len(days)

    def able(self, pattern: ShiftPattern, day: date, is_night: bool) -> frozenset[str]:
        """Return who may start a shift on a local date."""
        start, end = pattern.start_minute, pattern.start_minute + pattern.presence_minutes
        return frozenset(
            person
            for person in self.there(day)
            if (self.works_nights[person] or not is_night)
            and (
                person not in self.times
                or (
                    self.times[person][day.weekday()][0] <= start
                    and end <= self.times[person][day.weekday()][1]
                )
            )
        )


def attendance(staff: Staff, site: str, skill_set: str) -> Attendance | None:
    """Return who of a site's skill set may work when; None where the staff list names nobody in it."""
    people = staff.people[(staff.people["site"] == site) & (staff.people["skill_set"] == skill_set)]
    if people.empty:
        return None
    names = people["person_id"]
    first = [date.min if pd.isna(day) else day.date() for day in people["start_date"]]
    last = [date.max if pd.isna(day) else day.date() for day in people["end_date"]]
    locks = staff.locks[staff.locks["person_id"].isin(names)]
    free = pd.concat(
        [staff.away[["person_id", "date"]], locks.loc[locks["pattern"] == "", ["person_id", "date"]]]
    )
    bound = locks[locks["pattern"] != ""]
    times: dict[str, dict[int, Times]] = {}
    for row in staff.availability[staff.availability["person_id"].isin(names)].to_dict("records"):
        times.setdefault(row["person_id"], {})[row["weekday"]] = (row["from_minute"], row["to_minute"])
    return Attendance(
        dict(zip(names, zip(first, last, strict=True), strict=True)),
        frozenset(_keys(free)),
        times,
        dict(zip(names, people["works_nights"].astype(bool), strict=True)),
        dict(zip(names, people["contract_hours"], strict=True)),
        dict(zip(_keys(staff.away), staff.away["credited_hours"], strict=True)),
        Counter(zip(bound["date"].dt.date, bound["pattern"], strict=True)),
    )


def _keys(table: pd.DataFrame) -> list[tuple[str, date]]:
    return list(zip(table["person_id"], table["date"].dt.date, strict=True))
