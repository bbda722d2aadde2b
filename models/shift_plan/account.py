"""What a planned week costs, recounted from its timelines, and what it leaves to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.shift_plan.duty import Duty
from models.shift_plan.timeline import tables
from models.shift_plan.week import COHORT, Carried, Week
from wfm.people import SkillSets
from wfm.policy.noun import Policy
from wfm.shift_plan.recount import staffing_cost, task_hours
from wfm.shift_plan.reviews import capacities, worked_off


@dataclass(frozen=True, eq=False)
class Account:
    """Money of one week and site: ``staffing`` is wages and premiums, ``priced`` shortage and lateness."""

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
    lines, activities = tables([*begun, *running], week.crews, week.start, week.grid, skill_sets, policy)
    paid = float(staffing_cost(lines.iloc[: len(begun)], skill_sets, policy).sum())
    hours = task_hours(lines, activities, week.start, week.grid, week.span)
    able = capacities(hours, week.span, policy)
    # What next week's people will do is not known here: only work done by the block's end is off the list.
    inside = {key: np.where(np.arange(week.span) < week.count, row, 0.0) for key, row in able.items()}
    table = week.cohorts.reset_index(drop=True)
    _, left = worked_off(table, inside, week.start, week.grid)
    remaining = table.assign(hours=left)
    remaining = remaining[remaining["hours"] > 0][COHORT]
    present, resting = _presence(week, [*begun, *running])
    priced = _shortage(week, hours) + _lateness(week, able)
    return Account(paid, priced, Carried(present, resting, remaining))


def _shortage(week: Week, hours: pd.DataFrame) -> float:
    """Return the priced shortage of live work."""
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


def _presence(week: Week, duties: Sequence[Duty]) -> tuple[np.ndarray, dict[tuple[int, int, int], float]]:
    """Return who is at work after the block's end, counted from there, and who misses minutes."""
    present = np.zeros((len(week.crews.skill_sets), week.span - week.count))
    resting: dict[tuple[int, int, int], float] = defaultdict(float)
    for duty in duties:
        away = duty.away(week.grid)
        for t in duty.intervals(week.grid):
            minutes = away.get(t, 0)
            if week.count <= t < week.span and minutes < week.grid:
                present[duty.skill_set, t - week.count] += 1.0
                if minutes:
                    resting[duty.skill_set, t - week.count, minutes] += 1.0
    return present, dict(resting)
