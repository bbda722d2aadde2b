"""People and hours that one block may use: what its skill sets give, less what earlier blocks took."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from models.shift_plan.dated_shift import DatedShift
from models.shift_plan.named import Named
from models.shift_plan.site_plan import Crews
from wfm.units import DAYS_PER_WEEK, MINUTES_PER_HOUR

Day = tuple[int, date]
"""A skill set and a local date."""

SkillWeek = tuple[int, int]
"""A skill set and a week."""


@dataclass(frozen=True)
class Worked:
    """What the shifts of earlier blocks hold, by local date: people, paid minutes, start times of a site."""

    people: Mapping[Day, int] = field(default_factory=dict)
    paid_minutes: Mapping[Day, int] = field(default_factory=dict)
    starts: Mapping[tuple[str, date], frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class WeekendLimit:
    """Most people on shifts of this block that start on one of ``dates``."""

    dates: frozenset[date]
    people: int


@dataclass(frozen=True, eq=False)
class Supply:
    """Limits of block ``number``, by skill set and local date or week.

    Weeks of ``named`` skill sets are runs of seven local dates from ``first_day``, the plan's; for head
    counts the block is the week. ``people``, ``shifts`` and ``hours`` are the most, ``overtime`` the hours
    beyond those; ``owed`` are the hours of contract that named people still have to get in the block's week.
    """

    number: int
    first_day: date
    named: frozenset[int]
    people: dict[Day, float] = field(default_factory=dict)
    shifts: dict[SkillWeek, float] = field(default_factory=dict)
    hours: dict[SkillWeek, float] = field(default_factory=dict)
    overtime: dict[SkillWeek, float] = field(default_factory=dict)
    owed: dict[SkillWeek, float] = field(default_factory=dict)
    weekends: dict[Day, WeekendLimit] = field(default_factory=dict)

    def week_of(self, skill_set: int, day: date) -> int:
        """Return the week to which a shift of a local date belongs."""
        return (day - self.first_day).days // DAYS_PER_WEEK if skill_set in self.named else self.number


def supply(
    crews: Crews, shifts: Iterable[DatedShift], number: int, first_day: date, worked: Worked
) -> Supply:
    """Return what the people of ``crews`` may work in block ``number`` of a plan from ``first_day``.

    Parameters
    ----------
    crews
        Skill sets, each with named people, with a number of heads, or with as many as it takes.
    shifts
        Shifts that start in the block.
    worked
        What earlier blocks took of the same dates, weeks and weekends.
    """
    days: dict[str, set[date]] = defaultdict(set)
    for shift in shifts:
        days[shift.pattern.site].add(shift.day)
    named = frozenset(k for k, who in enumerate(crews.skill_sets) if who.named is not None)
    found = Supply(number, first_day, named)
    for k, who in enumerate(crews.skill_sets):
        here = sorted(days[who.site])
        if who.named is not None:
            _add_named(found, k, who.named, here, worked)
        elif who.heads is not None:
            found.people.update({(k, day): who.heads for day in here})
            found.shifts[k, number] = who.shifts_per_week * who.heads
            found.hours[k, number] = who.contract_hours * who.heads
    return found


def _add_named(found: Supply, k: int, named: Named, days: list[date], worked: Worked) -> None:
    for day in days:
        found.people[k, day] = max(0, named.people_on(day) - worked.people.get((k, day), 0))
        cap = named.weekends.get(day)
        if cap is not None:
            before = sum(worked.people.get((k, same), 0) for same in cap.dates)
            most = math.floor(cap.people + 1e-9)
            found.weekends[k, day] = WeekendLimit(frozenset(cap.dates), max(0, most - before))
    for week in {found.week_of(k, day) for day in days} & set(named.shifts):
        earlier = [d for i, d in worked.people if i == k and found.week_of(k, d) == week]
        minutes = sum(worked.paid_minutes[k, day] for day in earlier)
        found.shifts[k, week] = max(0.0, named.shifts[week] - sum(worked.people[k, day] for day in earlier))
        left = named.hours[week] - minutes / MINUTES_PER_HOUR
        found.hours[k, week] = max(0.0, left)
        found.overtime[k, week] = max(0.0, named.overtime - max(0.0, -left))
    if (k, found.number) in found.hours:
        found.owed[k, found.number] = found.hours[k, found.number]
