"""The shifts of one person, those before the plan included, with their times on the site's clock."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from tests.audit.book import Book
from tests.audit.given import Given
from tests.audit.pauses import shift_types
from tests.audit.people import PersonGiven

DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class Duty:
    """One shift of one person, worked in the plan or before it."""

    date: pd.Timestamp
    start: pd.Timestamp
    end: pd.Timestamp
    local_start: int
    local_end: int
    paid: float
    night: float
    code: str
    in_plan: bool


def duties_of(person: PersonGiven, book: Book, given: Given, differences: list[str]) -> list[Duty]:
    """Return a person's shifts in order; prior shifts of no known type become differences."""
    zone = given.zone(person.site)
    rows = book.agent_days[book.agent_days["agent_id"] == person.agent_id]
    duties = [
        _duty(r.date, r.shift_start, r.shift_end, (r.paid_hours, r.night_hours), r.shift_code, zone, True)
        for r in rows.itertuples()
    ]
    return sorted(duties + _prior(person, given, differences), key=lambda duty: duty.start)


def _duty(
    date: pd.Timestamp,
    start: pd.Timestamp,
    end: pd.Timestamp,
    hours: tuple[float, float],
    code: str,
    zone: str,
    in_plan: bool,
) -> Duty:
    wall, wall_end = start.tz_convert(zone), end.tz_convert(zone)
    first = wall.hour * 60 + wall.minute
    over = int((wall_end.tz_localize(None).normalize() - date) // DAY)
    last = wall_end.hour * 60 + wall_end.minute + 1440 * over
    return Duty(date, start, end, first, last, *hours, code, in_plan)


def _prior(person: PersonGiven, given: Given, differences: list[str]) -> list[Duty]:
    """Shifts before the plan by their code: start on the wall clock, presence of the type, night hours."""
    zone = given.zone(person.site)
    types = {kind.code: kind for kind in shift_types(given) if kind.site in ("", person.site)}
    pay = given.pay(person.site, person.roles[0] if person.roles else "")
    duties = []
    for date, code in person.prior:
        name, _, clock = code.rpartition(" ")
        kind = types.get(name) or types.get(code)
        if kind is None:
            differences.append(f"Named: {person.agent_id}: prior shift {code!r} is of no known type")
            continue
        minute = int(clock[:2]) * 60 + int(clock[3:]) if name in types and ":" in clock else kind.first or 0
        start = (date + pd.Timedelta(minutes=minute)).tz_localize(zone).tz_convert("UTC")
        end = start + pd.Timedelta(minutes=kind.presence)
        minutes = pd.date_range(start, end, freq="min", inclusive="left").tz_convert(zone)
        of_day = minutes.hour * 60 + minutes.minute
        after, before = of_day >= pay.night_start, of_day < pay.night_end
        night = (after & before) if pay.night_start <= pay.night_end else (after | before)
        unpaid = sum(pause.minutes for pause in kind.pauses if not pause.is_paid)
        hours = ((kind.presence - unpaid) / 60, float(night.sum()) / 60)
        duties.append(_duty(date, start, end, hours, code, zone, False))
    return duties
