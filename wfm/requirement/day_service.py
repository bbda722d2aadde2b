"""Service kept over the day: its share of the contacts in time, and a least share in every interval.

Where sheet Settings says ``service_rule = day``, a crew keeps its target over each local day, weighted by
contacts, and in each interval at least ``interval_service_floor``. Monitors, pools with a regulated queue
and crews whose numbers the client gives keep every interval.

Without a least share in each interval a plan would give some of them up: formulas that look at one interval
at a time do not see those callers again in the next one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.horizon import local_dates
from wfm.policy import Policy
from wfm.policy.settings import DAY
from wfm.queueing import servers_needed, service_level, service_of_people
from wfm.requirement.noun import BY_DAY, Requirement
from wfm.requirement.pool import CREW, Pools
from wfm.roles import Role

FLOOR = "interval_service_floor"
LARGEST_SHARE = 0.999
"""Service above which one more person is not told from the one before."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ServiceCurve:
    """The share answered in time against people on duty: corners of its upper concave hull.

    ``people`` rises from the least that the interval asks for; ``share`` rises ever more slowly.
    """

    people: Numbers
    share: Numbers

    @property
    def cuts(self) -> list[tuple[float, float]]:
        """Slope (share per person) and intercept of every line the curve lies below, steepest first."""
        slopes = np.diff(self.share) / np.diff(self.people)
        return list(zip(slopes, self.share[:-1] - slopes * self.people[:-1], strict=True))


def keeps_the_day(policy: Policy, target_share: float, role: str, is_regulated: bool, is_given: bool) -> bool:
    """Return whether a crew's target holds over the day rather than in every interval.

    Parameters
    ----------
    policy
        The rule of sheet Settings and the least share of an interval.
    target_share
        The crew's target.
    role, is_regulated, is_given
        Its role, whether a queue of its pool is regulated, and whether the client gives its numbers.
    """
    is_free = policy.settings.service_rule == DAY and not (is_regulated or is_given or role == Role.MONITOR)
    return is_free and policy.reference.value(FLOOR, role=role) < target_share


def by_the_day(pools: Pools, policy: Policy, given: frozenset[tuple[str, str, str]]) -> Pools:
    """Return the crews with what each interval must give in place of the target where the day keeps it.

    ``given`` are the crews (site, role, pool) whose numbers are the client's. Of the others ``day_share``
    tells the target of the day; it is not-a-number where every interval keeps the target.
    """
    crews = pools.crews
    keys = zip(crews["site"], crews["role"], crews["pool"], strict=True)
    rows = zip(keys, crews["target_share"], crews["is_regulated"], strict=True)
    is_day = np.array(
        [keeps_the_day(policy, share, key[1], bool(hard), key in given) for key, share, hard in rows],
        dtype=bool,
    )
    least = [
        policy.reference.value(FLOOR, role=role) if by else 0.0
        for role, by in zip(crews["role"], is_day, strict=True)
    ]
    return replace(
        pools,
        crews=crews.assign(
            day_share=crews["target_share"].where(is_day),
            target_share=crews["target_share"].where(~is_day, least),
        ),
    )


def crews_by_day(pools: Pools) -> pd.DataFrame:
    """Return the crews whose target holds over the day, as ``BY_DAY``."""
    mine = pools.crews[pools.crews["day_share"].notna()]
    return BY_DAY.conform(mine[[*CREW, "concurrency"]])


def day_cells(requirement: Requirement, zones: Mapping[str, str]) -> pd.DataFrame:
    """Return the intervals of crews that keep the day's target, with the local day and its contacts.

    Parameters
    ----------
    requirement
        Loads, targets and crews.
    zones
        IANA zone of each site.

    Returns
    -------
    DataFrame
        The requirement's columns of every interval in which people are needed and work arrives, with
        ``concurrency``, ``day`` (local date) and ``contacts`` (per second).
    """
    cells = requirement.table.merge(requirement.by_day, on=CREW)
    cells = cells[(cells["on_duty"] > 0) & (cells["load_erlangs"] > 0)].reset_index(drop=True)
    days = pd.Series(pd.NaT, index=cells.index, dtype="object")
    for site, rows in cells.groupby("site").groups.items():
        days.loc[rows] = local_dates(cells.loc[rows, "interval_start"], zones[str(site)])
    return cells.assign(day=days, contacts=cells["load_erlangs"] / cells["handle_seconds"])


def served_share(cells: pd.DataFrame, on_duty: Numbers) -> Numbers:
    """Return the share answered in time in each cell with ``on_duty`` people, not all of them whole.

    ``cells`` has ``concurrency``, ``load_erlangs``, ``handle_seconds``, ``patience_seconds`` and
    ``target_seconds``.
    """
    return service_of_people(on_duty * cells["concurrency"].to_numpy(float), *_queue(cells))


def service_curves(cells: pd.DataFrame) -> list[ServiceCurve]:
    """Return the service curve of every cell, from the people it asks for in any case upwards.

    ``cells`` has what :func:`served_share` reads, and ``on_duty``. Where the least share is above the load
    the service is concave in whole people, and the hull is the service itself there.
    """
    held = cells["concurrency"].to_numpy(float)
    least = np.floor(cells["on_duty"].to_numpy(float) * held + 1e-9).astype(np.int64)
    load, handle, patience, seconds = _queue(cells)
    most = np.maximum(servers_needed(load, handle, patience, LARGEST_SHARE, seconds), least + 1)
    count = most - least + 1
    cell = np.repeat(np.arange(len(cells)), count)
    servers = np.arange(len(cell)) - np.repeat(np.cumsum(count) - count, count) + least[cell]
    share = service_level(servers, load[cell], handle[cell], patience[cell], seconds[cell])
    people = servers / held[cell]
    ends = np.cumsum(count)
    return [_hull(people[end - n : end], share[end - n : end]) for end, n in zip(ends, count, strict=True)]


def _queue(cells: pd.DataFrame) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    names = ("load_erlangs", "handle_seconds", "patience_seconds", "target_seconds")
    load, handle, patience, seconds = (cells[name].to_numpy(float) for name in names)
    return load, handle, patience, seconds


def _hull(people: Numbers, share: Numbers) -> ServiceCurve:
    """Return the upper concave hull of points in rising order (Andrew 1979, monotone chain)."""
    corners: list[int] = []
    for point in range(len(people)):
        while len(corners) > 1 and _is_below(people, share, corners[-2], corners[-1], point):
            corners.pop()
        corners.append(point)
    return ServiceCurve(people[corners], share[corners])


def _is_below(people: Numbers, share: Numbers, first: int, middle: int, last: int) -> bool:
    rise = (share[middle] - share[first]) * (people[last] - people[first])
    return bool(rise <= (share[last] - share[first]) * (people[middle] - people[first]))
