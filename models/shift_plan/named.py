"""What named people can give: how many there are on each date, and what they may and should work a week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from models.shift_plan.attendance import Attendance, attendance
from wfm.horizon import Horizon
from wfm.people import SkillSets, Staff
from wfm.policy.noun import Policy
from wfm.roster.site_rules import NO_WEEKEND, site_rules, weekend_number
from wfm.rule_book import RuleBook, SiteRule, term
from wfm.units import DAYS_PER_WEEK, HOURS_PER_DAY

MOST, LEAST, SHIFTS = "contract_hours_most", "contract_hours_least", "shifts_per_week"
WEEKENDS, CYCLE, NIGHTS = "free_weekends", "weekends_in_cycle", "night_consent"


@dataclass(frozen=True)
class WeekendCap:
    """Most people on one weekday of the weekends of a cycle up to some weekend; ``dates`` are those days."""

    dates: tuple[date, ...]
    people: float


@dataclass(frozen=True, eq=False)
class Named:
    """The named people of one skill set, leave taken off.

    ``people`` by local date; ``shifts`` and ``hours`` by week of the plan; ``weekends`` by date.
    ``tolerance`` is how many hours a week each may work beyond the contract, infinite where the price alone
    keeps them from it; ``overtime`` is how many all together may work beyond their contracts, each hour at
    ``overtime_price``; an hour of contract that is not given costs ``unused_price`` (currency per hour).
    ``attendance`` tells the people apart, None where only their numbers are known; a shift with
    ``night_hours`` at night takes people who agreed to nights.
    """

    heads: int
    people: Mapping[date, int]
    shifts: Mapping[int, float]
    hours: Mapping[int, float]
    weekends: Mapping[date, WeekendCap]
    tolerance: float
    overtime: float
    overtime_price: float
    unused_price: float
    shifts_per_week: int
    attendance: Attendance | None = None
    night_hours: float = float("inf")

    def people_on(self, day: date) -> int:
        """Return the most people on a date; on the eve of the plan and the day after it: all."""
        return self.people.get(day, self.heads)


def named_people(
    skill_sets: SkillSets,
    key: tuple[str, str],
    wage: float,
    policy: Policy,
    horizon: Horizon,
    rule_book: RuleBook | None,
    staff: Staff | None = None,
) -> Named | None:
    """Return what the named people of a (site, skill set) can give; None where nobody is named.

    Parameters
    ----------
    skill_sets
        Their ``days`` and ``weeks`` say who is there; their ``heads`` how many are employed.
    key
        Site and skill set.
    wage
        Their wage (currency per hour): hours of contract that are not worked are paid all the same, and
        are a breach of the rule of least hours at its own price.
    policy, horizon
        Weekends and the days planned.
    rule_book
        Which rules hold; None: those of the labour pack, contracts never exceeded.
    staff
        The people themselves, where the plan is to know who may work which shift.
    """
    days = _of(skill_sets.days, key)
    if days.empty:
        return None
    weeks = _of(skill_sets.weeks, key)
    employed = _of(skill_sets.heads, key).iloc[0]
    heads = int(employed["heads"])
    contracts = heads * float(employed["contract_hours"])
    rules = rule_book.at(key[0]) if rule_book else {}
    most, least, nights = rules.get(MOST), rules.get(LEAST), rules.get(NIGHTS)
    who = attendance(staff, *key) if staff is not None else None
    return Named(
        heads,
        {day.date(): int(people) for day, people in zip(days["date"], days["people"], strict=True)},
        dict(zip(weeks["week"].astype(int), weeks["shifts"].astype(float), strict=True)),
        dict(zip(weeks["week"].astype(int), weeks["hours"].clip(upper=contracts), strict=True)),
        _weekend_caps(key[0], heads, policy, horizon, rule_book, who),
        _tolerance(most),
        heads * min(_tolerance(most), HOURS_PER_DAY * DAYS_PER_WEEK),
        0.0 if most is None or most.is_hard or most.is_off else most.price_hours * wage,
        wage * _price_of_less(least),
        _shifts_per_week(key[0], policy, rules.get(SHIFTS)),
        who,
        float("inf") if nights is None or nights.is_off else nights.limit,
    )


def _of(table: pd.DataFrame, key: tuple[str, str]) -> pd.DataFrame:
    return table[(table["site"] == key[0]) & (table["skill_set"] == key[1])]


def _tolerance(most: SiteRule | None) -> float:
    """Return the hours a week a person may work beyond the contract, infinite where the rule is not hard."""
    if most is None:
        return 0.0
    return float(np.nan_to_num(most.limit)) if most.is_hard else float("inf")


def _shifts_per_week(site: str, policy: Policy, rule: SiteRule | None) -> int:
    if rule is not None and not rule.is_hard:
        return DAYS_PER_WEEK
    given = rule is not None and not np.isnan(rule.limit)
    return int(rule.limit) if rule and given else site_rules(policy)[site].labour.shifts_per_week


def _price_of_less(least: SiteRule | None) -> float:
    """Return the price of an hour of contract not given, in hours of wage: paid for nothing, and a breach."""
    if least is None or least.is_hard:
        return 1.0 + 1.0
    return 1.0 if least.is_off else 1.0 + least.price_hours


def _weekend_caps(
    site: str,
    heads: int,
    policy: Policy,
    horizon: Horizon,
    rule_book: RuleBook | None,
    who: Attendance | None,
) -> dict[date, WeekendCap]:
    """Return what the weekends off leave, by date: an even share of each cycle, carried on inside it.

    A person who may work w of the n weekends of a cycle works at most w of its Saturdays, of the w' on
    which they are there at most min(w, w'). Each weekend gets its share of all people's sum; what one does
    not use, the next ones may.
    """
    rule = rule_book.at(site).get(WEEKENDS) if rule_book else None
    if rule is not None and not rule.is_hard:
        return {}
    here = site_rules(policy)[site]
    free = here.labour.free_weekends if rule is None or np.isnan(rule.limit) else int(rule.limit)
    length = int(term(rule_book, policy, site, CYCLE)) if rule_book else here.labour.weekends_in_cycle
    number = weekend_number(
        pd.Series(pd.to_datetime(list(horizon.days))), horizon.first_day, here.weekend_days
    )
    weekend = {day: int(n) for day, n in zip(horizon.days, number, strict=True) if n != NO_WEEKEND}
    caps = {}
    for day, n in weekend.items():
        same = [d for d, m in weekend.items() if m // length == n // length and d.weekday() == day.weekday()]
        people = [who.there(d) if who else frozenset(range(heads)) for d in same]
        share: dict[object, float] = {}
        for person in frozenset().union(*people):
            days_there = sum(person in there for there in people)
            share[person] = min(max(0, length - free), days_there) / days_there
        so_far = [there for d, there in zip(same, people, strict=True) if d <= day]
        most = sum(share[person] for there in so_far for person in there)
        caps[day] = WeekendCap(tuple(d for d in same if d <= day), most)
    return caps
