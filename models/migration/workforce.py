"""The people of a plan as plain numbers: posts over periods of any length, and what may be done with them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wfm.errors import PlanningError

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

NOTHING: Any = 0.0
NO_LIMIT: Any = np.inf
EVERYONE: Any = 1.0
ONE: Any = 1
NONE: Any = 0

SHARES = frozenset(
    {"attrition", "joiner_attrition", "ramp", "fallout", "class_attrition", "overtime_share"}
    | {"time_off_share", "short_time_share", "pass_share", "return_share"}
)
"""Fields that lie between 0 and 1; every other number is at least 0."""


def _spread(owner: Any, name: str, kind: Any, *shape: int) -> str | None:
    """Give a field its full shape, a number standing for all; return what is wrong with it, if anything."""
    given = np.asarray(getattr(owner, name), dtype=kind)
    try:
        object.__setattr__(owner, name, np.broadcast_to(given, shape))
    except ValueError:
        return f"{name} has shape {given.shape} instead of {shape}"
    if given.size and (np.isnan(given).any() or given.min() < 0 or (name in SHARES and given.max() > 1)):
        return f"{name} is out of range"
    return None


def _refuse(faults: list[str | None]) -> None:
    found = [fault for fault in faults if fault]
    if found:
        raise PlanningError(f"the workforce cannot be planned: {'; '.join(found)}")


def _places(of: Whole, among: int, words: str) -> str | None:
    return words if of.size and of.max() >= among else None


@dataclass(frozen=True, eq=False)
class Retraining:
    """Ways from one post to another, an entry per arc; downgrading is an arc that takes no time.

    Whoever is sent leaves the work of ``source`` at once, keeps its wage for ``lag`` periods and is then at
    work in ``target`` (``pass_share``) or back in ``source`` (``return_share`` of the others); the rest
    leave. Where nobody returns and no time passes, that is a free way to shed people: price it.

    Attributes
    ----------
    source, target
        Posts left and entered.
    lag
        Periods away from work.
    pass_share, return_share
        Share that succeeds; share of the others that returns.
    attrition
        Share that leaves in each period away; 0: they are not exposed.
    most
        People sent at most, by arc and period.
    most_of_target
        The same as a share of those at work in the target in that period.
    cost
        Money per person sent, pay apart.
    group, group_most
        Arcs that share a limit per period, such as those of a site, and that limit by group.
    """

    source: Whole
    target: Whole
    lag: Whole = NONE
    pass_share: Numbers = EVERYONE
    return_share: Numbers = EVERYONE
    attrition: Numbers = NOTHING
    most: Numbers = NO_LIMIT
    most_of_target: Numbers = NO_LIMIT
    cost: Numbers = NOTHING
    group: Whole = NONE
    group_most: Numbers = field(default_factory=lambda: np.array([np.inf]))

    def faults(self, posts: int, periods: int) -> list[str | None]:
        """Give every field its shape and return what is wrong."""
        arcs, groups = len(np.asarray(self.source)), len(np.asarray(self.group_most))
        found = [_spread(self, name, np.int64, arcs) for name in ("source", "target", "lag", "group")]
        found += [
            _spread(self, name, np.float64, arcs)
            for name in ("pass_share", "return_share", "attrition", "most_of_target", "cost")
        ]
        found += [
            _spread(self, "most", np.float64, arcs, periods),
            _spread(self, "group_most", np.float64, groups),
        ]
        if not any(found):
            found += [
                _places(np.append(self.source, self.target), posts, "an arc joins posts that do not exist"),
                _places(self.group, groups, "an arc is of a group without a limit"),
                "an arc ends where it begins" if (self.source == self.target).any() else None,
            ]
        return found


NOBODY = np.zeros(0, dtype=np.int64)

BY_POST = (
    *("heads", "wage", "attrition", "joiner_attrition", "class_least", "class_most", "fallout"),
    *("class_attrition", "class_cost", "hire_cost", "release_cost", "overtime_share", "time_off_share"),
    *("temp_factor", "short_time_share", "short_time_cost", "shortage_price"),
)
COUNTS_BY_POST = ("site", "joiner_periods", "class_every", "lead", "train", "notice")
BY_POST_AND_PERIOD = ("hire_most", "booked", "joining", "short_time_most")


@dataclass(frozen=True, eq=False)
class Workforce:
    """Everybody there is, post by post, and everything that may be done; a number stands for all entries.

    What is not given may not be done and costs nothing. Money is in one currency, rates are per period,
    prices of hours are multiples of the wage. A number of entries follows from ``heads`` (posts),
    ``seats`` (sites) and ``budget`` (phases).

    Attributes
    ----------
    periods
        Length of the plan.
    heads, site, wage
        By post: people at work before the first period, where they are, pay per head and period.
    attrition, joiner_attrition, joiner_periods
        By post: share that leaves per period; the same among joiners, for how many periods.
    loses_on_arrival
        People who arrive lose the first period's share at once (years), not a period later (weeks).
    hire_most
        By post and period: people who may begin a class.
    class_least, class_most, class_every
        By post: people of a class; classes begin in every n-th period, from the first on.
    lead, train
        By post: periods from the decision to the class; periods of it, before the first work.
    ramp
        By post and period since the first work: share of full output; full after the last.
    fallout, class_attrition
        By post: share lost at the end of training; share per period that leaves while in it.
    class_cost, hire_cost
        By post: money per class and per person.
    booked, under_way
        By post: people of classes already agreed, by the period they begin; and of classes that began
        1, 2, ... periods before the first.
    joining
        By post and period: people hired by name, by their first period at work. They train before it, on pay;
        nobody of them falls out, and no class is charged.
    retraining
        Ways from post to post.
    release_cost, notice
        By post: money per person given notice, infinite where nobody may be; periods from it to the date.
    overtime_share, overtime_factor, time_off_share, time_off_factor
        By post: most as a share of heads; price of a head's work, and pay saved, in wages.
    temps_most, temp_factor
        By site: temporary people; by post: their price in wages, infinite where there are none.
    short_time_most, short_time_share, short_time_cost
        By post: people on short time; what part of a worker each does not give; money per person and period.
    surplus_price, surplus_most
        By post: price of a head and period beyond the need, None where it is free; most over all posts.
    shortage_price
        By post: price of a head and period missing; infinite where nobody may be missing.
    seats
        By site: people in class or in retraining at a time.
    budget, phase
        By phase: money for everything but shortage; the phase of every period.
    terminal_periods
        Periods the last one's running cost is counted for once more, so that the end is worth reaching.
    """

    periods: int
    heads: Numbers
    site: Whole = NONE
    wage: Numbers = NOTHING
    attrition: Numbers = NOTHING
    joiner_attrition: Numbers = NOTHING
    joiner_periods: Whole = NONE
    loses_on_arrival: bool = False
    hire_most: Numbers = NOTHING
    class_least: Numbers = NOTHING
    class_most: Numbers = NO_LIMIT
    class_every: Whole = ONE
    lead: Whole = NONE
    train: Whole = NONE
    ramp: Numbers = field(default_factory=lambda: np.zeros((1, 0)))
    fallout: Numbers = NOTHING
    class_attrition: Numbers = NOTHING
    class_cost: Numbers = NOTHING
    hire_cost: Numbers = NOTHING
    booked: Numbers = NOTHING
    under_way: Numbers = field(default_factory=lambda: np.zeros((1, 0)))
    joining: Numbers = NOTHING
    retraining: Retraining = field(default_factory=lambda: Retraining(NOBODY, NOBODY))
    release_cost: Numbers = NO_LIMIT
    notice: Whole = NONE
    overtime_share: Numbers = NOTHING
    overtime_factor: float = 1.5
    time_off_share: Numbers = NOTHING
    time_off_factor: float = 1.0
    temps_most: Numbers = NOTHING
    temp_factor: Numbers = NO_LIMIT
    short_time_most: Numbers = NOTHING
    short_time_share: Numbers = NOTHING
    short_time_cost: Numbers = NOTHING
    surplus_price: Numbers | None = None
    surplus_most: float = np.inf
    shortage_price: Numbers = NO_LIMIT
    seats: Numbers = field(default_factory=lambda: np.array([np.inf]))
    budget: Numbers = field(default_factory=lambda: np.array([np.inf]))
    phase: Whole = NONE
    terminal_periods: float = 0.0

    def __post_init__(self) -> None:
        posts, sites, phases = self.posts, self.sites, len(np.asarray(self.budget))
        faults = [_spread(self, name, np.float64, posts) for name in BY_POST]
        faults += [_spread(self, name, np.int64, posts) for name in COUNTS_BY_POST]
        faults += [_spread(self, name, np.float64, posts, self.periods) for name in BY_POST_AND_PERIOD]
        faults += [
            _spread(self, "ramp", np.float64, posts, np.asarray(self.ramp).shape[-1]),
            _spread(self, "under_way", np.float64, posts, np.asarray(self.under_way).shape[-1]),
            _spread(self, "temps_most", np.float64, sites),
            _spread(self, "seats", np.float64, sites),
            _spread(self, "budget", np.float64, phases),
            _spread(self, "phase", np.int64, self.periods),
        ]
        if self.surplus_price is not None:
            faults.append(_spread(self, "surplus_price", np.float64, posts))
        object.__setattr__(self, "retraining", replace(self.retraining))  # an own copy, to give it its shape
        faults += self.retraining.faults(posts, self.periods)
        if not any(faults):
            faults += self._contradictions(sites, phases)
        _refuse(faults)

    @property
    def posts(self) -> int:
        """How many posts there are."""
        return len(np.asarray(self.heads))

    @property
    def sites(self) -> int:
        """How many sites there are."""
        return len(np.asarray(self.seats))

    @property
    def counts_surplus(self) -> bool:
        """Whether people beyond the need have a price or a limit; else a need is met by enough."""
        return self.surplus_price is not None or bool(np.isfinite(self.surplus_most))

    def _contradictions(self, sites: int, phases: int) -> list[str | None]:
        has_size = (self.class_cost > 0) | (self.class_least > 0)
        open_end = has_size & np.isinf(self.class_most) & np.isinf(self.hire_most).any(axis=1)
        ages = np.arange(self.under_way.shape[1]) + 1
        return [
            _places(self.site, sites, "a post is at a site without seats"),
            _places(self.phase, phases, "a period is of a phase without a budget"),
            "class_least is above class_most" if (self.class_least > self.class_most).any() else None,
            "class_every is 0" if (self.class_every < 1).any() else None,
            "a class with a cost or a least size has no largest size" if open_end.any() else None,
            "a class under way is over already"
            if ((self.under_way > 0) & (ages[None, :] > self.train[:, None])).any()
            else None,
        ]
