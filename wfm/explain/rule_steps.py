"""The rules that bind a person's day, each with what the roster has on it and what is allowed."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from wfm.explain.noun import Step
from wfm.explain.pay_steps import paid_hours_of
from wfm.explain.record import Record, records
from wfm.explain.replay import Replay
from wfm.explain.words import clock, figure
from wfm.explain.worked import Worked
from wfm.rule_book import REGISTER, SiteRule
from wfm.units import DAYS_PER_WEEK, MINUTES_PER_HOUR

DAY = pd.Timedelta(days=1)
HOUR = pd.Timedelta(hours=1)
LONGEST_RUN = 31
"""Days looked at on either side of a run: no rule allows more."""


def rule_steps(
    replay: Replay, worked: Worked, person_id: str, date: pd.Timestamp, shift: Record | None
) -> list[Step]:
    """Return the rules that bind one person on one date, with how near the roster is to each.

    Parameters
    ----------
    replay
        The walk: rule book and staff.
    worked
        The finished plan.
    person_id, date
        Whose day.
    shift
        The shift worked, None on a day off.
    """
    person = worked.person(person_id)
    if person is None:
        return []
    rules = replay.kept(("rules", person["site"]), lambda: replay.given.rule_book.at(str(person["site"])))
    told = [*_around(replay, worked, person_id, date, shift, rules), *_decided(replay, person_id, date)]
    return [Step(words, value, unit) for words, value, unit in told]


_Told = tuple[str, float | str | None, str]


def _around(
    replay: Replay,
    worked: Worked,
    person_id: str,
    date: pd.Timestamp,
    shift: Record | None,
    rules: dict[str, SiteRule],
) -> Iterator[_Told]:
    """Yield what the days around the date allow: rest, run, shifts and hours of the week."""
    mine = _history(replay, worked, person_id)
    if shift is not None:
        yield from _rests(replay, mine, date, shift, rules)
    run = _run(set(mine["date"]), date)
    if run and "max_consecutive_days" in rules:
        words = f"part of {run} days in a row" if run > 1 else "1 day in a row"
        yield _told(rules["max_consecutive_days"], words, float(run), "days")
    first = pd.Timestamp(replay.horizon.first_day)
    week = (date - first).days // DAYS_PER_WEEK
    start = first + week * DAYS_PER_WEEK * DAY
    own = worked.shifts_of(person_id)
    in_week = own[(own["date"] >= start) & (own["date"] < start + DAYS_PER_WEEK * DAY)]
    if "shifts_per_week" in rules:
        shifts = f"{len(in_week)} shift{'' if len(in_week) == 1 else 's'}"
        words = f"{shifts} in week {week + 1} of the plan"
        yield _told(rules["shifts_per_week"], words, float(len(in_week)), "shifts")
    hours = sum(paid_hours_of(worked, row) for row in records(in_week))
    person = worked.person(person_id) or {}
    if "max_week_hours" in rules:
        words = (
            f"{figure(hours)} h paid in the week, contract {figure(float(str(person['contract_hours'])))} h"
        )
        yield _told(rules["max_week_hours"], words, hours, "h")


def _history(replay: Replay, worked: Worked, person_id: str) -> pd.DataFrame:
    """Return a person's shifts, those worked before the plan included, in order of time."""
    columns = ["date", "shift_start", "shift_end"]
    prior = replay.given.staff.prior
    before = prior[prior["person_id"] == person_id][columns]
    now = worked.shifts_of(person_id)[columns]
    both = pd.concat([before, now]) if len(before) else now
    return both.sort_values("shift_start", ignore_index=True)


def _rests(
    replay: Replay,
    mine: pd.DataFrame,
    date: pd.Timestamp,
    shift: Record,
    rules: dict[str, SiteRule],
) -> Iterator[_Told]:
    """Yield the rest before and after a shift."""
    if "daily_rest_hours" not in rules:
        return
    zone = replay.given.policy.zone_of(str(shift["site"]))
    start, end = (pd.Timestamp(shift[name]) for name in ("shift_start", "shift_end"))
    earlier = mine.loc[mine["shift_end"] <= start, "shift_end"]
    later = mine.loc[mine["shift_start"] >= end, "shift_start"]
    if len(earlier):
        rest = (start - earlier.max()) / HOUR
        words = f"{figure(rest)} h of rest before it (the last shift ends {clock(earlier.max(), zone)})"
        yield _told(rules["daily_rest_hours"], words, rest, "h")
    if len(later):
        rest = (later.min() - end) / HOUR
        words = f"{figure(rest)} h of rest after it (the next shift starts {clock(later.min(), zone)})"
        yield _told(rules["daily_rest_hours"], words, rest, "h")


def _run(dates: set[pd.Timestamp], date: pd.Timestamp) -> int:
    """Return the days worked in a row around a date; 0 on a day off."""
    if date not in dates:
        return 0
    before = next(n for n in range(1, LONGEST_RUN + 1) if n == LONGEST_RUN or date - n * DAY not in dates)
    after = next(n for n in range(1, LONGEST_RUN + 1) if n == LONGEST_RUN or date + n * DAY not in dates)
    return before + after - 1


def _decided(replay: Replay, person_id: str, date: pd.Timestamp) -> Iterator[_Told]:
    """Yield what was decided or asked for on the date: availability, locks, bookings, wishes."""
    staff = replay.given.staff
    available = staff.availability[staff.availability["person_id"] == person_id]
    if len(available):
        own = available[available["weekday"] == date.weekday()]
        if own.empty:
            yield "not available on this weekday (sheet Availability)", None, ""
        for row in records(own):
            hours = f"{_clock(row['from_minute'])} to {_clock(row['to_minute'])}"
            yield f"available {hours} on this weekday (sheet Availability)", None, ""
    for name, table, words in (
        ("pattern", staff.locks, "locked"),
        ("activity", staff.events, "booked off the phone"),
        ("wish", staff.wishes, "wish"),
    ):
        for found in records(table[(table["person_id"] == person_id) & (table["date"] == date)]):
            yield f"{words}: {found[name] or 'off'}", str(found[name]), ""


def _told(rule: SiteRule, words: str, value: float, unit: str) -> _Told:
    """Return what the roster has against a rule, in words: its sentence, level and source."""
    if rule.is_off:
        return f"{words}; {REGISTER[rule.key].name}: not a rule here", value, unit
    sentence = REGISTER[rule.key].sentence.format(limit=rule.limit)
    kind = "must be kept" if rule.is_hard else "has its price"
    return f"{words}. {sentence} ({kind}; {rule.source})", value, unit


def _clock(minute: int) -> str:
    return f"{int(minute) // MINUTES_PER_HOUR:02d}:{int(minute) % MINUTES_PER_HOUR:02d}"
