"""Night time on a site's wall clock, counted in minutes of real time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.horizon import weekday_and_minute


@dataclass(frozen=True, eq=False)
class NightClock:
    """Night minutes elapsed since ``origin``, one more entry than there are minutes."""

    elapsed: NDArray[np.int64]

    def minutes(self, start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the night minutes in each [start, end), both in minutes from the origin."""
        return self.elapsed[end] - self.elapsed[start]


def night_clock(
    origin: pd.Timestamp, minutes: int, zone: str, night_start_minute: int, night_end_minute: int
) -> NightClock:
    """Return the night of ``zone`` for a number of minutes from ``origin``.

    Parameters
    ----------
    origin
        First instant (UTC).
    minutes
        How far the clock is to reach.
    zone
        IANA zone of the site; where its clocks change, the wall clock decides and real minutes count.
    night_start_minute, night_end_minute
        Wall-clock minutes of the day, start inside and end outside; a night over midnight has the start
        after the end, equal ones mean no night.
    """
    instants = pd.date_range(origin, periods=minutes, freq="min", unit="us")
    _, clock = weekday_and_minute(instants, zone)
    after, before = clock >= night_start_minute, clock < night_end_minute
    is_night = (after & before) if night_start_minute <= night_end_minute else (after | before)
    return NightClock(np.concatenate([[0], np.cumsum(is_night)]).astype(np.int64))
