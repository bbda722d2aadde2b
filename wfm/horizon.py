"""Intervals, days, weeks and time zones: the only file that knows the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from wfm.errors import PlanningError
from wfm.units import DAYS_PER_WEEK, MINUTES_PER_HOUR

INTERVAL_MINUTES = (15, 30, 60)
"""The grids a plan may have."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class Horizon:
    """Whole local days of one zone, cut into equal intervals of UTC time.

    ``first_day`` and ``last_day`` are dates of ``zone``, both inside; a day has 23 or 25 hours where the
    clocks change.
    """

    first_day: date
    last_day: date
    interval_minutes: int
    zone: str

    def __post_init__(self) -> None:
        if self.interval_minutes not in INTERVAL_MINUTES:
            raise PlanningError(f"interval is {self.interval_minutes} minutes; expected 15, 30 or 60")
        if self.last_day < self.first_day:
            raise PlanningError(f"horizon ends {self.last_day}, before it begins {self.first_day}")

    @property
    def start(self) -> pd.Timestamp:
        """First instant (UTC)."""
        return midnight(self.first_day, self.zone)

    @property
    def end(self) -> pd.Timestamp:
        """First instant after the horizon (UTC)."""
        return midnight(self.last_day + timedelta(days=1), self.zone)

    @property
    def interval_hours(self) -> float:
        """Length of an interval (hours)."""
        return self.interval_minutes / MINUTES_PER_HOUR

    @property
    def days(self) -> tuple[date, ...]:
        """Every local date, in order."""
        return tuple(
            self.first_day + timedelta(days=n) for n in range((self.last_day - self.first_day).days + 1)
        )

    @property
    def name(self) -> str:
        """The days in words: ``March 2027``, ``1 to 7 March 2027``, ``29 March to 4 April 2027``."""
        first, last = self.first_day, self.last_day
        end = f"{MONTHS[last.month - 1]} {last.year}"
        if (first.year, first.month) != (last.year, last.month):
            year = f" {first.year}" if first.year != last.year else ""
            return f"{first.day} {MONTHS[first.month - 1]}{year} to {last.day} {end}"
        if first.day == 1 and (last + timedelta(days=1)).day == 1:
            return end
        return f"{first.day} {end}" if first == last else f"{first.day} to {last.day} {end}"

    def intervals(self) -> pd.DatetimeIndex:
        """Return the start of every interval (UTC, microseconds), in order."""
        return pd.date_range(
            self.start, self.end, freq=f"{self.interval_minutes}min", inclusive="left", unit="us"
        )

    def weeks(self) -> tuple[Horizon, ...]:
        """Return the horizon cut into runs of seven days from its first day; the last may be shorter."""
        starts = self.days[::DAYS_PER_WEEK]
        return tuple(
            Horizon(
                first,
                min(first + timedelta(days=DAYS_PER_WEEK - 1), self.last_day),
                self.interval_minutes,
                self.zone,
            )
            for first in starts
        )


def midnight(day: date, zone: str) -> pd.Timestamp:
    """Return the instant at which ``day`` begins in ``zone`` (UTC)."""
    return local_instant(day, 0, zone)


def local_instant(day: date, minute: int, zone: str) -> pd.Timestamp:
    """Return the instant (UTC) at which a wall clock in ``zone`` shows ``minute`` minutes past midnight.

    ``minute`` may exceed 1,440: it then falls on a later day. A time the clocks skip becomes the instant
    the same distance after the gap began; of a time they repeat, the first.
    """
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
    return pd.Timestamp(wall.replace(tzinfo=ZoneInfo(zone))).tz_convert("UTC").as_unit("us")


def local_times(instants: pd.DatetimeIndex | pd.Series, zone: str) -> pd.DatetimeIndex:
    """Return UTC instants as wall-clock times of ``zone``, the zone kept."""
    return pd.DatetimeIndex(instants).tz_convert(zone)


def weekday_and_minute(instants: pd.DatetimeIndex | pd.Series, zone: str) -> tuple[np.ndarray, np.ndarray]:
    """Return weekday (0 = Monday) and minute of the day on the wall clock of ``zone``."""
    local = local_times(instants, zone)
    return np.asarray(local.day_of_week), np.asarray(local.hour * MINUTES_PER_HOUR + local.minute)


def local_dates(instants: pd.DatetimeIndex | pd.Series, zone: str) -> np.ndarray:
    """Return the local date of each instant, as an object array of ``datetime.date``."""
    return np.asarray(local_times(instants, zone).date)


def known_zone(name: str) -> bool:
    """Return whether ``name`` is a time zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def instants_of(walls: pd.DatetimeIndex, zone: str, is_second: np.ndarray) -> pd.DatetimeIndex:
    """Return the instants (UTC, microseconds) at which a clock on the wall of ``zone`` shows ``walls``.

    Parameters
    ----------
    walls
        Times without a zone.
    zone
        IANA name.
    is_second
        Where a clock shows a time twice, in the hour repeated in autumn, whether the second is meant, in
        standard time; elsewhere it says nothing. One flag per time.

    Returns
    -------
    pandas.DatetimeIndex
        ``NaT`` where the clock never shows that time: in the hour skipped in spring.
    """
    first = np.logical_not(np.asarray(is_second, dtype=bool))
    local = walls.tz_localize(zone, ambiguous=first, nonexistent="NaT")
    return local.tz_convert("UTC").as_unit("us")


def is_repeated(walls: pd.DatetimeIndex, zone: str) -> np.ndarray:
    """Return where a clock on the wall of ``zone`` shows a time twice, as flags."""
    first = instants_of(walls, zone, np.zeros(len(walls), bool))
    return np.asarray((first != instants_of(walls, zone, np.ones(len(walls), bool))) & first.notna())


PHASE_WEEKS = 13
"""Weeks of a phase, called 90-day."""


@dataclass(frozen=True)
class Phases:
    """A programme of ``count`` phases of 13 weeks; phases and weeks count from 0 inside, from 1 on pages."""

    first_day: date
    count: int

    def __post_init__(self) -> None:
        if self.count < 1:
            raise PlanningError(f"a programme of {self.count} phases; expected 1 or more")

    @property
    def weeks(self) -> int:
        """Number of weeks."""
        return self.count * PHASE_WEEKS

    def week_start(self, week: int) -> date:
        """Return the first day of a week; of weeks before the first and after the last too."""
        return self.first_day + timedelta(days=DAYS_PER_WEEK * week)

    def phase_start(self, phase: int) -> date:
        """Return the first day of a phase."""
        return self.week_start(phase * PHASE_WEEKS)

    def date_of(self, day: int) -> date:
        """Return the date of a day of the programme, counted from 1."""
        return self.first_day + timedelta(days=day - 1)

    def week_of(self, day: date) -> int:
        """Return the week a day lies in; negative before the programme."""
        return (day - self.first_day).days // DAYS_PER_WEEK

    def phase_of(self, week: int) -> int:
        """Return the phase a week lies in."""
        return week // PHASE_WEEKS
