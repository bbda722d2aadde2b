"""People by the minute: how many do what, from the Activities sheet alone."""

from __future__ import annotations

import numpy as np
import pandas as pd

MINUTE = pd.Timedelta(minutes=1)


class Minutes:
    """Whole minutes from the first to the last instant of a book."""

    def __init__(self, instants: list[pd.Series]) -> None:
        every = pd.concat([series for series in instants if len(series)])
        self.origin = every.min()
        self.count = int((every.max() - self.origin) / MINUTE) + 1

    def of(self, instants: pd.Series) -> np.ndarray:
        """Return instants as minutes from the origin."""
        return ((instants - self.origin) / MINUTE).to_numpy(dtype=float).round().astype(int)

    def people(self, activities: pd.DataFrame) -> np.ndarray:
        """Return how many of the activities are under way in each minute."""
        change = np.zeros(self.count + 1)
        np.add.at(change, self.of(activities["start"]), 1.0)
        np.add.at(change, self.of(activities["end"]), -1.0)
        return np.cumsum(change)[: self.count]

    def clock(self, zone: str) -> np.ndarray:
        """Return the minute of the local day that each minute shows in a zone."""
        local = pd.date_range(self.origin, periods=self.count, freq="min").tz_convert(zone)
        return np.asarray(local.hour * 60 + local.minute)


def split_minutes(times: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series:
    """Return which rows have a time that is not on a whole minute."""
    odd = pd.Series(False, index=times.index)
    for column in columns:
        odd |= (times[column].dt.second != 0) | (times[column].dt.microsecond != 0)
    return odd
