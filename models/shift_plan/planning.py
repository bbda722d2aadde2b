"""Week after week and site after site: what one leaves over the next one starts with."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
import pandas as pd

from models.limits import SolveLimits, never_cancelled
from models.shift_plan.account import Account, account, presence
from models.shift_plan.day_before import carried_in, day_before
from models.shift_plan.duty import Duty, duties
from models.shift_plan.roles import assign_tasks
from models.shift_plan.search import Found, search
from models.shift_plan.site_plan import Crews, crews
from models.shift_plan.timeline import tables
from models.shift_plan.week import Carried, Week, week
from models.shift_plan.week_program import NOBODY, WeekProgram
from wfm.errors import NoPlanError
from wfm.people import SkillSets, Staff
from wfm.policy.noun import Policy
from wfm.requirement import Requirement
from wfm.rule_book import RuleBook
from wfm.shift_pattern import ShiftPattern
from wfm.shift_plan import ACTIVITIES, CARRIED_IN, LINES, WEEKS, ShiftPlan
from wfm.shift_plan.recount import coverage, staffing_cost, with_carried_in
from wfm.shift_plan.reviews import reviews

HASTY_SECONDS, FIRST_SECONDS = 5.0, 20.0
"""CPU seconds for each week that is unplanned when the planner says stop or the time is up, for a plan must
be whole; and for the first of all, without which there is none."""

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
    carried_in: list[pd.DataFrame] = field(default_factory=list)


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
    rule_book: RuleBook | None = None,
    prior: Staff | None = None,
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
    rule_book
        Rules of starts, contracts and weekends off; without one no rule binds starts, and contracts and
        weekends of named people bind as the labour pack says.
    prior
        The staff: whoever is still at work from a shift before the plan covers its first hours, and shifts
        ask for no more people than may work them (times of availability, nights, locked days).

    Raises
    ------
    NoPlanError
        If it was stopped before any week had a plan, or the first week found none even when given more
        than the limit. Weeks still ahead when the planner stops, or the time is up, get a plan made in
        haste, at worst one without a shift: short, at its price.
    """
    began = time.process_time()
    listen = on_progress or (lambda done, detail, cost, bound: None)
    everywhere = crews(requirement, skill_sets, patterns, policy, rule_book, prior)
    sites = [
        _before_the_plan(everywhere.of_site(site), at_site(requirement, site), prior)
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
            instance = week(site.crews, site.requirement, block, site.carried)
            tell(detail, None, None)
            is_first, allowance = not (rows or solved), limits.with_seconds(share)
            solved.append(_solve_week(site, instance, is_first, skill_sets, policy, allowance, detail, tell))
        seconds = time.process_time() - started
        rows.append(_week_row(n + 1, solved, limits.gap, seconds, limits.is_cancelled()))
    return _shift_plan(sites, rows, requirement, skill_sets, policy)


def _before_the_plan(crews: Crews, requirement: Requirement, staff: Staff | None) -> SiteState:
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
    return Solved(recounted.objective, bound, recounted.staffing, len(used))


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
    if difference <= 1e-8 * max(1.0, abs(objective)):
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
    came = CARRIED_IN.conform(
        pd.concat([CARRIED_IN.empty(), *(part for s in sites for part in s.carried_in)])
    )
    at_work = with_carried_in(lines, activities, came)
    return ShiftPlan(
        lines,
        activities,
        coverage(*at_work, requirement, policy),
        reviews(requirement.deferred, *at_work, requirement.horizon, policy),
        weeks,
        requirement.horizon,
        max(weeks["status"], key=order.index, default="optimal"),
        float(staffing_cost(lines, skill_sets, policy, activities).sum()),
        came,
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
