"""What one replication shows: for every station and interval, pairs whose ratios are the measures."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from wfm.simulation.case import SimulationCase
from wfm.simulation.played import Integers, Kind, Numbers, Played, State, Work


class Tally(NamedTuple):
    """Sums by station and interval of coming; each measure is its first over its second.

    Service is in pieces answered in time of those that came or, where it is measured in time, in seconds;
    ``offered`` counts pieces.
    """

    offered: Numbers
    service: tuple[Numbers, Numbers]
    occupancy: tuple[Numbers, Numbers]
    wait_seconds: tuple[Numbers, Numbers]
    abandonment: tuple[Numbers, Numbers]


def tally(case: SimulationCase, work: Work, played: Played) -> Tally:
    """Return the sums of one replication."""
    shape = (len(case.stations), case.intervals)
    came = np.nan_to_num(played.enter, nan=-1.0)
    interval = np.floor(came / case.interval_seconds).astype(np.int64)
    inside = (came >= 0) & (interval < case.intervals)
    cell = work.station * case.intervals + interval

    def total(values: Numbers | float = 1.0, only: Numbers | None = None) -> Numbers:
        rows = inside if only is None else inside & only.astype(bool)
        weights = np.broadcast_to(np.asarray(values, float), rows.shape)[rows]
        sums = np.bincount(cell[rows], weights, minlength=shape[0] * shape[1])
        return np.asarray(sums, float).reshape(shape)

    kind: Integers = case.stations["kind"].to_numpy(np.int64)[work.station]
    is_answer, is_watch = kind == Kind.ANSWER, kind == Kind.WATCH
    wait = played.start - played.enter
    target = case.stations["target_seconds"].to_numpy(float)[work.station]
    answered = is_answer & np.isfinite(wait)
    with np.errstate(invalid="ignore"):
        in_time = answered & (wait <= target)
        by_due = (played.state == State.DONE) & (played.finish <= work.due)
    good = np.where(is_answer, in_time, work.seconds * by_due)
    # Clock times are subtracted: of what nobody watched, a hair less than nothing would be left.
    good = np.where(is_watch, np.maximum(work.seconds - played.unwatched, 0.0), good)
    weight = np.where(is_answer, 1.0, work.seconds)
    offered = total()
    callers = total(only=is_answer)
    return Tally(
        offered,
        (total(good), total(weight)),
        (played.busy, played.present),
        (total(np.nan_to_num(wait), answered), total(only=answered)),
        (total(only=is_answer & (played.state == State.ABANDONED)), callers),
    )
