"""One site's plan on its own calendar: days, weekends, and its duty lines with all that rules ask of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.horizon import local_dates, midnight, weekday_and_minute
from wfm.people import SkillSets
from wfm.policy import Policy
from wfm.roster import week_number, weekend_number
from wfm.roster.site_rules import NO_WEEKEND
from wfm.rule_book import RuleBook, SiteRule, term
from wfm.shift_plan import ShiftPlan
from wfm.units import MINUTES_PER_DAY, MINUTES_PER_HOUR, SECONDS_PER_MINUTE

NONE = -1
"""In place of a number of a weekend or of a cycle: the day has none."""

NOTHING = 1e-6
"""Night hours below a limit by less than this are the rounding of arithmetic."""


@dataclass(frozen=True, eq=False)
class SiteMonth:
    """A site's days, rules and duty lines.

    ``dates`` are local dates from the first on which a shift starts or the plan's first day, whichever is
    earlier; ``first_day`` is the plan's. ``lines`` has, beside the columns of ``LINES``: ``day`` (place in
    ``dates``), ``start`` and ``end`` (minutes of real time from the first date's midnight), ``clock``
    (local start, minutes), ``ends`` (local end, minutes after the start date's midnight), ``is_night``,
    ``pairs`` (role and pool of all its work) and ``wage`` (per hour, of its own skill set).
    """

    site: str
    zone: str
    first_day: pd.Timestamp
    dates: pd.Series
    rules: dict[str, SiteRule]
    terms: dict[str, float]
    weekend_days: tuple[int, ...]
    lines: pd.DataFrame

    @property
    def days(self) -> int:
        """Days, from the first of ``dates``."""
        return len(self.dates)

    @property
    def week(self) -> NDArray[np.int64]:
        """Week of the plan of each date; -1 on the eve of the plan."""
        return week_number(self.dates, self.first_day.date())

    @property
    def weekend(self) -> NDArray[np.int64]:
        """Number of each date's weekend, ``NONE`` outside weekends; on the eve of the plan it may be 0."""
        return _from_nought(self._weekend, self._weekend)

    @property
    def cycle(self) -> NDArray[np.int64]:
        """Number of each date's cycle of weekends, ``NONE`` outside weekends."""
        return _from_nought(self._weekend // int(self.terms["weekends_in_cycle"]), self._weekend)

    @property
    def _weekend(self) -> NDArray[np.int64]:
        return weekend_number(self.dates, self.first_day.date(), self.weekend_days)

    def day_of(self, dates: pd.Series) -> NDArray[np.int64]:
        """Return the place of local dates among ``dates``; negative before, ``days`` or more after."""
        return np.asarray((dates - self.dates.iloc[0]).dt.days, dtype=np.int64)

    def minutes(self, instants: pd.Series) -> NDArray[np.float64]:
        """Return the minutes of real time from the first date's midnight to each instant."""
        origin = midnight(self.dates.iloc[0].date(), self.zone)
        return np.asarray((instants - origin).dt.total_seconds() / SECONDS_PER_MINUTE, dtype=np.float64)

    def is_night(self, night_minutes: pd.Series) -> NDArray[np.bool_]:
        """Return whether so many paid minutes at night make a night shift."""
        limit = self.rules["night_consent"].limit * MINUTES_PER_HOUR
        return np.asarray(night_minutes >= limit - NOTHING, dtype=bool)

    def is_on(self, key: str) -> bool:
        """Return whether a rule is kept or counted here."""
        return key in self.rules and not self.rules[key].is_off


def _from_nought(number: NDArray[np.int64], weekend: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return numbers counted from 0 where a date lies on a weekend, else ``NONE``."""
    is_weekend = weekend != NO_WEEKEND
    least = int(number[is_weekend].min()) if is_weekend.any() else 0
    return np.where(is_weekend, number - least, NONE)


TERMS = (
    "weekends_in_cycle",
    "fairness_days",
    "new_starter_days",
    "wish_day_hour",
    "wish_late_hour",
    "wish_night_hour",
)


def site_month(
    site: str, shift_plan: ShiftPlan, skill_sets: SkillSets, rule_book: RuleBook, policy: Policy
) -> SiteMonth:
    """Return one site's month from the shift plan and the rules."""
    zone, horizon = policy.zone_of(site), shift_plan.horizon
    lines = shift_plan.lines[shift_plan.lines["site"] == site].reset_index(drop=True)
    first_day = pd.Timestamp(horizon.first_day)
    opens = min([first_day, *lines["date"]])
    closes = max([pd.Timestamp(horizon.last_day), *lines["date"]])
    weekend = str(policy.sites.set_index("site").at[site, "weekend_days"])
    month = SiteMonth(
        site,
        zone,
        first_day,
        pd.Series(pd.date_range(opens, closes, unit="us")),
        rule_book.at(site),
        {key: term(rule_book, policy, site, key) for key in TERMS},
        tuple(int(day) for day in weekend.split(",") if day.strip()),
        lines,
    )
    described = lines.assign(
        day=month.day_of(lines["date"]),
        start=month.minutes(lines["shift_start"]),
        end=month.minutes(lines["shift_end"]),
        clock=weekday_and_minute(lines["shift_start"], zone)[1],
        ends=_local_end(lines, zone),
        is_night=month.is_night(lines["night_minutes"]),
        pairs=pd.Series(_pairs(lines, shift_plan.activities), lines.index, dtype=object),
        wage=line_wages(lines, skill_sets, policy),
    )
    return SiteMonth(**{**vars(month), "lines": described})


def _local_end(lines: pd.DataFrame, zone: str) -> NDArray[np.int64]:
    minute = weekday_and_minute(lines["shift_end"], zone)[1]
    ended = pd.to_datetime(pd.Series(local_dates(lines["shift_end"], zone), lines.index))
    return np.asarray((ended - lines["date"]).dt.days * MINUTES_PER_DAY + minute, dtype=np.int64)


def _pairs(lines: pd.DataFrame, activities: pd.DataFrame) -> list[frozenset[tuple[str, str]]]:
    """Return the role and pool of everything done on each line."""
    done = activities.loc[activities["role"] != "", ["line", "role", "pool"]].drop_duplicates()
    found: dict[int, set[tuple[str, str]]] = {}
    for line, role, pool in done.itertuples(index=False):
        found.setdefault(int(line), set()).add((str(role), str(pool)))
    return [frozenset(found.get(int(line), ())) for line in lines["line"]]


def line_wages(lines: pd.DataFrame, skill_sets: SkillSets, policy: Policy) -> NDArray[np.float64]:
    """Return the wage per hour of each line's own skill set: that of its primary role."""
    skills = skill_sets.skills.sort_values("is_primary", ascending=False, kind="stable")
    home = skills.drop_duplicates(["site", "skill_set"])[["site", "skill_set", "role"]]
    pay = lines[["site", "skill_set"]].merge(home, on=["site", "skill_set"], how="left")
    pay = pay.merge(policy.pay[["site", "role", "wage_per_hour"]], on=["site", "role"], how="left")
    return pay["wage_per_hour"].to_numpy(dtype=np.float64)
