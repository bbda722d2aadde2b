"""A hand-made roster of one week: two sites, a night shift over the autumn change, a supervisor.

Dublin's clocks go back on Sunday 31 October 2027: the hour from 01:00 comes twice, so the night shift of
Saturday 22:00, 8.5 hours long, ends at 05:30.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import pandas as pd

from tests.reports.small_policy import FLOOR_LOSS, SITES_OF_POOL
from wfm.horizon import Horizon, local_instant
from wfm.requirement import DEFERRED, REQUIREMENT, Requirement
from wfm.roster import DUTIES, PEOPLE, POSITIONS, Roster
from wfm.shift_plan import ACTIVITIES, COVERAGE, LINES, REVIEWS, WEEKS, ShiftPlan

MONDAY = date(2027, 10, 25)
HORIZON = Horizon(MONDAY, MONDAY + timedelta(days=6), 30, "Europe/Dublin")
LOSS = FLOOR_LOSS["unplanned"] + FLOOR_LOSS["in_office"]
SHIFT_MINUTES, PAID_MINUTES = 510, 480
LIVE, QA, POOL = "escalation_agent", "qa_reviewer", "EN voice"


@dataclass(frozen=True)
class Shift:
    """A shift of the hand-made plan; after ``review_from`` (min) its person reviews until the meal."""

    site: str
    code: str
    start_minute: int
    days: tuple[int, ...]
    people: tuple[str, ...]
    review_from: int
    night_minutes: int


SHIFTS = (
    # Early: 08:00-16:30, no night. Night: 22:00-06:30, night until 06:00 less the unpaid meal at 02:00.
    Shift("Dublin", "E8", 8 * 60, (0, 1, 2, 3, 4), ("D1", "D2"), 135, 0),
    Shift("Dublin", "E8", 8 * 60, (5, 6), ("D3",), 240, 0),
    Shift("Dublin", "N22", 22 * 60, (1, 2, 3, 4), ("D4",), 135, 450),
    # The night of the change: 22:00-05:30 by the clock, all of it night, 8.5 h less the meal.
    Shift("Dublin", "N22", 22 * 60, (5,), ("D4",), 135, 480),
    # Cebu: 16:00-00:30, night from 22:00, and no unpaid pause in it.
    Shift("Cebu", "L16", 16 * 60, (0, 1, 2, 3, 4), ("C1", "C2"), 240, 150),
)


@cache
def small_requirement() -> Requirement:
    """Return one person needed all day in Dublin, two from 16 to 24 in Cebu; four hours of reviews a day."""
    rows = []
    for site, zone in SITES_OF_POOL.items():
        for instant in HORIZON.intervals():
            hour = instant.tz_convert(zone).hour
            need = 1 if site == "Dublin" else 2 * int(hour >= 16)
            rows.append(
                (site, LIVE, POOL, instant, 0.6 * need, 0.9, 30.0, 300.0, 120.0, need, "service", False)
            )
    table = REQUIREMENT.conform(pd.DataFrame(rows, columns=list(REQUIREMENT.columns)))
    return Requirement(table, DEFERRED.conform(_created()), HORIZON)


@cache
def small_roster() -> Roster:
    """Return the roster; coverage and reviews are counted minute by minute."""
    lines, activities, duties = _lines()
    timeline = activities.merge(lines[["line", "site", "people"]], on="line")
    coverage, reviews = _coverage(timeline), _reviews(timeline)
    # 23 person-shifts of 8 h: see the tests for the money.
    weeks = pd.DataFrame(
        [(1, "feasible", 4000.0, 3900.0, 3900.0, 100 / 3900, 2.5, 12)], columns=list(WEEKS.columns)
    )
    plan = ShiftPlan(lines, activities, coverage, reviews, WEEKS.conform(weeks), HORIZON, "feasible", 3900.0)
    people = _people()
    lead = duties[duties["person_id"] == "D1"].assign(person_id="T1")
    positions = pd.DataFrame(
        [("Cebu", "EN", 2, "busiest day", 2, 3), ("Dublin", "EN", 3, "weekends", 4, 5)],
        columns=list(POSITIONS.columns),
    )
    return Roster(
        plan,
        people,
        DUTIES.conform(pd.concat([duties, lead], ignore_index=True)),
        POSITIONS.conform(positions),
    )


def _lines() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    lines, activities, duties = [], [], []
    for shift in SHIFTS:
        for day in (MONDAY + timedelta(days=n) for n in shift.days):
            number = len(lines) + 1
            start = local_instant(day, shift.start_minute, SITES_OF_POOL[shift.site])
            end = start + pd.Timedelta(minutes=SHIFT_MINUTES)
            count = len(shift.people)
            row = (
                number,
                shift.site,
                "EN",
                day,
                shift.code,
                start,
                end,
                PAID_MINUTES,
                shift.night_minutes,
                count,
            )
            lines.append(row)
            activities += [(number, *part) for part in _day(start, shift.review_from)]
            duties += [(person, day, number) for person in shift.people]
    return (
        LINES.conform(
            pd.DataFrame(lines, columns=list(LINES.columns)).assign(date=lambda t: pd.to_datetime(t["date"]))
        ),
        ACTIVITIES.conform(pd.DataFrame(activities, columns=list(ACTIVITIES.columns))),
        pd.DataFrame(duties, columns=list(DUTIES.columns)).assign(date=lambda t: pd.to_datetime(t["date"])),
    )


def _day(start: pd.Timestamp, review_from: int) -> list[tuple[object, ...]]:
    """Break at 120, meal at 240, break at 360; reviews from ``review_from`` to the meal."""
    parts = [
        ("work", LIVE, 0, 120, True),
        ("break", "", 120, 135, True),
        ("work", LIVE, 135, review_from, True),
        ("review", QA, review_from, 240, True),
        ("meal", "", 240, 270, False),
        ("work", LIVE, 270, 360, True),
        ("break", "", 360, 375, True),
        ("work", LIVE, 375, SHIFT_MINUTES, True),
    ]

    def at(minute: int) -> pd.Timestamp:
        return start + pd.Timedelta(minutes=minute)

    return [
        (activity, role, POOL if role else "", at(first), at(last), paid)
        for activity, role, first, last, paid in parts
        if last > first
    ]


def _people() -> pd.DataFrame:
    rows = [("T1", "Tara", "tara", "Dublin", "D", "", "supervisor", "EN", 40.0, "D")]
    names = {
        "D1": "=cmd|' /C calc'!A0",
        "D2": "+353 Dee",
        "D3": "-Dot",
        "D4": "@Dan",
        "C1": "Cy",
        "C2": "Céline",
    }
    for person, name in names.items():
        site = "Dublin" if person.startswith("D") else "Cebu"
        leader = "T1" if site == "Dublin" else ""
        rows.append((person, name, person.lower(), site, person[0], leader, LIVE, "EN", 40.0, ""))
    return PEOPLE.conform(pd.DataFrame(rows, columns=list(PEOPLE.columns)))


def _minutes_at(timeline: pd.DataFrame, site: str, activity: str) -> np.ndarray:
    """People doing ``activity`` in each minute of the horizon and the day after it."""
    length = int((HORIZON.end - HORIZON.start).total_seconds() // 60)
    people = np.zeros(length + 1440)
    for row in timeline[(timeline["site"] == site) & (timeline["activity"] == activity)].itertuples():
        first = int((row.start - HORIZON.start).total_seconds() // 60)
        last = int((row.end - HORIZON.start).total_seconds() // 60)
        people[max(first, 0) : last] += row.people
        assert first >= 0
    return people


def _coverage(timeline: pd.DataFrame) -> pd.DataFrame:
    required = small_requirement().table
    parts = []
    for site in SITES_OF_POOL:
        need = required[required["site"] == site]
        people = _minutes_at(timeline, site, "work")[: 30 * len(need)].reshape(-1, 30).mean(axis=1)
        on_duty = people * (1 - LOSS)
        parts.append(
            pd.DataFrame(
                {
                    **{name: need[name].to_numpy() for name in ("site", "role", "pool")},
                    "interval_start": need["interval_start"].to_numpy(),
                    "required": need["on_duty"].to_numpy(),
                    "active_bound": need["active_bound"].to_numpy(),
                    "at_work": people,
                    "on_duty": on_duty,
                    "shortage": np.maximum(need["on_duty"].to_numpy() - on_duty, 0.0),
                }
            )
        )
    return COVERAGE.conform(pd.concat(parts).assign(interval_start=lambda t: _utc(t["interval_start"])))


def _created() -> pd.DataFrame:
    """An hour of reviews in Dublin at each midnight, due a day later, and one of callbacks in Cebu."""
    rows = []
    for day in HORIZON.days:
        start = local_instant(day, 0, "Europe/Dublin")
        rows.append(("Dublin", QA, POOL, "review", start, start + pd.Timedelta(hours=24), 1.5))
        rows.append(("Cebu", LIVE, POOL, "callback", start, start + pd.Timedelta(hours=8), 0.25))
    return pd.DataFrame(rows, columns=list(DEFERRED.columns))


def _reviews(timeline: pd.DataFrame) -> pd.DataFrame:
    """Work off the hours minute by minute until due, earliest first; nobody calls back in Cebu."""
    created = _created()
    done = np.zeros(len(created))
    left = created["hours"].to_numpy(copy=True)
    people = _minutes_at(timeline, "Dublin", "review")
    first = ((created["created"] - HORIZON.start).dt.total_seconds() // 60).to_numpy()
    due = ((created["due"] - HORIZON.start).dt.total_seconds() // 60).to_numpy()
    reviews = np.flatnonzero(created["kind"] == "review")
    for minute, crew in enumerate(people):
        capacity = crew * (1 - LOSS) / 60
        for row in reviews:
            if first[row] <= minute < due[row] and capacity > 0:
                spent = min(capacity, left[row])
                left[row] -= spent
                capacity -= spent
                done[row] += spent
    table = created.assign(hours_done_by_due=done, hours_late=np.maximum(created["hours"] - done, 0.0))
    return REVIEWS.conform(table)


def _utc(instants: pd.Series) -> pd.Series:
    return pd.to_datetime(instants, utc=True)
