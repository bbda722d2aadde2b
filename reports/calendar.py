"""Shifts as calendars (RFC 5545): a file per person that a phone imports, and updates on the next import."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pandas as pd
from icalendar import Calendar, Event, Timezone

from reports._look import BOOKED_LETTER, activity_letter, role_look
from reports.person_days import PAUSES, SUPERVISE, clock, person_activities, person_days, shift_words
from wfm.errors import PlanningError
from wfm.horizon import local_times
from wfm.policy import Policy
from wfm.roster import Roster
from wfm.roster.versions import PUBLISHED, Version

PRODUCT = "-//hitl-wfm//shift roster//EN"
NOT_IN_FILE_NAMES = re.compile(r"[^\w.-]+")
SURROUNDING_DAYS = pd.Timedelta(days=366)
"""A zone's rules are written for the plan and a year around it."""


def zip_file(
    roster: Roster, policy: Policy, version: Version | None = None, changes: pd.DataFrame | None = None
) -> bytes:
    """Return a ZIP of one ``.ics`` file for everyone of the roster; arguments as those of ``calendars``."""
    buffer = io.BytesIO()
    first = roster.shift_plan.horizon.first_day
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in calendars(roster, policy, version, changes).items():
            # A date of the plan, not today's: equal plans give equal bytes.
            entry = zipfile.ZipInfo(name, (first.year, first.month, first.day, 0, 0, 0))
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def calendar(
    roster: Roster,
    policy: Policy,
    person_id: str,
    version: Version | None = None,
    changes: pd.DataFrame | None = None,
) -> bytes:
    """Return the ``.ics`` file of one person; the other arguments as those of ``calendars``.

    Raises
    ------
    PlanningError
        If nobody of the roster has this number.
    """
    if person_id not in set(roster.people["person_id"]):
        raise PlanningError(f"nobody on the roster has the number {person_id!r}")
    return _files(roster, policy, [person_id], version, changes)[person_id]


def calendars(
    roster: Roster, policy: Policy, version: Version | None = None, changes: pd.DataFrame | None = None
) -> dict[str, bytes]:
    """Return a calendar file for everyone of the roster, by file name.

    A person's date keeps its UID whatever the shift, so that a later import replaces the event; days that
    became free are cancelled. Breaks, meals and changes of task stand in the description, to the minute;
    wages, absences and what a booking is about do not.

    Parameters
    ----------
    roster
        Who works which duty line.
    policy
        Gives each site's time zone and the plan's name.
    version
        Version of the roster: its number is the events' SEQUENCE, a draft's one higher than the last
        publication's.
    changes
        Columns ``person_id``, ``date`` and ``now``: days that differ from the last publication.
    """
    people = [str(person) for person in roster.people["person_id"]]
    files = _files(roster, policy, people, version, changes)
    taken: set[str] = set()
    return {_file_name(person, taken): files[person] for person in people}


def _files(
    roster: Roster,
    policy: Policy,
    people: Iterable[str],
    version: Version | None,
    changes: pd.DataFrame | None,
) -> dict[str, bytes]:
    days = person_days(roster, policy)
    timeline = person_activities(roster, days)
    stretches = dict(list(timeline.groupby(["person_id", "date"])))
    shifts = dict(list(days.groupby("person_id")))
    sites = roster.people.set_index("person_id")["site"]
    sequence, stamp = _sequence(version), _stamp(roster, version)
    zones = {zone: _time_zone(zone, roster) for zone in policy.sites["time_zone"].unique()}
    files = {}
    for person in people:
        zone = policy.zone_of(str(sites[person]))
        events = [
            _shift_event(shift, stretches[(person, shift["date"])], sequence, stamp)
            for shift in (shifts[person].to_dict("records") if person in shifts else [])
        ]
        worked = set(shifts[person]["date"]) if person in shifts else set()
        events += [
            _cancelled_event(person, day, sequence, stamp)
            for day in _changed_days(person, changes)
            if day not in worked
        ]
        files[person] = _file(policy.settings.plan_name, zones[zone], events)
    return files


def _file(plan_name: str, time_zone: Timezone | None, events: list[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Shifts {plan_name}".strip())
    for part in ([] if time_zone is None else [time_zone]) + events:
        calendar.add_component(part)
    return bytes(calendar.to_ical())


def _time_zone(zone: str, roster: Roster) -> Timezone | None:
    """Return the rules of a zone around the plan; times of UTC need none."""
    horizon = roster.shift_plan.horizon
    known = local_times(pd.DatetimeIndex([horizon.start]), zone)[0].tzinfo
    if known is None or zone == "UTC":
        return None
    first, last = pd.Timestamp(horizon.first_day), pd.Timestamp(horizon.last_day)
    return Timezone.from_tzinfo(
        known, zone, (first - SURROUNDING_DAYS).date(), (last + SURROUNDING_DAYS).date()
    )


def _shift_event(shift: dict[Any, Any], stretches: pd.DataFrame, sequence: int, stamp: datetime) -> Event:
    event = _event(str(shift["person_id"]), shift["date"], sequence, stamp)
    event.add("dtstart", _local(shift["shift_start"], shift["zone"]))
    event.add("dtend", _local(shift["shift_end"], shift["zone"]))
    words = shift_words(shift["pattern"], shift["start_wall"], shift["end_wall"])
    event.add("summary", f"Shift {words}")
    event.add("location", shift["site"])
    event.add("description", _description(stretches, str(shift["zone"])))
    event.add("status", "CONFIRMED")
    return event


def _cancelled_event(person_id: str, day: pd.Timestamp, sequence: int, stamp: datetime) -> Event:
    event = _event(person_id, day, sequence, stamp)
    event.add("dtstart", day.date())
    event.add("summary", "No shift")
    event.add("status", "CANCELLED")
    return event


def _event(person_id: str, day: pd.Timestamp, sequence: int, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'hitl-wfm:shift:{person_id}:{day:%Y-%m-%d}')}@hitl-wfm")
    event.add("dtstamp", stamp)
    event.add("sequence", sequence)
    return event


def _changed_days(person_id: str, changes: pd.DataFrame | None) -> list[pd.Timestamp]:
    if changes is None:
        return []
    return list(changes.loc[changes["person_id"] == person_id, "date"])


def _sequence(version: Version | None) -> int:
    if version is None:
        return 0
    return version.number if version.status == PUBLISHED else version.number + 1


def _stamp(roster: Roster, version: Version | None) -> datetime:
    """Return when the events were made: of a publication its time, else the plan's first instant."""
    if version is not None and version.published_at is not None:
        return version.published_at.astimezone(UTC)
    return roster.shift_plan.horizon.start.to_pydatetime()


def _local(instant: pd.Timestamp, zone: str) -> datetime:
    """Return an instant on the site's clock; in UTC where the clock shows that time a second time."""
    local = local_times(pd.DatetimeIndex([instant]), zone)[0].to_pydatetime()
    # A local time without more means the first of the two (RFC 5545, 3.3.5).
    return local.astimezone(UTC) if local.fold else local


def _description(stretches: pd.DataFrame, zone: str) -> str:
    """Say what is done when, a line a stretch; work alike on both sides of a pause needs no saying."""
    rows = stretches.sort_values("start")
    starts, ends = local_times(rows["start"], zone), local_times(rows["end"], zone)
    return "\n".join(
        f"{clock(start)}-{clock(end)} {_word(activity, role)}"
        for start, end, activity, role in zip(starts, ends, rows["activity"], rows["role"], strict=True)
    )


def _word(activity: str, role: str) -> str:
    if activity in PAUSES:
        return activity.capitalize()
    if activity == SUPERVISE:
        return "Lead the team"
    if activity_letter(activity, role) == BOOKED_LETTER:
        return "Off the phone, booked"
    name = role_look(role).name
    return name if activity == "work" else f"{activity.capitalize()} ({name})"


def _file_name(person_id: str, taken: set[str]) -> str:
    plain = NOT_IN_FILE_NAMES.sub("-", person_id).strip(".-") or "person"
    name, number = f"{plain}.ics", 1
    while name.lower() in taken:
        number += 1
        name = f"{plain}-{number}.ics"
    taken.add(name.lower())
    return name
