"""What is booked off the phone: hours inside a shift, or whole days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.horizon import local_instant
from wfm.people.availability import Availability
from wfm.people.given import OUTSIDE, Given
from wfm.people.person import Person
from wfm.people.staff_noun import EVENTS
from wfm.people.time_off import Booked, DayOf
from wfm.policy.sheet_rows import cell, number, text
from wfm.units import MINUTES_PER_DAY, SECONDS_PER_HOUR
from wfm.workbook.table import InputRow

UNNAMED_EVENT = "Booked"
EVENT_DAY = "event_day_hours"
"""Name in the reference data of the hours from which events take the whole day."""


@dataclass(frozen=True)
class Event:
    """One booking of one person; ``day`` is the local date on which it starts."""

    person: Person
    day: date
    start: pd.Timestamp
    end: pd.Timestamp
    activity: str
    cell: str

    @property
    def hours(self) -> float:
        """Length (h)."""
        return float((self.end - self.start).total_seconds()) / SECONDS_PER_HOUR


def read_events(given: Given, leave: Mapping[DayOf, Booked]) -> tuple[list[Event], dict[DayOf, Booked]]:
    """Return the bookings inside shifts, and the days that bookings take whole, with their hours.

    Parameters
    ----------
    given
        Sheet Events, people, plan.
    leave
        Days on which nothing else can be booked.

    Notes
    -----
    A booking belongs to the local date on which it starts. Where those of one person and date add to
    ``event_day_hours`` or more, no shift starts on it and their hours count as worked. Dates outside the plan
    are left out and listed; unknown people, dates outside the contract or on leave, and bookings at the same
    time are faults.
    """
    events = [event for row in given.rows("Events") if (event := _event(given, row, leave)) is not None]
    events.sort(key=lambda event: (event.person.person_id, event.start))
    for earlier, later in pairwise(events):
        if earlier.person is later.person and later.start < earlier.end:
            found = f"{later.person.person_id} is booked twice at a time, first at {earlier.cell}"
            given.faults.append(Fault(later.cell, found, "a time after the other booking"))
    by_day: dict[DayOf, list[Event]] = {}
    for event in events:
        by_day.setdefault((event.person.person_id, event.day), []).append(event)
    least = given.policy.reference.value(EVENT_DAY)
    inside: list[Event] = []
    whole: dict[DayOf, Booked] = {}
    for key, booked in by_day.items():
        hours = sum(event.hours for event in booked)
        if hours < least:
            inside += booked
        else:
            activities = dict.fromkeys(event.activity for event in booked)
            whole[key] = Booked(" + ".join(activities), booked[0].cell, hours)
    return inside, whole


def events_table(
    given: Given, events: Sequence[Event], away: Mapping[DayOf, Booked], availability: Availability
) -> pd.DataFrame:
    """Return the bookings inside shifts, each with the date of the shift it falls into (as ``EVENTS``).

    That is the date on which it starts if a shift that the person may work that day lasts over it, else the
    eve; where neither does, the booking is a fault.
    """
    records = []
    for event in events:
        for day in (event.day, event.day - timedelta(days=1)):
            if _is_inside_a_shift(given, event, day, away, availability):
                break
        else:
            zone = given.policy.zone_of(event.person.site)
            start, end = (instant.tz_convert(zone) for instant in (event.start, event.end))
            found = f"no shift of {event.person.person_id} lasts from {start:%H:%M} to {end:%H:%M}"
            expected = f"a time inside a shift that {event.person.site} offers and the person may work"
            given.faults.append(Fault(event.cell, found, expected))
            continue
        records.append((event.person.person_id, day, event.start, event.end, event.activity))
    return EVENTS.conform(pd.DataFrame(records, columns=list(EVENTS.columns)))


def whole_day_note(given: Given, whole: Mapping[DayOf, Booked]) -> tuple[Assumption, ...]:
    """Return the number from which bookings take a whole day, where some do."""
    if not whole or given.policy.reference.row(EVENT_DAY)["is_given"]:
        return ()
    days = f"{len(whole)} person-days of sheet Events"
    return (given.policy.reference.assumption(EVENT_DAY, days),)


def _event(given: Given, row: InputRow, leave: Mapping[DayOf, Booked]) -> Event | None:
    person, day = given.person(row), row.values.get("date")
    first, last = number(row, "from"), number(row, "to")
    if person is None or not isinstance(day, date) or first is None or last is None:
        return None
    where = cell(row, "date")
    name = person.person_id
    if not given.in_plan(day):
        # As leave outside it: the next forecast meets the bookings of the last one.
        given.left_out.add(where, OUTSIDE)
        return None
    if not person.is_employed(day):
        found = f"{name} is booked on {day}, when nobody employs them"
        given.faults.append(Fault(where, found, "a day between start_date and end_date of sheet Staff"))
        return None
    if (name, day) in leave:
        found = f"{name} is booked on {day}, a day of leave by {leave[name, day].cell}"
        given.faults.append(Fault(where, found, "a day at work"))
        return None
    zone = given.policy.zone_of(person.site)
    until = int(last) + (MINUTES_PER_DAY if last <= first else 0)
    start, end = local_instant(day, int(first), zone), local_instant(day, until, zone)
    if end <= start:
        given.faults.append(Fault(where, "a booking in the hour that clocks skip", "a time that exists"))
        return None
    return Event(person, day, start, end, text(row, "activity") or UNNAMED_EVENT, where)


def _is_inside_a_shift(
    given: Given, event: Event, day: date, away: Mapping[DayOf, Booked], availability: Availability
) -> bool:
    """Return whether some shift that starts on ``day`` and that the person may work lasts over an event."""
    person = event.person
    if not given.in_plan(day) or not person.is_employed(day) or (person.person_id, day) in away:
        return False
    zone = given.policy.zone_of(person.site)
    for pattern in given.codes[person.site].patterns.values():
        start = local_instant(day, pattern.start_minute, zone)
        end = start + pd.Timedelta(minutes=pattern.presence_minutes)
        if start <= event.start and event.end <= end and availability.admits(person.person_id, pattern, day):
            return True
    return False
