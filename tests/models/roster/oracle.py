"""What a roster costs, read off strings of days: a third statement of the rules, shared with no model.

A row becomes one letter per day: ``N`` for a night, ``D`` for another shift, ``a`` for leave off, ``.`` for
any other day off; what is known of the days before stands in front of it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import numpy as np

from models.roster.problem import HARD, OFF, RosterProblem


def cheapest(problem: RosterProblem) -> float:
    """Return the least cost of all rosters, each tried."""
    rows = [
        [(price, row) for row in every_row(problem) if (price := row_price(problem, p, row)) < HARD]
        for p in range(len(problem.people))
    ]
    costs = [
        sum(price for price, _ in chosen) + crew_price(problem, [row for _, row in chosen])
        for chosen in itertools.product(*rows)
    ]
    return min(costs, default=HARD)


def every_row(problem: RosterProblem) -> Iterator[tuple[int, ...]]:
    """Return every row of offers or days off that one person could have."""
    choices = [[OFF, *np.flatnonzero(problem.offers.day == d).tolist()] for d in range(problem.days)]
    return itertools.product(*choices)


def roster_price(problem: RosterProblem, grid: np.ndarray) -> float:
    """Return the cost of one roster."""
    own = sum(row_price(problem, p, tuple(row.tolist())) for p, row in enumerate(grid))
    return own + crew_price(problem, grid.tolist())


def crew_price(problem: RosterProblem, rows: list) -> float:
    """Return what missing people, people too many and side rows cost."""
    taken = [offer for row in rows for offer in row if offer != OFF]
    total = 0.0
    for offer, need in enumerate(problem.offers.need):
        short = int(need) - taken.count(offer)
        unit = problem.offers.under[offer] if short > 0 else problem.offers.over[offer]
        total += abs(short) * float(unit) if short else 0.0
    worst = [0.0] * len(problem.excess_price)
    for row in problem.rows:
        cells = zip(row.people, row.offers, row.value, strict=True)
        filled = sum(value for p, o, value in cells if rows[p][problem.offers.day[o]] == o)
        worst[row.excess] = max(worst[row.excess], filled - row.most)
    return total + sum(
        e * float(price) for e, price in zip(worst, problem.excess_price, strict=True) if e > 0
    )


def row_price(problem: RosterProblem, p: int, row: tuple[int, ...]) -> float:
    """Return what one person's row costs by itself."""
    total = 0.0
    for day, offer in enumerate(row):
        total += float(problem.off_cost[p, day] if offer == OFF else problem.cost[p, offer])
    for amount, price in _beyond(problem, p, row):
        total += amount * price if amount > 1e-9 else 0.0
    return total


def _beyond(problem: RosterProblem, p: int, row: tuple[int, ...]) -> Iterator[tuple[float, float]]:
    rules, before, offers = problem.people[p].rules, problem.people[p].before, problem.offers
    letters = "".join(
        ("a" if d in rules.free_days else ".") if o == OFF else "N" if offers.is_night[o] else "D"
        for d, o in enumerate(row)
    )
    known = before.is_known
    past = "." + "D" * (before.days_on - before.nights) + "N" * before.nights if known else "."
    line = past + letters
    if rules.run is not None:
        yield _too_long("[DN]+", line, len(past), rules.run.value), rules.run.price
    if rules.nights_in_row is not None:
        yield _too_long("N+", line, len(past), rules.nights_in_row.value), rules.nights_in_row.price
    for stretch in re.finditer("[DN]+", letters):
        if stretch.start() > 0 and stretch.end() < len(letters):
            yield rules.least_run - len(stretch[0]), HARD
    for stretch in re.finditer("[.a]+", letters):
        if stretch.start() > 0 and stretch.end() < len(letters) and "a" not in stretch[0]:
            yield rules.least_off - len(stretch[0]), HARD
    if rules.days_off_together is not None:
        yield _short_off(letters, before, rules.days_off_together.value), rules.days_off_together.price
    yield from _rest(problem, p, row)
    yield from _weeks(problem, p, row)
    paid = sum(offers.paid_minutes[o] for o in row if o != OFF)
    if rules.period_minutes is not None:
        yield float(not rules.period_minutes[0] <= paid <= rules.period_minutes[1]), HARD
    for kind, most in rules.kind_most:
        yield sum(offers.kind[o] == kind for o in row if o != OFF) - most, HARD


def _too_long(pattern: str, line: str, past: int, limit: float) -> float:
    runs = [run for run in re.finditer(pattern, line) if run.end() > past]
    return sum(max(0.0, len(run[0]) - limit) for run in runs)


def _short_off(letters: str, before, limit: float) -> float:
    count = 0
    for stretch in re.finditer("[.a]+", letters):
        if (
            "a" in stretch[0]
            or stretch.end() == len(letters)
            or (stretch.start() == 0 and not before.is_known)
        ):
            continue
        count += len(stretch[0]) + (before.days_off if stretch.start() == 0 else 0) < limit
    return float(count)


def _rest(problem: RosterProblem, p: int, row: tuple[int, ...]) -> Iterator[tuple[float, float]]:
    rules, before, offers = problem.people[p].rules, problem.people[p].before, problem.offers
    worked = [(d, offers.start[o], offers.end[o], offers.clock[o]) for d, o in enumerate(row) if o != OFF]
    if before.is_known and before.last_end > -HARD:
        last_day = -1 if before.days_on else -9
        worked = [(last_day, -HARD, before.last_end, before.last_clock), *worked]
    for (day, _, end, clock), (next_day, start, _, next_clock) in itertools.pairwise(worked):
        yield float(start - end < rules.rest_floor_minutes), HARD
        if rules.rest_minutes is not None:
            yield float(start - end < rules.rest_minutes.value), rules.rest_minutes.price
        if rules.start_drift_minutes is not None and next_day == day + 1:
            apart = min((clock - next_clock) % 1440, (next_clock - clock) % 1440)
            yield float(apart > rules.start_drift_minutes.value), rules.start_drift_minutes.price
    if rules.weekly_rest_minutes is None:
        return
    edges = [-HARD, *(edge for _, start, end, _ in worked for edge in (start, end)), HARD]
    gaps = list(zip(edges[::2], edges[1::2], strict=True))
    for days in _weeks_of(problem):
        if len(days) < 7 or all(row[d] == OFF for d in days):
            continue
        least, low, high = rules.weekly_rest_minutes.value, 1440 * days[0], 1440 * (days[-1] + 1)
        good = [b - a >= least and min(b, high) - max(a, low) >= min(1440, least) for a, b in gaps]
        yield float(not any(good)), rules.weekly_rest_minutes.price


def _weeks_of(problem: RosterProblem) -> list[list[int]]:
    numbers = problem.week.tolist()
    return [[d for d, n in enumerate(numbers) if n == week] for week in sorted(set(numbers))]


def _weeks(problem: RosterProblem, p: int, row: tuple[int, ...]) -> Iterator[tuple[float, float]]:
    rules, offers = problem.people[p].rules, problem.offers
    for w, days in enumerate(_weeks_of(problem)):
        own = [row[d] for d in days if row[d] != OFF]
        hours = sum(float(offers.paid_minutes[o]) for o in own) / 60
        if rules.week_shifts:
            yield len(own) - rules.week_shifts[w], rules.week_shifts_price
        if rules.week_minutes_most:
            yield hours - rules.week_minutes_most[w] / 60, rules.week_minutes_most_price
        if rules.week_minutes_least:
            yield rules.week_minutes_least[w] / 60 - hours, rules.week_minutes_least_price
    if rules.weekends is not None:
        worked = {(problem.cycle[d], problem.weekend[d]) for d, o in enumerate(row) if o != OFF}
        for cycle in {c for c, k in worked if c >= 0 and k >= 0}:
            yield sum(c == cycle and k >= 0 for c, k in worked) - rules.weekends.value, rules.weekends.price
