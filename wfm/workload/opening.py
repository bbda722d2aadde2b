"""When people are there: opening windows as instants, the next opening, and due times that respect them."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.errors import PlanningError
from wfm.horizon import Horizon, local_instant
from wfm.units import DAYS_PER_WEEK, HOURS_PER_DAY, MINUTES_PER_HOUR

MICROSECONDS_PER_MINUTE = int(timedelta(minutes=1) / timedelta(microseconds=1))

Instants = NDArray[np.int64]
"""Instants as whole microseconds of UTC."""


@dataclass(frozen=True, eq=False)
class Windows:
    """Opening windows of one crew or queue, in order, apart from one another (microseconds of UTC)."""

    opens: Instants
    closes: Instants

    def is_open(self, horizon: Horizon) -> NDArray[np.bool_]:
        """Return for every interval whether any part of it lies inside a window."""
        starts = instants(horizon)
        place = np.searchsorted(self.closes, starts, side="right")
        opens = np.append(self.opens, np.iinfo(np.int64).max)
        return np.asarray(opens[place] < starts + interval_length(horizon))

    def due(self, created: Instants, hours: NDArray[np.float64] | float) -> Instants:
        """Return the due time: so many clock hours later or, where closed then, the next window's end.

        Raises
        ------
        PlanningError
            If there is no window at all.
        """
        if not self.closes.size:
            raise PlanningError("work that may wait belongs to a crew that is never open")
        clock = created + microseconds(hours)
        place = np.searchsorted(self.closes, clock, side="left")
        closed = clock <= self.opens[place]
        return np.asarray(np.where(closed, self.closes[place], clock))

    def due_within(self, created: Instants, hours: float) -> Instants:
        """Return the due time: so many clock hours later, at the latest the end of the window it is in."""
        place = np.searchsorted(self.closes, created, side="right")
        return np.asarray(np.minimum(created + microseconds(hours), self.closes[place]))


def instants(horizon: Horizon) -> Instants:
    """Return the start of every interval of the horizon as microseconds."""
    return np.asarray(horizon.intervals().asi8)


def interval_length(horizon: Horizon) -> int:
    """Return the length of an interval (microseconds)."""
    return horizon.interval_minutes * MICROSECONDS_PER_MINUTE


def microseconds(hours: NDArray[np.float64] | float) -> Instants:
    """Return hours as whole microseconds."""
    return np.asarray(
        np.round(np.asarray(hours) * MINUTES_PER_HOUR * MICROSECONDS_PER_MINUTE), dtype=np.int64
    )


def windows_by_queue(
    opening: pd.DataFrame,
    horizon: Horizon,
    longest_due_hours: float,
    closed: Container[tuple[str, date]] = frozenset(),
) -> dict[str, Windows]:
    """Return the windows of each queue, from the day before the horizon until every due time is past.

    Parameters
    ----------
    opening
        Opening minutes by queue and weekday in the client's zone, as in the policy.
    horizon
        The days planned; its zone is the client's.
    longest_due_hours
        The longest time any deferrable work may take (clock hours); a week is added, so that the next
        opening after it is known too.
    closed
        (Queue, date) pairs on which no window begins; one that began on the eve runs to its end.
    """
    extra = int(np.ceil(longest_due_hours / HOURS_PER_DAY)) + DAYS_PER_WEEK + 1
    days = pd.DataFrame({"day": _days_around(horizon, extra)})
    days["weekday"] = [day.weekday() for day in days["day"]]
    table = opening.merge(days, on="weekday")
    is_closed = [pair in closed for pair in zip(table["queue"], table["day"], strict=True)]
    table = table[~np.array(is_closed, dtype=bool)]
    for name in ("open", "close"):
        table[name] = _clock(table["day"], table[f"{name}_minute"], horizon.zone)
    return {
        str(queue): _merged(group["open"].to_numpy(), group["close"].to_numpy())
        for queue, group in table.groupby("queue")
    }


def union(windows: Iterable[Windows]) -> Windows:
    """Return the windows in which at least one of several is open."""
    parts = [Windows(np.empty(0, np.int64), np.empty(0, np.int64)), *windows]
    return _merged(np.concatenate([w.opens for w in parts]), np.concatenate([w.closes for w in parts]))


def next_open(is_open: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return for every interval the index of the first open one at or after it.

    The horizon repeats: after its last open interval comes its first. Without any open interval: -1.
    """
    open_at = np.flatnonzero(is_open)
    if not open_at.size:
        return np.full(is_open.size, -1)
    place = np.searchsorted(open_at, np.arange(is_open.size))
    return np.asarray(open_at[place % open_at.size])


def _clock(days: pd.Series, minutes: pd.Series, zone: str) -> Instants:
    """Return the instants of wall-clock times; each distinct one is looked up once."""
    distinct = pd.DataFrame({"day": days, "minute": minutes}).drop_duplicates()
    pairs = zip(distinct["day"], distinct["minute"], strict=True)
    found = pd.DatetimeIndex([local_instant(day, int(minute), zone) for day, minute in pairs]).as_unit("us")
    known = distinct.assign(instant=found.asi8)
    merged = pd.DataFrame({"day": days, "minute": minutes}).merge(known, on=["day", "minute"], how="left")
    return np.asarray(merged["instant"])


def _days_around(horizon: Horizon, extra: int) -> list[date]:
    first, count = horizon.first_day - timedelta(days=1), len(horizon.days) + 1 + extra
    return [first + timedelta(days=n) for n in range(count)]


def _merged(opens: Instants, closes: Instants) -> Windows:
    """Return windows with those that touch or overlap made one."""
    if not opens.size:
        return Windows(opens, closes)
    order = np.argsort(opens, kind="stable")
    opens, reach = opens[order], np.maximum.accumulate(closes[order])
    is_first = np.append(True, opens[1:] > reach[:-1])
    last = np.append(np.flatnonzero(is_first)[1:], opens.size) - 1
    return Windows(opens[is_first].astype(np.int64), reach[last].astype(np.int64))
