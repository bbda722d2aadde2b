"""Small roster problems by hand: shifts, rules and prices a person can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from models.roster.problem import HARD, OFF, Before, Offers, Person, PersonRules, RosterProblem, SideRow

MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 1440
FREE = PersonRules()


class On(NamedTuple):
    """One shift on offer: local start in hours of the day, length in hours, all paid."""

    day: int
    start: float = 8.0
    hours: float = 8.0
    need: int = 1
    under: float = 10.0
    over: float = HARD
    is_night: bool = False


def each_day(days: Sequence[int], **shift) -> list[On]:
    """Return the same shift on each of ``days``."""
    return [On(day, **shift) for day in days]


def problem_of(
    shifts: Sequence[On],
    people: Sequence[PersonRules | tuple[PersonRules, Before]] = (FREE,),
    *,
    days: int = 0,
    cost: Mapping[tuple[int, int], float] | None = None,
    off_cost: Mapping[tuple[int, int], float] | None = None,
    week: Sequence[int] = (),
    weekend: Sequence[int] = (),
    cycle: Sequence[int] = (),
    rows: Sequence[SideRow] = (),
    excess_price: Sequence[float] = (),
) -> RosterProblem:
    """Return a problem of these shifts, which must be given by day; weeks have seven days unless given.

    ``cost`` is by (person, number of the shift), ``off_cost`` by (person, day); all others are 0.
    """
    count = days or 1 + max(shift.day for shift in shifts)
    kinds = {key: n for n, key in enumerate(dict.fromkeys((s.start, s.hours) for s in shifts))}
    start = [shift.day * MINUTES_PER_DAY + shift.start * MINUTES_PER_HOUR for shift in shifts]
    length = [shift.hours * MINUTES_PER_HOUR for shift in shifts]
    offers = Offers(
        np.array([shift.day for shift in shifts], dtype=np.int64),
        np.array([kinds[shift.start, shift.hours] for shift in shifts], dtype=np.int64),
        np.array(start, dtype=float),
        np.array(start, dtype=float) + length,
        np.array([shift.start * MINUTES_PER_HOUR for shift in shifts], dtype=float),
        np.array(length, dtype=float),
        np.array([shift.is_night for shift in shifts], dtype=bool),
        np.array([shift.need for shift in shifts], dtype=np.int64),
        np.array([shift.under for shift in shifts], dtype=float),
        np.array([shift.over for shift in shifts], dtype=float),
    )
    named = [person if isinstance(person, tuple) else (person, Before()) for person in people]
    prices, off = np.zeros((len(named), len(shifts))), np.zeros((len(named), count))
    for cell, price in (cost or {}).items():
        prices[cell] = price
    for cell, price in (off_cost or {}).items():
        off[cell] = price
    return RosterProblem(
        tuple(Person(f"p{n}", rules, before) for n, (rules, before) in enumerate(named)),
        count,
        np.array(week or [day // 7 for day in range(count)], dtype=np.int64),
        np.array(weekend or [-1] * count, dtype=np.int64),
        np.array(cycle or [-1] * count, dtype=np.int64),
        offers,
        prices,
        off,
        tuple(rows),
        np.array(excess_price, dtype=float),
    )


def alone(rules: PersonRules, shifts: Sequence[On], before: Before | None = None, **more) -> RosterProblem:
    """Return the problem of one person; nobody missing costs anything unless the shift says so."""
    return problem_of(
        [shift if shift.under != 10.0 else replace_under(shift) for shift in shifts],
        [(rules, before or Before())],
        **more,
    )


def replace_under(shift: On) -> On:
    """Return a shift that may stay open at no price."""
    return shift._replace(under=0.0)


def row_of(problem: RosterProblem, worked: Sequence[int]) -> np.ndarray:
    """Return one person's row that works these offers."""
    row = np.full(problem.days, OFF, dtype=np.int64)
    for offer in worked:
        row[problem.offers.day[offer]] = offer
    return row


def forced(problem: RosterProblem, worked: Sequence[int]) -> RosterProblem:
    """Return the problem of one person with the row decided: these offers, and nothing else."""
    cost, off_cost = problem.cost.copy(), problem.off_cost.copy()
    others = [o for o in range(len(problem.offers.day)) if o not in worked]
    cost[0, others] = HARD
    off_cost[0, problem.offers.day[list(worked)]] = HARD
    return replace(problem, cost=cost, off_cost=off_cost)
