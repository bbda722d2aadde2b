"""What a roster costs, rule by rule: read off the rows as a planner would, without any of the search.

This is the judge of the room: it shares no code with the automata or the compact model, and both are
tested against it. Every breach is (rule, person, day, amount, price); a hard one has the price ``HARD``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from models.roster.problem import HARD, OFF, Limit, RosterProblem

DAY = 1440.0
TOLERANCE = 1e-6
"""Minutes and shifts beyond a limit that are noise of arithmetic, not a breach."""

NOBODY = -1
"""In place of a person's number: a breach of the crew, not of one person."""


@dataclass(frozen=True)
class Breach:
    """One breach: ``amount`` units beyond, ``price`` for all of them; ``day`` where it shows."""

    rule: str
    person: int
    day: int
    amount: float
    price: float


def cost_of(problem: RosterProblem, grid: NDArray[np.int64]) -> float:
    """Return what the roster costs in all; ``HARD`` when it breaks a hard rule."""
    return float(sum(cost_by_rule(problem, grid).values()))


def cost_by_rule(problem: RosterProblem, grid: NDArray[np.int64]) -> dict[str, float]:
    """Return what each rule costs; ``given`` and ``day_off`` are the prices of the cells themselves."""
    total: dict[str, float] = defaultdict(float)
    for breach in breaches(problem, grid):
        total[breach.rule] += breach.price
    worked = grid != OFF
    people, _ = np.nonzero(worked)
    total["given"] = float(problem.cost[people, grid[worked]].sum())
    total["day_off"] = float(problem.off_cost[~worked].sum())
    return dict(total)


def breaches(problem: RosterProblem, grid: NDArray[np.int64]) -> list[Breach]:
    """Return every breach of a rule, hard or priced: person by person, then cover and side rows."""
    found = [b for p in range(len(problem.people)) for b in person_breaches(problem, p, grid[p])]
    return found + list(_cover(problem, grid)) + list(_side_rows(problem, grid))


def row_cost(problem: RosterProblem, person: int, row: NDArray[np.int64]) -> float:
    """Return what one person's row costs by itself: cells and personal rules, no cover, no side rows."""
    cells = [problem.off_cost[person, d] if o == OFF else problem.cost[person, o] for d, o in enumerate(row)]
    return float(sum(cells) + sum(b.price for b in person_breaches(problem, person, row)))


def person_breaches(problem: RosterProblem, person: int, row: NDArray[np.int64]) -> list[Breach]:
    """Return the breaches of one person's own rules in a row of ``days`` offer numbers or OFF."""
    reading = _Row(problem, person, row)
    return [
        Breach(rule, person, day, amount, amount * limit_price if limit_price != HARD else HARD)
        for rule, day, amount, limit_price in reading.found()
        if amount > TOLERANCE
    ]


Excess = Iterator[tuple[str, int, float, float]]
"""Rule, day, amount beyond, price of a unit."""


class _Row:
    """One person's days, read rule by rule."""

    def __init__(self, problem: RosterProblem, person: int, row: NDArray[np.int64]) -> None:
        self.problem, self.offers = problem, problem.offers
        self.rules, self.before = problem.people[person].rules, problem.people[person].before
        self.row = [int(offer) for offer in row]
        self.worked = [d for d, offer in enumerate(self.row) if offer != OFF]

    def found(self) -> Excess:
        yield from self._runs()
        yield from self._nights()
        yield from self._days_off()
        yield from self._rest()
        yield from self._drift()
        yield from self._weekly_rest()
        yield from self._weeks()
        yield from self._weekends()
        yield from self._period()

    def _stretches(self) -> Iterator[tuple[bool, list[int]]]:
        for is_work, days in groupby(range(len(self.row)), key=lambda d: self.row[d] != OFF):
            yield is_work, list(days)

    def _touches_end(self, days: list[int]) -> bool:
        return days[0] == 0 or days[-1] == len(self.row) - 1

    def _known(self, count: int) -> int:
        return count if self.before.is_known else 0

    def _runs(self) -> Excess:
        for is_work, days in self._stretches():
            if not is_work:
                continue
            if self.rules.run is not None:
                length = len(days) + (self._known(self.before.days_on) if days[0] == 0 else 0)
                yield "run", days[-1], length - self.rules.run.value, self.rules.run.price
            if not self._touches_end(days):
                yield "least_run", days[-1], self.rules.least_run - len(days), HARD

    def _nights(self) -> Excess:
        limit = self.rules.nights_in_row
        if limit is None:
            return
        is_night = [offer != OFF and bool(self.offers.is_night[offer]) for offer in self.row]
        for night, group in groupby(range(len(self.row)), key=lambda d: is_night[d]):
            days = list(group)
            if night:
                length = len(days) + (self._known(self.before.nights) if days[0] == 0 else 0)
                yield "nights_in_row", days[-1], length - limit.value, limit.price

    def _days_off(self) -> Excess:
        limit = self.rules.days_off_together
        for is_work, days in self._stretches():
            if is_work or any(d in self.rules.free_days for d in days):
                continue
            if not self._touches_end(days):
                yield "least_off", days[-1], self.rules.least_off - len(days), HARD
            if limit is None or days[-1] == len(self.row) - 1:
                continue
            if days[0] == 0 and not self.before.is_known:
                continue
            length = len(days) + (self.before.days_off if days[0] == 0 else 0)
            yield "days_off_together", days[-1], float(length < limit.value), limit.price

    def _spans(self) -> list[tuple[int, float, float]]:
        """Return (day, start, end) of each shift; the last one before the plan first, if it is known."""
        spans = [(d, self.offers.start[self.row[d]], self.offers.end[self.row[d]]) for d in self.worked]
        if self.before.is_known and self.before.last_end > -HARD:
            return [(-1, -HARD, self.before.last_end), *spans]
        return spans

    def _rest(self) -> Excess:
        spans = self._spans()
        for (_, _, end), (day, start, _) in pairwise(spans):
            yield "rest_floor", day, float(start - end < self.rules.rest_floor_minutes), HARD
            if self.rules.rest_minutes is not None:
                short = start - end < self.rules.rest_minutes.value
                yield "rest", day, float(short), self.rules.rest_minutes.price

    def _drift(self) -> Excess:
        limit = self.rules.start_drift_minutes
        if limit is None:
            return
        clock = {d: float(self.offers.clock[self.row[d]]) for d in self.worked}
        if self.before.is_known and self.before.days_on:
            clock[-1] = self.before.last_clock
        for day in clock:
            if day - 1 in clock:
                apart = abs(clock[day] - clock[day - 1]) % DAY
                yield "start_drift", day, float(min(apart, DAY - apart) > limit.value), limit.price

    def _weekly_rest(self) -> Excess:
        limit = self.rules.weekly_rest_minutes
        if limit is None:
            return
        spans = self._spans()
        gaps = zip(
            [-HARD, *(end for _, _, end in spans)], [*(start for _, start, _ in spans), HARD], strict=True
        )
        rests = [(begin, finish) for begin, finish in gaps if finish - begin >= limit.value]
        for days in self._days_by_week():
            if len(days) < 7 or not any(self.row[d] != OFF for d in days):
                continue
            first, last = days[0] * DAY, (days[-1] + 1) * DAY
            inside = [min(finish, last) - max(begin, first) for begin, finish in rests]
            has_rest = any(share >= min(DAY, limit.value) for share in inside)
            yield "weekly_rest", days[-1], float(not has_rest), limit.price

    def _days_by_week(self) -> list[list[int]]:
        by_week: dict[int, list[int]] = defaultdict(list)
        for d, week in enumerate(self.problem.week):
            by_week[int(week)].append(d)
        return [by_week[week] for week in sorted(by_week)]

    def _weeks(self) -> Excess:
        rules = self.rules
        for w, days in enumerate(self._days_by_week()):
            worked = [self.row[d] for d in days if self.row[d] != OFF]
            hours = sum(float(self.offers.paid_minutes[offer]) for offer in worked) / 60
            if rules.week_shifts:
                yield "week_shifts", days[-1], len(worked) - rules.week_shifts[w], rules.week_shifts_price
            if rules.week_minutes_most:
                most = rules.week_minutes_most[w] / 60
                yield "week_minutes_most", days[-1], hours - most, rules.week_minutes_most_price
            if rules.week_minutes_least:
                least = rules.week_minutes_least[w] / 60
                yield "week_minutes_least", days[-1], least - hours, rules.week_minutes_least_price

    def _weekends(self) -> Excess:
        limit = self.rules.weekends
        if limit is None:
            return
        worked: dict[int, set[int]] = defaultdict(set)
        last: dict[int, int] = {}
        for d in self.worked:
            cycle, weekend = int(self.problem.cycle[d]), int(self.problem.weekend[d])
            if cycle >= 0 and weekend >= 0:
                worked[cycle].add(weekend)
                last[cycle] = d
        for cycle, weekends in worked.items():
            yield "weekends", last[cycle], len(weekends) - limit.value, limit.price

    def _period(self) -> Excess:
        end = len(self.row) - 1
        if self.rules.period_minutes is not None:
            low, high = self.rules.period_minutes
            minutes = sum(float(self.offers.paid_minutes[self.row[d]]) for d in self.worked)
            yield "period_minutes", end, max(low - minutes, minutes - high), HARD
        kinds = [int(self.offers.kind[self.row[d]]) for d in self.worked]
        for kind, most in self.rules.kind_most:
            yield "kind_most", end, kinds.count(kind) - most, HARD


def _priced(rule: str, person: int, day: int, amount: float, limit: Limit) -> Iterator[Breach]:
    if amount > TOLERANCE:
        yield Breach(rule, person, day, amount, HARD if limit.price == HARD else amount * limit.price)


def _cover(problem: RosterProblem, grid: NDArray[np.int64]) -> Iterator[Breach]:
    offers = problem.offers
    count = np.bincount(grid[grid != OFF], minlength=len(offers.need))
    for offer, (need, there) in enumerate(zip(offers.need, count, strict=True)):
        day = int(offers.day[offer])
        yield from _priced("under", NOBODY, day, float(need - there), Limit(0, float(offers.under[offer])))
        yield from _priced("over", NOBODY, day, float(there - need), Limit(0, float(offers.over[offer])))


def _side_rows(problem: RosterProblem, grid: NDArray[np.int64]) -> Iterator[Breach]:
    excess: dict[int, float] = defaultdict(float)
    for row in problem.rows:
        given = grid[row.people, problem.offers.day[row.offers]] == row.offers
        excess[row.excess] = max(excess[row.excess], float(row.value[given].sum() - row.most))
    for number, amount in sorted(excess.items()):
        yield from _priced("side_row", NOBODY, 0, amount, Limit(0, float(problem.excess_price[number])))
