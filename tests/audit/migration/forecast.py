"""The planner's forecast in the long layout, and the typical week of each queue on the clock of the wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from tests.audit.given import Given
from tests.audit.sheets import HEADER_ROWS, key, minute_of_day, number, rows_of, text

VOLUMES = ("offered", "volume", "contacts", "calls", "incomingcontactvolume")
TIMES = {
    "handle": ("aht", "averagehandletime"),
    "ai": ("aiaht",),
    "escalated": ("escalatedaht",),
    "rate": ("escalationrate", "handoffrate"),
}
DAY_MINUTES = 1440


@dataclass(frozen=True)
class Week:
    """Means of a queue by slot of the week from Monday; nan where the forecast gives no time."""

    contacts: np.ndarray
    handle: np.ndarray
    ai: np.ndarray
    escalated: np.ndarray
    rate: np.ndarray


class Forecast:
    """Rows of queue, date, minute, contacts and times."""

    def __init__(self, table: pd.DataFrame, zone: str) -> None:
        self.table, self.zone = table, zone
        self._weeks: dict[str, Week] = {}
        self.queues = sorted(table["queue"].unique())
        self.first_day: date = table["date"].min().date()
        self.last_day: date = table["date"].max().date()
        minutes = np.unique(table["minute"])
        self.interval = int(np.diff(minutes).min()) if len(minutes) > 1 else 60

    @property
    def days(self) -> int:
        """Dates of the forecast."""
        return (self.last_day - self.first_day).days + 1

    @property
    def slots(self) -> int:
        """Intervals of a week."""
        return 7 * DAY_MINUTES // self.interval

    def week(self, queue: str) -> Week:
        """Return the mean week: contacts by the days that show a slot, times by their contacts."""
        if queue not in self._weeks:
            self._weeks[queue] = self._mean_week(queue)
        return self._weeks[queue]

    def _mean_week(self, queue: str) -> Week:
        mine = self.table[self.table["queue"] == queue]
        slot = mine["date"].dt.day_of_week * (DAY_MINUTES // self.interval) + mine["minute"] // self.interval
        slot = slot.to_numpy()
        contacts = mine["contacts"].to_numpy(float)
        total = np.bincount(slot, weights=contacts, minlength=self.slots)
        means = {}
        for name in TIMES:
            value = mine[name].to_numpy(float)
            weight = np.where(np.isnan(value), 0.0, contacts)
            over = np.bincount(slot, weights=weight, minlength=self.slots)
            summed = np.bincount(slot, weights=np.nan_to_num(value) * weight, minlength=self.slots)
            means[name] = np.where(over > 0, summed / np.where(over > 0, over, 1), np.nan)
        return Week(total / np.maximum(self._seen, 1), **means)

    @cached_property
    def _seen(self) -> np.ndarray:
        """Return on how many dates the clock shows each slot of the week."""
        seen = np.zeros(self.slots)
        zone = ZoneInfo(self.zone)
        for day in (self.first_day + timedelta(days=n) for n in range(self.days)):
            midnight = pd.Timestamp(day).tz_localize(zone)
            ends = pd.Timestamp(day + timedelta(days=1)).tz_localize(zone)
            clock = pd.date_range(midnight, ends, freq=f"{self.interval}min", inclusive="left")
            slot = clock.day_of_week * (DAY_MINUTES // self.interval)
            np.add.at(seen, slot + (clock.hour * 60 + clock.minute) // self.interval, 1)
        return seen


def read_forecast(given: Given) -> Forecast:
    """Return the forecast of a long sheet Forecast; raise ValueError for other layouts."""
    cells = given.sheets.get("forecast", [])
    headers = next(
        (found for row in cells[:HEADER_ROWS] if "queue" in (found := [key(cell) for cell in row])), []
    )
    volume = next((name for name in VOLUMES if name in headers), None)
    if volume is None or "date" not in headers:
        raise ValueError("the audit reads a migration's forecast in the long layout only")
    names = {name: next((h for h in choices if h in headers), None) for name, choices in TIMES.items()}
    records = []
    for row in rows_of(given.sheets, "Forecast", "queue"):
        times = {name: number(row.get(header)) if header else None for name, header in names.items()}
        records.append(
            {
                "queue": text(row["queue"]),
                "date": pd.Timestamp(row["date"]).normalize(),
                "minute": minute_of_day(row.get("interval", row.get("time"))) or 0,
                "contacts": number(row[volume]) or 0.0,
                **{name: np.nan if value is None else value for name, value in times.items()},
            }
        )
    return Forecast(pd.DataFrame(records), given.settings["timezone"])
