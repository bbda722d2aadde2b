"""The typical week: the forecast's mean week, by weekday and time of day, on which phases are planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import PlanningError
from wfm.forecast import FORECAST, SOURCE, Forecast
from wfm.horizon import Horizon, weekday_and_minute
from wfm.units import DAYS_PER_WEEK, HOURS_PER_DAY, MINUTES_PER_HOUR

WEIGHTED = ("handle_seconds", "ai_seconds", "escalated_seconds", "escalation_rate")
"""Columns that count by the contacts they stand for."""

WEEKS_TRIED = 8
"""A week in which the clocks change is not typical; the next without one lies within so many weeks."""


def typical_week(forecast: Forecast) -> Forecast:
    """Return the forecast's mean week.

    Contacts are means over the days of the horizon that share a weekday, handle times and rates means over
    their contacts. The week begins on the horizon's first weekday and has 168 hours: where the clocks
    change in it, a later week stands in.

    Raises
    ------
    PlanningError
        If the horizon holds less than seven days.
    """
    horizon = forecast.horizon
    if len(horizon.days) < DAYS_PER_WEEK:
        raise PlanningError(
            f"the forecast has {len(horizon.days)} days; expected 7 or more to know a typical week"
        )
    week = _ordinary_week(horizon)
    slots = len(week.intervals())
    slot = _slot_of(horizon, week)
    seen = np.bincount(slot, minlength=slots)
    names = forecast.queues
    table = pd.DataFrame(
        {
            "queue": np.repeat(np.array(names, dtype=object), slots),
            "interval_start": np.tile(week.intervals(), len(names)),
        }
    )
    contacts = _by_queue(forecast, "conversations")
    table["conversations"] = (_summed(contacts, slot, slots) / np.maximum(seen, 1)).ravel()
    for column in WEIGHTED:
        values = _by_queue(forecast, column)
        weight = np.where(np.isnan(values), 0.0, contacts)
        total, over = _summed(np.nan_to_num(values) * weight, slot, slots), _summed(weight, slot, slots)
        mean = np.divide(total, over, out=np.full(total.shape, np.nan), where=over > 0)
        table[column] = mean.ravel()
    note = Assumption(
        "typical week",
        "every queue",
        f"mean of {len(horizon.days)} days",
        "",
        "",
        "",
        "Phases are planned on the mean week of the forecast, grown by sheet Volumes",
    )
    return Forecast(FORECAST.conform(table), SOURCE.empty(), week, (note,))


def laid_on(week: Forecast, days: Horizon, growth: Mapping[str, float]) -> Forecast:
    """Return a typical week on the dates of other days, its contacts grown.

    Parameters
    ----------
    week
        What ``typical_week`` returns.
    days
        Days of the same grid and zone. An hour that the clocks repeat has the contacts of both, one that they
        skip has none.
    growth
        Contacts against those of the typical week, by queue.
    """
    slot = _slot_of(days, week.horizon)
    names = week.queues
    table = {"queue": np.repeat(np.array(names, dtype=object), len(slot))}
    table["interval_start"] = np.tile(days.intervals(), len(names))
    for column in ("conversations", *WEIGHTED):
        table[column] = _by_queue(week, column)[:, slot].ravel()
    table["conversations"] *= np.repeat([growth[name] for name in names], len(slot))
    return Forecast(FORECAST.conform(pd.DataFrame(table)), SOURCE.empty(), days, week.assumptions)


def of_queues(week: Forecast, queues: tuple[str, ...]) -> Forecast:
    """Return the forecast of some of its queues."""
    kept = week.table[week.table["queue"].isin(queues)].reset_index(drop=True)
    return replace(week, table=FORECAST.conform(kept))


def _ordinary_week(horizon: Horizon) -> Horizon:
    for number in range(WEEKS_TRIED):
        first = horizon.first_day + timedelta(days=DAYS_PER_WEEK * number)
        week = Horizon(
            first, first + timedelta(days=DAYS_PER_WEEK - 1), horizon.interval_minutes, horizon.zone
        )
        if (week.end - week.start) == pd.Timedelta(hours=DAYS_PER_WEEK * HOURS_PER_DAY):
            return week
    raise PlanningError(f"the clocks of {horizon.zone} change in each of {WEEKS_TRIED} weeks")


def _slot_of(horizon: Horizon, week: Horizon) -> np.ndarray:
    """Return the interval of the week that each interval of the horizon is an example of."""
    per_hour = MINUTES_PER_HOUR // week.interval_minutes
    per_day = HOURS_PER_DAY * per_hour
    weekday, minute = weekday_and_minute(horizon.intervals(), horizon.zone)
    day = (weekday - week.first_day.weekday()) % DAYS_PER_WEEK
    return np.asarray(day * per_day + minute // week.interval_minutes)


def _by_queue(forecast: Forecast, column: str) -> np.ndarray:
    return forecast.table[column].to_numpy(float).reshape(len(forecast.queues), -1)


def _summed(values: np.ndarray, slot: np.ndarray, slots: int) -> np.ndarray:
    sums = [np.bincount(slot, weights=row, minlength=slots) for row in values]
    return np.asarray(sums, float)
