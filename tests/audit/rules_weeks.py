"""Weeks of one person against law and contract, leave counted as worked; weekends off in each cycle."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from tests.audit.breach import Breach
from tests.audit.case import DAY, TOLERANCE, Case, Member

RULES = (
    "shifts_per_week",
    "max_week_hours",
    "max_mean_week_hours",
    "contract_hours_most",
    "contract_hours_least",
    "free_weekends",
)


def check(case: Case) -> Iterator[Breach]:
    """Return the breaches of these rules, one for each person and week or cycle."""
    for member in case.members:
        # A site's dates may begin before or end after the plan's own days.
        worked = {case.week_of(duty.date) for duty in member.planned}
        for week in sorted({*range(-(-case.days // 7)), *worked}):
            yield from _week(case, member, week)
        most = case.levels.limit(member.site, "max_mean_week_hours")
        paid = sum(duty.paid for duty in member.planned)
        if most is not None and paid > most * case.days / 7 + TOLERANCE:
            over = paid - most * case.days / 7
            yield Breach("max_mean_week_hours", member.site, member.name, over, f"hours {paid:g}")
        yield from _weekends(case, member)


def _week(case: Case, member: Member, week: int) -> Iterator[Breach]:
    person = member.given
    dates = [case.first_day + (7 * week + n) * DAY for n in range(7)]
    mine = [duty for duty in member.planned if duty.date in dates]
    employed = [date for date in dates if case.is_inside(date) and person.is_employed(date)]
    shifts = case.levels.of(member.site, "shifts_per_week").limit or 5.0
    training = {date: hours for date, hours in case.training_days(person).items() if date in employed}
    leave = sum(date in person.away for date in employed)
    # Bookings count first; leave counts for as many days as the week has shifts left.
    counted = min(float(leave), max(0.0, min(shifts, 7.0) - len(training)))
    credit = sum(training.values()) + counted * member.contract / min(shifts, 7.0)
    taken = len(training) + -(-counted // 1)
    paid = sum(duty.paid for duty in mine)

    def found(rule: str, beyond: float, words: str) -> Iterator[Breach]:
        if beyond > TOLERANCE:
            yield Breach(rule, member.site, member.name, beyond, f"week {week + 1}: {words}")

    limit = {rule: case.levels.limit(member.site, rule) for rule in RULES}
    if limit["shifts_per_week"] is not None:
        room = max(limit["shifts_per_week"] - taken, 0.0)
        yield from found("shifts_per_week", len(mine) - room, f"shifts {len(mine)}, days away {taken:g}")
    if limit["max_week_hours"] is not None:
        yield from found("max_week_hours", paid - limit["max_week_hours"], f"hours {paid:g}")
    if limit["contract_hours_most"] is not None:
        most = max(0.0, member.contract - credit) + limit["contract_hours_most"]
        yield from found("contract_hours_most", paid - most, f"hours {paid:g} of {most:g}")
    if limit["contract_hours_least"] is not None:
        due = max(0.0, member.contract * len(employed) / 7 - credit)
        least = due - limit["contract_hours_least"]
        yield from found("contract_hours_least", least - paid, f"hours {paid:g} of {due:g}")


def _weekends(case: Case, member: Member) -> Iterator[Breach]:
    weekend = case.given.weekend(member.site)
    free = case.levels.limit(member.site, "free_weekends")
    if not weekend or free is None:
        return
    cycle = case.levels.term(member.site, "weekends_in_cycle")
    first = first_weekend(case.first_day, weekend)
    cycles: dict[int, set[int]] = {}
    for duty in member.planned:
        if duty.date.weekday() in weekend:
            number = int((duty.date - first) // DAY // 7)
            cycles.setdefault(int(number // cycle), set()).add(number)
    for number, weekends in cycles.items():
        beyond = len(weekends) - max(0.0, cycle - free)
        if beyond > 0:
            words = f"cycle {number + 1}: weekends {len(weekends)}"
            yield Breach("free_weekends", member.site, member.name, beyond, words)


def first_weekend(first_day: pd.Timestamp, weekend: set[int]) -> pd.Timestamp:
    """Return the first day of the weekend under way on the plan's first day, else of the next one."""
    opening = next((date for date in sorted(weekend) if (date - 1) % 7 not in weekend), 0)
    back = (first_day.weekday() - opening) % 7
    is_under_way = all((opening + n) % 7 in weekend for n in range(back + 1))
    return first_day - back * DAY if is_under_way else first_day + (7 - back) * DAY
