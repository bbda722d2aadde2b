"""The fewest people for a few shifts, by trying every way: slow, simple, and no code of the planner's."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from wfm.roster import SiteRules


def fewest_people(shifts: list[tuple], first_day: date, rules: SiteRules, week_hours: float) -> int:
    """Return how few people can work ``shifts``: (date, start, end, paid hours), in order of start."""
    for people in range(1, len(shifts) + 1):
        if _fits(shifts, [[] for _ in range(people)], first_day, rules, week_hours):
            return people
    return 0


def _fits(left: list[tuple], worked: list[list[tuple]], *limits: object) -> bool:
    if not left:
        return True
    tried_empty = False
    for person in worked:
        if not person and tried_empty:
            continue
        tried_empty |= not person
        person.append(left[0])
        if _may_work(person, *limits) and _fits(left[1:], worked, *limits):
            return True
        person.pop()
    return False


def _may_work(shifts: list[tuple], first_day: date, rules: SiteRules, week_hours: float) -> bool:
    labour = rules.labour
    days = [day for day, *_ in shifts]
    if len(set(days)) < len(days):
        return False
    for (_, _, end, _), (_, start, _, _) in pairwise(shifts):
        if start - end < timedelta(hours=labour.daily_rest_hours):
            return False
    weeks = {(day - first_day).days // 7 for day in days}
    for week in weeks:
        paid = [hours for day, _, _, hours in shifts if (day - first_day).days // 7 == week]
        if len(paid) > labour.shifts_per_week or sum(paid) > week_hours:
            return False
    for day in days:
        if all(day + timedelta(days=n) in days for n in range(labour.max_consecutive_days + 1)):
            return False
    # Saturday and Sunday: the Saturday names the weekend; the plan starts on a Monday.
    weekends = {(day - first_day).days // 7 for day in days if day.weekday() >= 5}
    cycles = [weekend // labour.weekends_in_cycle for weekend in weekends]
    return all(cycles.count(cycle) <= rules.weekends_worked for cycle in cycles)
