"""People for combinations of work: the requirement's own arithmetic, many combinations of a crew at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.migration.unit_work import UnitWork
from wfm.policy import Policy
from wfm.requirement.bound import bound_counts
from wfm.requirement.pool import Pools
from wfm.workload.opening import windows_by_queue
from wfm.workload.presence import crew_windows

Numbers = NDArray[np.float64]
CELLS_AT_ONCE = 4_000_000
"""Combinations x intervals whose people are computed together: bounds the memory it takes."""

_BOUND = ("target_share", "target_seconds", "max_occupancy", "patience_seconds", "concurrency", "min_crew")


@dataclass(frozen=True, eq=False)
class CrewNeed:
    """One crew (site, role, pool) and the lines of unit work that may come to it.

    ``lines`` are rows of ``UnitWork.lines``; a combination gives each a multiple: share of the traffic x
    growth x escalation rate against the settled one.
    """

    site: str
    role: str
    pool: str
    lines: pd.DataFrame
    rows: NDArray[np.int64]
    is_open: NDArray[np.bool_]
    work: UnitWork
    policy: Policy

    def duty_hours(self, multiples: Numbers) -> Numbers:
        """Return the hours on duty of a week for each combination.

        Parameters
        ----------
        multiples
            Combinations x lines of this crew, zero or more.

        Returns
        -------
        Numbers
            Whole people of every interval, summed over the week (h).

        Notes
        -----
        As ``wfm.requirement``, but that the handle time of a combination is its mean over the week, not
        the interval's own: the typical week is a mean already.
        """
        size = max(1, CELLS_AT_ONCE // len(self.is_open))
        parts = [self._hours(multiples[at : at + size]) for at in range(0, len(multiples), size)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def work_hours(self, multiples: Numbers) -> Numbers:
        """Return the hours of work of a week for each combination, nothing rounded; watching as monitors."""
        span = self.policy.reference.value("monitor_span") if self.role == "monitor" else 1.0
        hours = self.work.load[self.rows].sum(axis=1) / span + self.work.takeover[self.rows].sum(axis=1)
        # A monitor's span is what others' concurrency is: conversations held at once.
        concurrency = 1.0 if self.role == "monitor" else self._bounds["concurrency"]
        return np.asarray(multiples @ (hours / concurrency) * self.work.week.interval_hours)

    def least_hours(self, hours_of_load: Numbers) -> Numbers:
        """Return the fewest hours on duty that any mixture of the lines of a given total load can need.

        Parameters
        ----------
        hours_of_load
            Total load of a week (erlang x h), above zero.

        Notes
        -----
        In an interval a mixture brings at least its total load times the smallest part of its own week
        that any line has there, and people rise with load; targets, caps, handle times and patience are
        the mildest of the lines (handle time and patience at both ends, the fewer people counting).
        Of lines of one shape and one law it is what ``duty_hours`` gives, else less: a minorant.
        """
        work, bound = self.work, self._bounds
        load = work.load[self.rows] * work.week.interval_hours
        total = load.sum(axis=1, keepdims=True)
        has = total[:, 0] > 0
        shape = (load[has] / total[has]).min(axis=0) / work.week.interval_hours
        takeover = (work.takeover[self.rows][has] / total[has]).min(axis=0)
        arrivals, worked = (table[self.rows].sum(axis=1) for table in (work.arrivals, work.worked))
        seconds = worked[has] / np.maximum(arrivals[has], 1e-12)
        size = (len(hours_of_load), len(self.is_open))
        corners = []
        for handle in {seconds.min(), seconds.max()}:
            for patience in {bound["patience_seconds"].min(), bound["patience_seconds"].max()}:
                crews = self._crews(
                    len(hours_of_load),
                    target_share=bound["target_share"].min(),
                    target_seconds=bound["target_seconds"].max(),
                    max_occupancy=bound["max_occupancy"].max(),
                    patience_seconds=patience,
                    concurrency=bound["concurrency"].max(),
                    min_crew=bound["min_crew"].min(),
                )
                pools = Pools(
                    crews,
                    hours_of_load[:, None] * shape,
                    hours_of_load[:, None] * takeover,
                    np.ones(size),
                    np.full(size, handle),
                    np.broadcast_to(self.is_open, size),
                )
                corners.append(bound_counts(pools, self.policy).max(axis=0).sum(axis=1))
        return np.asarray(np.min(corners, axis=0) * work.week.interval_hours)

    def load_hours(self, multiples: Numbers) -> Numbers:
        """Return the total load of a week (erlang x h) for each combination, as ``least_hours`` counts it."""
        return np.asarray(multiples @ self.work.load[self.rows].sum(axis=1) * self.work.week.interval_hours)

    def _crews(self, count: int, **bounds: object) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "site": self.site,
                "role": self.role,
                "pool": self.pool,
                "named_queue": "",
                "crew_queue": "",
                "is_regulated": False,
                **bounds,
            },
            index=range(count),
        )

    @cached_property
    def _bounds(self) -> dict[str, Numbers]:
        """Return what binds each line: its queue's targets in this role."""
        targets = self.policy.targets[self.policy.targets["role"] == self.role].set_index("queue")
        own = targets.loc[self.lines["queue"].tolist()]
        return {name: own[name].to_numpy(float) for name in _BOUND}

    @cached_property
    def _strictest(self) -> NDArray[np.int64]:
        """Return the lines from the strictest target down: highest share, then shortest time."""
        bound = self._bounds
        return np.lexsort((bound["target_seconds"], -bound["target_share"]))

    def _hours(self, multiples: Numbers) -> Numbers:
        work, bound = self.work, self._bounds
        weekly = work.arrivals[self.rows].sum(axis=1)
        is_on = (multiples > 0) & (weekly > 0)
        busy = is_on.any(axis=1)
        if not busy.any():
            return np.zeros(len(multiples))
        some, on = multiples[busy], is_on[busy]
        arrivals = some * weekly
        total = arrivals.sum(axis=1)
        seconds = some @ work.worked[self.rows].sum(axis=1) / total
        first = self._strictest[np.argmax(on[:, self._strictest], axis=1)]
        infinite = np.where(np.isinf(bound["patience_seconds"]), np.inf, 0.0)
        patience = arrivals @ np.nan_to_num(bound["patience_seconds"], posinf=0.0) / total
        crews = self._crews(
            len(some),
            target_share=bound["target_share"][first],
            target_seconds=bound["target_seconds"][first],
            max_occupancy=np.where(on, bound["max_occupancy"], np.inf).min(axis=1),
            patience_seconds=np.where((on & np.isinf(infinite)).any(axis=1), np.inf, patience),
            concurrency=arrivals @ bound["concurrency"] / total,
            min_crew=np.where(on, bound["min_crew"], 0.0).max(axis=1),
        )
        shape = (len(some), len(self.is_open))
        people = bound_counts(
            Pools(
                crews,
                some @ work.load[self.rows],
                some @ work.takeover[self.rows],
                some @ work.arrivals[self.rows],
                np.broadcast_to(seconds[:, None], shape),
                np.broadcast_to(self.is_open, shape),
            ),
            self.policy,
        )
        hours = np.zeros(len(multiples))
        hours[busy] = people.max(axis=0).sum(axis=1) * work.week.interval_hours
        return hours


def crew_needs(work: UnitWork, policy: Policy) -> tuple[CrewNeed, ...]:
    """Return every crew that live work of any way may come to, sorted by site, role and pool."""
    windows = crew_windows(policy, windows_by_queue(policy.opening, work.week, 0.0))
    return tuple(_crews(work, policy, windows))


def _crews(work: UnitWork, policy: Policy, windows: dict) -> Iterator[CrewNeed]:  # type: ignore[type-arg]
    for (site, role, pool), lines in work.lines.groupby(["site", "role", "pool"], sort=True):
        is_open = windows[site, pool].is_open(work.week)
        rows = lines.index.to_numpy(np.int64)
        yield CrewNeed(
            str(site), str(role), str(pool), lines.reset_index(drop=True), rows, is_open, work, policy
        )
