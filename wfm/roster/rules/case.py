"""What every rule looks at: shifts worked now and before, limits by site, and the planner's calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.people import SkillSets, Staff
from wfm.policy import Policy
from wfm.roster.noun import Roster
from wfm.roster.rules.weeks import weeks
from wfm.roster.worked import local_minutes, with_prior, worked_shifts
from wfm.rule_book import RuleBook, SiteRule, term
from wfm.shift_pattern import ShiftPattern
from wfm.units import DAYS_PER_WEEK, MINUTES_PER_HOUR

NOTHING = 1e-6
"""Beyond a limit by less than this is the rounding of arithmetic, no breach."""

Figures = float | pd.Series | NDArray[np.float64]
"""One number, or one for each row."""

COLUMNS = ("site", "person_id", "date", "found", "limit", "amount")
"""What a check returns; ``person_id`` is blank where no one person answers for the rule."""


@dataclass(frozen=True, eq=False)
class Case:
    """A roster under its rules; ``skill_sets`` None: only a person's own skill set is known."""

    roster: Roster
    staff: Staff
    rule_book: RuleBook
    policy: Policy
    patterns: tuple[ShiftPattern, ...] = ()
    skill_sets: SkillSets | None = None

    @cached_property
    def people(self) -> pd.DataFrame:
        """Everyone on the roster."""
        return self.roster.people

    @cached_property
    def first_day(self) -> pd.Timestamp:
        """First local date of the plan."""
        return pd.Timestamp(self.roster.shift_plan.horizon.first_day)

    @cached_property
    def days(self) -> pd.Series:
        """Every local date of the plan."""
        horizon = self.roster.shift_plan.horizon
        return pd.Series(pd.date_range(horizon.first_day, horizon.last_day, unit="us"))

    @cached_property
    def whole_weeks(self) -> int:
        """Weeks of seven days that lie wholly inside the plan."""
        return len(self.days) // DAYS_PER_WEEK

    @cached_property
    def worked(self) -> pd.DataFrame:
        """Shifts of the plan, with ``duty_date``, ``start_minute`` (local) and ``is_night``.

        ``date`` is the line's: that on which the shift starts.
        """
        worked = worked_shifts(self.roster)
        return self._with_clock(worked.assign(duty_date=worked["date"], date=worked["line_date"]))

    @cached_property
    def history(self) -> pd.DataFrame:
        """Shifts of the plan and before it, with ``start_minute`` (local) and ``is_night``."""
        return self._with_clock(with_prior(worked_shifts(self.roster), self.people, self.staff))

    @cached_property
    def cover(self) -> pd.DataFrame:
        """Shifts of the plan that cover work: those of supervisors are not among them."""
        return self.worked[self.worked["leads"] == ""]

    @cached_property
    def weeks(self) -> pd.DataFrame:
        """What each person works, is credited and owes in each week."""
        return weeks(self.people, self.staff, self.worked, self.days)

    def limits(self, key: str, sites: pd.Series) -> np.ndarray:
        """Return the limit of a rule at each site named; NaN where the rule is off or has none."""
        by_site = {site: np.nan if rule.is_off else rule.limit for site, rule in self.rules(key).items()}
        return np.asarray(sites.map(by_site), dtype=np.float64)

    def rules(self, key: str) -> dict[str, SiteRule]:
        """Return a rule as it holds at each site of the rule book; off where a site has no row."""
        return {site: rules[key] for site, rules in self._by_site.items() if key in rules}

    def terms(self, key: str) -> dict[str, float]:
        """Return a number that rules speak of, at each site."""
        return {
            str(site): term(self.rule_book, self.policy, str(site), key) for site in self.policy.sites["site"]
        }

    @cached_property
    def weekend_days(self) -> dict[str, tuple[int, ...]]:
        """The weekdays (0 is Monday) of each site's weekend."""
        rows = zip(self.policy.sites["site"], self.policy.sites["weekend_days"], strict=True)
        return {str(site): tuple(int(day) for day in days.split(",") if day.strip()) for site, days in rows}

    @cached_property
    def _by_site(self) -> Mapping[str, dict[str, SiteRule]]:
        return {str(site): self.rule_book.at(str(site)) for site in self.rule_book.rules["site"].unique()}

    def _with_clock(self, shifts: pd.DataFrame) -> pd.DataFrame:
        night = self.limits("night_consent", shifts["site"]) * MINUTES_PER_HOUR
        return shifts.assign(
            start_minute=local_minutes(shifts, "shift_start", self.policy),
            is_night=shifts["night_minutes"].to_numpy() >= night - NOTHING,
        )


def measured(
    found: pd.DataFrame, amount: Figures, *, what: Figures = 1.0, limit: Figures = 0.0
) -> pd.DataFrame:
    """Return what a check measured, kept and broken alike: a row with an amount above nothing is a breach.

    Parameters
    ----------
    found
        ``site``, ``date`` and, unless nobody alone breaks the rule, ``person_id``.
    amount
        Units beyond the limit, a number or one per row; rows without any are left out.
    what, limit
        What the roster has and what is allowed, likewise.
    """
    person = found.get("person_id", "")
    table = found.assign(person_id=person, found=what, limit=limit, amount=amount)
    return table.loc[table["amount"].notna() & table["found"].notna(), list(COLUMNS)]
