"""Shifts, whoever works them: cover by those who cover, length, meals, breaks, change of task."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from tests.audit.breach import Breach, day
from tests.audit.case import HOUR, TOLERANCE, Case, Member
from tests.audit.duties import Duty
from tests.audit.pauses import outside_windows, shift_types, types_of
from tests.audit.rules_days import DOING
from tests.audit.timeline import MINUTE

RULES = (
    "line_people",
    "max_shift_hours",
    "meal_after_hours",
    "meal_minutes",
    "break_windows",
)
PAUSES = ("meal", "break")


def check(case: Case) -> Iterator[Breach]:
    """Return the breaches of these rules, one for each shift, meal or break; nobody alone pays for them.

    That a line is worked by just its people shows in the coverage, recounted by itself; here that those who
    supervise cover nothing.
    """
    types = shift_types(case.given)
    by_shift = dict(iter(case.book.activities.groupby(["agent_id", "date"])))
    for member in case.members:
        for duty in member.planned:
            rows = by_shift.get((member.name, duty.date))
            if rows is None:
                continue
            if member.leads:
                if rows["activity"].isin(DOING).any():
                    yield _breach("line_people", member, duty, 1.0, "supervises and covers")
                continue
            yield from _length(case, member, duty)
            yield from _meals(case, member, duty, rows)
            found = types_of(types, duty.code, duty.site)
            pauses = rows[rows["activity"].isin(PAUSES)].sort_values("start")
            is_booked = bool((~rows["activity"].isin((*DOING, *PAUSES))).any())
            wrong = len(outside_windows(found[0], duty.start, pauses, is_booked)) if found else 0
            if wrong:
                yield _breach("break_windows", member, duty, float(wrong), f"{wrong} outside their windows")


def _length(case: Case, member: Member, duty: Duty) -> Iterator[Breach]:
    most = case.levels.limit(member.site, "max_shift_hours")
    hours = (duty.end - duty.start) / HOUR
    if most is not None and hours > most + TOLERANCE:
        yield _breach("max_shift_hours", member, duty, 1.0, f"{hours:g} h")


def _meals(case: Case, member: Member, duty: Duty, rows: pd.DataFrame) -> Iterator[Breach]:
    """The longest stretch before, between or after meals, of shifts longer than it may be; short meals."""
    meals = rows[rows["activity"] == "meal"].sort_values("start")
    most = case.levels.limit(member.site, "meal_after_hours")
    begins, ends = [*meals["start"], duty.end], [duty.start, *meals["end"]]
    longest = max((begin - end) / HOUR for begin, end in zip(begins, ends, strict=True))
    if most is not None and (duty.end - duty.start) / HOUR > most + TOLERANCE and longest > most + TOLERANCE:
        yield _breach("meal_after_hours", member, duty, 1.0, f"{longest:g} h without a meal")
    least = case.levels.limit(member.site, "meal_minutes")
    for meal in meals.itertuples():
        minutes = (meal.end - meal.start) / MINUTE
        if least is not None and minutes < least - TOLERANCE:
            yield _breach("meal_minutes", member, duty, 1.0, f"a meal of {minutes:g} min")


def _breach(rule: str, member: Member, duty: Duty, amount: float, words: str) -> Breach:
    return Breach(rule, duty.site, "", amount, f"{member.name} {day(duty.date)}: {words}")
