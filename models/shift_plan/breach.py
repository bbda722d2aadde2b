"""The price of what a planned week leaves undone beside cover: bookings, contracts, rules about starts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

import numpy as np

from models.shift_plan.duty import Duty
from models.shift_plan.start_rules import LEAST, MOST
from models.shift_plan.week import Week
from wfm.units import MINUTES_PER_HOUR


def breaches(week: Week, begun: Sequence[Duty], everyone: Sequence[Duty]) -> float:
    """Return the price (currency) of a week's bookings, contracts and starts that are not kept.

    Parameters
    ----------
    week
        The instance, for limits and prices.
    begun
        Duties that start in it.
    everyone
        Those and the duties that came over.
    """
    return _bookings(week, everyone) + _contracts(week, begun) + _starts(week, begun) + _locks(week, begun)


def _locks(week: Week, begun: Sequence[Duty]) -> float:
    """Return the price of locked shifts that are not planned, of those that somebody may work."""
    planned = Counter((duty.skill_set, duty.shift.day, duty.shift.pattern.code) for duty in begun)
    total = 0.0
    for k in week.supply.named:
        for shift in week.shifts:
            locked = week.locked(k, shift)
            if locked and week.somebody_may(k, shift):
                missing = max(0, locked - planned[k, shift.day, shift.pattern.code])
                total += week.lock_price(k, shift) * missing
    return total


def _bookings(week: Week, everyone: Sequence[Duty]) -> float:
    """Return the price of people booked off the phone in intervals in which nobody is free for it."""
    if not week.booked.any():
        return 0.0
    reserved = np.zeros_like(week.booked)
    for duty in everyone:
        for t in duty.booked:
            if 0 <= t < week.span:
                reserved[duty.skill_set, t] += 1
    missing = np.maximum(0, week.booked - reserved).sum(axis=1)
    return float(sum(week.booked_price(k) * people for k, people in enumerate(missing)))


def _contracts(week: Week, begun: Sequence[Duty]) -> float:
    """Return the price of contract hours not given, and of hours beyond contracts."""
    supply = week.supply
    paid: dict[tuple[int, int], float] = defaultdict(float)
    for duty in begun:
        key = (duty.skill_set, supply.week_of(duty.skill_set, duty.shift.day))
        paid[key] += duty.shift.pattern.paid_minutes / MINUTES_PER_HOUR
    total = 0.0
    for key, hours in supply.hours.items():
        named = week.crews.skill_sets[key[0]].named
        if named is not None:
            total += max(0.0, supply.owed.get(key, 0.0) - paid[key]) * named.unused_price
            total += max(0.0, paid[key] - hours) * named.overtime_price
    return total


def _starts(week: Week, begun: Sequence[Duty]) -> float:
    """Return the price of soft rules about starts that are broken."""
    at = Counter((duty.shift.pattern.site, duty.shift.day, duty.shift.pattern.start_minute) for duty in begun)
    total = 0.0
    for site, rules in week.crews.start_rules.items():
        here = {key: people for key, people in at.items() if key[0] == site}
        for key, rule in rules.items():
            if not rule.is_hard:
                total += rule.price * _units(week, key, rule.limit, here)
    return total


def _units(week: Week, rule: str, limit: int, here: dict[tuple[str, date, int], int]) -> int:
    """Return the units by which the people at each (site, day, minute) break a rule."""
    if rule == LEAST:
        return sum(max(0, limit - people) for people in here.values())
    if rule == MOST:
        return sum(max(0, people - limit) for people in here.values())
    return _too_many_starts(week, here, limit)


def _too_many_starts(week: Week, here: dict[tuple[str, date, int], int], limit: int) -> int:
    """Return the start times beyond a day's limit; those of earlier weeks' shifts come first."""
    by_day = Counter((site, day) for site, day, _ in here)
    earlier = week.carried.worked.starts
    return sum(max(0, n - max(0, limit - len(earlier.get(key, ())))) for key, n in by_day.items())
