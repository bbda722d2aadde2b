"""What binds the days of one person: labour rules and weekend of a site, and how weeks are counted."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from wfm.labour_rules import LabourRules, labour_rules
from wfm.policy.noun import Policy
from wfm.rule_book import RuleBook, SiteRule, term
from wfm.units import DAYS_PER_WEEK, HOURS_PER_DAY

NO_WEEKEND = np.iinfo(np.int64).min
"""Number of the weekend of a date that is on none."""

NEVER = 10_000
"""Days in a row that no plan reaches: where the rule is off."""


@dataclass(frozen=True)
class SiteRules:
    """Labour rules of a site, and the weekdays (0 is Monday) of its weekend.

    ``weekly_rest_hours`` is the rest in one piece that every whole week of the plan must have; 0: none.
    """

    labour: LabourRules
    weekend_days: tuple[int, ...]
    weekly_rest_hours: float = 0.0

    @property
    def weekends_worked(self) -> int:
        """Most weekends one person may work in a cycle."""
        return max(0, self.labour.weekends_in_cycle - self.labour.free_weekends)


def site_rules(policy: Policy, rule_book: RuleBook | None = None) -> dict[str, SiteRules]:
    """Return the rules of every site of the policy, by site.

    Parameters
    ----------
    policy
        Names the labour pack and the weekend of each site.
    rule_book
        Its limits replace the pack's. A soft rule binds like a hard one, as a position has no price; one that
        is off binds nothing. None: the pack alone.
    """
    return {str(row["site"]): _rules_of(row, policy, rule_book) for row in policy.sites.to_dict("records")}


def _rules_of(row: dict[Hashable, Any], policy: Policy, rule_book: RuleBook | None) -> SiteRules:
    site, labour = str(row["site"]), labour_rules(policy.reference, str(row["labour_pack"]))
    weekend_days = tuple(int(day) for day in str(row["weekend_days"]).split(",") if day.strip())
    if rule_book is None:
        return SiteRules(labour, weekend_days)
    rules = rule_book.at(site)

    def limit(key: str, without: float) -> float:
        return without if _binds_nothing(rules.get(key)) else rules[key].limit

    floor = limit("daily_rest_floor_hours", 0.0)
    bound = replace(
        labour,
        daily_rest_hours=max(floor, limit("daily_rest_hours", 0.0)),
        max_consecutive_days=int(limit("max_consecutive_days", NEVER)),
        shifts_per_week=int(limit("shifts_per_week", DAYS_PER_WEEK)),
        max_week_hours=limit("max_week_hours", DAYS_PER_WEEK * HOURS_PER_DAY),
        free_weekends=int(limit("free_weekends", 0)),
        weekends_in_cycle=int(term(rule_book, policy, site, "weekends_in_cycle")),
    )
    return SiteRules(bound, weekend_days, limit("weekly_rest_hours", 0.0))


def _binds_nothing(rule: SiteRule | None) -> bool:
    return rule is None or rule.is_off or bool(np.isnan(rule.limit))


def week_hours_limit(rules: SiteRules, full_time_hours: float) -> float:
    """Return the most paid hours one person may have in a week of the plan.

    The contract, or the pack's limit where that is lower: a pack that allows 48 hours allows overtime,
    and a position is sized without any.
    """
    return min(full_time_hours, rules.labour.max_week_hours)


def week_number(dates: pd.Series, first_day: date) -> np.ndarray:
    """Return the week of the plan of each local date: runs of seven days from ``first_day``, from 0.

    A site west of the client may have a shift on the eve of the first day: that is week -1.
    """
    return _days_after(dates, first_day) // DAYS_PER_WEEK


def weekend_number(dates: pd.Series, first_day: date, weekend_days: tuple[int, ...]) -> np.ndarray:
    """Return the weekend of each local date, counted from 0 for the first on or after ``first_day``.

    Days of one weekend share a number; a date outside every weekend has ``NO_WEEKEND``.
    """
    if not weekend_days:
        return np.full(len(dates), NO_WEEKEND)
    opening = next((day for day in weekend_days if (day - 1) % DAYS_PER_WEEK not in weekend_days), 0)
    length = 1
    while length < DAYS_PER_WEEK and (opening + length) % DAYS_PER_WEEK in weekend_days:
        length += 1
    into_weekend = (first_day.weekday() - opening) % DAYS_PER_WEEK
    first_opening = -into_weekend if into_weekend < length else DAYS_PER_WEEK - into_weekend
    number = (_days_after(dates, first_day) - first_opening) // DAYS_PER_WEEK
    return np.where(dates.dt.day_of_week.isin(weekend_days), number, NO_WEEKEND)


def _days_after(dates: pd.Series, first_day: date) -> np.ndarray:
    return np.asarray((dates - pd.Timestamp(first_day)).dt.days, dtype=np.int64)
