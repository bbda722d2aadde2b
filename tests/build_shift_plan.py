"""Small valid shift plans by hand, from a list of shifts a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from wfm.horizon import Horizon, local_instant
from wfm.people import HEADS, SKILLS, SkillSets
from wfm.shift_plan import ACTIVITIES, COVERAGE, LINES, REVIEWS, WEEKS, ShiftPlan

MONDAY = date(2027, 2, 1)


class Shift(NamedTuple):
    """One duty line: ``day`` counts from the first day, ``start`` is local ("22:00"), ``hours`` all paid."""

    day: int
    start: str
    hours: float = 8.0
    people: int = 1
    skill_set: str = "escalation"
    site: str = "Main"


def every_day(
    days: Iterable[int], start: str, hours: float = 8.0, people: int = 1, skill_set: str = "escalation"
) -> list[Shift]:
    """Return the same shift on each of ``days``."""
    return [Shift(day, start, hours, people, skill_set) for day in days]


def shift_plan_of(
    lines: Iterable[Shift],
    *,
    first_day: date = MONDAY,
    days: int = 7,
    zone: str = "UTC",
    zones: Mapping[str, str] | None = None,
    is_needed: bool = False,
) -> ShiftPlan:
    """Return a shift plan with these duty lines and whole work as their one activity.

    ``zone`` is the client's, ``zones`` those of the sites where they differ. Coverage says how many people
    each crew has at work; nothing is short, and nothing required unless everybody ``is_needed``.
    """
    rows = [_line(number, Shift(*line), first_day, zones or {}, zone) for number, line in enumerate(lines, 1)]
    table = LINES.conform(pd.DataFrame(rows, columns=list(LINES.columns)))
    horizon = Horizon(first_day, first_day + timedelta(days=days - 1), 30, zone)
    activities = pd.DataFrame(
        {
            "line": table["line"],
            "activity": "work",
            "role": "escalation_agent",
            "pool": table["skill_set"],
            "start": table["shift_start"],
            "end": table["shift_end"],
            "paid": True,
        }
    )
    week = {"week": 1, "status": "optimal", "objective": 0.0, "bound": 0.0, "staffing_cost": 1.0}
    weeks = pd.DataFrame([{**week, "gap": 0.0, "seconds": 0.0, "patterns": 1}])
    return ShiftPlan(
        table,
        ACTIVITIES.conform(activities),
        _coverage(table, horizon, is_needed),
        REVIEWS.empty(),
        WEEKS.conform(weeks),
        horizon,
        "optimal",
        0.0,
    )


def skill_sets_of(shift_plan: ShiftPlan, contract_hours: float = 40.0) -> SkillSets:
    """Return the skill sets that the lines name, each an escalation agent's for a pool of its own."""
    pairs = shift_plan.lines[["site", "skill_set"]].drop_duplicates()
    skills = pairs.assign(role="escalation_agent", pool=pairs["skill_set"], is_primary=True)
    heads = pairs.assign(heads=float("nan"), contract_hours=contract_hours)
    return SkillSets(SKILLS.conform(skills), HEADS.conform(heads))


def _line(number: int, shift: Shift, first_day: date, zones: Mapping[str, str], zone: str) -> tuple:
    hour, minute = shift.start.split(":")
    day = first_day + timedelta(days=shift.day)
    start = local_instant(day, int(hour) * 60 + int(minute), zones.get(shift.site, zone))
    paid = round(shift.hours * 60)
    code = f"{shift.start} {shift.hours:g}h"
    end = start + pd.Timedelta(minutes=paid)
    return number, shift.site, shift.skill_set, pd.Timestamp(day), code, start, end, paid, 0, shift.people


def _coverage(lines: pd.DataFrame, horizon: Horizon, is_needed: bool) -> pd.DataFrame:
    starts, parts = horizon.intervals(), []
    for (site, skill_set), crew in lines.groupby(["site", "skill_set"]):
        at_work = pd.Series(0.0, starts)
        for line in crew.itertuples():
            at_work[(starts >= line.shift_start) & (starts < line.shift_end)] += line.people
        part = {"site": site, "role": "escalation_agent", "pool": skill_set, "interval_start": starts}
        counted = {"at_work": at_work.to_numpy(), "on_duty": at_work.to_numpy(), "shortage": 0.0}
        need = at_work.astype("int64").to_numpy() if is_needed else 0
        parts.append(pd.DataFrame({**part, "required": need, "active_bound": "closed", **counted}))
    return COVERAGE.conform(pd.concat(parts)) if parts else COVERAGE.empty()
