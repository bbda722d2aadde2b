"""Constraints on the starts of a site on a date: how many start times, how many people at each."""

from __future__ import annotations

from typing import Any

from pyomo.environ import ConcreteModel, quicksum

from models.shift_plan.allowance import allowance
from models.shift_plan.start_rules import LEAST, MOST, PER_DAY, counts_starts


def start_is_used(m: ConcreteModel, k: int, site: str, day: Any, minute: int) -> Any:
    """Nobody starts at a time that is not one of the day's start times."""
    jobs = [job for job in m.layout.at_start[site, day, minute] if job[0] == k]
    most = m.week.supply.people.get((k, day), m.layout.most_at_start)
    limit = m.week.crews.start_rules[site].get(MOST)
    if limit is not None and limit.is_hard:
        most = min(most, limit.limit)
    return quicksum(m.people[job] for job in jobs) <= most * m.start[site, day, minute]


def starts_per_day(m: ConcreteModel, site: str, day: Any) -> Any:
    """No more start times on a day than a site allows, those of an earlier week's shifts counted."""
    here = [m.start[key] for key in m.start if key[:2] == (site, day)]
    before = len(m.week.carried.worked.starts.get((site, day), ()))
    most = m.week.crews.start_rules[site][PER_DAY].limit - before
    return quicksum(here) - allowance(m.starts_over, (site, day)) <= max(0, most)


def least_per_start(m: ConcreteModel, site: str, day: Any, minute: int) -> Any:
    """No start time is used by fewer people than a cab's worth."""
    key = (site, day, minute)
    least = m.week.crews.start_rules[site][LEAST].limit
    return _starting(m, key) + allowance(m.start_missing, key) >= least * m.start[key]


def most_per_start(m: ConcreteModel, site: str, day: Any, minute: int) -> Any:
    """No more people at one start time than a site allows."""
    key = (site, day, minute)
    return _starting(m, key) - allowance(m.start_over, key) <= m.week.crews.start_rules[site][MOST].limit


def starts_bound(m: ConcreteModel, rule: str) -> list[Any]:
    """Return the (site, day, minute) at which people can start and a rule of the site binds them."""
    rules = m.week.crews.start_rules
    return [key for key in m.layout.at_start if rule in rules.get(key[0], {})]


def softly(m: ConcreteModel, rule: str, keys: list[Any]) -> list[Any]:
    """Return those of the keys (site first) at whose site a rule may be broken at a price."""
    return [key for key in keys if not m.week.crews.start_rules[key[0]][rule].is_hard]


def start_days(m: ConcreteModel) -> list[tuple[str, Any]]:
    """Return the (site, day) whose start times are limited in number."""
    return sorted({key[:2] for key in starts_bound(m, PER_DAY)})


def starts_counted(m: ConcreteModel) -> list[Any]:
    """Return the (site, day, minute) of which the model must know whether they are used."""
    rules = m.week.crews.start_rules
    return [key for key in m.layout.at_start if counts_starts(rules.get(key[0], {}))]


def starts_of_skill_sets(m: ConcreteModel) -> list[Any]:
    """Return the same with each skill set of which people can start there, in front."""
    return [(k, *key) for key in m.start for k in sorted({job[0] for job in m.layout.at_start[key]})]


def _starting(m: ConcreteModel, key: Any) -> Any:
    return quicksum(m.people[job] for job in m.layout.at_start[key])
