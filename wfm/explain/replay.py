"""The walk replayed for one queue or crew at a time, each once: fast enough to explain cell after cell."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.errors import PlanningError
from wfm.explain.crew import Crew
from wfm.explain.record import records
from wfm.explain.sources import Sources
from wfm.forecast.noun import FORECAST, SOURCE
from wfm.horizon import Horizon, local_dates
from wfm.modes.handling import Handling, handlings
from wfm.modes.law import Numbers
from wfm.modes.rates import Rates, rates
from wfm.plan_input import PlanInput
from wfm.policy import closed_days
from wfm.requirement import Requirement, requirement
from wfm.workload import Workload, workload
from wfm.workload.opening import windows_by_queue
from wfm.workload.presence import Presence, crew_windows, presence
from wfm.workload.work import Split, split

_T = TypeVar("_T")


@dataclass(frozen=True, eq=False)
class QueueReplay:
    """One queue's rates, handling and work, mode by mode; every array has one row and all intervals.

    ``first_row`` is the row of the forecast's table that holds the queue's first interval.
    """

    queue: str
    first_row: int
    table: pd.DataFrame
    rates: Rates
    presence: Presence
    handlings: tuple[Handling, ...]
    splits: tuple[Split, ...]

    def mode_of(self, role: str) -> tuple[Handling, Split] | None:
        """Return the mode whose live work the role does, None where the queue has none for it."""
        for handling, work in zip(self.handlings, self.splits, strict=True):
            has_work = bool(work.live.any() or work.late.any())
            if str(handling.role) == role and handling.visits and has_work:
                return handling, work
        return None

    def arrivals(self, role: str) -> Numbers:
        """Return the pieces of the role's work by interval of their contact."""
        found = self.mode_of(role)
        if found is None:
            return np.zeros(self.rates.conversations.shape[1])
        handling, work = found
        visits = sum((visit.share for visit in handling.visits), np.zeros(work.live.shape))
        pieces: Numbers = np.asarray(work.live * visits + work.late)[0]
        return pieces

    def worked_seconds(self, role: str) -> Numbers:
        """Return the seconds of the role's work by interval of its contact."""
        found = self.mode_of(role)
        if found is None:
            return np.zeros(self.rates.conversations.shape[1])
        handling, work = found
        seconds = sum((v.share * v.handle_seconds for v in handling.visits), np.zeros(work.live.shape))
        worked: Numbers = np.asarray(work.live * seconds + work.late * work.late_seconds)[0]
        return worked


class Replay:
    """Replays the walk of one planner's file; what was replayed once is kept."""

    def __init__(self, given: PlanInput) -> None:
        self.given = given
        self.sources = Sources(given)
        self._kept: dict[tuple[Hashable, ...], object] = {}

    @property
    def horizon(self) -> Horizon:
        """The days planned."""
        return self.given.forecast.horizon

    @property
    def zone(self) -> str:
        """The client's time zone, in which the forecast is written."""
        return self.horizon.zone

    @cached_property
    def intervals(self) -> pd.DatetimeIndex:
        """The start of every interval."""
        return self.horizon.intervals()

    @cached_property
    def dates(self) -> NDArray[np.object_]:
        """The client's local date of every interval."""
        return np.asarray(local_dates(self.intervals, self.zone), dtype=object)

    def queue(self, name: str) -> QueueReplay:
        """Return one queue's replay; ``name`` is a queue of the forecast."""
        return self.kept(("queue", name), lambda: self._replayed(name))

    def kept(self, key: tuple[Hashable, ...], make: Callable[[], _T]) -> _T:
        """Return what ``make`` gives, made once for each key."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast(_T, self._kept[key])

    def interval(self, start: pd.Timestamp) -> int:
        """Return the number of the interval that begins at ``start``; raises outside the plan's days."""
        place = int(self.intervals.get_indexer(pd.DatetimeIndex([start]))[0])
        if place < 0:
            raise PlanningError(f"{start} is the start of no interval of the plan")
        return place

    def queues_of(self, site: str, pool: str) -> tuple[str, ...]:
        """Return the queues whose work a pool shares, sorted."""
        queues = self.given.policy.queues
        inside = (queues["site"] == site) & (queues["pool"] == pool)
        return tuple(sorted(set(queues.loc[inside, "queue"]) & set(self.given.forecast.queues)))

    def members(self, crew: Crew) -> tuple[QueueReplay, ...]:
        """Return the queues that give a crew live work on any day."""
        queues = (self.queue(name) for name in self.queues_of(crew.site, crew.pool))
        return tuple(queue for queue in queues if queue.mode_of(crew.role) is not None)

    @cached_property
    def crews(self) -> tuple[Crew, ...]:
        """Every crew with live work or a client's number, as the requirement lists them."""
        policy = self.given.policy
        found = set()
        for row in records(policy.queues[["queue", "site", "pool"]]):
            for handling in self.queue(str(row["queue"])).handlings:
                crew = Crew(str(row["site"]), str(handling.role), str(row["pool"]))
                if self.queue(str(row["queue"])).mode_of(crew.role) is not None:
                    found.add(crew)
        if self.given.client is not None:
            asked = self.given.client[["site", "role", "pool"]].drop_duplicates()
            found |= {Crew(*row) for row in asked.itertuples(index=False, name=None)}
        return tuple(sorted(found, key=lambda crew: (crew.site, crew.role, crew.pool)))

    def client_row(self, crew: Crew, place: int) -> int | None:
        """Return the row of the client's requirement for a crew and interval, None where it has none."""
        return self._client_rows.get((crew, place))

    @cached_property
    def _client_rows(self) -> dict[tuple[Crew, int], int]:
        client = self.given.client
        if client is None:
            return {}
        places = self.intervals.get_indexer(pd.DatetimeIndex(client["interval_start"]))
        crews = (Crew(*row) for row in client[["site", "role", "pool"]].itertuples(index=False, name=None))
        return {(crew, int(place)): row for row, (crew, place) in enumerate(zip(crews, places, strict=True))}

    @cached_property
    def crews_of_client(self) -> frozenset[Crew]:
        """The crews whose numbers the client gives in some interval."""
        return frozenset(crew for crew, _ in self._client_rows)

    def is_open(self, site: str, pool: str) -> NDArray[np.bool_]:
        """Return for every interval whether the pool's people are there."""
        return self._open[site, pool]

    @cached_property
    def workload(self) -> Workload:
        """The work of the whole plan, for sums over all of it."""
        return workload(self.given.forecast, self.given.policy)

    @cached_property
    def requirement(self) -> Requirement:
        """The requirement of the whole plan, for sums over all of it."""
        return requirement(self.workload, self.given.policy, self.horizon, self.given.client)

    @cached_property
    def _open(self) -> dict[tuple[str, str], NDArray[np.bool_]]:
        policy = self.given.policy
        windows = crew_windows(
            policy, windows_by_queue(policy.opening, self.horizon, 0.0, closed_days(policy))
        )
        return {crew: window.is_open(self.horizon) for crew, window in windows.items()}

    def _replayed(self, name: str) -> QueueReplay:
        forecast = self.given.forecast
        rows = np.flatnonzero((forecast.table["queue"] == name).to_numpy(bool))
        if not rows.size:
            raise PlanningError(f"the forecast has no queue {name!r}")
        table = FORECAST.conform(forecast.table.iloc[rows])
        cells = rates(replace(forecast, table=table, source=SOURCE.empty()), self.given.policy)
        there = presence(cells, self.given.policy)
        modes = handlings(cells, self.given.policy)
        work = tuple(split(mode, there) for mode in modes)
        return QueueReplay(name, int(rows[0]), table, cells, there, modes, work)
