"""Which variables the model needs: who may work which shift, take which break, do what and when."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.shift_plan.dated_shift import Position
from models.shift_plan.week import Week
from wfm.units import MINUTES_PER_HOUR


@dataclass(frozen=True)
class Pause:
    """Breaks of equal length and equal places of one skill set, pooled over the shifts that have them.

    ``jobs`` are the (skill set, shift) pairs; whoever works one takes exactly one of ``positions``.
    """

    skill_set: int
    minutes: int
    is_paid: bool
    positions: tuple[Position, ...]
    jobs: tuple[tuple[int, int], ...]


Job = tuple[int, int]
"""A skill set and a shift."""


@dataclass(frozen=True, eq=False)
class Layout:
    """The index sets of one week's model.

    ``jobs`` are those of use; ``crowd`` bounds the people of a cheapest plan in one place; ``on_shift``
    gives the jobs at work per (skill set, interval), ``away`` the (pause, place) that take people out of
    it, ``partly_off`` and ``partly_away`` the same per (skill set, interval, minutes) where only minutes
    of the interval are missed; ``manned`` and ``resting`` are where anyone can be at work or miss minutes;
    ``doers`` the skill sets that may do a task in an interval.
    """

    jobs: tuple[Job, ...]
    pauses: tuple[Pause, ...]
    crowd: int
    on_shift: dict[tuple[int, int], list[Job]]
    away: dict[tuple[int, int], list[tuple[int, int]]]
    partly_off: dict[tuple[int, int, int], list[Job]]
    partly_away: dict[tuple[int, int, int], list[tuple[int, int]]]
    manned: tuple[tuple[int, int], ...]
    resting: dict[tuple[int, int], tuple[int, ...]]
    doers: dict[tuple[int, int], tuple[int, ...]]


def layout(week: Week) -> Layout:
    """Return the index sets of ``week``; shifts that could do nothing useful are left out."""
    wanted = _wanted(week)
    jobs = _useful_jobs(week, wanted)
    pauses = _pauses(week, jobs)
    on_shift: dict[tuple[int, int], list[Job]] = defaultdict(list)
    partly_off: dict[tuple[int, int, int], list[Job]] = defaultdict(list)
    for k, j in jobs:
        for t in week.shifts[j].intervals:
            on_shift[k, t].append((k, j))
        for t, minutes in week.shifts[j].missing:
            partly_off[k, t, minutes].append((k, j))
    away: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    partly_away: dict[tuple[int, int, int], list[tuple[int, int]]] = defaultdict(list)
    for w, pause in enumerate(pauses):
        for i, position in enumerate(pause.positions):
            for t, minutes in position.away:
                if minutes >= week.grid:
                    away[pause.skill_set, t].append((w, i))
                else:
                    partly_away[pause.skill_set, t, minutes].append((w, i))
    came = {(int(k), int(t)) for k, t in np.argwhere(week.carried.present > 0)}
    manned = tuple(sorted(set(on_shift) | came))
    resting: dict[tuple[int, int], tuple[int, ...]] = {}
    for k, t, minutes in sorted({*partly_off, *partly_away, *week.carried.resting}):
        resting[k, t] = (*resting.get((k, t), ()), minutes)
    doers = _doers(week, wanted, set(manned))
    return Layout(
        jobs, pauses, _crowd(week, resting), on_shift, away, partly_off, partly_away, manned, resting, doers
    )


def _useful_jobs(week: Week, wanted: NDArray[np.bool_]) -> tuple[Job, ...]:
    useful = [np.any(wanted[list(who.tasks)], axis=0) for who in week.crews.skill_sets]
    return tuple(
        (k, j)
        for k, who in enumerate(week.crews.skill_sets)
        for j, shift in enumerate(week.shifts)
        if shift.pattern.site == who.site and useful[k][shift.intervals.start : shift.intervals.stop].any()
    )


def _pauses(week: Week, jobs: tuple[Job, ...]) -> tuple[Pause, ...]:
    """Return the breaks, those of equal length and equal places of one skill set together."""
    pooled: dict[tuple[int, int, bool, tuple[Position, ...]], list[Job]] = defaultdict(list)
    for k, j in jobs:
        for window in week.shifts[j].windows:
            pooled[k, window.rest.minutes, window.rest.is_paid, window.positions].append((k, j))
    return tuple(Pause(*key, jobs=tuple(members)) for key, members in pooled.items())


def _wanted(week: Week) -> NDArray[np.bool_]:
    """Return in which intervals each task has something to do: a need, or work created and not yet due."""
    wanted: NDArray[np.bool_] = week.required > 0
    for a, created in week.created.items():
        overdue = np.zeros(week.span)
        for due in week.due[a]:
            overdue[min(due.before, week.span) :] = due.hours
        wanted[a] = created - overdue > 0
    return wanted


def _doers(
    week: Week, wanted: NDArray[np.bool_], manned: set[tuple[int, int]]
) -> dict[tuple[int, int], tuple[int, ...]]:
    able = {a: week.crews.able(a) for a in range(len(week.crews.tasks))}
    return {
        (int(a), int(t)): tuple(k for k in able[a] if (k, int(t)) in manned) for a, t in np.argwhere(wanted)
    }


def _crowd(week: Week, resting: dict[tuple[int, int], tuple[int, ...]]) -> int:
    """Return more people than the cheapest plan can have in one place.

    Without any one of its people a cheapest plan would miss something in some interval, where each counts
    for at least the smallest part that short breaks leave: so it has at most as many as all intervals
    together need at that part each. Needs at once would be too few: where everyone must pause in the same
    hour, twice the people come.
    """
    parts = week.grid // math.gcd(week.grid, *(m for minutes in resting.values() for m in minutes))
    kept = min((task.kept for task in week.crews.tasks), default=1.0)
    live = float(np.ceil(week.required * parts / kept).sum())
    deferred = sum(float(created[-1]) for created in week.created.values() if len(created))
    carried = float(week.carried.present.sum(axis=0).max(initial=0))
    return int(np.ceil(live + parts * deferred / kept / week.hours + carried)) + 1


def unpaid_night_hours(week: Week, pause: Pause, position: Position) -> float:
    """Return the most night hours an unpaid break at this place can take out of the premium."""
    if pause.is_paid:
        return 0.0
    night = max(
        week.night_minutes(pause.skill_set, minute, minute + pause.minutes)
        for minute in range(position.first_minute, position.last_minute + 1)
    )
    return night / MINUTES_PER_HOUR
