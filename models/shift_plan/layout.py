"""Which variables the model needs: who may work which shift, take which break, do what and when."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from models.shift_plan.dated_shift import Position
from models.shift_plan.person_week import Alike, alike
from models.shift_plan.start_rules import LEAST
from models.shift_plan.week import Week
from wfm.units import DAYS_PER_WEEK


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

    ``jobs`` are those of use; ``crowd`` bounds, per skill set, the people of a cheapest plan in one place,
    ``most_at_start`` those who start at one time; ``on_day`` gives the jobs of a skill set that start on a
    local date, ``able`` the sets of people some of those jobs ask for, each with the jobs that nobody else
    may work, ``lengths`` the paid minutes of a skill set's shifts in a week, ``person_weeks`` its people by
    how those fit into their week, ``at_start`` the jobs of a site that start on a date at a minute of its
    clock; ``on_shift`` gives the jobs at work per (skill set, interval), ``away`` the (pause, place) that
    take people out of it, ``partly_off`` and ``partly_away`` the same per (skill set, interval, minutes)
    where only minutes of the interval are missed; ``manned`` and ``resting`` are where anyone can be at work
    or miss minutes; ``doers`` the skill sets that may do a task in an interval.
    """

    jobs: tuple[Job, ...]
    pauses: tuple[Pause, ...]
    crowd: tuple[int, ...]
    most_at_start: int
    on_day: dict[tuple[int, date], list[Job]]
    able: dict[tuple[int, date, int], tuple[int, tuple[Job, ...]]]
    lengths: dict[tuple[int, int], tuple[int, ...]]
    person_weeks: dict[tuple[int, int], tuple[Alike, ...]]
    at_start: dict[tuple[str, date, int], list[Job]]
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
    on_day: dict[tuple[int, date], list[Job]] = defaultdict(list)
    at_start: dict[tuple[str, date, int], list[Job]] = defaultdict(list)
    for k, j in jobs:
        on_day[k, week.shifts[j].day].append((k, j))
        at_start[_start_of(week, (k, j))].append((k, j))
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
    needed = _crowd(week, resting)
    cabs = [rules[LEAST].limit for rules in week.crews.start_rules.values() if LEAST in rules]
    least = max(cabs, default=0)
    lengths = _lengths(week, on_day)
    crowd = tuple(
        _crowd_of(week, k, needed + least * len(at_start)) for k in range(len(week.crews.skill_sets))
    )
    return Layout(
        jobs,
        pauses,
        crowd,
        needed + least,
        dict(on_day),
        _able(week, on_day),
        lengths,
        _person_weeks(week, lengths),
        dict(at_start),
        on_shift,
        away,
        partly_off,
        partly_away,
        manned,
        resting,
        _doers(week, wanted, set(manned)),
    )


def _useful_jobs(week: Week, wanted: NDArray[np.bool_]) -> tuple[Job, ...]:
    useful = [
        np.any(wanted[list(who.tasks)], axis=0) | (week.booked[k] > 0)
        for k, who in enumerate(week.crews.skill_sets)
    ]
    jobs = {
        (k, j): bool(useful[k][shift.intervals.start : shift.intervals.stop].any() or week.locked(k, shift))
        for k, who in enumerate(week.crews.skill_sets)
        for j, shift in enumerate(week.shifts)
        if shift.pattern.site == who.site and week.somebody_may(k, shift)
    }
    used = {_start_of(week, job) for job, is_useful in jobs.items() if is_useful}
    # The shortest shift fills a cab best, whether or not there is work for it.
    fills = {site for site, rules in week.crews.start_rules.items() if LEAST in rules}
    return tuple(
        job
        for job, is_useful in jobs.items()
        if is_useful or ((start := _start_of(week, job))[0] in fills and start in used)
    )


def _able(
    week: Week, on_day: dict[tuple[int, date], list[Job]]
) -> dict[tuple[int, date, int], tuple[int, tuple[Job, ...]]]:
    """Return, for each smaller set of people that some shifts of a date ask for, its size and those shifts.

    Of shifts that only people of one set may work there are no more than people in it: Hall's condition,
    for the sets that occur.
    """
    found = {}
    for (k, day), jobs in on_day.items():
        able = {job: people for job in jobs if (people := week.able(k, week.shifts[job[1]])) is not None}
        sets = sorted(
            {people for people in able.values() if len(people) < week.supply.people[k, day]}, key=sorted
        )
        for n, people in enumerate(sets):
            found[k, day, n] = (len(people), tuple(job for job, own in able.items() if own <= people))
    return found


def _lengths(week: Week, on_day: dict[tuple[int, date], list[Job]]) -> dict[tuple[int, int], tuple[int, ...]]:
    """Return the paid minutes of each skill set's shifts in a week, each length once."""
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for (k, day), jobs in on_day.items():
        minutes = {week.shifts[j].pattern.paid_minutes for _, j in jobs}
        found[k, week.supply.week_of(k, day)] |= minutes
    return {key: tuple(sorted(minutes, reverse=True)) for key, minutes in found.items()}


def _person_weeks(
    week: Week, lengths: dict[tuple[int, int], tuple[int, ...]]
) -> dict[tuple[int, int], tuple[Alike, ...]]:
    """Return the people of each skill set by how shifts fit into their week, where contracts bind."""
    found = {}
    for (k, w), minutes in lengths.items():
        named = week.crews.skill_sets[k].named
        if named is not None and w in named.shifts:
            groups = alike(named, week.supply.first_day + timedelta(days=DAYS_PER_WEEK * w), minutes)
            if groups:
                found[k, w] = groups
    return found


def _start_of(week: Week, job: Job) -> tuple[str, date, int]:
    """Return site, local date and minute at which people of a job start."""
    shift = week.shifts[job[1]]
    return shift.pattern.site, shift.day, shift.pattern.start_minute


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
    """Return more people than the cheapest plan can have in one place, if nobody is paid anyway.

    Without any one of its people a cheapest plan would miss something in some interval, where each counts
    for at least the smallest part that short breaks leave: so it has at most as many as all intervals
    together need at that part each. Needs at once would be too few: where everyone must pause in the same
    hour, twice the people come.
    """
    parts = week.grid // math.gcd(week.grid, *(m for minutes in resting.values() for m in minutes))
    kept = min((task.kept for task in week.crews.tasks), default=1.0)
    useful = week.required.astype(float)
    for target in week.day_targets:
        for t, curve in target.curves.items():
            useful[target.task, t] = max(useful[target.task, t], curve.people[-1])
    live = float(np.ceil(useful * parts / kept).sum())
    deferred = sum(float(created[-1]) for created in week.created.values() if len(created))
    carried = float(week.carried.present.sum(axis=0).max(initial=0))
    booked = float(parts * week.booked.sum())
    return int(np.ceil(live + parts * deferred / kept / week.hours + carried + booked)) + 1


def _crowd_of(week: Week, skill_set: int, needed: int) -> int:
    """Return more people of a skill set than a cheapest plan has in one place.

    Named people are paid whether they work or not, so a plan may have more of them than anyone needs, but
    never more than there are on the two dates whose shifts can meet, and those who came over.
    """
    if skill_set not in week.supply.named:
        return needed
    on_dates = sorted(people for (k, _), people in week.supply.people.items() if k == skill_set)
    return int(sum(on_dates[-2:]) + np.ceil(week.carried.present[skill_set].max(initial=0)))


def unpaid_premium(week: Week, pause: Pause, position: Position) -> float:
    """Return the most premium an unpaid break at this place can save (currency)."""
    if pause.is_paid:
        return 0.0
    return max(
        week.premium(pause.skill_set, minute, minute + pause.minutes)
        for minute in range(position.first_minute, position.last_minute + 1)
    )
