"""Deferrable work as it gets done: earliest due first, what is overdue waits behind what is in time."""

from __future__ import annotations

import heapq

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.horizon import Horizon
from wfm.policy.noun import Policy
from wfm.shift_plan.noun import REVIEWS
from wfm.shift_plan.recount import minutes_from, task_hours

STREAM = ["site", "role", "pool", "kind"]


def reviews(
    deferred: pd.DataFrame, lines: pd.DataFrame, activities: pd.DataFrame, over: Horizon, policy: Policy
) -> pd.DataFrame:
    """Return every piece of deferrable work with the hours done in time, as ``REVIEWS``.

    Work may begin in the interval in which it is created, and is in time if done in an interval that ends
    by the due time. People at it do earlier dues first; overdue work waits until nothing else is open, so
    that one bad day does not make every later piece late.
    """
    grid = over.interval_minutes
    last = int(minutes_from(over.start, lines["shift_end"]).max()) if len(lines) else 0
    count = max(len(over.intervals()), -(-last // grid))
    capacity = capacities(task_hours(lines, activities, over.start, grid, count), count, policy)
    table = deferred.reset_index(drop=True)
    done, _ = worked_off(table, capacity, over.start, grid)
    late = np.maximum(0.0, table["hours"] - done).round(9)
    return REVIEWS.conform(table.assign(hours_done_by_due=done, hours_late=late))


def capacities(hours: pd.DataFrame, count: int, policy: Policy) -> dict[tuple[str, ...], NDArray[np.float64]]:
    """Return the hours of deferrable work people can do per stream and interval, floor losses taken off."""
    found = {}
    for key, mine in hours.groupby(["site", "role", "pool", "activity"]):
        row = np.zeros(count)
        row[mine["interval"].to_numpy()] = mine["hours"] * (1 - policy.floor_loss(str(key[0]), str(key[1])))
        found[tuple(str(part) for part in key)] = row
    return found


def worked_off(
    cohorts: pd.DataFrame,
    capacity: dict[tuple[str, ...], NDArray[np.float64]],
    start: pd.Timestamp,
    grid: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return, per cohort, the hours done by its due time and the hours left at the end.

    Parameters
    ----------
    cohorts
        ``site``, ``role``, ``pool``, ``kind``, ``created``, ``due``, ``hours``; index 0 to n - 1.
    capacity
        Hours that can be done per stream and interval, from :func:`capacities`.
    start
        First instant of interval 0; what was created before is open from then on.
    grid
        Length of an interval (minutes).
    """
    begins = np.maximum(0, minutes_from(start, cohorts["created"]) // grid)
    before = minutes_from(start, cohorts["due"]) // grid
    hours = cohorts["hours"].to_numpy(dtype=np.float64)
    done, left = np.zeros(len(cohorts)), hours.copy()
    streams = cohorts[STREAM].itertuples(index=False, name=None)
    rows_of: dict[tuple[str, ...], list[int]] = {}
    for row, stream in enumerate(streams):
        rows_of.setdefault(stream, []).append(row)
    for stream, numbers in rows_of.items():
        able, rows = capacity.get(stream), np.asarray(numbers, dtype=np.int64)
        if able is not None:
            _work_off(rows[np.argsort(begins[rows], kind="stable")], begins, before, able, done, left)
    return done, left


def _work_off(
    rows: NDArray[np.int64],
    begins: NDArray[np.int64],
    before: NDArray[np.int64],
    able: NDArray[np.float64],
    done: NDArray[np.float64],
    left: NDArray[np.float64],
) -> None:
    """Work one stream off, interval by interval; ``done`` and ``left`` are written."""
    in_time: list[tuple[int, int]] = []
    overdue: list[tuple[int, int]] = []
    n = 0
    for t in np.flatnonzero(able > 0):
        while n < len(rows) and begins[rows[n]] <= t:
            heapq.heappush(in_time, (int(before[rows[n]]), int(rows[n])))
            n += 1
        while in_time and in_time[0][0] <= t:
            heapq.heappush(overdue, heapq.heappop(in_time))
        hours = float(able[t])
        for queue in (in_time, overdue):
            while queue and hours > 0:
                piece = queue[0][1]
                share = min(hours, float(left[piece]))
                left[piece] -= share
                hours -= share
                done[piece] += share if queue is in_time else 0.0
                if left[piece] <= 0:
                    heapq.heappop(queue)
