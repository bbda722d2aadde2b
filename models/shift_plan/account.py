"""What a planned week costs, recounted from its timelines, and what it leaves to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.shift_plan.breach import breaches
from models.shift_plan.duty import Duty
from models.shift_plan.supply import Worked
from models.shift_plan.timeline import tables
from models.shift_plan.week import COHORT, Carried, Week
from wfm.people import SkillSets
from wfm.policy.noun import Policy
from wfm.shift_plan.recount import staffing_cost, task_hours
from wfm.shift_plan.reviews import capacities, worked_off


@dataclass(frozen=True, eq=False)
class Account:
    """Money of one week and site.

    ``staffing`` is wages and premiums, ``priced`` what is short, late, unused or against a soft rule.
    """

    staffing: float
    priced: float
    carried: Carried

    @property
    def objective(self) -> float:
        """What the model minimises."""
        return self.staffing + self.priced


def account(
    week: Week,
    begun: Sequence[Duty],
    running: Sequence[Duty],
    skill_sets: SkillSets,
    policy: Policy,
) -> Account:
    """Return the recount of a week.

    Parameters
    ----------
    week
        The instance, for needs and prices.
    begun, running
        Duties that start in it, and those that came over; both work, only the former are paid here.
    skill_sets, policy
        Pay, nights and losses.
    """
    everyone = [*begun, *running]
    lines, activities = tables(everyone, week.crews, week.start, week.grid, skill_sets, policy)
    paid = float(staffing_cost(lines.iloc[: len(begun)], skill_sets, policy, activities).sum())
    if week.booked.any():
        freed = [duty.without_booked() for duty in everyone]
        lines, activities = tables(freed, week.crews, week.start, week.grid, skill_sets, policy)
    hours = task_hours(lines, activities, week.start, week.grid, week.span)
    able = capacities(hours, week.span, policy)
    # What next week's people will do is not known here: only work done by the block's end is off the list.
    inside = {key: np.where(np.arange(week.span) < week.count, row, 0.0) for key, row in able.items()}
    table = week.cohorts.reset_index(drop=True)
    _, left = worked_off(table, inside, week.start, week.grid)
    remaining = table.assign(hours=left)
    remaining = remaining[remaining["hours"] > 0][COHORT]
    present, resting = presence(everyone, len(week.crews.skill_sets), range(week.count, week.span), week.grid)
    priced = _shortage(week, hours) + _lateness(week, able) + breaches(week, begun, everyone)
    return Account(paid, priced, Carried(present, resting, remaining, _worked(week, begun)))


def _worked(week: Week, begun: Sequence[Duty]) -> Worked:
    """Return what all blocks up to this one used of people and starts, by local date."""
    before = week.carried.worked
    people, minutes, starts = dict(before.people), dict(before.paid_minutes), dict(before.starts)
    for duty in begun:
        key, pattern = (duty.skill_set, duty.shift.day), duty.shift.pattern
        people[key] = people.get(key, 0) + 1
        minutes[key] = minutes.get(key, 0) + pattern.paid_minutes
        at = (pattern.site, duty.shift.day)
        starts[at] = starts.get(at, frozenset()) | {pattern.start_minute}
    return Worked(people, minutes, starts)


def _shortage(week: Week, hours: pd.DataFrame) -> float:
    """Return the priced shortage of live work, service missing over days included."""
    total = 0.0
    for a, task in enumerate(week.crews.tasks):
        if task.is_live:
            same = (
                hours[["site", "role", "pool", "activity"]] == [task.site, task.role, task.pool, task.kind]
            ).all(axis=1)
            on_duty = np.zeros(week.span)
            on_duty[hours.loc[same, "interval"]] = hours.loc[same, "hours"] / week.hours * task.kept
            short = np.maximum(0.0, week.required[a] - on_duty)
            total += float(np.sum(week.price[a] * np.where(short > 1e-9, short, 0.0)))
            days = [target for target in week.day_targets if target.task == a]
            total += sum(
                target.price * missed for target in days if (missed := target.missed(on_duty)) > 1e-9
            )
    return total


def _lateness(week: Week, able: dict[tuple[str, ...], np.ndarray]) -> float:
    """Return the price of work not done when due; each hour counts once, at the due time it missed."""
    total = 0.0
    for a, dues in week.due.items():
        task = week.crews.tasks[a]
        row = able.get((task.site, task.role, task.pool, task.kind), np.zeros(week.span))
        finished, late, last = 0.0, 0.0, 0
        created = np.concatenate([[0.0], week.created[a]])
        for due in dues:
            for t in range(last, min(due.before, week.span)):
                finished = min(finished + row[t], created[t + 1] - late)
            last = max(last, min(due.before, week.span))
            missed = due.hours - finished - late
            if missed > 1e-9:
                late += missed
                total += missed * due.price
    return total


def presence(
    duties: Sequence[Duty], skill_sets: int, over: range, grid: int
) -> tuple[np.ndarray, dict[tuple[int, int, int], float]]:
    """Return who is at work in the intervals ``over``, counted from its first, and who misses minutes."""
    present = np.zeros((skill_sets, len(over)))
    resting: dict[tuple[int, int, int], float] = defaultdict(float)
    for duty in duties:
        away = duty.away(grid)
        for t in duty.intervals(grid):
            minutes = away.get(t, 0)
            if t in over and minutes < grid:
                present[duty.skill_set, t - over.start] += 1.0
                if minutes:
                    resting[duty.skill_set, t - over.start, minutes] += 1.0
    return present, dict(resting)
