"""From grids back to a roster: names on duty lines, what stays open, and what is then worked, recounted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from models.roster.bookings import with_bookings
from models.roster.leaders import HOURS_OF_LINE, Led
from models.roster.seated import with_seats_kept
from wfm.people import SkillSets, Staff
from wfm.policy import Policy
from wfm.requirement import DEFERRED, REQUIREMENT, Requirement
from wfm.roles import Role
from wfm.roster import DUTIES, PEOPLE, POSITIONS, Roster
from wfm.shift_pattern import ShiftPattern
from wfm.shift_plan import LINES, ShiftPlan
from wfm.shift_plan.recount import coverage, night_minutes, staffing_cost, with_carried_in
from wfm.shift_plan.reviews import reviews


def roster_of(
    shift_plan: ShiftPlan,
    duties: pd.DataFrame,
    leaders: Led,
    staff: Staff,
    skill_sets: SkillSets,
    patterns: Sequence[ShiftPattern],
    policy: Policy,
) -> Roster:
    """Return the roster of named people.

    Parameters
    ----------
    shift_plan
        Every duty line, as planned.
    duties
        Who works which line; those of leaders are added.
    leaders
        The hours that leaders keep.
    staff, skill_sets, patterns, policy
        People, their skills, windows of breaks, pay and losses.

    Notes
    -----
    ``shift_plan`` of the result holds what is worked: lines with those on duty on them, bookings in place,
    coverage and reviews recounted. Lines keep their numbers; what nobody took stands in ``open_lines``.
    """
    taken = duties.groupby("line").size().reindex(shift_plan.lines["line"], fill_value=0).to_numpy()
    worked = shift_plan.lines.assign(people=taken)[taken > 0]
    missing = shift_plan.lines["people"].to_numpy() - taken
    activities = shift_plan.activities[shift_plan.activities["line"].isin(worked["line"])]
    lines, timelines, own = with_bookings(worked, activities, duties, staff, patterns)
    together = replace(shift_plan, lines=lines, activities=timelines)
    booked = set(staff.events["person_id"])
    lines, timelines, own = with_seats_kept(together, own, _seats(policy), patterns, booked)
    is_changed = lines["line"].isin(_changed(activities, timelines))
    night = lines["night_minutes"].to_numpy(copy=True)
    changed = lines[is_changed]
    if len(changed):
        part = timelines[timelines["line"].isin(changed["line"])]
        night[is_changed.to_numpy()] = night_minutes(changed, part, skill_sets, policy)
    lines = LINES.conform(lines.assign(night_minutes=night))
    plan = recounted(shift_plan, lines, timelines, skill_sets, policy)
    return Roster(
        plan,
        people_of(staff),
        DUTIES.conform(
            pd.concat([own, _kept_hours(leaders, lines, staff)]).sort_values(["person_id", "date"])
        ),
        POSITIONS.empty(),
        LINES.conform(shift_plan.lines.assign(people=missing)[missing > 0]),
    )


def people_of(staff: Staff) -> pd.DataFrame:
    """Return everyone of a staff as ``PEOPLE``; a supervisor leads the team whose members say so."""
    people = staff.people
    teams = people[people["leader"] != ""].drop_duplicates("leader").set_index("leader")["team"]
    # Where nobody has a leader the map is empty, and pandas takes it for numbers.
    led = people["person_id"].map(teams).astype("str").fillna(people["team"])
    is_supervisor = people["role"] == Role.SUPERVISOR
    # A supervisor without a team leads, and covers nothing, all the same.
    leads = led.where(led != "", str(Role.SUPERVISOR)).where(is_supervisor, "")
    return PEOPLE.conform(people.assign(leads=leads, team=people["team"].where(~is_supervisor, led)))


def recounted(
    shift_plan: ShiftPlan,
    lines: pd.DataFrame,
    activities: pd.DataFrame,
    skill_sets: SkillSets,
    policy: Policy,
) -> ShiftPlan:
    """Return a shift plan with other lines, its coverage, reviews and cost counted from these alone."""
    needed = _requirement(shift_plan)
    there = with_carried_in(lines, activities, shift_plan.carried_in)
    return replace(
        shift_plan,
        lines=lines,
        activities=activities,
        coverage=coverage(*there, needed, policy),
        reviews=reviews(needed.deferred, *there, shift_plan.horizon, policy),
        cost=float(staffing_cost(lines, skill_sets, policy, activities).sum()),
    )


def _requirement(shift_plan: ShiftPlan) -> Requirement:
    """Return what the plan is to cover: people needed, deferrable work; loads and targets are not asked."""
    loads = ["load_erlangs", "target_share", "target_seconds", "handle_seconds", "patience_seconds"]
    table = shift_plan.coverage.assign(
        on_duty=shift_plan.coverage["required"], hard=False, **dict.fromkeys(loads, 0.0)
    )
    return Requirement(REQUIREMENT.conform(table), DEFERRED.conform(shift_plan.reviews), shift_plan.horizon)


def _changed(before: pd.DataFrame, after: pd.DataFrame) -> pd.Series:
    """Return the lines whose timelines are not those that were planned, or new."""
    return pd.concat([before, after]).drop_duplicates(keep=False)["line"]


def _seats(policy: Policy) -> dict[str, float]:
    """Return the seats of each site that has a limit."""
    seats = policy.sites.set_index("site")["seats"].dropna()
    return {str(site): float(most) for site, most in seats.items()}


def _kept_hours(leaders: Led, lines: pd.DataFrame, staff: Staff) -> pd.DataFrame:
    """Return the duties of leaders: each keeps the hours of a line of the site that is worked."""
    site = staff.people.set_index("person_id")["site"]
    by_hours = lines.sort_values("line").drop_duplicates(["site", *HOURS_OF_LINE])
    found = [DUTIES.empty()]
    for leader, shifts in leaders.shifts.items():
        kept = shifts.assign(site=site[leader]).merge(
            by_hours[["site", "line", *HOURS_OF_LINE]], on=["site", *HOURS_OF_LINE]
        )
        found.append(kept.assign(person_id=leader)[list(DUTIES.columns)])
    return DUTIES.conform(pd.concat(found))
