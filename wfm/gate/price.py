"""What evidence costs: reviews bought now, part of them and a phase of waiting, or waiting alone.

Time is counted in phases of equal days from now; a queue leaves at the end of the phase in which it is
proven. The queue's own reviews come for nothing; each bought one has a price, and so has staying longer:
the second phase of waiting need not cost what the first does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.stats import binom

from wfm.errors import PlanningError
from wfm.gate.break_points import break_points
from wfm.gate.evidence import days_until
from wfm.gate.share import require_rate

TIE_SHARE = 0.10
"""Costs this near to the cheapest are too close to call: neither wages nor phases are priced better."""

_FIRST_PLANS = 13
_SURE = 1 - 1e-9


@dataclass(frozen=True)
class Terms:
    """What a gate's reviews and its phases cost.

    ``own_by_phase`` are the random reviews the queue makes anyway in each phase from now, ``most_by_phase``
    the most that can be made; the last entry holds for every later phase. ``review_cost`` is money for one
    bought review, ``waiting`` for leaving one, two, ... phases later than after the shortest stay, reviews
    apart (below 0: it saves); what is not in it has no price.
    """

    own_by_phase: tuple[float, ...]
    most_by_phase: tuple[float, ...]
    phase_days: int
    review_cost: float
    waiting: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.own_by_phase or not self.most_by_phase:
            raise PlanningError("the reviews of at least one phase are needed to price evidence")
        if min(*self.own_by_phase, *self.most_by_phase, self.review_cost) < 0:
            raise PlanningError("reviews and their price are 0 or more")

    def waited(self, phases: int) -> float:
        """Return what leaving so many phases later costs; nan: it has no price."""
        if not phases:
            return 0.0
        return self.waiting[phases - 1] if phases <= len(self.waiting) else math.nan

    def failed(self, slipped: int) -> float:
        """Return what one phase more costs when the gate fails: the next one, else the first."""
        step = self.waited(slipped + 1) - self.waited(slipped)
        return self.waited(1) if math.isnan(step) else step


@dataclass(frozen=True)
class Option:
    """One way to bring the proof.

    ``phases`` is how many it takes in all, ``slipped`` how many more than the shortest stay; ``day_proven``
    counts from 1 (0: proven already). ``cost`` is for reviews and slipped phases; ``expected_cost`` adds one
    phase more with the chance that the gate fails. ``is_tie``: not the cheapest, but too close to call.
    """

    name: str
    phases: int
    slipped: int
    reviews_bought: int
    day_proven: int
    cost: float
    expected_cost: float
    is_tie: bool = False


def options(missing: int, chance: float, terms: Terms, least_days: float = 0.0) -> tuple[Option, ...]:
    """Return the ways to bring the missing reviews: at once, slipping one phase, and by waiting alone.

    Parameters
    ----------
    missing
        Reviews still missing from the plan.
    chance
        Chance that the gate passes once they are in.
    terms
        Reviews by phase and prices.
    least_days
        Shortest stay (days).

    Returns
    -------
    tuple
        In order of time. Where the most reviews that can be made are too few, the first option slips as
        many phases as it must; the one in between is left out where waiting is no longer; waiting where
        the queue makes no reviews. Empty if no reviews can be made at all.

    Notes
    -----
    Migration model, section 5: a failed gate counts as one slipped phase.
    """
    least = shortest_stay(least_days, terms.phase_days)
    first = _phases_until(terms.most_by_phase, missing, terms.phase_days)
    wait = _phases_until(terms.own_by_phase, missing, terms.phase_days)
    if wait is not None:  # what the queue makes anyway is never too many
        first = wait if first is None else min(first, wait)
    if first is None:
        return ()
    first = max(first, least)
    last = first + 1 if wait is None else max(first, wait)
    lengths = sorted({first, min(first + 1, last), last})
    found = [_option(missing, chance, terms, phases, phases - least) for phases in lengths]
    cheapest = min(found, key=lambda option: option.expected_cost)
    near = cheapest.expected_cost + TIE_SHARE * abs(cheapest.expected_cost)
    return tuple(
        replace(option, is_tie=option is not cheapest and option.expected_cost <= near) for option in found
    )


def shortest_stay(least_days: float, phase_days: int) -> int:
    """Return the phases before which no queue leaves, at least one."""
    return max(1, math.ceil(least_days / phase_days))


def how_much_to_buy(
    limit: float,
    confidence: float,
    true_rate: float,
    review_cost: float,
    phase_cost: float,
    own_reviews: float = 0.0,
) -> pd.DataFrame:
    """Return every sample plan worth a thought: its reviews, its chance, its price, and which is best.

    Parameters
    ----------
    limit, confidence
        Of the gate.
    true_rate
        Error rate the AI is taken to have (0 to 1).
    review_cost
        Money for one bought review, above 0.
    phase_cost
        Money for the phase that a failed gate costs.
    own_reviews
        Reviews the queue makes anyway, which cost nothing.

    Returns
    -------
    pandas.DataFrame
        One row per break point, columns errors_allowed, reviews, bought, chance, cost (of the reviews
        bought), expected_cost (with the failed phase), is_best. It reaches beyond the plan whose reviews
        alone cost more than the best one in all, so that the best is no matter of where it ends.
    """
    require_rate(true_rate=true_rate)
    if review_cost <= 0:
        raise PlanningError(f"a review costs {review_cost}; expected more than 0")
    plans = _FIRST_PLANS
    while True:
        errors = np.arange(plans)
        reviews = break_points(errors, limit, confidence)
        bought = np.maximum(0.0, reviews - own_reviews)
        chance = np.asarray(binom.cdf(errors, reviews, true_rate))
        expected = bought * review_cost + (1 - chance) * phase_cost
        if bought[-1] * review_cost >= expected.min() or chance[-1] >= _SURE:
            break
        plans *= 2
    return pd.DataFrame(
        {
            "errors_allowed": errors,
            "reviews": reviews,
            "bought": bought,
            "chance": chance,
            "cost": bought * review_cost,
            "expected_cost": expected,
            "is_best": errors == expected.argmin(),
        }
    )


def reviews_in(by_phase: tuple[float, ...], phases: int) -> float:
    """Return the reviews of the first phases; the last entry holds for every later one."""
    later = max(0, phases - len(by_phase))
    return sum(by_phase[:phases]) + later * by_phase[-1]


def day_of(by_phase: tuple[float, ...], reviews: float, phase_days: int) -> int | None:
    """Return the day, from 1, on which so many reviews are in, made evenly within each phase.

    0: none are missing; ``None``: never.
    """
    phases = _phases_until(by_phase, reviews, phase_days)
    if phases is None or reviews <= 0:
        return None if phases is None else 0
    before = phases - 1
    in_last = reviews_in(by_phase, phases) - reviews_in(by_phase, before)
    days = days_until(reviews - reviews_in(by_phase, before), in_last / phase_days)
    return None if days is None else before * phase_days + days


def _phases_until(by_phase: tuple[float, ...], reviews: float, phase_days: int) -> int | None:
    """Return the fewest whole phases that make so many reviews, at least one; ``None``: never."""
    for phases in range(1, len(by_phase) + 1):
        if reviews_in(by_phase, phases) >= reviews:
            return phases
    later = days_until(reviews - sum(by_phase), by_phase[-1] / phase_days)
    return None if later is None else len(by_phase) + math.ceil(later / phase_days)


def _option(missing: int, chance: float, terms: Terms, phases: int, slipped: int) -> Option:
    bought = max(0, math.ceil(missing - reviews_in(terms.own_by_phase, phases)))
    own_day = day_of(terms.own_by_phase, missing, terms.phase_days)
    # Bought reviews are spread over the stay, so that they are in when it ends.
    day = phases * terms.phase_days if bought or own_day is None else own_day
    cost = bought * terms.review_cost + terms.waited(slipped)
    if not bought:
        name = "wait" if slipped else "as it is"
    elif not slipped:
        name = "buy now"
    else:
        name = f"buy part and slip {slipped} phase{'s' if slipped > 1 else ''}"
    return Option(name, phases, slipped, bought, day, cost, cost + (1 - chance) * terms.failed(slipped))
