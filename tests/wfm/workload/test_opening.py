from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from wfm.errors import PlanningError
from wfm.horizon import Horizon
from wfm.workload.opening import Windows, next_open, union, windows_by_queue

HOUR = 3_600_000_000
DAY = Horizon(date(2027, 2, 1), date(2027, 2, 2), 60, "UTC")
START = DAY.start.value // 1000 if DAY.start.unit == "ns" else DAY.start.asm8.astype("int64")


def hours(*pairs: tuple[float, float]) -> Windows:
    """Windows in hours from the start of the horizon."""
    opens, closes = zip(*pairs, strict=True)
    return Windows(
        START + (np.array(opens) * HOUR).astype(np.int64), START + (np.array(closes) * HOUR).astype(np.int64)
    )


def from_start(instants: np.ndarray) -> list[float]:
    return ((instants - START) / HOUR).tolist()


def opening(open_minute: int, close_minute: int, weekdays=range(7)) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "queue": "Calls",
            "weekday": list(weekdays),
            "open_minute": open_minute,
            "close_minute": close_minute,
        }
    )


def test_an_interval_is_open_if_any_part_of_it_is():
    # 08:30-12:00 touches 08, 09, 10, 11.
    assert np.flatnonzero(hours((8.5, 12)).is_open(DAY)).tolist() == [8, 9, 10, 11]


def test_round_the_clock_is_one_window():
    windows = windows_by_queue(opening(0, 1440), DAY, 24.0)["Calls"]
    assert len(windows.opens) == 1
    assert windows.is_open(DAY).all()


def test_a_window_over_midnight_opens_the_next_morning_too():
    windows = windows_by_queue(opening(22 * 60, 30 * 60), DAY, 24.0)["Calls"]
    assert np.flatnonzero(windows.is_open(DAY)).tolist() == [
        *range(6), 22, 23, *range(24, 30), 46, 47,
    ]  # fmt: skip


def test_opening_follows_the_clients_clock_when_it_changes():
    # New York, 14 March 2027: clocks go forward, so 09:00 is 13:00 UTC, the day before 14:00.
    days = Horizon(date(2027, 3, 13), date(2027, 3, 14), 60, "America/New_York")
    is_open = windows_by_queue(opening(540, 600), days, 24.0)["Calls"].is_open(days)
    assert [str(t.time()) for t in days.intervals()[is_open]] == ["14:00:00", "13:00:00"]


def test_due_times_at_night_move_to_the_end_of_the_next_opening():
    windows = hours((8, 20), (32, 44), (56, 68))
    # 24 h after 10:00 is open; after 20:00 it is just still open; after 21:00 closed: end of the third day.
    created = START + np.array([10, 20, 21], dtype=np.int64) * HOUR
    assert from_start(windows.due(created, 24.0)) == [34, 44, 68]


def test_callbacks_are_due_before_their_opening_ends():
    windows = hours((8, 20), (32, 35))
    created = START + np.array([8, 32], dtype=np.int64) * HOUR
    assert from_start(windows.due_within(created, 4.0)) == [12, 35]


def test_after_the_last_opening_comes_the_first_again():
    is_open = np.array([False, True, False, False, True, False])
    assert next_open(is_open).tolist() == [1, 1, 4, 4, 4, 1]
    assert next_open(np.zeros(2, bool)).tolist() == [-1, -1]


def test_a_crew_is_there_while_any_of_its_queues_is_open():
    both = union([hours((8, 12)), hours((11, 14)), hours((20, 22))])
    assert from_start(both.opens) == [8, 20]
    assert from_start(both.closes) == [14, 22]


def test_work_of_a_crew_that_is_never_open_is_refused():
    with pytest.raises(PlanningError, match="never open"):
        union([]).due(np.array([START]), 24.0)
