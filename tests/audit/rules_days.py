"""Each day of one person: employed, not away, available, by consent, skilled, as locked and as booked."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from tests.audit.breach import Breach, day
from tests.audit.case import DAY, Case, Member
from tests.audit.given import Given
from tests.audit.pauses import CLOCK
from tests.audit.people import PersonGiven
from tests.audit.sheets import rows_of, text
from tests.audit.timeline import MINUTE

DOING = ("work", "review", "callback", "email")
RULES = (
    "one_shift_a_day",
    "own_skills",
    "employed",
    "away",
    "availability",
    "booked_event",
    "locked_day",
    "night_consent",
)


def check(case: Case) -> Iterator[Breach]:
    """Return the breaches of these rules, one for each shift, day or booking."""
    work = case.book.activities[case.book.activities["activity"].isin(DOING)]
    done = {
        place: set(zip(rows["role"], rows["pool"], strict=True))
        for place, rows in work.groupby(["agent_id", "date"])
    }
    for member in case.members:
        yield from _shifts(case, member)
        yield from _decided(case, member)
        yield from _booked(case, member)
        for duty in member.planned:
            pairs = done.get((member.name, duty.date), set())
            lacking = sorted(pair for pair in pairs if not may_do(member.given, *pair, case.given))
            if duty.site != member.site or (lacking and member.given.roles):
                words = f"{day(duty.date)}: {lacking or duty.site}"
                yield Breach("own_skills", member.site, member.name, 1.0, words)


def may_do(person: PersonGiven, role: str, pool: str, given: Given) -> bool:
    """Return whether a person's roles, pools, languages and licences allow work for a pool."""
    if role not in person.roles:
        return False
    if person.pools:
        return pool in person.pools
    queues = [
        row
        for row in rows_of(given.sheets, "Queues", "queue")
        if (text(row.get("pool")) or text(row.get("queue"))) == pool
    ]
    languages, licences = (
        {text(row.get(name)).casefold() for row in queues if text(row.get(name))}
        for name in ("language", "licence")
    )
    return (not person.languages or languages <= set(person.languages)) and licences <= set(person.licences)


def same_code(worked: str, written: str) -> bool:
    """Return whether a shift's code is the one written, which may leave the start out."""
    plain = CLOCK.sub("", worked) if not CLOCK.search(written) else worked
    return written.casefold() in (worked.casefold(), plain.casefold())


def _shifts(case: Case, member: Member) -> Iterator[Breach]:
    person = member.given
    away = case.days_away(person)
    dates = [duty.date for duty in member.planned]
    for date in sorted({date for date in dates if dates.count(date) > 1}):
        yield Breach("one_shift_a_day", member.site, member.name, dates.count(date) - 1.0, day(date))
    touched: set[pd.Timestamp] = set()
    for duty in member.planned:
        if not person.is_employed(duty.date):
            yield Breach("employed", member.site, member.name, 1.0, day(duty.date))
        touched |= {duty.date} | ({duty.date + DAY} if duty.local_end > 1440 else set())
        if person.available:
            window = person.available.get(duty.date.weekday())
            if window is None or duty.local_start < window[0] or duty.local_end > window[1]:
                yield Breach("availability", member.site, member.name, 1.0, day(duty.date))
        if case.is_night(member, duty.night) and not person.works_nights:
            yield Breach("night_consent", member.site, member.name, 1.0, day(duty.date))
    for date in sorted(touched & away):
        yield Breach("away", member.site, member.name, 1.0, day(date))


def _decided(case: Case, member: Member) -> Iterator[Breach]:
    codes = {duty.date: duty.code for duty in member.planned}
    for date, code in member.given.locks.items():
        worked = codes.get(date, "")
        is_kept = worked == "" if code == "" else worked != "" and same_code(worked, code)
        if case.is_inside(date) and not is_kept:
            yield Breach("locked_day", member.site, member.name, 1.0, f"{day(date)}: {worked or 'off'}")


def _booked(case: Case, member: Member) -> Iterator[Breach]:
    """Bookings inside shifts: the shift lasts over them, and its activities show them."""
    person, zone = member.given, case.given.zone(member.site)
    whole = case.training_days(person)
    mine = case.book.activities[case.book.activities["agent_id"] == member.name]
    for event in person.events:
        if not case.is_inside(event.date) or event.date in whole or event.date in person.away:
            continue
        start, end = (
            (event.date + minute * MINUTE).tz_localize(zone, ambiguous=True, nonexistent="shift_forward")
            for minute in (event.first, event.last)
        )
        words = event.words or "Booked"
        told = mine[(mine["activity"] == words) & (mine["start"] < end) & (mine["end"] > start)]
        held = any(duty.start <= start and end <= duty.end for duty in member.planned)
        shown = (told["end"].clip(upper=end) - told["start"].clip(lower=start)).sum() if len(told) else None
        if not held or shown != end - start:
            yield Breach("booked_event", member.site, member.name, 1.0, f"{day(event.date)} {words}")
