"""Counters of rest: between shifts, between starts, and the long one of each week."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from models.roster.counters import DAY
from models.roster.problem import HARD, OFF, Before, Limit, RosterProblem


@dataclass(frozen=True)
class Rest:
    """Rest between the end of a shift and the next start: a floor, and a limit with its price."""

    floor: float
    limit: Limit

    def start(self, before: Before) -> Hashable:
        """Return the last end, in minutes from the first midnight."""
        return self._kept(before.last_end) if before.is_known else None

    def _kept(self, end: float) -> float | None:
        return end if -end < max(self.floor, self.limit.value) else None

    def label(self, problem: RosterProblem, day: int, offer: int) -> Hashable:
        """Return start and end, in minutes from the day's midnight."""
        if offer == OFF:
            return None
        return float(problem.offers.start[offer]) - day * DAY, float(problem.offers.end[offer]) - day * DAY

    def step(self, day: int, state: Any, label: Any) -> tuple[Hashable, float]:
        """Return the last end seen from the next midnight, while it can still matter."""
        if label is None:
            return (None if state is None else self._kept(state - DAY)), 0.0
        start, end = label
        cost = 0.0
        if state is not None:
            short = start - state < self.limit.value
            cost = HARD if start - state < self.floor else self.limit.price if short else 0.0
        return self._kept(end - DAY), cost


@dataclass(frozen=True)
class StartDrift:
    """A price where the local starts of adjacent dates lie further apart than the limit."""

    limit: Limit

    def start(self, before: Before) -> Hashable:
        """Return the local start on the eve, if it was worked."""
        return before.last_clock if before.is_known and before.days_on else None

    def label(self, problem: RosterProblem, day: int, offer: int) -> Hashable:
        """Return the local start."""
        return None if offer == OFF else float(problem.offers.clock[offer])

    def step(self, day: int, state: Any, label: Any) -> tuple[Hashable, float]:
        """Return this day's start; compare it with the day before, the shorter way round the clock."""
        if state is None or label is None:
            return label, 0.0
        apart = abs(state - label) % DAY
        return label, self.limit.price if min(apart, DAY - apart) > self.limit.value else 0.0


@dataclass(frozen=True)
class WeeklyRest:
    """A long rest in each whole week somebody works in; ``weeks`` has (first, last) day of each day's week.

    State: end of the last shift (seen from today's midnight), whether this week has its rest, whether it
    is worked, and whether last week waits for the rest that runs to be long enough.
    """

    limit: Limit
    weeks: tuple[tuple[int, int], ...]

    def start(self, before: Before) -> Hashable:
        """Return the last end, nothing seen of the week."""
        return (before.last_end if before.is_known else -HARD), False, False, False

    def label(self, problem: RosterProblem, day: int, offer: int) -> Hashable:
        """Return start and end, in minutes from the day's midnight."""
        if offer == OFF:
            return None
        return float(problem.offers.start[offer]) - day * DAY, float(problem.offers.end[offer]) - day * DAY

    def step(self, day: int, state: Any, label: Any) -> tuple[Hashable, float]:
        """Return the rest that runs and the week's standing; a week pays once nothing can save it."""
        end, has_rest, is_worked, waits = state
        first, last = self.weeks[day]
        monday, share_due, cost = (first - day) * DAY, min(DAY, self.limit.value), 0.0
        if label is not None:
            start, next_end = label
            is_long = start - end >= self.limit.value
            cost += self.limit.price if waits and not is_long else 0.0
            has_rest = has_rest or (is_long and start - max(end, monday) >= share_due)
            end, is_worked, waits = next_end, True, False
        if day == last:
            misses = last - first == 6 and is_worked and not has_rest
            waits = misses and DAY - max(end, monday) >= share_due
            cost += self.limit.price if misses and not waits else 0.0
            has_rest = is_worked = False
            monday = DAY
        if -(end - DAY) >= self.limit.value and end <= monday:
            end, waits = -HARD, False
        return (end - DAY, has_rest, is_worked, waits), cost
