"""Explain when work that may wait gets done: people at it take the earliest due first."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.errors import PlanningError
from wfm.explain.coverage import floor_loss
from wfm.explain.crew import Crew
from wfm.explain.deferred import Stream, stream_work
from wfm.explain.noun import Explanation, Step
from wfm.explain.record import number_at
from wfm.explain.replay import Replay
from wfm.explain.review_work import KIND_WORDS, work_of
from wfm.explain.words import ERLANG_DIGITS, clock, figure, share
from wfm.explain.worked import Worked
from wfm.shift_plan.reviews import capacities, worked_off
from wfm.units import MINUTES_PER_HOUR

DONE, LATE = "hours_done_by_due", "hours_late"
LATE_DIGITS = 9


def explain_late_work(
    replay: Replay,
    worked: Worked,
    stream: Stream,
    created: pd.Timestamp,
    due: pd.Timestamp,
    column: str,
    cell: str = "",
) -> Explanation:
    """Return the hours done in time, or late, of one piece of work that may wait.

    Parameters
    ----------
    replay
        The walk of the planner's file.
    worked
        The finished plan: who is at this work when.
    stream
        Site, role, pool and kind of work.
    created, due
        When it can first be done and when it must be (UTC).
    column
        ``hours_done_by_due`` or ``hours_late``.
    cell
        Where the number stands in a book; blank without one.

    Raises
    ------
    PlanningError
        If the plan has no such work or column.
    """
    row = work_of(replay, stream, created, due)
    if row is None:
        raise PlanningError(f"the plan has no {stream.kind} of {stream.pool} created {created} and due {due}")
    if column not in (DONE, LATE):
        raise PlanningError(f"{column!r} is no number of work that may wait: {DONE}, {LATE}")
    done, late = done_and_late(replay, worked, stream)
    hours = number_at(stream_work(replay, stream), row, "hours")
    lost, step, source = floor_loss(replay, Crew(stream.site, stream.role, stream.pool))
    at_it, able = _between(replay, worked, stream, created, due)
    zone = replay.given.policy.zone_of(stream.site)
    when = f"{clock(created, zone)} to {clock(due, zone)}"
    words = f"{figure(at_it, ERLANG_DIGITS)} people-hours at {KIND_WORDS[stream.kind]} from {when}"
    before = _ahead(replay, worked, stream, row)
    steps = [
        Step(f"{figure(hours, ERLANG_DIGITS)} h of work", hours, "h"),
        step,
        Step(f"{words} x (1 - {share(lost)}) = {figure(able, ERLANG_DIGITS)} h can be done", able, "h"),
        Step(
            f"work due no later takes its turn first (earliest due first): {figure(before, ERLANG_DIGITS)} h"
            " of other work is open in that time",
            before,
            "h",
        ),
        Step(f"done in time {figure(done[row], ERLANG_DIGITS)} h", float(done[row]), "h"),
    ]
    if column == LATE:
        words = f"{figure(hours, ERLANG_DIGITS)} - {figure(done[row], ERLANG_DIGITS)} h done in time"
        steps.append(Step(f"late: {words} = {figure(late[row], ERLANG_DIGITS)} h", float(late[row]), "h"))
    title = (
        f"{'Done in time' if column == DONE else 'Late'}: {KIND_WORDS[stream.kind]} of {stream.pool} at"
        f" {stream.site}, due {clock(due, zone)}"
    )
    value = float(done[row] if column == DONE else late[row])
    return Explanation(cell or title, title, value, "h", tuple(steps), source.assumptions)


def done_and_late(
    replay: Replay, worked: Worked, stream: Stream
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the hours done in time and late of every piece of a stream, in the order of its work."""

    def counted() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        table = stream_work(replay, stream).assign(**vars(stream))
        able = _capacity(replay, worked, stream)
        key = (stream.site, stream.role, stream.pool, stream.kind)
        done, _ = worked_off(table, {key: able}, replay.horizon.start, replay.horizon.interval_minutes)
        late = np.maximum(0.0, table["hours"].to_numpy(float) - done).round(LATE_DIGITS)
        return done, late

    return worked.kept(("done", stream), counted)


def _hours_at(replay: Replay, worked: Worked, stream: Stream) -> NDArray[np.float64]:
    """Return the people-hours at a stream's work in each interval, those after the plan's last included."""

    def counted() -> NDArray[np.float64]:
        table, grid = worked.activities, replay.horizon.interval_minutes
        same = (
            (table["site"] == stream.site)
            & (table["role"] == stream.role)
            & (table["pool"] == stream.pool)
            & (table["activity"] == stream.kind)
        ).to_numpy(bool)
        start, end = (minutes[same] for minutes in worked.minutes())
        last = int(max(worked.minutes()[1].max(initial=0), 0))
        count = max(len(replay.intervals), -(-last // grid))
        hours = np.zeros(count)
        for low, high in zip(start, end, strict=True):
            for at in range(max(int(low) // grid, 0), min(-(-int(high) // grid), count)):
                hours[at] += (min(high, (at + 1) * grid) - max(low, at * grid)) / MINUTES_PER_HOUR
        return hours

    return worked.kept(("at", stream), counted)


def _capacity(replay: Replay, worked: Worked, stream: Stream) -> NDArray[np.float64]:
    """Return the hours of a stream's work that can be done in each interval, floor losses taken off."""
    hours = _hours_at(replay, worked, stream)
    busy = np.flatnonzero(hours)
    table = pd.DataFrame(
        {
            **{name: getattr(stream, name) for name in ("site", "role", "pool")},
            "activity": stream.kind,
            "interval": busy,
            "hours": hours[busy],
        }
    )
    found = capacities(table, len(hours), replay.given.policy)
    return found.get((stream.site, stream.role, stream.pool, stream.kind), np.zeros(len(hours)))


def _between(
    replay: Replay, worked: Worked, stream: Stream, created: pd.Timestamp, due: pd.Timestamp
) -> tuple[float, float]:
    """Return the people-hours at a stream's work between two times, before and after floor losses."""
    grid = pd.Timedelta(minutes=replay.horizon.interval_minutes)
    first, last = ((moment - replay.horizon.start) // grid for moment in (created, due))
    inside = slice(max(first, 0), max(last, 0))
    return (
        float(_hours_at(replay, worked, stream)[inside].sum()),
        float(_capacity(replay, worked, stream)[inside].sum()),
    )


def _ahead(replay: Replay, worked: Worked, stream: Stream, row: int) -> float:
    """Return the hours of other work of a stream that is open while one piece is and due no later."""
    table = stream_work(replay, stream)
    mine = table.iloc[row]
    is_open = (table["due"] > mine["created"]) & (table["created"] < mine["due"])
    others = table[is_open & (table["due"] <= mine["due"]) & (table.index != row)]
    return float(others["hours"].sum())
