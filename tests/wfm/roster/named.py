"""Named rosters by hand, and the terms they are held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from tests.build_policy import small_policy
from tests.build_shift_plan import Shift, shift_plan_of, skill_sets_of
from tests.build_staff import Person, rule_book_of, staff_of
from wfm.people import SkillSets, Staff
from wfm.roster import DUTIES, PEOPLE, POSITIONS, Roster
from wfm.roster.by_hand.terms import Terms
from wfm.rule_book import RuleBook
from wfm.shift_pattern import Break, ShiftPattern
from wfm.shift_plan import LINES, ShiftPlan


def pattern(start: str, hours: float, breaks: Sequence[Break] = ()) -> ShiftPattern:
    """Return a pattern with the code that ``tests.build_shift_plan`` gives its lines: ``08:00 8h``."""
    hour, minute = start.split(":")
    minutes = round(hours * 60)
    return ShiftPattern(
        f"{start} {hours:g}h", "Main", int(hour) * 60 + int(minute), minutes, tuple(breaks), False
    )


def terms_of(
    staff: Staff,
    plan: ShiftPlan,
    rules: RuleBook | None = None,
    *,
    skill_sets: SkillSets | None = None,
    patterns: Sequence[ShiftPattern] = (),
    **policy: object,
) -> Terms:
    """Return the terms of a staff on a plan; without rules only those that always hold."""
    return Terms(
        staff,
        skill_sets or skill_sets_of(plan),
        rules or rule_book_of(),
        small_policy(**policy),
        tuple(patterns),
    )


def named_roster(
    plan: ShiftPlan, staff: Staff, worked: Mapping[str, Sequence[int]], leads: Mapping[str, str] | None = None
) -> Roster:
    """Return the roster in which people work these lines of a plan; what is left of a line is open."""
    date = plan.lines.set_index("line")["date"]
    rows = [(who, date[line], line) for who, lines in worked.items() for line in lines]
    duties = DUTIES.conform(pd.DataFrame(rows, columns=list(DUTIES.columns)))
    led = [dict(leads or {}).get(who, "") for who in staff.people["person_id"]]
    people = PEOPLE.conform(staff.people.assign(leads=led))
    cover = duties[duties["person_id"].isin(people.loc[people["leads"] == "", "person_id"])]
    taken = plan.lines["line"].map(cover["line"].value_counts()).fillna(0).astype("int64")
    left = plan.lines["people"] - taken
    lines = plan.lines.assign(people=taken)[taken > 0]
    open_lines = plan.lines.assign(people=left)[left > 0]
    return Roster(
        replace(plan, lines=LINES.conform(lines)),
        people,
        duties,
        POSITIONS.empty(),
        LINES.conform(open_lines),
    )


def simple(
    shifts: Iterable[Shift],
    people: Sequence[str | Person],
    worked: Mapping[str, Sequence[int]],
    rules: RuleBook | None = None,
    *,
    days: int = 7,
    patterns: Sequence[ShiftPattern] = (),
    skill_sets: SkillSets | None = None,
    leads: Mapping[str, str] | None = None,
    **staff: object,
) -> tuple[Roster, Terms]:
    """Return a roster of a few people with its terms, everything by hand."""
    plan = shift_plan_of(shifts, days=days)
    listed = staff_of(people, **staff)
    roster = named_roster(plan, listed, worked, leads)
    return roster, terms_of(listed, plan, rules, patterns=patterns, skill_sets=skill_sets)


def day(number: int) -> pd.Timestamp:
    """Return the date of a day of the plan, counted from 0 (a Monday)."""
    return pd.Timestamp("2027-02-01") + pd.Timedelta(days=number)
