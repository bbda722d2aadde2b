"""All sites of a plan, one after another or side by side, put together with the proof of each week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from models.apart import Apart
from models.limits import OnProgress, SolveLimits
from models.parts import search_parts
from models.shift_plan.site_plan import crews
from models.shift_plan.site_weeks import SiteState, SiteTask, Solved, before_the_plan, plan_site
from wfm.people import SkillSets, Staff
from wfm.policy.noun import Policy
from wfm.requirement import Requirement
from wfm.rule_book import RuleBook
from wfm.shift_pattern import ShiftPattern
from wfm.shift_plan import ACTIVITIES, CARRIED_IN, LINES, WEEKS, ShiftPlan
from wfm.shift_plan.recount import coverage, staffing_cost, with_carried_in
from wfm.shift_plan.reviews import reviews


def solve(
    requirement: Requirement,
    skill_sets: SkillSets,
    patterns: Sequence[ShiftPattern],
    policy: Policy,
    limits: SolveLimits,
    on_progress: OnProgress | None = None,
    rule_book: RuleBook | None = None,
    prior: Staff | None = None,
    apart: Apart | None = None,
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
    apart
        Who plans the sites side by side; without it one is planned after another, each with all its weeks.
        Apart a stop or a limit too short gives every site a plan in haste.

    Raises
    ------
    NoPlanError
        If it was stopped before any week had a plan, or the first week found none even when given more
        than the limit. Weeks still ahead when the planner stops, or the time is up, get a plan made in
        haste, at worst one without a shift: short, at its price.
    """
    everywhere = crews(requirement, skill_sets, patterns, policy, rule_book, prior)
    blocks = tuple(requirement.horizon.weeks())
    sites = [
        before_the_plan(everywhere.of_site(site), at_site(requirement, site), prior)
        for site in sorted({task.site for task in everywhere.tasks})
    ]
    sizes = [1 + len(site.crews.skill_sets) * len(site.crews.patterns) for site in sites]
    if len(sites) < 2:
        apart = None
    tasks = [
        # Apart none is the first: while others may have a plan, a stop gives this one a plan in haste too.
        SiteTask(site, blocks, skill_sets, policy, size / sum(sizes), limits.gap, apart is None and n == 0)
        for n, (site, size) in enumerate(zip(sites, sizes, strict=True))
    ]
    listen = on_progress or (lambda done, detail, cost, bound: None)
    planned = search_parts(plan_site, tasks, limits, listen, apart)
    rows = [_week_row(n + 1, [site.weeks[n] for site in planned], limits.gap) for n in range(len(blocks))]
    return _shift_plan([site.site for site in planned], rows, requirement, skill_sets, policy)


def at_site(requirement: Requirement, site: str) -> Requirement:
    """Return the part of the requirement that one site's people carry."""
    table, deferred = requirement.table, requirement.deferred
    return replace(
        requirement,
        table=table[table["site"] == site].reset_index(drop=True),
        deferred=deferred[deferred["site"] == site].reset_index(drop=True),
    )


def _week_row(number: int, solved: Sequence[Solved], allowed: float) -> dict[str, object]:
    objective = sum(site.objective for site in solved)
    bound = sum(site.bound for site in solved)
    staffing = sum(site.staffing for site in solved)
    gap = _gap(objective, bound, staffing)
    was_stopped = any(site.was_stopped for site in solved)
    return {
        "week": number,
        "status": "optimal" if gap <= allowed else "stopped" if was_stopped else "feasible",
        "objective": objective,
        "bound": bound,
        "staffing_cost": staffing,
        "gap": gap,
        "seconds": sum(site.seconds for site in solved),
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
