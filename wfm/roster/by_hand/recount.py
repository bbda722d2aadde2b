"""Coverage, reviews and cost of a shift plan whose lines were changed by hand, counted anew."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from wfm.people import HEADS, SKILLS, SkillSets
from wfm.policy import Policy
from wfm.requirement import Requirement
from wfm.requirement.noun import DEFERRED, REQUIREMENT
from wfm.roster.noun import Roster
from wfm.shift_plan import ShiftPlan
from wfm.shift_plan.recount import coverage, staffing_cost, with_carried_in
from wfm.shift_plan.reviews import reviews


def with_lines(roster: Roster, lines: pd.DataFrame, activities: pd.DataFrame, policy: Policy) -> ShiftPlan:
    """Return the roster's shift plan with other lines: what is needed stays, what is covered is recounted.

    Parameters
    ----------
    roster
        Its shift plan, and the people whose roles set the pay of each skill set.
    lines, activities
        Worked lines and timelines; timelines of lines that nobody works count for nothing.
    policy
        Losses and pay; the cost changes by that of the lines that came and went.
    """
    plan = roster.shift_plan
    if lines is plan.lines and activities is plan.activities:
        return plan
    required = needed_by(plan)
    # Who is still at work from the roster before covers the first hours, whatever is edited.
    at_work = with_carried_in(lines, activities, plan.carried_in)
    return replace(
        plan,
        lines=lines,
        activities=activities,
        coverage=coverage(*at_work, required, policy),
        reviews=reviews(required.deferred, *at_work, plan.horizon, policy),
        cost=plan.cost + _cost_change(roster, lines, activities, policy),
    )


def needed_by(plan: ShiftPlan) -> Requirement:
    """Return what a plan's coverage and reviews say was needed, as far as the recount asks for it."""
    table = plan.coverage.assign(
        load_erlangs=0.0,
        target_share=0.0,
        target_seconds=0.0,
        handle_seconds=0.0,
        patience_seconds=0.0,
        on_duty=plan.coverage["required"],
        hard=False,
    )
    return Requirement(REQUIREMENT.conform(table), DEFERRED.conform(plan.reviews), plan.horizon)


def _cost_change(roster: Roster, lines: pd.DataFrame, activities: pd.DataFrame, policy: Policy) -> float:
    before, done_before = roster.shift_plan.lines, roster.shift_plan.activities
    pairs = roster.people[roster.people["leads"] == ""][["site", "skill_set", "role"]]
    skills = pairs.drop_duplicates(["site", "skill_set"]).assign(pool="", is_primary=True)
    sets = SkillSets(SKILLS.conform(skills), HEADS.empty())
    came = staffing_cost(_changed(lines, before), sets, policy, activities)
    went = staffing_cost(_changed(before, lines), sets, policy, done_before)
    return float(came.sum() - went.sum())


def _changed(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Return the lines of ``one`` that ``other`` does not have with as many people."""
    people = other.set_index("line")["people"]
    return one[one["line"].map(people).fillna(0) != one["people"]].reset_index(drop=True)
