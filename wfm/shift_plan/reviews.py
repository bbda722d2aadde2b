"""Deferrable work as it gets done: earliest due first, what is overdue waits behind what is in time."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.horizon import Horizon
from wfm.policy.noun import Policy
from wfm.shift_plan.noun import REVIEWS
from wfm.shift_plan.recount import intervals_worked, minutes_from, task_hours

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
    count = intervals_worked(lines, over)
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
    done, left = np.zeros(len(cohorts)), cohorts["hours"].to_numpy(dtype=np.float64).copy()
    for stream, mine in backlogs(cohorts, start, grid).items():
        if stream in capacity:
            done[mine.rows], left[mine.rows] = mine.worked_off(capacity[stream])
    return done, left


def backlogs(cohorts: pd.DataFrame, start: pd.Timestamp, grid: int) -> dict[tuple[str, ...], Backlog]:
    """Return each stream's work, ready to be worked off; parameters as for :func:`worked_off`."""
    begins = np.maximum(0, minutes_from(start, cohorts["created"]) // grid)
    before = minutes_from(start, cohorts["due"]) // grid
    hours = cohorts["hours"].to_numpy(dtype=np.float64)
    rows_of: dict[tuple[str, ...], list[int]] = {}
    for row, stream in enumerate(zip(*(cohorts[name].tolist() for name in STREAM), strict=True)):
        rows_of.setdefault(tuple(map(str, stream)), []).append(row)
    found = {}
    for stream, numbers in rows_of.items():
        rows = np.asarray(numbers, dtype=np.int64)
        rows = rows[np.argsort(begins[rows], kind="stable")]
        turns = list(zip(before[rows].tolist(), rows.tolist(), range(len(rows)), strict=True))
        found[stream] = Backlog(rows, begins[rows].tolist(), turns, hours[rows].tolist())
    return found


@dataclass(frozen=True, eq=False)
class Backlog:
    """The pieces of one stream by the interval they begin in, prepared once to be worked off many times.

    ``rows`` are their rows in the table they came from, ``begins`` the first interval of each, ``turns``
    what decides whose turn it is (the first interval too late for it, its row, its place here), ``hours``
    its work. Lists: the law goes piece by piece.
    """

    rows: NDArray[np.int64]
    begins: list[int]
    turns: list[tuple[int, int, int]]
    hours: list[float]

    def worked_off(self, able: NDArray[np.float64]) -> tuple[list[float], list[float]]:
        """Return, per piece, the hours done in time and those left, with so many hours per interval."""
        done, left = [0.0] * len(self.hours), self.hours.copy()
        in_time: list[tuple[int, int, int]] = []
        overdue: list[tuple[int, int, int]] = []
        n = 0
        instants = np.flatnonzero(able > 0)
        for t, given in zip(instants.tolist(), able[instants].tolist(), strict=True):
            while n < len(left) and self.begins[n] <= t:
                heappush(in_time, self.turns[n])
                n += 1
            while in_time and in_time[0][0] <= t:
                heappush(overdue, heappop(in_time))
            hours = given
            for queue in (in_time, overdue):
                while queue and hours > 0:
                    piece = queue[0][2]
                    share = min(hours, left[piece])
                    left[piece] -= share
                    hours -= share
                    if queue is in_time:
                        done[piece] += share
                    if left[piece] <= 0:
                        heappop(queue)
        return done, left

    def late_hours(self, able: NDArray[np.float64]) -> float:
        """Return the hours not done in time, with so many hours per interval."""
        done, _ = self.worked_off(able)
        return sum(max(0.0, hours - share) for hours, share in zip(self.hours, done, strict=True))
