"""Counters of sums: of a week, of a cycle of weekends, of the horizon."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from models.roster.counters import TOLERANCE, clipped, growth, price_of
from models.roster.problem import HARD, OFF, Before, Limit, RosterProblem


@dataclass(frozen=True)
class WeekShifts:
    """At most so many shifts in each week; ``weeks`` as in :class:`WeeklyRest`, ``most`` per day."""

    most: tuple[float, ...]
    price: float
    weeks: tuple[tuple[int, int], ...]

    def start(self, before: Before) -> Hashable:
        """Return nought: weeks begin with the plan."""
        return 0

    def label(self, problem: RosterProblem, day: int, offer: int) -> Hashable:
        """Return whether the day is worked."""
        return offer != OFF

    def step(self, day: int, state: Any, label: Any) -> tuple[Hashable, float]:
        """Return the shifts of the week so far."""
        limit = Limit(self.most[day], self.price)
        cost = growth(state, state + 1, limit) if label else 0.0
        is_last = day == self.weeks[day][1]
        return (0 if is_last else clipped(state + label, limit.value)), cost


@dataclass(frozen=True)
class WeekMinutes:
    """At most and at least so many paid minutes in each week, priced per hour; limits per day."""

    most: tuple[float, ...]
    most_price: float
    least: tuple[float, ...]
    least_price: float
    weeks: tuple[tuple[int, int], ...]

    def start(self, before: Before) -> Hashable:
        """Return nought: weeks begin with the plan."""
        return 0.0

    def label(self, problem: RosterProblem, day: int, offer: int) -> Hashable:
        """Return the paid minutes."""
        return 0.0 if offer == OFF else float(problem.offers.paid_minutes[offer])

    def step(self, day: int, state: Any, label: Any) -> tuple[Hashable, float]:
        """Return the minutes of the week so far, as far as they matter."""
        most = Limit(self.most[day] / 60, self.most_price)
        minutes = state + label
        cost = growth(state / 60, minutes / 60, most)
        if day == self.weeks[day][1]:
            short = (self.least[day] - minutes) / 60
            return 0.0, cost + price_of(short, Limit(0, self.least_price))
        known = [limit for limit in (self.most[day], self.least[day]) if math.isfinite(limit)]
        return min(minutes, max(known, default=0.0)), cost


@dataclass(frozen=True)
class Weekends:
    """At most so many weekends worked in each cycle; ``weekend`` and ``cycle`` per day, -1: none.

    ``pace`` has, per day, how many weekends count as worked by then, worked or not, and how many may be:
    empty where the rule is told exactly, else its states are thinned out (``models.roster.pace``).
    """

    limit: Limit
    weekend: tuple[int, ...]
    cycle: tuple[int, ...]
    pace: tuple[tuple[int, int], ...] = ()

    def start(self, before: Before) -> Hashable:
        """Return nought, in no cycle."""
        return 0, -1, -1

    def label(self, problem: RosterProblem, day: int, offer: int) -> Hashable:
        """Return whether the day is worked."""
        return offer != OFF

    def step(self, day: int, state: Any, label: Any) -> tuple[Hashable, float]:
        """Return (weekends worked, in which cycle, the last one counted)."""
        weekend, cycle = self.weekend[day], self.cycle[day]
        least, most = self.pace[day] if self.pace else (0, HARD)
        count, of_cycle, counted = state
        is_known = of_cycle == cycle and counted == weekend
        if not label or weekend < 0 or cycle < 0 or is_known:
            return (max(count, least), of_cycle, counted), 0.0
        count = count if of_cycle == cycle else 0
        following = max(least, clipped(count + 1, self.limit.value))
        cost = growth(count, count + 1, self.limit) if following <= most else HARD
        return (following, cycle, weekend), cost


@dataclass(frozen=True)
class PeriodMinutes:
    """Paid minutes since the first day between two limits at the end of each day."""

    least: tuple[float, ...]
    most: tuple[float, ...]

    def start(self, before: Before) -> Hashable:
        """Return nought."""
        return 0.0

    def label(self, problem: RosterProblem, day: int, offer: int) -> Hashable:
        """Return the paid minutes."""
        return 0.0 if offer == OFF else float(problem.offers.paid_minutes[offer])

    def step(self, day: int, state: Any, label: Any) -> tuple[Hashable, float]:
        """Return the minutes so far; outside the limits there is no way to go on."""
        minutes = state + label
        is_inside = self.least[day] - TOLERANCE <= minutes <= self.most[day] + TOLERANCE
        return minutes, 0.0 if is_inside else HARD


@dataclass(frozen=True)
class Tally:
    """A sum over chosen offers with a price beyond a limit: shifts of a kind, somebody's share of nights.

    ``value`` has (offer, value >= 0) pairs; ``pace`` as in :class:`Weekends`.
    """

    value: tuple[tuple[int, float], ...]
    limit: Limit
    pace: tuple[tuple[int, int], ...] = ()

    def start(self, before: Before) -> Hashable:
        """Return nought."""
        return 0.0

    def label(self, problem: RosterProblem, day: int, offer: int) -> Hashable:
        """Return the offer's value."""
        place = bisect_left(self.value, (offer, -HARD))
        is_there = place < len(self.value) and self.value[place][0] == offer
        return self.value[place][1] if is_there else 0.0

    def step(self, day: int, state: Any, label: Any) -> tuple[Hashable, float]:
        """Return the sum so far."""
        total = state + label
        least, most = self.pace[day] if self.pace else (0.0, HARD)
        cost = growth(state, total, self.limit) if total <= max(most, state) else HARD
        return max(float(least), min(total, max(self.limit.value, 0.0))), cost
