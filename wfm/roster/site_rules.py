"""What binds the days of one person: labour rules and weekend of a site, and how weeks are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from wfm.labour_rules import LabourRules, labour_rules
from wfm.policy.noun import Policy
from wfm.units import DAYS_PER_WEEK

NO_WEEKEND = np.iinfo(np.int64).min
"""Number of the weekend of a date that is on none."""


@dataclass(frozen=True)
class SiteRules:
    """Labour rules of a site's pack, and the weekdays (0 is Monday) of its weekend."""

    labour: LabourRules
    weekend_days: tuple[int, ...]

    @property
    def weekends_worked(self) -> int:
        """Most weekends one person may work in a cycle."""
        return max(0, self.labour.weekends_in_cycle - self.labour.free_weekends)


def site_rules(policy: Policy) -> dict[str, SiteRules]:
    """Return the rules of every site of the policy, by site."""
    return {
        str(row.site): SiteRules(
            labour_rules(policy.reference, str(row.labour_pack)),
            tuple(int(day) for day in str(row.weekend_days).split(",") if day.strip()),
        )
        for row in policy.sites.itertuples()
    }


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
