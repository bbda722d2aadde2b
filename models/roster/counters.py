"""Every rule about one person's days as a counter: what it remembers of the days so far, told day by day.

A counter reads a row of days from left to right. ``label`` says what it sees of an offer (or of a day off),
``step`` what it remembers next and what the day costs; ``HARD`` forbids it. What a stretch, a week or the
horizon costs is charged on its last day, so nothing is left over at the end. Counters are plain and small:
``models.roster.automaton`` lists their states, multiplies them and merges what cannot be told apart.

Two counters with equal fields are the same rule; how a person enters the first day is ``start``, so that
people who differ only in what they did before share one automaton.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Protocol

from models.roster.problem import HARD, OFF, Before, Limit, RosterProblem

DAY = 1440.0
TOLERANCE = 1e-6


class Counter(Protocol):
    """One rule, read day by day."""

    def start(self, before: Before) -> Hashable:
        """Return what is remembered on the eve of the first day."""

    def label(self, problem: RosterProblem, day: int, offer: int) -> Hashable:
        """Return what the rule sees of an offer, or of a day off (OFF)."""

    def step(self, day: int, state: Any, label: Any) -> tuple[Hashable, float]:
        """Return what is remembered after the day, and what the day costs."""


def price_of(amount: float, limit: Limit) -> float:
    """Return the price of ``amount`` units beyond a limit; nothing at or below it."""
    if amount <= TOLERANCE:
        return 0.0
    return HARD if limit.price == HARD else amount * limit.price


def growth(old: float, new: float, limit: Limit) -> float:
    """Return what it costs that a count grows from ``old`` to ``new``."""
    if new - limit.value > TOLERANCE and limit.price == HARD:
        return HARD
    return price_of(new - limit.value, limit) - price_of(old - limit.value, limit)


def clipped(count: float, limit: float) -> float:
    """Return a count as far as a limit tells it apart: what is beyond costs the same for each unit."""
    return min(count, math.ceil(limit)) if math.isfinite(limit) else 0.0


Profile = tuple[float, float, float, bool]
"""What rules see of an offer: local start, length, paid minutes, night."""


def profile_of(problem: RosterProblem, offer: int) -> Profile:
    """Return what rules see of an offer, whatever its day."""
    offers = problem.offers
    length = float(offers.end[offer] - offers.start[offer])
    clock, paid = float(offers.clock[offer]), float(offers.paid_minutes[offer])
    return clock, length, paid, bool(offers.is_night[offer])


@dataclass(frozen=True)
class Skill:
    """Only offers of these profiles: the rest of the automaton need not know of others."""

    profiles: frozenset[Profile]

    def start(self, before: Before) -> Hashable:
        """Return nothing: there is nothing to remember."""
        return None

    def label(self, problem: RosterProblem, day: int, offer: int) -> Hashable:
        """Return whether the offer is one of them."""
        return offer == OFF or profile_of(problem, offer) in self.profiles

    def step(self, day: int, state: Any, label: Any) -> tuple[Hashable, float]:
        """Forbid what is not."""
        return None, 0.0 if label else HARD


@dataclass(frozen=True)
class InARow:
    """At most so many days (or nights) in a row; days before the plan count in a run that goes on."""

    limit: Limit
    only_nights: bool = False

    def start(self, before: Before) -> Hashable:
        """Return the run up to the eve."""
        if not before.is_known:
            return 0
        return before.nights if self.only_nights else before.days_on

    def label(self, problem: RosterProblem, day: int, offer: int) -> Hashable:
        """Return whether the day counts."""
        return offer != OFF and (not self.only_nights or bool(problem.offers.is_night[offer]))

    def step(self, day: int, state: Any, label: Any) -> tuple[Hashable, float]:
        """Return the run so far; its first day in the plan pays for all that is beyond."""
        if not label:
            return 0, 0.0
        paid_for = 0 if day == 0 else state
        return clipped(state + 1, self.limit.value), growth(paid_for, state + 1, self.limit)


@dataclass(frozen=True)
class LeastRun:
    """At least so many days of work in a row, unless the run touches an end of the horizon."""

    least: int

    def start(self, before: Before) -> Hashable:
        """Return nought: a run that touches the first day is not bound."""
        return 0

    def label(self, problem: RosterProblem, day: int, offer: int) -> Hashable:
        """Return whether the day is worked."""
        return offer != OFF

    def step(self, day: int, state: Any, label: Any) -> tuple[Hashable, float]:
        """Return the length of the run as far as it matters."""
        if label:
            return (self.least if day == 0 else min(state + 1, self.least)), 0.0
        return 0, HARD if 0 < state < self.least else 0.0


@dataclass(frozen=True)
class LeastOff:
    """At least so many days off in a row between two days of work, unless leave is among them."""

    least: int
    free_days: tuple[int, ...]

    def start(self, before: Before) -> Hashable:
        """Return nought: a stretch that touches the first day is not bound."""
        return 0

    def label(self, problem: RosterProblem, day: int, offer: int) -> Hashable:
        """Return work, off or leave."""
        return "work" if offer != OFF else "leave" if day in self.free_days else "off"

    def step(self, day: int, state: Any, label: Any) -> tuple[Hashable, float]:
        """Return the days off so far; leave and the first day make any stretch long enough."""
        if label == "work":
            return 0, HARD if 0 < state < self.least else 0.0
        return (self.least if day == 0 or label == "leave" else min(state + 1, self.least)), 0.0


@dataclass(frozen=True)
class DaysOffTogether:
    """A price for each stretch of too few days off between two worked dates, without leave in it."""

    limit: Limit
    free_days: tuple[int, ...]

    def _least(self) -> int:
        return math.ceil(self.limit.value)

    def start(self, before: Before) -> Hashable:
        """Return the days off up to the eve."""
        return min(before.days_off, self._least()) if before.is_known else self._least()

    def label(self, problem: RosterProblem, day: int, offer: int) -> Hashable:
        """Return work, off or leave."""
        return "work" if offer != OFF else "leave" if day in self.free_days else "off"

    def step(self, day: int, state: Any, label: Any) -> tuple[Hashable, float]:
        """Return the days off so far; going back to work pays for a short stretch inside the plan."""
        if label == "work":
            return 0, self.limit.price if day > 0 and 0 < state < self._least() else 0.0
        return (self._least() if label == "leave" else min(state + 1, self._least())), 0.0


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
    """At most so many weekends worked in each cycle; ``weekend`` and ``cycle`` per day, -1: none."""

    limit: Limit
    weekend: tuple[int, ...]
    cycle: tuple[int, ...]

    def start(self, before: Before) -> Hashable:
        """Return nought, in no cycle."""
        return 0, -1, -1

    def label(self, problem: RosterProblem, day: int, offer: int) -> Hashable:
        """Return whether the day is worked."""
        return offer != OFF

    def step(self, day: int, state: Any, label: Any) -> tuple[Hashable, float]:
        """Return (weekends worked, in which cycle, the last one counted)."""
        weekend, cycle = self.weekend[day], self.cycle[day]
        if not label or weekend < 0 or cycle < 0:
            return state, 0.0
        count, of_cycle, counted = state
        count = count if of_cycle == cycle else 0
        if of_cycle == cycle and counted == weekend:
            return state, 0.0
        return (clipped(count + 1, self.limit.value), cycle, weekend), growth(count, count + 1, self.limit)


@dataclass(frozen=True)
class PeriodMinutes:
    """Paid minutes over the whole horizon between two limits; ``left`` most that can follow each day."""

    low: float
    high: float
    left: tuple[float, ...]

    def start(self, before: Before) -> Hashable:
        """Return nought."""
        return 0.0

    def label(self, problem: RosterProblem, day: int, offer: int) -> Hashable:
        """Return the paid minutes."""
        return 0.0 if offer == OFF else float(problem.offers.paid_minutes[offer])

    def step(self, day: int, state: Any, label: Any) -> tuple[Hashable, float]:
        """Return the minutes so far; a row that can no longer reach the least is given up."""
        minutes = state + label
        is_lost = minutes > self.high + TOLERANCE or minutes + self.left[day] < self.low - TOLERANCE
        return minutes, HARD if is_lost else 0.0


@dataclass(frozen=True)
class Tally:
    """A sum over chosen offers with a price beyond a limit: shifts of a kind, somebody's share of nights.

    ``value`` has (offer, value >= 0) pairs.
    """

    value: tuple[tuple[int, float], ...]
    limit: Limit

    def start(self, before: Before) -> Hashable:
        """Return nought."""
        return 0.0

    def label(self, problem: RosterProblem, day: int, offer: int) -> Hashable:
        """Return the offer's value."""
        return dict(self.value).get(offer, 0.0)

    def step(self, day: int, state: Any, label: Any) -> tuple[Hashable, float]:
        """Return the sum so far."""
        total = state + label
        beyond = max(self.limit.value, 0.0)
        return min(total, beyond) if total > beyond else total, growth(state, total, self.limit)
