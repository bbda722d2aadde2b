"""Small staff lists, skill sets and rule books by hand, to go with ``tests.build_shift_plan``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from tests.build_shift_plan import MONDAY
from wfm.horizon import local_instant
from wfm.people import (
    AVAILABILITY,
    AWAY,
    EVENTS,
    HEADS,
    LOCKS,
    PRIOR,
    SKILLS,
    STAFF,
    WISHES,
    SkillSets,
    Staff,
)
from wfm.rule_book import HARD, OFF, REGISTER, RULES, SOFT, RuleBook

ALWAYS_HARD = {
    "one_shift_a_day": float("nan"),
    "own_skills": float("nan"),
    "employed": float("nan"),
    "away": float("nan"),
    "availability": float("nan"),
    "booked_event": float("nan"),
    "locked_day": float("nan"),
    "night_consent": 3.0,
}
"""Rules no planner can switch off, with their limits."""


class Person(NamedTuple):
    """One person of a staff list; days count from the first day of the plan, blank fields bind nothing."""

    person_id: str
    skill_set: str = "escalation"
    site: str = "Main"
    team: str = ""
    leader: str = ""
    role: str = "escalation_agent"
    contract_hours: float = 40.0
    start_day: int | None = None
    end_day: int | None = None
    works_nights: bool = True
    wage_per_hour: float = float("nan")


def staff_of(
    people: Iterable[Person | str],
    *,
    away: Sequence[tuple[str, int, float]] = (),
    availability: Sequence[tuple[str, int, str, str]] = (),
    events: Sequence[tuple[str, int, str, float, str]] = (),
    prior: Sequence[tuple] = (),
    wishes: Sequence[tuple[str, int, str, float]] = (),
    locks: Sequence[tuple[str, int, str]] = (),
    first_day: date = MONDAY,
    zone: str = "UTC",
) -> Staff:
    """Return a staff from rows a person can read; a person is a ``Person`` or a bare number.

    Parameters
    ----------
    away
        (person, day, credited hours).
    availability
        (person, weekday, earliest start, latest end), as ("ann", 0, "08:00", "18:00"); an end not after the
        start lies on the next day.
    events
        (person, day, start, hours, activity).
    prior
        (person, day, start, hours) and, for a night, its night hours; days before the plan are negative.
    wishes
        (person, day, wish, weight).
    locks
        (person, day, pattern code); blank: off.
    first_day, zone
        Day 0, and the zone of every site.
    """

    def on(day: int) -> pd.Timestamp:
        return pd.Timestamp(first_day + timedelta(days=day))

    def at(day: int, clock: str) -> pd.Timestamp:
        return local_instant(first_day + timedelta(days=day), minute_of(clock), zone)

    everyone = [person if isinstance(person, Person) else Person(person) for person in people]
    rows = [
        {
            **person._asdict(),
            "name": person.person_id.title(),
            "user_name": "",
            "start_date": None if person.start_day is None else on(person.start_day),
            "end_date": None if person.end_day is None else on(person.end_day),
        }
        for person in everyone
    ]
    windows = [(who, day, minute_of(a), minute_of(b)) for who, day, a, b in availability]
    booked = [
        (who, on(day), at(day, start), at(day, start) + pd.Timedelta(hours=hours), activity)
        for who, day, start, hours, activity in events
    ]
    before = []
    for who, day, start, hours, *night in prior:
        begins = at(day, start)
        minutes = round(hours * 60)
        ends = begins + pd.Timedelta(minutes=minutes)
        code = f"{start} {hours:g}h"
        before.append((who, on(day), code, begins, ends, minutes, round(sum(night) * 60)))
    return Staff(
        STAFF.conform(pd.DataFrame(rows, columns=[*STAFF.columns])),
        _table(AWAY, [(who, on(day), "Leave", hours) for who, day, hours in away]),
        _table(AVAILABILITY, [(who, d, a, b if b > a else b + 1440) for who, d, a, b in windows]),
        _table(EVENTS, booked),
        _table(PRIOR, before),
        _table(WISHES, [(who, on(day), wish, weight) for who, day, wish, weight in wishes]),
        _table(LOCKS, [(who, on(day), pattern) for who, day, pattern in locks]),
    )


def skill_sets_with(
    sets: Mapping[str, Sequence[tuple[str, str]]], *, site: str = "Main", contract_hours: float = 40.0
) -> SkillSets:
    """Return skill sets from {name: (role, pool) pairs}, the first pair primary, heads without limit."""
    rows = [
        (site, name, role, pool, place == 0)
        for name, pairs in sets.items()
        for place, (role, pool) in enumerate(pairs)
    ]
    heads = [(site, name, float("nan"), contract_hours) for name in sets]
    return SkillSets(_table(SKILLS, rows), _table(HEADS, heads))


def hard(limit: float = float("nan")) -> tuple[str, float, float]:
    """Return a rule no roster may break, for ``rule_book_of``."""
    return HARD, limit, 0.0


def soft(limit: float, price_hours: float = 1.0) -> tuple[str, float, float]:
    """Return a rule with a price per unit of breach (hours of wage), for ``rule_book_of``."""
    return SOFT, limit, price_hours


def rule_book_of(
    rules: Mapping[str, float | tuple[str, float, float]] | None = None,
    *,
    sites: Sequence[str] = ("Main",),
    **more: float | tuple[str, float, float],
) -> RuleBook:
    """Return a rule book with these rules alone, beside those that always hold; all others are off.

    A rule is a limit (hard), ``hard(limit)`` or ``soft(limit, price_hours)``:
    ``rule_book_of(daily_rest_hours=11, wishes=soft(0, 1))``.
    """
    given = {**ALWAYS_HARD, **(rules or {}), **more}
    unknown = set(given) - set(REGISTER)
    assert not unknown, f"no rule is called {sorted(unknown)}"
    rows = []
    for site in sites:
        for key in REGISTER:
            value = given.get(key, (OFF, float("nan"), 0.0))
            level, limit, price = value if isinstance(value, tuple) else hard(float(value))
            rows.append((site, key, level, limit, price, "test"))
    return RuleBook(_table(RULES, rows))


def minute_of(clock: str) -> int:
    """Return the minutes after midnight of a clock time such as "22:30"."""
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def _table(schema, rows):
    return schema.conform(pd.DataFrame(list(rows), columns=list(schema.columns)))
