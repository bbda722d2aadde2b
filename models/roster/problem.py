"""The roster problem: people, days, shifts on offer, and what binds them, as plain numbers.

A planner's month and a published benchmark both become one of these; everything else in this room
works on it. Times are minutes from the first local midnight of the horizon, money is in one currency.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

HARD = float("inf")
"""Price of what may not be."""

OFF = -1
"""In place of an offer's number: a day without a shift."""


@dataclass(frozen=True)
class Limit:
    """A limit and the price of each unit beyond it; ``HARD``: never beyond."""

    value: float
    price: float = HARD


@dataclass(frozen=True)
class PersonRules:
    """What binds the days of one person; None: not at all.

    ``week_minutes_most`` and ``week_minutes_least`` have an entry per week of the horizon, of paid minutes
    (leave is taken off already); their prices are per hour. ``run`` and ``nights_in_row`` are priced per
    day beyond. ``days_off_together`` (fewest days off between two worked ones), ``rest_minutes``,
    ``weekly_rest_minutes`` and ``start_drift_minutes`` are priced per occurrence. Below
    ``rest_floor_minutes`` nothing can follow. ``weekends`` holds for each cycle. ``least_run`` and
    ``least_off`` bind no stretch that touches an end of the horizon. ``kind_most`` has (kind, shifts)
    pairs. ``free_days`` are days off that end no good stretch and count in none: leave.
    """

    run: Limit | None = None
    least_run: int = 1
    least_off: int = 1
    days_off_together: Limit | None = None
    nights_in_row: Limit | None = None
    rest_minutes: Limit | None = None
    rest_floor_minutes: float = 0.0
    start_drift_minutes: Limit | None = None
    weekly_rest_minutes: Limit | None = None
    week_shifts: tuple[float, ...] = ()
    week_shifts_price: float = HARD
    week_minutes_most: tuple[float, ...] = ()
    week_minutes_most_price: float = HARD
    week_minutes_least: tuple[float, ...] = ()
    week_minutes_least_price: float = 0.0
    weekends: Limit | None = None
    period_minutes: tuple[float, float] | None = None
    kind_most: tuple[tuple[int, int], ...] = ()
    free_days: tuple[int, ...] = ()


@dataclass(frozen=True)
class Before:
    """What a person did before the first day; ``is_known`` False: nothing is known, nothing binds.

    ``days_on`` and ``days_off`` in a row up to the eve (one of them is 0), ``nights`` in a row up to the
    eve, ``last_end`` of the last shift in minutes (negative), ``last_clock`` its local start (minutes).
    """

    is_known: bool = False
    days_on: int = 0
    days_off: int = 0
    nights: int = 0
    last_end: float = -HARD
    last_clock: float = 0.0


@dataclass(frozen=True)
class Person:
    """One person: a name for messages, the rules, the days before."""

    name: str
    rules: PersonRules
    before: Before = field(default_factory=Before)


@dataclass(frozen=True, eq=False)
class Offers:
    """The shifts on offer, one entry each, sorted by day; all arrays have the same length.

    ``kind`` numbers shifts alike in everything but the day; ``start`` and ``end`` are minutes from the
    horizon's first midnight, ``clock`` the local start; ``need`` people, each missing one at ``under``,
    each one more at ``over`` (``HARD``: never more).
    """

    day: NDArray[np.int64]
    kind: NDArray[np.int64]
    start: NDArray[np.float64]
    end: NDArray[np.float64]
    clock: NDArray[np.float64]
    paid_minutes: NDArray[np.float64]
    is_night: NDArray[np.bool_]
    need: NDArray[np.int64]
    under: NDArray[np.float64]
    over: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SideRow:
    """Several cells together: sum of ``value`` over worked (person, offer) pairs <= ``most`` + excess.

    Rows that share ``excess`` share one excess, at the problem's ``excess_price`` of that number.
    """

    people: NDArray[np.int64]
    offers: NDArray[np.int64]
    value: NDArray[np.float64]
    most: float
    excess: int


@dataclass(frozen=True, eq=False)
class RosterProblem:
    """People x days, the offers, and prices; a roster is an array (people, days) of offer numbers or OFF.

    ``cost`` (people, offers) is the price of giving an offer to a person, ``HARD`` where it may not be;
    ``off_cost`` (people, days) that of a day off. ``week``, ``weekend`` and ``cycle`` give the number of
    each day's week, weekend (-1: none) and cycle of weekends (-1: none).
    """

    people: tuple[Person, ...]
    days: int
    week: NDArray[np.int64]
    weekend: NDArray[np.int64]
    cycle: NDArray[np.int64]
    offers: Offers
    cost: NDArray[np.float64]
    off_cost: NDArray[np.float64]
    rows: tuple[SideRow, ...] = ()
    excess_price: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))


@dataclass(frozen=True, eq=False)
class Found:
    """A roster, what it costs, what none can be below, and how it was found; ``seconds`` of CPU.

    ``prices`` are those of the relaxation, of one more person per offer and of one unit per side row.
    """

    grid: NDArray[np.int64]
    cost: float
    bound: float
    status: str
    seconds: float
    prices: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None
