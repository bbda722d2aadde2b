"""Week after week and site after site: what one leaves over the next one starts with."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
import pandas as pd

from models.limits import SolveLimits
from models.shift_plan.account import Account, account
from models.shift_plan.duty import Duty, duties
from models.shift_plan.roles import assign_tasks
from models.shift_plan.search import search
from models.shift_plan.site_plan import Crews, crews
from models.shift_plan.timeline import tables
from models.shift_plan.week import Carried, Week, week
from models.shift_plan.week_program import WeekProgram
from wfm.errors import NoPlanError
from wfm.horizon import Horizon
from wfm.people import SkillSets
from wfm.policy.noun import Policy
from wfm.requirement import Requirement
from wfm.shift_pattern import ShiftPattern
from wfm.shift_plan import ACTIVITIES, LINES, WEEKS, ShiftPlan
from wfm.shift_plan.recount import coverage, staffing_cost
from wfm.shift_plan.reviews import reviews

HASTY_SECONDS = 5.0
"""CPU seconds for each week that is still unplanned when the planner says stop: a plan must be whole."""

OnProgress = Callable[[float, str, float | None, float | None], None]
"""Called with the share of the weeks done, a word about where it is, and objective and bound where known."""

Tell = Callable[[str, float | None, float | None], None]


@dataclass(eq=False)
class SiteState:
    """One site between two weeks: who is still at work, what is left to do, what is already planned."""

    crews: Crews
    requirement: Requirement
    running: list[Duty] = field(default_factory=list)
    carried: Carried | None = None
    lines: list[pd.DataFrame] = field(default_factory=list)
    activities: list[pd.DataFrame] = field(default_factory=list)


@dataclass(frozen=True)
class Solved:
    """One week of one site."""

    objective: float
    bound: float
    staffing: float
    patterns: int


def solve(
    requirement: Requirement,
    skill_sets: SkillSets,
    patterns: Sequence[ShiftPattern],
    policy: Policy,
    limits: SolveLimits,
    on_progress: OnProgress | None = None,
) -> ShiftPlan:
    """Return the cheapest shift plan found, with a bound on how much cheaper any could be.

    Parameters
    ----------
    requirement
        People needed on duty, and work that may wait until due.
    skill_sets
        Who can do what, and how many there are.
    patterns
        Shifts of every site.
    policy
        Pay, losses, zones, seats, reference figures.
    limits
        CPU seconds of the whole horizon, gap (share of staffing cost) at which a week is good enough.
    on_progress
        Called with the share of the weeks done, a word about where it is, and objective and bound of the
        week where known.

    Raises
    ------
    NoPlanError
        If it was stopped before there was a plan of the week in hand. Weeks still ahead when the planner
        stops get a plan made in haste, so that the plan is whole.
    """
    began = time.process_time()
    listen = on_progress or (lambda done, detail, cost, bound: None)
    everywhere = crews(requirement, skill_sets, patterns, policy)
    sites = [
        SiteState(everywhere.of_site(site), at_site(requirement, site))
        for site in sorted({task.site for task in everywhere.tasks})
    ]
    blocks = requirement.horizon.weeks()
    rows: list[dict[str, object]] = []
    sizes = [1 + len(site.crews.skill_sets) * len(site.crews.patterns) for site in sites]
    for n, block in enumerate(blocks):
        started = time.process_time()
        solved: list[Solved] = []
        for i, site in enumerate(sites):
            left = limits.cpu_seconds - (time.process_time() - began)
            ahead = sum(sizes[i:]) + (len(blocks) - n - 1) * sum(sizes)
            share = left * sizes[i] / ahead
            detail = f"Week {n + 1} of {len(blocks)}, {site.crews.site}"
            tell = partial(listen, (n + i / len(sites)) / len(blocks))
            allowance = limits.with_seconds(share)
            if limits.is_cancelled() and (rows or solved):
                allowance = SolveLimits(HASTY_SECONDS, limits.gap)
            solved.append(_solve_week(site, block, skill_sets, policy, allowance, detail, tell))
        seconds = time.process_time() - started
        rows.append(_week_row(n + 1, solved, limits.gap, seconds, limits.is_cancelled()))
    return _shift_plan(sites, rows, requirement, skill_sets, policy)


def _solve_week(
    site: SiteState,
    block: Horizon,
    skill_sets: SkillSets,
    policy: Policy,
    limits: SolveLimits,
    detail: str,
    tell: Tell,
) -> Solved:
    """Plan one week of one site and move its state on."""
    tell(detail, None, None)
    instance = week(site.crews, site.requirement, block, site.carried)
    program = WeekProgram(instance)
    found = search(program, limits, lambda cost, bound: tell(detail, cost, bound))
    if found.staffed is None:
        raise NoPlanError(f"{detail}: stopped before there was a plan")
    begun = duties(instance, program.layout, found.staffed)
    assign_tasks(instance, found.staffed, [*site.running, *begun])
    recounted = account(instance, begun, site.running, skill_sets, policy)
    _move_on(site, instance, begun, recounted, block, skill_sets, policy)
    bound = min(found.bound, recounted.objective)
    tell(detail, recounted.objective, bound)
    used = {pattern.code for pattern in instance.crews.patterns}
    return Solved(recounted.objective, bound, recounted.staffing, len(used))


def _move_on(
    site: SiteState,
    instance: Week,
    begun: list[Duty],
    recounted: Account,
    block: Horizon,
    skill_sets: SkillSets,
    policy: Policy,
) -> None:
    """Put finished duties away and count the others from the next block's start."""
    everyone = [*site.running, *begun]
    is_last = block.end >= site.requirement.horizon.end
    end = instance.count * instance.grid
    over = [duty for duty in everyone if duty.end <= end or is_last]
    lines, activities = tables(over, site.crews, instance.start, instance.grid, skill_sets, policy)
    site.lines.append(lines)
    site.activities.append(activities)
    site.running = (
        [] if is_last else [duty.shifted(end, instance.grid) for duty in everyone if duty.end > end]
    )
    site.carried = recounted.carried


def at_site(requirement: Requirement, site: str) -> Requirement:
    """Return the part of the requirement that one site's people carry."""
    table, deferred = requirement.table, requirement.deferred
    return replace(
        requirement,
        table=table[table["site"] == site].reset_index(drop=True),
        deferred=deferred[deferred["site"] == site].reset_index(drop=True),
    )


def _week_row(
    number: int, solved: list[Solved], allowed: float, seconds: float, is_cancelled: bool
) -> dict[str, object]:
    objective = sum(site.objective for site in solved)
    bound = sum(site.bound for site in solved)
    staffing = sum(site.staffing for site in solved)
    gap = _gap(objective, bound, staffing)
    return {
        "week": number,
        "status": "optimal" if gap <= allowed else "stopped" if is_cancelled else "feasible",
        "objective": objective,
        "bound": bound,
        "staffing_cost": staffing,
        "gap": gap,
        "seconds": seconds,
        "patterns": sum(site.patterns for site in solved),
    }


def _gap(objective: float, bound: float, staffing: float) -> float:
    """Return (objective - bound) / staffing cost; 0 where they meet, infinite where nobody is paid."""
    difference = objective - bound
    if difference <= 1e-9 * max(1.0, abs(objective)):
        return 0.0
    return difference / staffing if staffing > 0 else float("inf")


def _shift_plan(
    sites: list[SiteState],
    rows: list[dict[str, object]],
    requirement: Requirement,
    skill_sets: SkillSets,
    policy: Policy,
) -> ShiftPlan:
    """Put the sites together, number the lines, and recount the whole horizon."""
    lines, activities = _numbered(sites)
    weeks = WEEKS.conform(pd.DataFrame(rows, columns=list(WEEKS.columns)))
    order = ("optimal", "feasible", "stopped")
    return ShiftPlan(
        lines,
        activities,
        coverage(lines, activities, requirement, policy),
        reviews(requirement.deferred, lines, activities, requirement.horizon, policy),
        weeks,
        requirement.horizon,
        max(weeks["status"], key=order.index, default="optimal"),
        float(staffing_cost(lines, skill_sets, policy).sum()),
    )


def _numbered(sites: list[SiteState]) -> tuple[pd.DataFrame, pd.DataFrame]:
    lines, activities, offset = [LINES.empty()], [ACTIVITIES.empty()], 0
    for site in sites:
        for line, activity in zip(site.lines, site.activities, strict=True):
            lines.append(line.assign(line=line["line"] + offset))
            activities.append(activity.assign(line=activity["line"] + offset))
            offset += len(line)
    together = LINES.conform(pd.concat(lines, ignore_index=True))
    order = together.sort_values(["shift_start", "site", "skill_set", "pattern", "line"])["line"].to_numpy()
    number = pd.Series(np.arange(1, len(order) + 1), index=order)
    together = together.assign(line=number.reindex(together["line"]).to_numpy()).sort_values("line")
    timeline = pd.concat(activities, ignore_index=True)
    timeline = timeline.assign(line=number.reindex(timeline["line"]).to_numpy()).sort_values(
        ["line", "start"]
    )
    return LINES.conform(together), ACTIVITIES.conform(timeline)
