"""The weeks of one site, one after another: what a week leaves over the next one starts with."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

import pandas as pd

from models.limits import OnProgress, SolveLimits, never_cancelled
from models.shift_plan.account import Account, account, presence
from models.shift_plan.day_before import carried_in, day_before
from models.shift_plan.duty import Duty, duties
from models.shift_plan.roles import assign_tasks
from models.shift_plan.search import Found, search
from models.shift_plan.site_plan import Crews
from models.shift_plan.timeline import tables
from models.shift_plan.week import Carried, Week, week
from models.shift_plan.week_program import NOBODY, WeekProgram
from wfm.errors import NoPlanError
from wfm.horizon import Horizon
from wfm.people import SkillSets, Staff
from wfm.policy.noun import Policy
from wfm.requirement import Requirement

HASTY_SECONDS, FIRST_SECONDS = 5.0, 20.0
"""CPU seconds for each week that is unplanned when the planner says stop or the time is up, for a plan must
be whole; and for the first of all, without which there is none."""

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
    carried_in: list[pd.DataFrame] = field(default_factory=list)


@dataclass(frozen=True)
class Solved:
    """One week of one site."""

    objective: float
    bound: float
    staffing: float
    patterns: int
    seconds: float
    was_stopped: bool


@dataclass(frozen=True, eq=False)
class SiteTask:
    """A site to plan: how it stands, its weeks, its share of all time, the gap good enough for a week.

    ``is_first`` says that the run has no plan of any site yet; ``cpu_seconds`` are for all weeks.
    """

    site: SiteState
    blocks: tuple[Horizon, ...]
    skill_sets: SkillSets
    policy: Policy
    share: float
    gap: float
    is_first: bool = False
    cpu_seconds: float = 0.0

    @property
    def name(self) -> str:
        """Return the site's name."""
        return self.site.crews.site


@dataclass(frozen=True, eq=False)
class SitePlan:
    """A site planned: how it stands at the end, and each of its weeks."""

    site: SiteState
    weeks: tuple[Solved, ...]

    @property
    def cost(self) -> float:
        """Return the objective of all weeks (currency)."""
        return sum(week.objective for week in self.weeks)

    @property
    def bound(self) -> float:
        """Return what no plan of these weeks can be below (currency)."""
        return sum(week.bound for week in self.weeks)


def plan_site(
    task: SiteTask, is_cancelled: Callable[[], bool], on_progress: OnProgress | None = None
) -> SitePlan:
    """Plan all weeks of a site.

    Parameters
    ----------
    task
        The site.
    is_cancelled
        Whether the planner says stop: weeks ahead are then planned in haste.
    on_progress
        Called with the share of the site's weeks done, the week, and its objective and bound where known.

    Raises
    ------
    NoPlanError
        If it was stopped before the first week of all had a plan.
    """
    began = time.process_time()
    site, solved = task.site, list[Solved]()
    listen = on_progress or (lambda done, detail, cost, bound: None)
    for n, block in enumerate(task.blocks):
        started = time.process_time()
        share = (task.cpu_seconds - (started - began)) / (len(task.blocks) - n)
        detail = f"Week {n + 1} of {len(task.blocks)}, {site.crews.site}"
        tell = partial(listen, n / len(task.blocks))
        instance = week(site.crews, site.requirement, block, site.carried)
        tell(detail, None, None)
        limits = SolveLimits(share, task.gap, is_cancelled)
        is_first = task.is_first and not solved
        found = _solve_week(site, instance, is_first, task.skill_sets, task.policy, limits, detail, tell)
        seconds = time.process_time() - started
        solved.append(replace(found, seconds=seconds, was_stopped=is_cancelled()))
    return SitePlan(site, tuple(solved))


def before_the_plan(crews: Crews, requirement: Requirement, staff: Staff | None) -> SiteState:
    """Return a site as it stands at the plan's first instant."""
    state = SiteState(crews, requirement, day_before(crews, requirement.horizon, staff))
    if state.running:
        over = range(max(duty.intervals(requirement.horizon.interval_minutes).stop for duty in state.running))
        here = presence(state.running, len(crews.skill_sets), over, requirement.horizon.interval_minutes)
        state.carried = Carried(*here, requirement.deferred.iloc[:0])
    return state


def _solve_week(
    site: SiteState,
    instance: Week,
    is_first: bool,
    skill_sets: SkillSets,
    policy: Policy,
    limits: SolveLimits,
    detail: str,
    tell: Tell,
) -> Solved:
    """Plan one week of one site and move its state on.

    Weeks behind the first get a plan in haste when the planner says stop. A limit alone ends no run before
    there is a plan: the first week may then take ``FIRST_SECONDS``.
    """
    program, is_stopped = WeekProgram(instance), limits.is_cancelled

    def hasty(cpu_seconds: float) -> SolveLimits:
        return SolveLimits(cpu_seconds, limits.gap, is_stopped if is_first else never_cancelled)

    def searched(within: SolveLimits) -> Found:
        return search(program, within, lambda cost, bound: tell(detail, cost, bound))

    is_late = limits.cpu_seconds < HASTY_SECONDS or (is_stopped() and not is_first)
    found = searched(hasty(HASTY_SECONDS) if is_late else limits)
    if found.staffed is None and not (is_first and is_stopped()):
        found = searched(hasty(FIRST_SECONDS if is_first else HASTY_SECONDS))
    if found.staffed is None and is_first:
        raise NoPlanError(f"{detail}: stopped before there was a plan")
    staffed = found.staffed or NOBODY
    begun = duties(instance, program.layout, staffed)
    assign_tasks(instance, staffed, [*site.running, *begun])
    recounted = account(instance, begun, site.running, skill_sets, policy)
    _move_on(site, instance, begun, recounted, skill_sets, policy)
    # No plan costs less than nothing: the bound of a week whose relaxation was not solved.
    bound = min(max(found.bound, 0.0), recounted.objective)
    tell(detail, recounted.objective, bound)
    used = {pattern.code for pattern in instance.crews.patterns}
    return Solved(recounted.objective, bound, recounted.staffing, len(used), 0.0, False)


def _move_on(
    site: SiteState,
    instance: Week,
    begun: list[Duty],
    recounted: Account,
    skill_sets: SkillSets,
    policy: Policy,
) -> None:
    """Put finished duties away and count the others from the next block's start."""
    everyone = [*site.running, *begun]
    end = instance.count * instance.grid
    is_last = instance.start + pd.Timedelta(minutes=end) >= site.requirement.horizon.end
    over = [duty for duty in everyone if duty.end <= end or is_last]
    own = [duty for duty in over if not duty.person]
    came = [duty for duty in over if duty.person]
    lines, activities = tables(own, site.crews, instance.start, instance.grid, skill_sets, policy)
    site.lines.append(lines)
    site.activities.append(activities)
    site.carried_in.append(carried_in(came, site.crews, instance.start, instance.grid))
    site.running = (
        [] if is_last else [duty.shifted(end, instance.grid) for duty in everyone if duty.end > end]
    )
    site.carried = recounted.carried
