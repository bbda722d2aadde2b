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
