"""What a workforce costs, item by item, by post and period."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from models.migration.amount import Amount, spread
from models.migration.staffing import Staffing
from models.migration.workforce import Numbers


def _rate(s: Staffing, by_post: Numbers) -> Numbers:
    """Return a price by post as one by post and period; nothing where infinite, as nobody is to be had."""
    return np.repeat(np.where(np.isinf(by_post), 0.0, by_post), s.workforce.periods)


def wages(s: Staffing) -> Amount:
    """Pay of everybody employed: at work, in class, and in retraining at the wage of the post left."""
    return (s.heads + s.in_class + s.in_retraining).times(_rate(s, s.workforce.wage))


def overtime(s: Staffing) -> Amount:
    """Pay of overtime."""
    return s.decided["overtime"].times(_rate(s, s.workforce.wage * s.workforce.overtime_factor))


def temps(s: Staffing) -> Amount:
    """Pay of temporary people."""
    factor = np.where(np.isinf(s.workforce.temp_factor), 0.0, s.workforce.temp_factor)
    return s.decided["temps"].times(_rate(s, s.workforce.wage * factor))


def time_off(s: Staffing) -> Amount:
    """Pay saved by time off: below 0."""
    return s.decided["time_off"].times(_rate(s, -s.workforce.wage * s.workforce.time_off_factor))


def short_time(s: Staffing) -> Amount:
    """Cost of short time."""
    return s.decided["short_time"].times(_rate(s, s.workforce.short_time_cost))


def classes(s: Staffing) -> Amount:
    """Cost of finding people, of trainers and rooms; people agreed for a post and period are one class.

    Where classes are not counted in whole numbers, each is full: its cost falls on ``class_most`` people.
    """
    w = s.workforce
    full = np.where(np.isinf(w.class_most[:, None]), w.hire_most, w.class_most[:, None])
    each = np.divide(w.class_cost[:, None], full, out=np.zeros_like(full), where=full > 0)
    counted = s.decided["classes"].times(_rate(s, w.class_cost))
    uncounted = s.decided["hired_uncounted"].times(each.ravel())
    agreed = (w.booked > 0) * w.class_cost[:, None]
    return counted.plus(agreed.ravel()) + uncounted + s.begun.times(_rate(s, w.hire_cost))


def retraining(s: Staffing) -> Amount:
    """Cost of retraining, at the post left, when it begins."""
    arcs, w = s.workforce.retraining, s.workforce
    return s.decided["moved"].through(spread(arcs.cost[:, None], arcs.source, w.posts, w.periods))


def releases(s: Staffing) -> Amount:
    """Redundancy pay, when notice is given; also for those who leave before the date."""
    return s.decided["notices"].times(_rate(s, s.workforce.release_cost))


def surplus(s: Staffing) -> Amount:
    """Price of people beyond the need."""
    price = s.workforce.surplus_price
    return s.decided["surplus"].times(0.0 if price is None else _rate(s, price))


def shortage(s: Staffing) -> Amount:
    """Price of people missing."""
    return s.decided["shortage"].times(_rate(s, s.workforce.shortage_price))


RUNNING = (wages, overtime, temps, time_off, short_time, surplus, shortage)
"""What goes on for as long as nothing changes."""


def terminal(s: Staffing) -> Amount:
    """Cost of running on as in the last period, for the periods after it.

    Nobody is in retraining or under notice then: nothing begins that does not end in time.
    """
    w = s.workforce
    last = np.zeros((w.posts, w.periods))
    last[:, -1] = w.terminal_periods
    at_work = s.heads.times(_rate(s, w.wage))
    return _sum([at_work, *(item(s) for item in RUNNING if item is not wages)]).times(last.ravel())


ITEMS: dict[str, Callable[[Staffing], Amount]] = {
    item.__name__: item for item in (*RUNNING, classes, retraining, releases, terminal)
}
"""Every item of the cost, by its name."""

PRICED_ONLY = ("shortage", "terminal")
"""Items nobody pays in the period: they guide the plan and are in no budget."""


def spent(s: Staffing) -> Amount:
    """Money paid by post and period."""
    return _sum([item(s) for name, item in ITEMS.items() if name not in PRICED_ONLY])


def _sum(amounts: list[Amount]) -> Amount:
    total = amounts[0]
    for amount in amounts[1:]:
        total = total + amount
    return total
