"""Where a reserve comes from: reviews put aside, overtime, people on call; what each gives and costs.

Each means alone is held against the people a crew lacks, interval by interval. It would hold the service
where it has all of them; else the words say what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from wfm.policy import Policy
from wfm.reserve.lacking import Counts
from wfm.roster import Roster
from wfm.shift_plan.recount import CREW, LIVE, task_pieces
from wfm.simulation import SimulationCase
from wfm.units import HOURS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE
from wfm.workload.deferrable import REVIEW

DROPPED, OVERTIME, ON_CALL = "review work dropped", "overtime", "on call"
ASSUMED = (
    "overtime_hours",
    "overtime_factor",
    "on_call_hours",
    "on_call_wage_factor",
    "on_call_notice_minutes",
)
NEAR = 1e-9


@dataclass(frozen=True)
class Supply:
    """What one means gives: people-hours of work, wages more, and the people-hours it cannot give."""

    means: str
    hours: float
    price: float
    missing_hours: float

    @property
    def holds(self) -> bool:
        """Whether it gives everyone who is lacking."""
        return self.missing_hours <= NEAR


@dataclass(frozen=True, eq=False)
class _Crew:
    """What the means draw on for one station: its lack by interval, and its people's shifts in intervals."""

    lack: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    off: np.ndarray
    wage: float


def supplies(
    lack: Counts, case: SimulationCase, roster: Roster, policy: Policy, since: int | None
) -> tuple[Supply, ...]:
    """Return what each means would give of the people a roster lacks.

    Parameters
    ----------
    lack
        People, stations x intervals of ``case``.
    case
        Its stations and intervals.
    roster
        Whose shifts can be made longer, and who is off.
    policy
        Wages, and how much of each means there is.
    since
        Interval in which it comes without notice: whoever is called comes the notice later; None: it is known
        before.

    Notes
    -----
    Overtime and calls are dealt out in the order of time, whoever costs least first. For calls of one length
    that is the fewest there can be; for overtime it is near it: hours are about.
    """
    notice = policy.reference.value("on_call_notice_minutes") * SECONDS_PER_MINUTE / case.interval_seconds
    earliest = 0 if since is None else since + int(np.ceil(notice - NEAR))
    crews = list(_crews(lack, case, roster, policy))
    return (
        _dropped(lack, case, roster),
        _together(OVERTIME, (_overtime(each, case, policy, earliest) for each in crews), case, policy),
        _together(ON_CALL, (_on_call(each, case, policy, earliest) for each in crews), case, policy),
    )


def _crews(lack: Counts, case: SimulationCase, roster: Roster, policy: Policy) -> Iterator[_Crew]:
    plan = roster.shift_plan
    lines = plan.lines.assign(
        first=_interval(plan.lines["shift_start"], case), last=_interval(plan.lines["shift_end"], case)
    )
    for station in np.flatnonzero(lack.any(axis=1)):
        site, role, pool, activity = case.stations.loc[station, [*CREW, "activity"]]
        tasks = plan.activities
        own = tasks[(tasks["role"] == role) & (tasks["pool"] == pool) & (tasks["activity"] == activity)]
        mine = lines[lines["line"].isin(own["line"]) & (lines["site"] == site)]
        repeated = mine.loc[mine.index.repeat(mine["people"])]
        pay = policy.pay[(policy.pay["site"] == site) & (policy.pay["role"] == role)]["wage_per_hour"]
        yield _Crew(
            lack[station],
            repeated["first"].to_numpy(float),
            repeated["last"].to_numpy(float),
            _people_off(mine, roster, case),
            float(pay.iloc[0]) if len(pay) else 0.0,
        )


def _interval(instants: pd.Series, case: SimulationCase) -> pd.Series:
    """Return instants in intervals from the plan's start, parts of one included."""
    return (instants - case.horizon.start).dt.total_seconds() / case.interval_seconds


def _people_off(mine: pd.DataFrame, roster: Roster, case: SimulationCase) -> np.ndarray:
    """Return, by interval, how many of those who work the crew's shifts have none on that day."""
    duties = roster.duties[roster.duties["line"].isin(mine["line"])]
    led = set(roster.people.loc[roster.people["leads"] == "", "person_id"])
    who = set(duties["person_id"]) & led
    every = roster.duties[roster.duties["person_id"].isin(who)]
    at_work = every.groupby("date")["person_id"].nunique()
    days = pd.Series(case.horizon.intervals()).dt.tz_convert(case.horizon.zone).dt.tz_localize(None)
    return len(who) - np.asarray(days.dt.normalize().map(at_work).fillna(0), np.int64)


def _dropped(lack: Counts, case: SimulationCase, roster: Roster) -> Supply:
    """Return live work done by those who review at that time and know it; their reviews stay undone."""
    hours = case.interval_seconds / SECONDS_PER_HOUR
    plan, origin = roster.shift_plan, case.horizon.start
    grid = round(case.interval_seconds / SECONDS_PER_MINUTE)
    pieces = task_pieces(plan.lines, plan.activities, origin, grid, case.intervals)
    given = missing = 0.0
    for station in np.flatnonzero(lack.any(axis=1)):
        site, role, pool, activity = case.stations.loc[station, [*CREW, "activity"]]
        able = pieces[(pieces["role"] == role) & (pieces["pool"] == pool) & (pieces["activity"] == LIVE)]
        spare = pieces[
            pieces["line"].isin(able["line"]) & (pieces["activity"] == REVIEW) & (pieces["site"] == site)
        ]
        there = np.bincount(spare["interval"], spare["hours"], minlength=case.intervals)
        wanted = lack[station] * hours
        used = np.minimum(wanted, there) if activity == LIVE else np.zeros(case.intervals)
        given += float(used.sum())
        missing += float((wanted - used).sum())
    return Supply(DROPPED, given, 0.0, missing)


def _together(
    means: str, parts: Iterator[tuple[float, float, float]], case: SimulationCase, policy: Policy
) -> Supply:
    width = case.interval_seconds / SECONDS_PER_HOUR
    hours, price, missing = np.array([(0.0, 0.0, 0.0), *parts]).sum(axis=0) * width
    factor = policy.reference.value("overtime_factor" if means == OVERTIME else "on_call_wage_factor")
    return Supply(means, float(hours), float(price) * factor, float(missing))


def _overtime(crew: _Crew, case: SimulationCase, policy: Policy, earliest: int) -> tuple[float, float, float]:
    """Return intervals worked beyond shifts, these by wage, and people-intervals that nobody could give.

    Whoever still works on goes on first; then those whose shift ended last, or begins soonest.
    """
    most = policy.reference.value("overtime_hours") * SECONDS_PER_HOUR / case.interval_seconds
    ends, starts = crew.ends.copy(), crew.starts.copy()
    worked = missing = 0.0
    for t in np.flatnonzero(crew.lack):
        covered = int(
            ((crew.ends < t + 1) & (ends >= t + 1)).sum() + ((crew.starts > t) & (starts <= t)).sum()
        )
        short = int(crew.lack[t]) - covered
        while short > 0:
            later = np.where((ends <= t + NEAR) & (t + 1 - crew.ends <= most + NEAR), t + 1 - ends, np.inf)
            sooner = np.where((starts >= t + 1) & (crew.starts - t <= most + NEAR), starts - t, np.inf)
            if t < earliest:
                sooner[:] = np.inf
            best = [float(each.min(initial=np.inf)) for each in (later, sooner)]
            if not np.isfinite(min(best)):
                break
            if best[0] <= best[1]:
                ends[int(np.argmin(later))] = t + 1
            else:
                starts[int(np.argmin(sooner))] = t
            worked += min(best)
            short -= 1
        missing += max(short, 0)
    return worked, worked * crew.wage, missing


def _on_call(crew: _Crew, case: SimulationCase, policy: Policy, earliest: int) -> tuple[float, float, float]:
    """Return intervals of people called in, these by wage, and people-intervals that nobody could give."""
    least = policy.reference.value("on_call_hours") * SECONDS_PER_HOUR / case.interval_seconds
    length = int(np.ceil(least - NEAR))
    until = np.zeros(0)
    called = np.zeros(0)
    missing = worked = 0.0
    a_day = HOURS_PER_DAY * SECONDS_PER_HOUR / case.interval_seconds
    for t in np.flatnonzero(crew.lack):
        short = int(crew.lack[t] - (until > t).sum())
        if short <= 0:
            continue
        # Who came within the last day does not come again.
        free = max(0, int(crew.off[t] - (called > t - a_day).sum())) if t >= earliest else 0
        come = min(short, free)
        until, called = np.append(until, [t + length] * come), np.append(called, [t] * come)
        worked += come * length
        missing += short - come
    return worked, worked * crew.wage, missing


def reserve_hours(lack: Counts, case: SimulationCase) -> float:
    """Return the people-hours a roster lacks."""
    return float(lack.sum() * case.interval_seconds / SECONDS_PER_HOUR)
