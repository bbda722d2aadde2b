"""Small random roster problems with every rule in them, for the tests that compare two ways to one answer."""

from __future__ import annotations

import numpy as np

from models.roster.problem import (
    HARD,
    Before,
    Limit,
    Offers,
    Person,
    PersonRules,
    RosterProblem,
    SideRow,
)

KINDS = ((360, 480), (600, 480), (720, 300), (840, 480), (1320, 540))
"""Local start and length of the shifts on offer, in minutes; the last is a night shift."""

DAY = 1440.0
RULES = (
    "run", "least_run", "least_off", "days_off_together", "nights_in_row", "rest_minutes",
    "start_drift_minutes", "weekly_rest_minutes", "week_shifts", "week_minutes_most",
    "week_minutes_least", "weekends", "period_minutes", "kind_most", "free_days",
)  # fmt: skip


def offers_of(days: int, kinds: tuple[tuple[int, int], ...], rng: np.random.Generator) -> Offers:
    """One offer per kind and day, now and then none; needs 0 to 2, whole prices."""
    rows = [
        (day, kind, DAY * day + clock, DAY * day + clock + length, float(clock), float(length - length // 8))
        for day in range(days)
        for kind, (clock, length) in enumerate(kinds)
        if rng.random() < 0.9
    ]
    day, kind, start, end, clock, paid = (np.array(column) for column in zip(*rows, strict=True))
    many = len(rows)
    return Offers(
        day, kind, start, end, clock, paid,
        is_night=clock >= 1320,
        need=rng.integers(0, 3, many),
        under=rng.choice([10.0, 20.0, 35.0], many),
        over=rng.choice([1.0, 5.0, HARD], many, p=[0.6, 0.3, 0.1]),
    )  # fmt: skip


def limit(rng: np.random.Generator, *values: float) -> Limit:
    """One of the values, hard or at a whole price."""
    price = HARD if rng.random() < 0.5 else float(rng.integers(1, 9))
    return Limit(float(rng.choice(values)), price)


def rules_of(rng: np.random.Generator, days: int, weeks: int, only: str | None = None) -> PersonRules:
    """Rules drawn at random: each with even odds, or only the one named."""

    def has(rule: str) -> bool:
        return rule == only if only else rng.random() < 0.5

    def price() -> float:
        return HARD if rng.random() < 0.3 else float(rng.integers(1, 9))

    def weekly(low: int, high: int, unit: float) -> tuple[float, ...]:
        return tuple(unit * float(n) for n in rng.integers(low, high, weeks))

    low = 420.0 * float(rng.integers(0, days // 3 + 1))
    return PersonRules(
        run=limit(rng, 2, 3, 5) if has("run") else None,
        least_run=int(rng.integers(2, 4)) if has("least_run") else 1,
        least_off=int(rng.integers(2, 4)) if has("least_off") else 1,
        days_off_together=limit(rng, 2, 3) if has("days_off_together") else None,
        nights_in_row=limit(rng, 1, 2) if has("nights_in_row") else None,
        rest_minutes=limit(rng, 660, 720) if has("rest_minutes") else None,
        rest_floor_minutes=float(rng.choice([0.0, 480.0])),
        start_drift_minutes=limit(rng, 0, 120, 240) if has("start_drift_minutes") else None,
        weekly_rest_minutes=limit(rng, 2100, 2880, 3600) if has("weekly_rest_minutes") else None,
        week_shifts=weekly(1, 6, 1.0) if has("week_shifts") else (),
        week_shifts_price=price(),
        week_minutes_most=weekly(2, 6, 420.0) if has("week_minutes_most") else (),
        week_minutes_most_price=price(),
        week_minutes_least=weekly(0, 4, 420.0) if has("week_minutes_least") else (),
        week_minutes_least_price=price() if only == "week_minutes_least" else float(rng.integers(1, 9)),
        weekends=limit(rng, 0, 1) if has("weekends") else None,
        period_minutes=(low, low + 840.0) if has("period_minutes") else None,
        kind_most=((0, 1), (3, 2)) if has("kind_most") else (),
        free_days=tuple(int(d) for d in rng.choice(days, 2, replace=False)) if has("free_days") else (),
    )  # fmt: skip


def before_of(rng: np.random.Generator) -> Before:
    """Nothing known, days off, or a run with its last shift."""
    if rng.random() < 0.3:
        return Before()
    if rng.random() < 0.4:
        return Before(True, 0, int(rng.integers(1, 4)), 0, -1440.0 * float(rng.integers(1, 4)), 600.0)
    clock, length = KINDS[int(rng.integers(len(KINDS)))]
    on = int(rng.integers(1, 5))
    nights = int(rng.integers(1, on + 1)) if clock >= 1320 else 0
    return Before(True, on, 0, nights, clock + length - 1440.0, float(clock))


def random_problem(
    seed: int, people: int, days: int, kinds: int = 4, only: str | None = None, rows: int = 0, week: int = 7
) -> RosterProblem:
    """A problem of one seed; ``only`` names the one rule in it, ``rows`` side rows bind several people."""
    rng = np.random.default_rng(seed)
    picked = tuple(KINDS[k] for k in sorted(rng.choice(len(KINDS), min(kinds, len(KINDS)), replace=False)))
    offers = offers_of(days, picked, rng)
    number = np.arange(days) // week
    weekend = np.where(np.arange(days) % week >= week - 2, number, -1)
    many = len(offers.day)
    cost = rng.integers(0, 4, (people, many)).astype(float)
    cost[rng.random(cost.shape) < 0.1] = HARD
    weeks = int(number[-1]) + 1
    crew = tuple(Person(f"P{p}", rules_of(rng, days, weeks, only), before_of(rng)) for p in range(people))
    side = []
    for number_of_row in range(rows):
        pairs = rng.random((people, many)) < 0.4
        who, what = np.nonzero(pairs)
        value = rng.choice([1.0, 1.0, -1.0], len(who))
        side.append(SideRow(who, what, value, float(rng.integers(0, 3)), number_of_row // 2))
    return RosterProblem(
        crew, days, number, weekend, number // 2, offers, cost,
        rng.integers(0, 3, (people, days)).astype(float),
        tuple(side), rng.integers(1, 6, (rows + 1) // 2).astype(float),
    )  # fmt: skip
