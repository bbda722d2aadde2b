"""Hours to spare: what each crew has on duty above its need, interval by interval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.policy import Policy
from wfm.roster.by_hand.shift import Shift
from wfm.roster.noun import Roster
from wfm.shift_plan.recount import CREW, LIVE

TINY = 1e-9


@dataclass(frozen=True, eq=False)
class Use:
    """The hours on duty that one shift gives: places of ``DayCover.spare_hours`` and how much of each."""

    places: NDArray[np.int64]
    hours: NDArray[np.float64]

    def fits(self, spare: NDArray[np.float64]) -> bool:
        """Return whether nobody would be missed if these hours went."""
        return bool((spare[self.places] >= self.hours - TINY).all())

    def take(self, spare: NDArray[np.float64]) -> None:
        """Take the hours out of ``spare``, in place."""
        spare[self.places] -= self.hours


@dataclass(frozen=True, eq=False)
class DayCover:
    """The crews of one site: people-hours on duty above the need, by crew and interval.

    Where a crew is short, or nobody is needed and the plan counts no interval, nothing is to spare.
    """

    spare_hours: NDArray[np.float64]
    first_place: Mapping[tuple[str, str], int]
    intervals: int
    start: pd.Timestamp
    interval: pd.Timedelta
    kept_share: Mapping[tuple[str, str], float]
    late_pools: frozenset[tuple[str, str]]

    def use_of(self, shift: Shift) -> Use | None:
        """Return what a shift gives to live crews; None if it also does work that is late already."""
        hours: dict[int, float] = {}
        for piece in shift.pieces:
            if not piece.role:
                continue
            crew = (piece.role, piece.pool)
            if piece.activity != LIVE:
                if crew in self.late_pools:
                    return None
                continue
            first = self.first_place.get(crew)
            if first is None:
                continue
            for number in range(
                int((piece.start - self.start) // self.interval),
                int(-((self.start - piece.end) // self.interval)),
            ):
                begins = self.start + number * self.interval
                length = min(piece.end, begins + self.interval) - max(piece.start, begins)
                if 0 <= number < self.intervals:
                    share = float(length / pd.Timedelta(hours=1)) * self.kept_share[crew]
                    hours[first + number] = hours.get(first + number, 0.0) + share
        places = np.fromiter(hours, dtype=np.int64, count=len(hours))
        return Use(places, np.fromiter(hours.values(), dtype=np.float64, count=len(hours)))


def day_covers(roster: Roster, policy: Policy) -> dict[str, DayCover]:
    """Return what the crews of every site have to spare.

    Parameters
    ----------
    roster
        Its recounted coverage and reviews.
    policy
        Floor losses: a person at work is on duty for the rest.
    """
    plan = roster.shift_plan
    horizon = plan.horizon
    count = len(horizon.intervals())
    late = plan.reviews[plan.reviews["hours_late"] > TINY]
    covers = {}
    for site in roster.people["site"].unique():
        rows = plan.coverage[plan.coverage["site"] == site].sort_values([*CREW, "interval_start"])
        crews = list(dict.fromkeys(zip(rows["role"], rows["pool"], strict=True)))
        spare = np.zeros(len(crews) * count)
        for number, (role, pool) in enumerate(crews):
            own = rows[(rows["role"] == role) & (rows["pool"] == pool)]
            place = (
                (own["interval_start"] - horizon.start) // pd.Timedelta(minutes=horizon.interval_minutes)
            ).to_numpy(np.int64)
            above = (own["on_duty"] - own["required"]).clip(lower=0.0) * horizon.interval_hours
            spare[number * count + place] = above
        covers[str(site)] = DayCover(
            spare,
            {crew: number * count for number, crew in enumerate(crews)},
            count,
            horizon.start,
            pd.Timedelta(minutes=horizon.interval_minutes),
            {(role, pool): 1.0 - policy.floor_loss(str(site), role) for role, pool in crews},
            frozenset(zip(late["role"], late["pool"], strict=True)),
        )
    return covers
