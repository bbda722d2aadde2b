"""Shifts on the calendar: each pattern on each local date, cut to the grid of the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from wfm.horizon import local_dates, local_instant
from wfm.shift_pattern import Break, ShiftPattern
from wfm.units import MINUTES_PER_DAY, SECONDS_PER_MINUTE


@dataclass(frozen=True)
class Position:
    """One place a break may take: it begins between two minutes (from the block's start) of one interval.

    ``away`` gives the minutes of each interval, by number, that the break takes.
    """

    interval: int
    first_minute: int
    last_minute: int
    away: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Window:
    """A break of a shift with every place it may take, in order of time."""

    rest: Break
    positions: tuple[Position, ...]


@dataclass(frozen=True)
class DatedShift:
    """A pattern that starts at one instant; minutes count from the block's start and may be negative.

    ``missing`` is the minutes of an interval, by number, in which the shift has not begun or is over.
    """

    pattern: ShiftPattern
    day: date
    start: int
    end: int
    intervals: range
    missing: tuple[tuple[int, int], ...]
    windows: tuple[Window, ...]


def minutes_between(start: pd.Timestamp, instant: pd.Timestamp) -> int:
    """Return whole minutes from ``start`` to ``instant``."""
    return round((instant - start).total_seconds()) // SECONDS_PER_MINUTE


def dated_shifts(
    patterns: Iterable[ShiftPattern],
    zones: dict[str, str],
    origin: pd.Timestamp,
    first: pd.Timestamp,
    last: pd.Timestamp,
    grid: int,
) -> list[DatedShift]:
    """Return every shift that starts in [first, last), by site, pattern and date it may start on.

    Parameters
    ----------
    patterns
        Shift patterns of every site.
    zones
        IANA zone of each site.
    origin
        Instant from which minutes and intervals are counted.
    first, last
        A shift belongs to the block in which its first instant lies.
    grid
        Length of an interval (minutes).
    """
    shifts = []
    for pattern in patterns:
        zone = zones[pattern.site]
        opening, closing = local_dates(pd.DatetimeIndex([first, last]), zone)
        day = opening - timedelta(days=1 + pattern.start_minute // MINUTES_PER_DAY)
        while day <= closing:
            instant = local_instant(day, pattern.start_minute, zone)
            if first <= instant < last and pattern.may_start_on(day):
                shifts.append(dated_shift(pattern, day, minutes_between(origin, instant), grid))
            day += timedelta(days=1)
    return shifts


def dated_shift(pattern: ShiftPattern, day: date, start: int, grid: int) -> DatedShift:
    """Return ``pattern`` begun at minute ``start``, cut to intervals of ``grid`` minutes."""
    end = start + pattern.presence_minutes
    intervals = range(start // grid, -(-end // grid))
    missing: dict[int, int] = {}
    if start % grid:
        missing[intervals[0]] = start % grid
    if end % grid:
        missing[intervals[-1]] = missing.get(intervals[-1], 0) + grid - end % grid
    windows = [
        Window(rest, _positions(rest, start, grid))
        for rest in sorted(pattern.breaks, key=lambda rest: (rest.earliest_offset, rest.latest_offset))
    ]
    return DatedShift(pattern, day, start, end, intervals, tuple(missing.items()), _apart(windows))


def _positions(rest: Break, start: int, grid: int) -> tuple[Position, ...]:
    """Return the places of a break: a short one anywhere inside an interval, a long one on the grid."""
    low, high = start + rest.earliest_offset, start + rest.latest_offset
    if rest.minutes < grid:
        places = []
        for t in range(low // grid, high // grid + 1):
            first, last = max(low, t * grid), min(high, (t + 1) * grid - rest.minutes)
            if first <= last:
                places.append(Position(t, first, last, ((t, rest.minutes),)))
        if places:
            return tuple(places)
    on_grid = list(range(-(-low // grid) * grid, high + 1, grid)) or [low]
    return tuple(Position(m // grid, m, m, _away(m, rest.minutes, grid)) for m in on_grid)


def _away(minute: int, length: int, grid: int) -> tuple[tuple[int, int], ...]:
    """Return the minutes of each interval that a break of ``length`` minutes from ``minute`` takes."""
    end = minute + length
    intervals = range(minute // grid, -(-end // grid))
    return tuple((t, min(end, (t + 1) * grid) - max(minute, t * grid)) for t in intervals)


def _apart(windows: list[Window]) -> tuple[Window, ...]:
    """Keep the breaks of one shift apart: each ends before the interval in which the next may begin."""
    kept: list[Window] = []
    for window in windows:
        positions = window.positions
        if kept:
            before = kept[-1].positions
            opens = positions[0].away[0][0]
            earlier = tuple(place for place in before if place.away[-1][0] < opens)
            if earlier:
                kept[-1] = Window(kept[-1].rest, earlier)
            else:
                closes = before[0].away[-1][0]
                kept[-1] = Window(kept[-1].rest, before[:1])
                later = tuple(place for place in positions if place.away[0][0] > closes)
                positions = later or positions[-1:]
        kept.append(Window(window.rest, positions))
    return tuple(kept)
