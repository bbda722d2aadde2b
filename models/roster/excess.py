"""What each rule of a person may be exceeded by, and at what price."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from models.roster.cells import Cells
from models.roster.problem import Limit, PersonRules

Key = tuple[str, int, int]
"""Rule, person, and the day, week or cycle in which a breach shows."""

Places = Callable[[Cells], Iterable[int]]


def _days(cells: Cells) -> range:
    return cells.days


def _weeks(cells: Cells) -> range:
    return range(len(cells.weeks))


def _cycles(cells: Cells) -> range:
    return range(len(cells.cycles))


RULES: dict[str, tuple[Callable[[PersonRules], Limit | None], Places]] = {
    "rest": (lambda rules: rules.rest_minutes, _days),
    "start_drift": (lambda rules: rules.start_drift_minutes, _days),
    "run": (lambda rules: rules.run, _days),
    "days_off_together": (lambda rules: rules.days_off_together, _days),
    "nights_in_row": (lambda rules: rules.nights_in_row, _days),
    "weekly_rest": (lambda rules: rules.weekly_rest_minutes, lambda cells: cells.whole_weeks),
    "weekends": (lambda rules: rules.weekends, _cycles),
    "week_shifts": (lambda r: _weekly(r.week_shifts, r.week_shifts_price), _weeks),
    "week_minutes_most": (lambda r: _weekly(r.week_minutes_most, r.week_minutes_most_price), _weeks),
    "week_minutes_least": (lambda r: _weekly(r.week_minutes_least, r.week_minutes_least_price), _weeks),
}
"""For each rule that can have a price: the limit of a person, and the places where a breach is counted."""


def excess_prices(cells: Cells) -> dict[Key, float]:
    """Return the price of every excess; ``HARD`` where there may be none.

    A rule whose breach costs nothing binds nobody and is left out.
    """
    found: dict[Key, float] = {}
    for rule, (limit_of, places) in RULES.items():
        at = tuple(places(cells))
        for p in cells.people:
            limit = limit_of(cells.person(p).rules)
            if limit is not None and limit.price > 0:
                found.update({(rule, p, place): limit.price for place in at})
    return found


def _weekly(limits: tuple[float, ...], price: float) -> Limit | None:
    return Limit(0.0, price) if limits else None
