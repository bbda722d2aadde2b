"""What the people of each skill set can give the plan: people by day, shifts and hours by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

import pandas as pd

from wfm.people.availability import Availability
from wfm.people.given import Given
from wfm.people.noun import DAYS, OFF_PHONE, WEEKS, SkillSets
from wfm.people.person import Person
from wfm.people.skill_sets import Class, skill_class
from wfm.people.staff_noun import Staff
from wfm.units import HOURS_PER_DAY, MINUTES_PER_HOUR


def with_supply(
    skill_sets: SkillSets, names: Mapping[Class, str], staff: Staff, given: Given, availability: Availability
) -> SkillSets:
    """Return the skill sets with ``days``, ``weeks`` and ``off_phone``.

    Parameters
    ----------
    skill_sets
        Of the staff list.
    names
        Name of the skill set of every class of people.
    staff
        Days away, events and locks.
    given
        People, plan and rules.
    availability
        Who may work when.

    Notes
    -----
    A person is there on a date if the contract runs, nothing takes the day and some shift of the site fits
    the times. Shifts of a week: those the rule allows less days away with a credit, and no more than days
    there. Hours of a week: the most that so many shifts of the site can add to within the contract and what
    the rules allow beyond it, less credits, pro rata for days not employed, and within the week's limit.
    """
    presence = _Presence.of(staff, given, availability)
    crew = {
        person.person_id: (person.site, names[skill_class(person)])
        for person in given.staff.people.values()
        if not person.leads
    }
    days, weeks = [], []
    for person_id, key in crew.items():
        person = given.staff.people[person_id.casefold()]
        for week, part in enumerate(given.horizon.weeks()):
            there = [presence.is_there(person, day) for day in part.days]
            days += [(*key, day, is_there) for day, is_there in zip(part.days, there, strict=True)]
            weeks.append((*key, week, *_shifts_and_hours(person, part.days, sum(there), presence)))
    return replace(
        skill_sets,
        days=DAYS.conform(_sums(days, list(DAYS.columns))),
        weeks=WEEKS.conform(_sums(weeks, list(WEEKS.columns))),
        off_phone=_off_phone(staff, crew, given),
    )


@dataclass(frozen=True)
class _Presence:
    """Who is there when, and what days away count for."""

    credits: Mapping[tuple[str, date], float]
    locked_off: frozenset[tuple[str, date]]
    given: Given
    availability: Availability
    _fits: dict[tuple[object, ...], bool] = field(default_factory=dict)

    @classmethod
    def of(cls, staff: Staff, given: Given, availability: Availability) -> _Presence:
        credits = dict(zip(_keys(staff.away), staff.away["credited_hours"], strict=True))
        return cls(credits, frozenset(_keys(staff.locks[staff.locks["pattern"] == ""])), given, availability)

    def is_there(self, person: Person, day: date) -> bool:
        """Return whether a shift of the person may start on a date."""
        key = (person.person_id, day)
        if not person.is_employed(day) or key in self.credits or key in self.locked_off:
            return False
        own = person.person_id if person.person_id in self.availability.times else ""
        case = (person.site, own, day.weekday())
        if case not in self._fits:
            patterns = self.given.codes[person.site].patterns.values()
            self._fits[case] = any(self.availability.admits(own, pattern, day) for pattern in patterns)
        return self._fits[case]


def _keys(table: pd.DataFrame) -> list[tuple[str, date]]:
    return list(zip(table["person_id"], table["date"].dt.date, strict=True))


def _shifts_and_hours(
    person: Person, days: tuple[date, ...], there: int, presence: _Presence
) -> tuple[int, float]:
    """Return the shifts and hours that a person can give a week of which they are there on ``there`` days."""
    given, site = presence.given, person.site
    lengths = frozenset(pattern.paid_minutes for pattern in given.codes[site].patterns.values())
    credits = [presence.credits.get((person.person_id, day), 0.0) for day in days]
    allowed = given.limit(site, "shifts_per_week") - sum(credit > 0 for credit in credits)
    shifts = int(max(0.0, min(allowed, float(there))))
    employed = sum(person.is_employed(day) for day in days) / len(days)
    beyond = given.limit(site, "contract_hours_most")
    hours = person.contract_hours * employed + beyond - sum(credits)
    hours = max(0.0, min(hours, given.limit(site, "max_week_hours"), shifts * HOURS_PER_DAY))
    return shifts, most_minutes(round(hours * MINUTES_PER_HOUR), shifts, lengths) / MINUTES_PER_HOUR


@cache
def most_minutes(limit: int, shifts: int, lengths: frozenset[int]) -> int:
    """Return the most paid minutes that at most so many shifts can add to without passing a limit.

    Parameters
    ----------
    limit
        Minutes of a week.
    shifts
        Most shifts of the week.
    lengths
        Paid minutes of the shifts there are.
    """
    sums = {0}
    for _ in range(shifts):
        sums |= {paid + length for paid in sums for length in lengths if paid + length <= limit}
    return max(sums)


def _sums(rows: Sequence[tuple[object, ...]], columns: list[str]) -> pd.DataFrame:
    """Return the people's rows added up by the first three columns, in the order first met."""
    table = pd.DataFrame(rows, columns=columns)
    return table.groupby(columns[:3], sort=False, as_index=False).sum()


def _off_phone(staff: Staff, crew: Mapping[str, tuple[str, str]], given: Given) -> pd.DataFrame:
    """Return the mean people of each skill set that are booked in each interval of the plan."""
    horizon = given.horizon
    length = pd.Timedelta(minutes=horizon.interval_minutes)
    rows: list[tuple[object, ...]] = []
    for event in staff.events.to_dict("records"):
        first = horizon.start + (event["start"] - horizon.start) // length * length
        for start in pd.date_range(first, event["end"], freq=length, inclusive="left", unit="us"):
            overlap = min(event["end"], start + length) - max(event["start"], start)
            if event["person_id"] in crew and horizon.start <= start < horizon.end:
                rows.append((*crew[event["person_id"]], start, overlap / length))
    columns = list(OFF_PHONE.columns)
    return OFF_PHONE.conform(_sums(rows, columns).sort_values(columns[:3])) if rows else OFF_PHONE.empty()
