"""Rounding the bound up: where every price is a whole multiple of a unit, so is the cost of every roster."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from models.roster.problem import HARD, Limit, PersonRules, RosterProblem

NOISE = 1e-6


def unit_of(problem: RosterProblem) -> float:
    """Return the largest whole number that divides every possible cost; 0 where there is none."""
    offers = problem.offers
    known = [offers.under, offers.over, problem.cost, problem.off_cost, problem.excess_price]
    parts = np.concatenate([part.ravel() for part in known])
    prices = [*parts[np.isfinite(parts)].tolist(), *_rule_prices(problem)]
    counts = [value for row in problem.rows for value in (row.most, *row.value.tolist())]
    if any(price != round(price) for price in (*prices, *counts)):
        return 0.0
    return float(math.gcd(*(int(abs(price)) for price in prices)))


def _rule_prices(problem: RosterProblem) -> Iterable[float]:
    """Return what each unit of each rule costs, as far as it has a price at all."""
    for rules in {person.rules for person in problem.people}:
        for limit in (rules.run, rules.nights_in_row, rules.weekends):
            if limit is not None and limit.price != HARD:
                yield from (limit.price, limit.price * limit.value)
        for limit in _once(rules):
            if limit is not None and limit.price != HARD:
                yield limit.price
        yield from _by_the_week(problem, rules)


def _once(rules: PersonRules) -> tuple[Limit | None, ...]:
    return rules.days_off_together, rules.rest_minutes, rules.start_drift_minutes, rules.weekly_rest_minutes


def _by_the_week(problem: RosterProblem, rules: PersonRules) -> Iterable[float]:
    """Return the price of a shift and of the minutes by which two weeks can differ."""
    if rules.week_shifts and rules.week_shifts_price != HARD:
        yield rules.week_shifts_price
        yield from (rules.week_shifts_price * most for most in rules.week_shifts if math.isfinite(most))
    paid = np.unique(problem.offers.paid_minutes).tolist()
    for limits, price in (
        (rules.week_minutes_most, rules.week_minutes_most_price),
        (rules.week_minutes_least, rules.week_minutes_least_price),
    ):
        if limits and price != HARD:
            yield from (price * minutes / 60 for minutes in (*paid, *limits) if math.isfinite(minutes))


def rounded_up(bound: float, unit: float) -> float:
    """Return the bound, rounded up to the next multiple of the unit; as it is where the unit is nought."""
    if unit == 0.0 or not math.isfinite(bound):
        return bound
    return math.ceil(bound / unit - NOISE) * unit
