"""One week to be planned, as plain numbers: shifts, needs, deferrable work and what came over from before."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.shift_plan.dated_shift import DatedShift, dated_shifts, minutes_between
from models.shift_plan.day_target import DayTarget, day_targets
from models.shift_plan.site_plan import Crews
from models.shift_plan.supply import Supply, Worked, supply
from wfm.horizon import Horizon
from wfm.requirement import Requirement
from wfm.shift_plan.night import NightClock, night_clock
from wfm.units import DAYS_PER_WEEK, MINUTES_PER_DAY, MINUTES_PER_HOUR

CREW = ["site", "role", "pool"]
COHORT = [*CREW, "kind", "created", "due", "hours"]


@dataclass(frozen=True, eq=False)
class Carried:
    """What an earlier week leaves: people still at work, and deferrable work not yet done.

    ``present`` has a row per skill set and a column per interval after the block's start; ``resting`` counts
    those who miss some minutes, by (skill set, interval, minutes). ``left`` holds rows as in
    ``Requirement.deferred`` with the hours still to do; ``worked`` what people and starts were used.
    """

    present: NDArray[np.float64]
    resting: dict[tuple[int, int, int], float]
    left: pd.DataFrame
    worked: Worked = field(default_factory=Worked)


@dataclass(frozen=True)
class Due:
    """Work that must be finished in intervals below ``before``: cumulative hours and price per hour."""

    before: int
    hours: float
    price: float


@dataclass(frozen=True, eq=False)
class Week:
    """The instance of one block; intervals count from its start, ``count`` in it, up to ``span`` after it.

    ``required``, ``price`` have a row per task; ``price`` is the price of one person short on duty for one
    interval. Past the end the price is what next week would pay to cover the need itself, where it can.
    ``cohorts`` is the deferrable work still open; ``created`` and ``due`` sum it up per task. ``booked`` has
    a row per skill set: people who are on shift in an interval and cover nothing. ``supply`` is what the
    people may work; ``day_targets`` what crews must give over a day, ``required`` being their least then.
    """

    crews: Crews
    start: pd.Timestamp
    grid: int
    count: int
    span: int
    shifts: tuple[DatedShift, ...]
    required: NDArray[np.int64]
    price: NDArray[np.float64]
    carried: Carried
    cohorts: pd.DataFrame
    created: dict[int, NDArray[np.float64]]
    due: dict[int, tuple[Due, ...]]
    nights: dict[int, NightClock] = field(repr=False)
    supply: Supply
    booked: NDArray[np.int64]
    day_targets: tuple[DayTarget, ...] = ()

    @property
    def hours(self) -> float:
        """Length of an interval (hours)."""
        return self.grid / MINUTES_PER_HOUR

    def night_minutes(self, skill_set: int, start: int, end: int) -> int:
        """Return the minutes of [start, end) that are night for a skill set's site."""
        clock = self.nights[skill_set]
        return int(clock.elapsed[end] - clock.elapsed[start])

    def premium(self, skill_set: int, start: int, end: int) -> float:
        """Return what one person's time in [start, end) costs beyond the wage (currency): night, holiday."""
        who = self.crews.skill_sets[skill_set]
        dear = 0.0
        for day in self.crews.dear_days.get(who.site, ()):
            first, last = minutes_between(self.start, day.start), minutes_between(self.start, day.end)
            dear += day.share * max(0, min(end, last) - max(start, first))
        night = self.night_minutes(skill_set, start, end)
        return (who.night_premium * night + who.wage * dear) / MINUTES_PER_HOUR

    def shift_cost(self, skill_set: int, shift: DatedShift) -> float:
        """Return wage and premiums of one person, as if every break were paid."""
        wage = self.crews.skill_sets[skill_set].wage * shift.pattern.paid_minutes / MINUTES_PER_HOUR
        return wage + self.premium(skill_set, shift.start, shift.end)

    def able(self, skill_set: int, shift: DatedShift) -> frozenset[str] | None:
        """Return the named people who may start a shift; None where only their number is known.

        A shift is a night's if it is wherever its unpaid breaks lie.
        """
        named = self.crews.skill_sets[skill_set].named
        if named is None or named.attendance is None:
            return None
        pattern = shift.pattern
        paid_at_night = self.night_minutes(skill_set, shift.start, shift.end) - (
            pattern.presence_minutes - pattern.paid_minutes
        )
        is_night = paid_at_night >= named.night_hours * MINUTES_PER_HOUR - 1e-6
        return named.attendance.able(pattern, shift.day, is_night)

    def somebody_may(self, skill_set: int, shift: DatedShift) -> bool:
        """Return whether any of a skill set's people may work a shift of their site."""
        if skill_set not in self.supply.named:
            return True
        able = self.able(skill_set, shift)
        return self.supply.people[skill_set, shift.day] > 0 and (able is None or bool(able))

    def locked(self, skill_set: int, shift: DatedShift) -> int:
        """Return how many people must work a shift whatever else is planned."""
        named = self.crews.skill_sets[skill_set].named
        if named is None or named.attendance is None:
            return 0
        return named.attendance.locked.get((shift.day, shift.pattern.code), 0)

    def lock_price(self, skill_set: int, shift: DatedShift) -> float:
        """Return the price of a locked shift that is not planned (currency)."""
        wage = self.crews.skill_sets[skill_set].wage
        return wage * self.crews.shortage_factor * shift.pattern.paid_minutes / MINUTES_PER_HOUR

    def booked_price(self, skill_set: int) -> float:
        """Return the price of a booking nobody is on shift for (currency per interval)."""
        return self.crews.skill_sets[skill_set].wage * self.crews.shortage_factor * self.hours


def week(crews: Crews, requirement: Requirement, block: Horizon, carried: Carried | None = None) -> Week:
    """Return the instance of one block of the horizon.

    Parameters
    ----------
    crews
        Tasks, skill sets, patterns, prices.
    requirement
        Needs and deferrable work of the whole horizon.
    block
        The days to plan; a shift belongs to it by its first instant.
    carried
        What the weeks before leave; None for the first.
    """
    start, grid = block.start, block.interval_minutes
    count = len(block.intervals())
    shifts = dated_shifts(crews.patterns, crews.zones, start, start, block.end, grid)
    ends = max((shift.intervals[-1] + 1 for shift in shifts), default=0)
    over = carried.present.shape[1] if carried else 0
    span = max(count, ends, over)
    brought = Carried(
        _widened(carried.present if carried else None, len(crews.skill_sets), span),
        carried.resting if carried else {},
        carried.left if carried else requirement.deferred.iloc[:0],
        carried.worked if carried else Worked(),
    )
    first_day = requirement.horizon.first_day
    number = (block.first_day - first_day).days // DAYS_PER_WEEK
    next_day = dated_shifts(
        crews.patterns, crews.zones, start, block.end, block.end + pd.Timedelta(minutes=MINUTES_PER_DAY), grid
    )
    covered_next = _covered(next_day, crews, count, span + MINUTES_PER_DAY // grid)
    cohorts = pd.concat(
        [brought.left, _created_in(requirement.deferred, start, block.end)], ignore_index=True
    )
    price = _prices(crews, grid, count, span, covered_next)
    is_last = block.end >= requirement.horizon.end
    created, due = _deferred(crews, cohorts, start, grid, count, span, {} if is_last else covered_next)
    return Week(
        crews,
        start,
        grid,
        count,
        span,
        tuple(shifts),
        people_required(crews, requirement, start, grid, span),
        price,
        brought,
        cohorts,
        created,
        due,
        {
            k: night_clock(start, (span + 1) * grid, crews.zones[who.site], who.night_start, who.night_end)
            for k, who in enumerate(crews.skill_sets)
        },
        supply(crews, shifts, number, first_day, brought.worked),
        _booked(crews, start, grid, span),
        day_targets(crews.tasks, crews.zones, requirement, start, grid, price[:, :count]),
    )


def _widened(values: NDArray[np.float64] | None, rows: int, columns: int) -> NDArray[np.float64]:
    wide = np.zeros((rows, columns))
    if values is not None:
        wide[:, : values.shape[1]] = values
    return wide


def _created_in(deferred: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    return deferred[(deferred["created"] >= first) & (deferred["created"] < last)]


def people_required(
    crews: Crews, requirement: Requirement, start: pd.Timestamp, grid: int, span: int
) -> NDArray[np.int64]:
    """Return the people needed on duty per task and interval."""
    table = requirement.table
    interval = (table["interval_start"] - start) // pd.Timedelta(minutes=grid)
    table = table.assign(interval=interval)[(interval >= 0) & (interval < span) & (table["on_duty"] > 0)]
    row = {(task.site, task.role, task.pool): a for a, task in enumerate(crews.tasks) if task.is_live}
    needed = np.zeros((len(crews.tasks), span), dtype=np.int64)
    tasks = [row[key] for key in zip(*(table[name] for name in CREW), strict=True)]
    needed[tasks, table["interval"].to_numpy(dtype=np.int64)] = table["on_duty"].to_numpy()
    return needed


def _booked(crews: Crews, start: pd.Timestamp, grid: int, span: int) -> NDArray[np.int64]:
    """Return the people off the phone per skill set and interval, parts of a person as a whole one."""
    booked = np.zeros((len(crews.skill_sets), span), dtype=np.int64)
    for k, who in enumerate(crews.skill_sets):
        for instant, people in who.off_phone:
            t = minutes_between(start, instant) // grid
            if 0 <= t < span:
                booked[k, t] = math.ceil(people - 1e-9)
    return booked


def _covered(shifts: list[DatedShift], crews: Crews, first: int, last: int) -> dict[str, NDArray[np.bool_]]:
    """Return, by site, in which intervals from the block's end next week's shifts can be at work."""
    covered = {site: np.zeros(last - first, dtype=bool) for site in crews.zones}
    for shift in shifts:
        low, high = shift.intervals[0] - first, shift.intervals[-1] + 1 - first
        covered[shift.pattern.site][max(0, low) : high] = True
    return covered


def _prices(
    crews: Crews, grid: int, count: int, span: int, covered_next: dict[str, NDArray[np.bool_]]
) -> NDArray[np.float64]:
    """Return the price of one person short for an interval: high inside the block, a wage after it."""
    prices = np.empty((len(crews.tasks), span))
    for a, task in enumerate(crews.tasks):
        short = task.wage * crews.shortage_factor * grid / MINUTES_PER_HOUR
        hired = task.wage / task.kept * grid / MINUTES_PER_HOUR
        prices[a, :count] = short
        prices[a, count:] = np.where(covered_next[task.site][: span - count], hired, short)
    return prices


def _deferred(
    crews: Crews,
    cohorts: pd.DataFrame,
    start: pd.Timestamp,
    grid: int,
    count: int,
    span: int,
    covered_next: dict[str, NDArray[np.bool_]],
) -> tuple[dict[int, NDArray[np.float64]], dict[int, tuple[Due, ...]]]:
    """Return cumulative work created and due, per deferrable task.

    What is already overdue at the block's start is not planned for: it is late whatever happens. Work due
    within a day of the end is priced as next week would pay for it; later work is next week's alone. After
    the last week (``covered_next`` empty) nobody comes: the plan finishes all the work it creates.
    """
    created: dict[int, NDArray[np.float64]] = {}
    due: dict[int, tuple[Due, ...]] = {}
    for a, task in enumerate(crews.tasks):
        if task.is_live:
            continue
        same = (
            cohorts[["site", "role", "pool", "kind"]] == [task.site, task.role, task.pool, task.kind]
        ).all(axis=1)
        mine = cohorts[same]
        begins = np.array(
            [max(0, minutes_between(start, i) // grid) for i in mine["created"]], dtype=np.int64
        )
        before = np.array([minutes_between(start, i) // grid for i in mine["due"]], dtype=np.int64)
        hours = mine["hours"].to_numpy(dtype=np.float64)
        before = before if covered_next else np.minimum(before, span)
        is_open = (before > 0) & (hours > 0)
        begins, before, hours = begins[is_open], before[is_open], hours[is_open]
        created[a] = np.cumsum(np.bincount(begins, weights=hours, minlength=span)[:span])
        dues = []
        for last in np.unique(before[before <= count + MINUTES_PER_DAY // grid]):
            can_wait = bool(covered_next) and last > count and covered_next[task.site][: last - count].any()
            price = task.wage / task.kept if can_wait else task.wage * crews.shortage_factor
            dues.append(Due(int(last), float(hours[before <= last].sum()), price))
        due[a] = tuple(dues)
    return created, due
