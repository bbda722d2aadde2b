"""One crew's shifts and rules as arrays, ready for counting by the thousand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd

from wfm.errors import PlanningError
from wfm.horizon import local_instant, weekday_and_minute
from wfm.roster import SiteRules, week_number, weekend_number
from wfm.roster.site_rules import NO_WEEKEND
from wfm.units import DAYS_PER_WEEK, MINUTES_PER_DAY, MINUTES_PER_HOUR, SECONDS_PER_MINUTE

OFF = -1
"""In place of a shift's number: a day off. It indexes the last entry of each array below."""

SINGLE_DAY_OFF = (1, -1, 1)
SINGLE_DAY_ON = (-1, 1, -1)


@dataclass(frozen=True, eq=False)
class Shifts:
    """One entry per person needed, in order of day and start, and a last one that stands for a day off.

    ``line`` and ``day`` (from the first day of the grid) have no such last entry. ``start`` and ``end`` are
    minutes of UTC, infinite where off, so that rest is always kept; ``clock`` is the local start (h).
    """

    line: np.ndarray
    day: np.ndarray
    start: np.ndarray
    end: np.ndarray
    paid: np.ndarray
    clock: np.ndarray


@dataclass(frozen=True, eq=False)
class DayPatterns:
    """Days on and off that are not wanted together; one column of ``signs`` and one price per pattern.

    ``signs`` is 1 on a day that the pattern has on, -1 on one that it has off, 0 elsewhere; ``first`` and
    ``last`` are its outermost days.
    """

    signs: np.ndarray
    first: np.ndarray
    last: np.ndarray
    price: np.ndarray
    is_rule: np.ndarray


@dataclass(frozen=True, eq=False)
class WeeklyRest:
    """The least rest of every week (min): days of the grid and bounds (min) of each week."""

    minutes: float
    weeks: tuple[np.ndarray, ...]
    bounds: tuple[tuple[float, float], ...]


@dataclass(frozen=True, eq=False)
class Crew:
    """Shifts of one site and skill set on a grid of ``days`` days, and what binds each person.

    ``weeks`` and ``weekends`` list days of the grid, ``cycles`` numbers of weekends.
    """

    shifts: Shifts
    days: int
    rest_minutes: float
    shifts_per_week: int
    week_minutes: float
    weekends_worked: int
    patterns: DayPatterns
    weeks: tuple[np.ndarray, ...]
    weekends: tuple[np.ndarray, ...]
    cycles: tuple[tuple[int, ...], ...]
    weekly_rest: WeeklyRest | None = None

    @property
    def size(self) -> int:
        """Shifts to be worked."""
        return len(self.shifts.line)

    @property
    def longest_minutes(self) -> float:
        """Paid time of the longest shift (min)."""
        return float(self.shifts.paid.max())


def crew_of(lines: pd.DataFrame, first_day: date, rules: SiteRules, week_hours: float, zone: str) -> Crew:
    """Return the lines and rules of one site and skill set as a crew.

    Parameters
    ----------
    lines
        Its duty lines, at least one, with the columns of ``shift_plan.LINES``.
    first_day
        First day of the plan.
    rules
        Rules of the site.
    week_hours
        Most paid hours a week.
    zone
        Zone of the site, for the time of day at which shifts start.

    Raises
    ------
    PlanningError
        If the rules forbid even a single one of the shifts.
    """
    _refuse_contradictions(lines, first_day, rules, week_hours)
    each = lines.sort_values(["date", "shift_start", "line"]).reset_index(drop=True)
    each = each.loc[each.index.repeat(each["people"])]
    grid = pd.Series(pd.date_range(min(each["date"].min(), pd.Timestamp(first_day)), each["date"].max()))
    week = week_number(grid, first_day)
    weekend = weekend_number(grid, first_day, rules.weekend_days)
    numbers = np.unique(weekend[weekend != NO_WEEKEND])
    weekends = _places(weekend, numbers)
    cycle = numbers // rules.labour.weekends_in_cycle
    shifts = _shifts(each, grid.iloc[0], zone)
    return Crew(
        shifts,
        len(grid),
        rules.labour.daily_rest_hours * MINUTES_PER_HOUR,
        rules.labour.shifts_per_week,
        week_hours * MINUTES_PER_HOUR,
        rules.weekends_worked,
        _patterns(len(grid), rules.labour.max_consecutive_days, weekends),
        _places(week, np.unique(week)),
        weekends,
        tuple(tuple(np.flatnonzero(cycle == number)) for number in np.unique(cycle)),
        _weekly_rest(shifts, week, rules, each["shift_start"].min(), first_day, zone),
    )


def _refuse_contradictions(lines: pd.DataFrame, first_day: date, rules: SiteRules, week_hours: float) -> None:
    labour, site = rules.labour, lines["site"].iat[0]
    longest = lines["paid_minutes"].max() / MINUTES_PER_HOUR
    if longest > week_hours:
        raise PlanningError(f"{site}: a shift of {longest:g} paid hours; at most {week_hours:g} a week")
    if min(labour.shifts_per_week, labour.max_consecutive_days) < 1:
        raise PlanningError(f"{site}: labour pack {labour.pack} allows no shift at all")
    weekend = weekend_number(lines["date"], first_day, rules.weekend_days)
    if rules.weekends_worked < 1 and (weekend != NO_WEEKEND).any():
        raise PlanningError(f"{site}: shifts on weekends, and labour pack {labour.pack} frees all of them")


def _shifts(each: pd.DataFrame, first: pd.Timestamp, zone: str) -> Shifts:
    origin = each["shift_start"].min()
    minute = pd.Timedelta(minutes=1)
    clock = weekday_and_minute(each["shift_start"], zone)[1] / MINUTES_PER_HOUR
    return Shifts(
        each["line"].to_numpy(),
        np.asarray((each["date"] - first).dt.days),
        np.append((each["shift_start"] - origin) / minute, np.inf),
        np.append((each["shift_end"] - origin) / minute, -np.inf),
        np.append(each["paid_minutes"].to_numpy(dtype=float), 0.0),
        np.append(clock, np.nan),
    )


def _weekly_rest(
    shifts: Shifts, week: np.ndarray, rules: SiteRules, origin: pd.Timestamp, first_day: date, zone: str
) -> WeeklyRest | None:
    """Return the rule, or None where any single day off between the crew's shifts keeps it by itself."""
    minutes = rules.weekly_rest_hours * MINUTES_PER_HOUR
    if rules.labour.shifts_per_week < DAYS_PER_WEEK and _least_day_off(shifts, len(week)) >= minutes:
        return None
    numbers = np.unique(week[week >= 0]).tolist()
    midnights = {
        n: local_instant(first_day, n * DAYS_PER_WEEK * MINUTES_PER_DAY, zone)
        for number in numbers
        for n in (number, number + 1)
    }
    clock = {n: (instant - origin).total_seconds() / SECONDS_PER_MINUTE for n, instant in midnights.items()}
    bounds = tuple((clock[number], clock[number + 1]) for number in numbers)
    return WeeklyRest(minutes, _places(week, numbers), bounds)


def _least_day_off(shifts: Shifts, days: int) -> float:
    """Return the least time (min) between a shift and one of the day after the next, or later."""
    latest, earliest = np.full(days, -np.inf), np.full(days, np.inf)
    np.maximum.at(latest, shifts.day, shifts.end[:-1])
    np.minimum.at(earliest, shifts.day, shifts.start[:-1])
    earliest = np.minimum.accumulate(earliest[::-1])[::-1]
    return float((earliest[2:] - np.maximum.accumulate(latest)[:-2]).min(initial=np.inf))


def _places(number: np.ndarray, wanted: Iterable[int]) -> tuple[np.ndarray, ...]:
    return tuple(np.flatnonzero(number == value) for value in wanted)


def _patterns(days: int, run: int, weekends: tuple[np.ndarray, ...]) -> DayPatterns:
    """List what is not wanted; prices are in single days off, of which a half weekend off is worth a third.

    A run of r days holds r - run stretches of run + 1 days, so counting these counts the days too many.
    """
    too_long = [(range(t, t + run + 1), (1,) * (run + 1), 1.0, True) for t in range(days - run)]
    single = [
        (range(t, t + 3), signs, price, False)
        for t in range(days - 2)
        for signs, price in ((SINGLE_DAY_OFF, 1.0), (SINGLE_DAY_ON, 0.5))
    ]
    halves = [
        (pair, signs, 1 / 3, False)
        for weekend in weekends
        for pair in pairwise(weekend)
        for signs in ((1, -1), (-1, 1))
    ]
    patterns = [*too_long, *single, *halves]
    signs = np.zeros((days, len(patterns)))
    for column, (places, wanted, _, _) in enumerate(patterns):
        signs[list(places), column] = wanted
    return DayPatterns(
        signs,
        np.array([places[0] for places, *_ in patterns], dtype=np.int64),
        np.array([places[-1] for places, *_ in patterns], dtype=np.int64),
        np.array([price for *_, price, _ in patterns]),
        np.array([is_rule for *_, is_rule in patterns], dtype=bool),
    )
