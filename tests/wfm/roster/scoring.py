"""Small rosters to be scored by one rule: shifts, who works which, and what binds their days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import pandas as pd

from tests.build_policy import MONDAY, small_policy
from tests.build_shift_plan import Shift, shift_plan_of
from tests.build_staff import Person, rule_book_of, staff_of
from tests.wfm.roster.by_hand import roster_of
from wfm.people import SkillSets, nobody
from wfm.policy import Policy
from wfm.roster import score_roster
from wfm.shift_pattern import ShiftPattern
from wfm.shift_plan import ACTIVITIES, LINES

WAGE = 30.0
"""Wage of everyone in ``small_policy`` (EUR per hour)."""

EVENING = 20
"""Shifts that start from this hour on are night from end to end; all others have none."""

POOL = "escalation"
"""The pool of all work."""

Pause = tuple[str, int, int]
"""Activity, first minute after the shift's start, length in minutes."""

policy = cache(small_policy)


def scored(
    shifts: Iterable[Shift],
    worked: Mapping[str, Sequence[int]],
    *,
    rules: Mapping[str, object],
    days: int = 7,
    first_day: date = MONDAY,
    zone: str = "UTC",
    staff: Iterable[Person | str] | None = None,
    bound: Mapping[str, Sequence[tuple]] | None = None,
    pauses: Mapping[int, Sequence[Pause]] | None = None,
    role: str = "escalation_agent",
    misdated: Mapping[int, int] | None = None,
    open_shifts: Iterable[Shift] = (),
    patterns: tuple[ShiftPattern, ...] = (),
    skill_sets: SkillSets | None = None,
    contract_hours: float = 40.0,
    people: Mapping[str, Mapping[str, object]] | None = None,
) -> pd.DataFrame:
    """Return the score of a roster by these rules alone, beside those that always hold.

    Parameters
    ----------
    shifts, worked
        Lines numbered from 1, and the lines each person works.
    rules
        As for ``rule_book_of``.
    staff, bound
        Named people and the tables that bind them, as for ``staff_of``; None: positions.
    pauses
        By line: activities laid over its work.
    role
        Role of all work.
    misdated
        Lines whose duties stand at another day of the plan.
    open_shifts
        Lines nobody took.
    people
        Columns of the roster's people, by person.
    """
    plan = planned(shifts, days, first_day, zone, pauses or {}, role)
    wrong = {line: pd.Timestamp(first_day) + pd.Timedelta(days=day) for line, day in (misdated or {}).items()}
    roster = roster_of(plan, worked, contract_hours, wrong, **(people or {}))
    if open_shifts:
        opened = planned(open_shifts, days, first_day, zone, {}, role).lines
        opened = opened.assign(line=opened["line"] + len(roster.shift_plan.lines))
        roster = replace(roster, open_lines=LINES.conform(opened))
    named = (
        nobody()
        if staff is None and bound is None
        else staff_of(staff or list(worked), first_day=first_day, zone=zone, **(bound or {}))
    )
    return score_roster(roster, named, rule_book_of(rules), at(zone), patterns, skill_sets)


def planned(shifts, days, first_day, zone, pauses, role):
    """Return the shift plan with night minutes, pauses and the role of its work."""
    plan = shift_plan_of(shifts, first_day=first_day, days=days, zone=zone)
    hour = plan.lines["shift_start"].dt.tz_convert(zone).dt.hour
    night = plan.lines["paid_minutes"].where(hour >= EVENING, 0)
    rows = [
        piece
        for row in plan.activities.assign(role=role, pool=POOL).to_dict("records")
        for piece in _pieces(row, pauses.get(row["line"], ()))
    ]
    activities = pd.DataFrame(rows, columns=list(ACTIVITIES.columns))
    return replace(
        plan,
        lines=LINES.conform(plan.lines.assign(night_minutes=night)),
        activities=ACTIVITIES.conform(activities),
    )


def at(zone: str) -> Policy:
    """Return the small policy with its one site in ``zone``."""
    return policy() if zone == "UTC" else small_policy(zone=zone)


def found(scores: pd.DataFrame, first_day: date = MONDAY) -> list[tuple]:
    """Return rule, person, day of the plan, found, limit and amount of each row."""
    day = (scores["date"] - pd.Timestamp(first_day)).dt.days
    columns = [scores[name] for name in ("rule", "person_id")] + [day]
    columns += [scores[name].round(6) for name in ("found", "limit", "amount")]
    return list(zip(*columns, strict=True))


def _pieces(row, pauses):
    """Cut a line's work by its pauses."""
    minute, cuts = pd.Timedelta(minutes=1), []
    at_work = row["start"]
    for activity, first, length in pauses:
        begin = row["start"] + first * minute
        if begin > at_work:
            cuts.append({**row, "start": at_work, "end": begin})
        place = {"work": {}, "review": {"role": "qa_reviewer"}}.get(activity, {"role": "", "pool": ""})
        at_work = begin + length * minute
        cuts.append({**row, "activity": activity, **place, "start": begin, "end": at_work})
    return [*cuts, {**row, "start": at_work}] if at_work < row["end"] else cuts
