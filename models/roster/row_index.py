"""Where each family of constraints has a row: only where something is decided and something can go wrong."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

from pyomo.environ import ConcreteModel

from models.roster.problem import Before, Limit, PersonRules

Index = Callable[[ConcreteModel], Iterable[Any]]

LEAST, MOST = 0, 1
"""The two sides of a limit on the minutes of the whole period."""


def whole(limit: Limit | None) -> int:
    """Return the whole units that a limit allows; none without a limit."""
    return math.floor(limit.value) if limit else 0


def known(before: Before, count: int) -> int:
    """Return a count of days before the plan, 0 where nothing is known of them."""
    return count if before.is_known else 0


def places_of(rule: str) -> Index:
    """Return an index of (person, place) wherever a rule of a person can be exceeded."""
    return lambda m: [(p, place) for name, p, place in m.beyond if name == rule]


def runs(m: ConcreteModel) -> Iterable[tuple[int, int]]:
    """Return (person, last day) of every run that can be too long, days before the plan included."""
    for p, d in places_of("run")(m):
        person = m.cells.person(p)
        if d + known(person.before, person.before.days_on) >= whole(person.rules.run):
            yield p, d


def night_runs(m: ConcreteModel) -> Iterable[tuple[int, int]]:
    """Return (person, last night) of every run of nights that can be too long."""
    is_night = m.cells.problem.offers.is_night
    for p, d in places_of("nights_in_row")(m):
        person = m.cells.person(p)
        nights = d + known(person.before, person.before.nights)
        if nights >= whole(person.rules.nights_in_row) and any(is_night[o] for _, o in m.cells.of(p, (d,))):
            yield p, d


def short_runs(m: ConcreteModel) -> Iterable[tuple[int, int, int]]:
    """Return (person, day before, length) of every run too short that touches no end of the horizon."""
    return _inner(m, lambda rules: rules.least_run)


def short_stretches_off(m: ConcreteModel) -> Iterable[tuple[int, int, int]]:
    """Return the same for stretches off; one with leave in it binds nobody."""
    for p, d, t in _inner(m, lambda rules: rules.least_off):
        if not _has_leave(m.cells.person(p).rules, d + 1, d + t):
            yield p, d, t


def _inner(m: ConcreteModel, least_of: Callable[[PersonRules], int]) -> Iterable[tuple[int, int, int]]:
    for p in m.cells.people:
        for t in range(1, least_of(m.cells.person(p).rules)):
            for d in range(m.cells.problem.days - t - 1):
                yield p, d, t


def days_off(m: ConcreteModel) -> Iterable[tuple[int, int, int]]:
    """Return (person, last day, length) of every short stretch off, those begun before the plan too."""
    for p, d in places_of("days_off_together")(m):
        before, rules = m.cells.person(p).before, m.cells.person(p).rules
        lengths = [*range(1, d + 1), *([d + 1 + before.days_off] if before.is_known else [])]
        for t in lengths if d + 1 < m.cells.problem.days else ():
            if t < rules.days_off_together.value and not _has_leave(rules, d - t + 1, d):
                yield p, d, t


def _has_leave(rules: PersonRules, first: int, last: int) -> bool:
    return any(first <= day <= last for day in rules.free_days)


def periods(m: ConcreteModel) -> Iterable[tuple[int, int]]:
    """Return (person, side) of every limit on the minutes of the whole period."""
    for p in m.cells.people:
        if m.cells.person(p).rules.period_minutes is not None and m.cells.of(p, m.cells.days):
            yield from ((p, LEAST), (p, MOST))


def kinds(m: ConcreteModel) -> Iterable[tuple[int, int]]:
    """Return (person, place in ``kind_most``) of every kind of which the person may take a shift."""
    kind = m.cells.problem.offers.kind
    for p in m.cells.people:
        mine = {int(kind[o]) for _, o in m.cells.of(p, m.cells.days)}
        for n, (number, _) in enumerate(m.cells.person(p).rules.kind_most):
            if number in mine:
                yield p, n


def weekend_days(m: ConcreteModel) -> Iterable[tuple[int, int, int, int]]:
    """Return (person, cycle, weekend, day) of every cycle in which a person can work too many weekends."""
    return [(p, c, k, d) for p, c, k in m.weekend for d in m.cells.cycles[c][k]]


def cycles(m: ConcreteModel) -> Iterable[tuple[int, int]]:
    """Return (person, cycle) of the same."""
    return dict.fromkeys((p, c) for p, c, _ in m.weekend)


def rests(m: ConcreteModel) -> Iterable[tuple[int, int, int, int]]:
    """Return (person, week, number, day) of every day on which a weekly rest blocks shifts."""
    day = m.cells.problem.offers.day
    for (p, w), places in m.resting_places.items():
        for n, blocked in enumerate(places):
            yield from ((p, w, n, d) for d in sorted({int(day[o]) for o in blocked}))


def rows_together(m: ConcreteModel) -> Iterable[int]:
    """Return the number of every side row that the model's people can fill, or that is over already."""
    for n, row in enumerate(m.cells.problem.rows):
        given = zip(row.people.tolist(), row.offers.tolist(), strict=True)
        if m.cells.most[n] < 0 or any(cell in m.works for cell in given):
            yield n
