"""Contacts sorted by who is there when they come: people, the AI alone, or nobody."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wfm.errors import PlanningError
from wfm.horizon import Horizon
from wfm.modes.law import Numbers
from wfm.modes.rates import Rates, queue_attributes
from wfm.policy import Policy, closed_days
from wfm.units import HOURS_PER_DAY
from wfm.workload.opening import Windows, next_open, union, windows_by_queue

CALLBACK, WAIT, CLOSED = "callback", "wait", "closed"
ALWAYS, PEOPLE = "always", "people"
EMAIL = "email"
DUE_QUANTITIES = ("callback_due_hours", "email_due_hours")


@dataclass(frozen=True, eq=False)
class Presence:
    """Who is there in each interval, one row per queue in the order of ``queues``.

    ``is_open``: people are there (queues x intervals); ``next_open``: index of the interval in which they
    are there next, the horizon repeating, -1 if never; ``rule``: what becomes of contacts outside their
    hours, ``closed`` too where the horizon holds no opening; ``ai_always`` and ``is_email`` by queue.
    ``queue_windows`` and ``crew_windows`` hold the opening of the queue and of its pool's whole crew.
    """

    queues: tuple[str, ...]
    horizon: Horizon
    is_open: NDArray[np.bool_]
    next_open: NDArray[np.int64]
    rule: NDArray[np.str_]
    ai_always: NDArray[np.bool_]
    is_email: NDArray[np.bool_]
    queue_windows: tuple[Windows, ...]
    crew_windows: tuple[Windows, ...]

    def moved(self, counts: Numbers) -> Numbers:
        """Return counts of closed intervals moved to the next open one; the others must be 0."""
        queue, interval = np.nonzero(counts)
        flat = queue * counts.shape[1] + self.next_open[queue, interval]
        sums = np.bincount(flat, weights=counts[queue, interval], minlength=counts.size)
        return np.asarray(sums, float).reshape(counts.shape)


def presence(rates: Rates, policy: Policy) -> Presence:
    """Return who is there when, for every queue of the forecast.

    A crew is there while any queue of its pool is open, in the client's zone; an interval is open if any
    part of it is.

    Raises
    ------
    PlanningError
        If ``ai_hours`` or ``after_hours`` is not one of its choices.
    """
    horizon, names = rates.horizon, rates.queues
    attribute = queue_attributes(policy, names)
    for column, choices in (("ai_hours", (ALWAYS, PEOPLE)), ("after_hours", (CALLBACK, WAIT, CLOSED))):
        wrong = sorted(set(attribute[column]) - set(choices))
        if wrong:
            raise PlanningError(f"{column} is {wrong[0]!r}; expected one of {', '.join(choices)}")
    windows = windows_by_queue(policy.opening, horizon, longest_due_hours(policy), closed_days(policy))
    by_queue = tuple(windows.get(name, union(())) for name in names)
    crews = crew_windows(policy, windows)
    is_open = np.stack([part.is_open(horizon) for part in by_queue])
    following = np.stack([next_open(row) for row in is_open])
    never = following[:, 0] < 0
    keys = zip(attribute["site"], attribute["pool"], strict=True)
    return Presence(
        names,
        horizon,
        is_open,
        following,
        np.where(never, CLOSED, attribute["after_hours"].to_numpy(str)),
        attribute["ai_hours"].to_numpy(str) == ALWAYS,
        attribute["channel"].to_numpy(str) == EMAIL,
        by_queue,
        tuple(crews[key] for key in keys),
    )


def crew_windows(policy: Policy, windows: dict[str, Windows]) -> dict[tuple[str, str], Windows]:
    """Return the windows in which each (site, pool) has people: the union of its queues' windows."""
    return {
        (str(site), str(pool)): union(windows[name] for name in group["queue"] if name in windows)
        for (site, pool), group in policy.queues.groupby(["site", "pool"])
    }


def longest_due_hours(policy: Policy) -> float:
    """Return the longest time any work of this policy may wait (clock hours), a day at least."""
    hours = [policy.reference.value(quantity) for quantity in DUE_QUANTITIES]
    return max(float(HOURS_PER_DAY), float(policy.queues["due_hours"].max()), *hours)
