"""One shift after another: rest, days and nights in a row, days off together, start drift."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from tests.audit.breach import Breach, day
from tests.audit.case import DAY, HOUR, TOLERANCE, Case, Member
from tests.audit.duties import Duty

RULES = (
    "daily_rest_hours",
    "daily_rest_floor_hours",
    "weekly_rest_hours",
    "days_off_together",
    "max_consecutive_days",
    "max_nights_in_row",
    "start_drift_hours",
)


def check(case: Case) -> Iterator[Breach]:
    """Return the breaches of these rules; shifts before the plan count, but break nothing themselves."""
    for member in case.members:
        yield from _pairs(case, member)
        yield from _rows(case, member)
        yield from _long_rests(case, member)


def _pairs(case: Case, member: Member) -> Iterator[Breach]:
    """What two shifts that follow each other show."""
    limits = {rule: case.levels.limit(member.site, rule) for rule in RULES}
    away = case.days_away(member.given)
    for one, two in pairwise(member.duties):
        if not two.in_plan:
            continue
        rest, when = (two.start - one.end) / HOUR, day(two.date)
        for rule in ("daily_rest_hours", "daily_rest_floor_hours"):
            limit = limits[rule]
            if limit is not None and rest < limit - TOLERANCE:
                yield Breach(rule, member.site, member.name, 1.0, f"{when}: rest {rest:g}")
        apart = abs(two.local_start - one.local_start)
        hours = min(apart, 1440 - apart) / 60
        drift = limits["start_drift_hours"]
        if drift is not None and two.date - one.date == DAY and hours > drift + TOLERANCE:
            yield Breach("start_drift_hours", member.site, member.name, 1.0, f"{when}: {hours:g} h")
        off = int((two.date - one.date) // DAY) - 1
        least, last = limits["days_off_together"], two.date - DAY
        is_leave = any(one.date < date < two.date for date in away)
        if least is not None and 0 < off < least and last >= case.first_day and not is_leave:
            yield Breach("days_off_together", member.site, member.name, 1.0, f"{day(last)}: {off} off")


def _rows(case: Case, member: Member) -> Iterator[Breach]:
    """Dates in a row that touch the plan: all shifts, and the nights among them."""
    nights = [duty for duty in member.duties if case.is_night(member, duty.night)]
    for rule, duties in (("max_consecutive_days", member.duties), ("max_nights_in_row", nights)):
        limit = case.levels.limit(member.site, rule)
        for run in _runs(duties):
            if limit is not None and len(run) > limit and any(duty.in_plan for duty in run):
                words = f"{day(run[-1].date)}: run {len(run)}"
                yield Breach(rule, member.site, member.name, len(run) - limit, words)


def _runs(duties: list[Duty]) -> list[list[Duty]]:
    runs: list[list[Duty]] = []
    for duty in {duty.date: duty for duty in reversed(duties)}.values():
        if runs and runs[-1][0].date - duty.date == DAY:
            runs[-1].insert(0, duty)
        else:
            runs.append([duty])
    return runs


def _long_rests(case: Case, member: Member) -> Iterator[Breach]:
    """A rest of the limit in each whole week worked in, a day of it (or all, if shorter) inside the week."""
    limit, zone = case.levels.limit(member.site, "weekly_rest_hours"), case.given.zone(member.site)
    if limit is None:
        return
    for week in sorted({case.week_of(duty.date) for duty in member.planned}):
        if not 0 <= week < case.days // 7:
            continue
        first = case.first_day + 7 * week * DAY
        opens, closes = (date.tz_localize(zone).tz_convert("UTC") for date in (first, first + 7 * DAY))
        # Before the first and after the last shift known a rest has no end.
        ever = 10 * 7 * DAY
        ends = [opens - ever, *(duty.end for duty in member.duties)]
        starts = [*(duty.start for duty in member.duties), closes + ever]
        if not any(
            (start - end) / HOUR >= limit - TOLERANCE
            and _inside(end, start, opens, closes) >= min(24.0, limit) - TOLERANCE
            for end, start in zip(ends, starts, strict=True)
        ):
            yield Breach("weekly_rest_hours", member.site, member.name, 1.0, f"week of {day(first)}")


def _inside(end: pd.Timestamp, start: pd.Timestamp, opens: pd.Timestamp, closes: pd.Timestamp) -> float:
    return float((min(start, closes) - max(end, opens)) / HOUR)
