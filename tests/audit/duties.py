"""The shifts of one person, those before the plan included, with their times on the site's clock."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tests.audit.book import Book, OpenShift
from tests.audit.given import Given
from tests.audit.pauses import ShiftType, shift_types, types_of
from tests.audit.people import PersonGiven
from tests.audit.timeline import MINUTE

DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class Duty:
    """One shift of one person, worked in the plan or before it; ``local_end`` runs on over midnight."""

    date: pd.Timestamp
    start: pd.Timestamp
    end: pd.Timestamp
    local_start: int
    local_end: int
    paid: float
    night: float
    code: str
    site: str
    in_plan: bool


def duties_of(person: PersonGiven, book: Book, given: Given, differences: list[str]) -> list[Duty]:
    """Return a person's shifts in order; prior shifts of no known type become differences."""
    rows = book.agent_days[book.agent_days["agent_id"] == person.agent_id]
    duties = [
        _duty(
            (r.date, r.shift_start, r.shift_end),
            (r.paid_hours, r.night_hours),
            r.shift_code,
            (r.site, given.zone(r.site)),
            True,
        )
        for r in rows.itertuples()
    ]
    return sorted(duties + _prior(person, given, differences), key=lambda duty: duty.start)


def night_hours(kind: ShiftType, start: pd.Timestamp, site: str, role: str, given: Given) -> float:
    """Return paid hours at night of a shift whose breaks are not known: each lies amid its window."""
    pay = given.pay(site, role)
    minutes = pd.date_range(start, periods=int(kind.presence), freq="min").tz_convert(given.zone(site))
    clock = np.asarray(minutes.hour * 60 + minutes.minute)
    after, before = clock >= pay.night_start, clock < pay.night_end
    is_night = (after & before) if pay.night_start <= pay.night_end else (after | before)
    for pause in kind.pauses:
        if not pause.is_paid:
            middle = int(pause.earliest + pause.latest) // 2
            is_night[middle : middle + int(pause.minutes)] = False
    return float(is_night.sum()) / 60


def open_night_hours(shift: OpenShift, role: str, given: Given) -> float:
    """Return the hours at night of a shift that nobody took."""
    kind = types_of(shift_types(given), shift.code, shift.site)[0]
    return night_hours(
        kind, started(shift.date, shift.clock, given.zone(shift.site)), shift.site, role, given
    )


def started(date: pd.Timestamp, clock: str, zone: str) -> pd.Timestamp:
    """Return the instant at which a site's clock shows HH:MM on a date; a skipped time is the gap's end."""
    wall = date + pd.Timedelta(hours=int(clock[:2]), minutes=int(clock[3:5]))
    return wall.tz_localize(zone, ambiguous=True, nonexistent="shift_forward").tz_convert("UTC")


def _duty(
    when: tuple[pd.Timestamp, pd.Timestamp, pd.Timestamp],
    hours: tuple[float, float],
    code: str,
    place: tuple[str, str],
    in_plan: bool,
) -> Duty:
    date, start, end = when
    site, zone = place
    wall, wall_end = start.tz_convert(zone), end.tz_convert(zone)
    first = wall.hour * 60 + wall.minute
    over = int((wall_end.tz_localize(None).normalize() - date) // DAY)
    last = wall_end.hour * 60 + wall_end.minute + 1440 * over
    return Duty(date, start, end, first, last, *hours, code, site, in_plan)


def _prior(person: PersonGiven, given: Given, differences: list[str]) -> list[Duty]:
    """Shifts before the plan by their code: start on the wall clock, presence of the type, night hours."""
    zone, role = given.zone(person.site), person.roles[0] if person.roles else ""
    types = {kind.code: kind for kind in shift_types(given) if kind.site in ("", person.site)}
    duties = []
    for date, code, given_start in person.prior:
        name, _, clock = code.rpartition(" ")
        kind = types.get(name) or types.get(code)
        if kind is None:
            differences.append(f"Named: {person.agent_id}: prior shift {code!r} is of no known type")
            continue
        minute = int(clock[:2]) * 60 + int(clock[3:]) if name in types and ":" in clock else kind.first or 0
        minute = minute if given_start is None else given_start
        start = started(date, f"{minute // 60:02d}:{minute % 60:02d}", zone)
        unpaid = sum(pause.minutes for pause in kind.pauses if not pause.is_paid)
        hours = ((kind.presence - unpaid) / 60, night_hours(kind, start, person.site, role, given))
        when = (date, start, start + kind.presence * MINUTE)
        duties.append(_duty(when, hours, code, (person.site, zone), False))
    return duties
