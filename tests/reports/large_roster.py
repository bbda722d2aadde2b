"""The hand-made week made large: four weeks of a hundred people."""

from __future__ import annotations

import pandas as pd

from tests.reports.small_roster import small_roster
from wfm.horizon import Horizon
from wfm.roster import Roster
from wfm.shift_plan import ShiftPlan


def with_tables(plan: ShiftPlan, **tables: pd.DataFrame) -> ShiftPlan:
    """Return the plan with some of its tables replaced."""
    return ShiftPlan(**{**plan.__dict__, **tables})


def large_roster() -> Roster:
    """Repeat the hand-made week four times for fourteen times its people: 98 people, 28 days."""
    roster, plan = small_roster(), small_roster().shift_plan
    weeks, copies, per_week = range(4), range(14), len(plan.lines)
    lines = pd.concat(
        [
            plan.lines.assign(
                line=plan.lines["line"] + week * per_week,
                **{
                    name: plan.lines[name] + pd.Timedelta(weeks=week)
                    for name in ("date", "shift_start", "shift_end")
                },
                people=plan.lines["people"] * len(copies),
            )
            for week in weeks
        ],
        ignore_index=True,
    )
    activities = pd.concat(
        [
            plan.activities.assign(
                line=plan.activities["line"] + week * per_week,
                **{name: plan.activities[name] + pd.Timedelta(weeks=week) for name in ("start", "end")},
            )
            for week in weeks
        ],
        ignore_index=True,
    )
    coverage = pd.concat(
        [
            plan.coverage.assign(interval_start=plan.coverage["interval_start"] + pd.Timedelta(weeks=week))
            for week in weeks
        ],
        ignore_index=True,
    ).drop_duplicates(["site", "role", "pool", "interval_start"])
    duties = pd.concat(
        [
            roster.duties.assign(
                person_id=roster.duties["person_id"] + f"-{copy}",
                date=roster.duties["date"] + pd.Timedelta(weeks=week),
                line=roster.duties["line"] + week * per_week,
            )
            for week in weeks
            for copy in copies
        ],
        ignore_index=True,
    )
    people = pd.concat(
        [
            roster.people.assign(
                person_id=roster.people["person_id"] + f"-{copy}",
                leads=roster.people["leads"],
            )
            for copy in copies
        ],
        ignore_index=True,
    )
    horizon = Horizon(
        plan.horizon.first_day,
        plan.horizon.days[0] + pd.Timedelta(days=27).to_pytimedelta(),
        30,
        plan.horizon.zone,
    )
    big = ShiftPlan(
        lines,
        activities,
        coverage.reset_index(drop=True),
        plan.reviews,
        plan.weeks,
        horizon,
        plan.status,
        plan.cost,
    )
    return Roster(big, people, duties, roster.positions)
