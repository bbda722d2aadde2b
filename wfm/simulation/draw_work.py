"""One replication's work: contacts, handle times, patience and chains, drawn by class and purpose.

Each class of work (a queue in a mode) and each purpose has a stream of random numbers of its own, set by seed
and replication alone: two plans for the same forecast meet the same customers, and a forecast that is varied
meets nearly the same, moved in time.
"""

from __future__ import annotations

from typing import NamedTuple
from zlib import crc32

import numpy as np

from wfm.simulation.case import Flow, SimulationCase
from wfm.simulation.played import Integers, Numbers, Work

MOST_VISITS = 64
"""A hybrid conversation that would come to people more often is over by then."""


class Drawn(NamedTuple):
    """The work of one replication, and the contacts of each station in the plan's own time."""

    work: Work
    contacts: Numbers


class _Pieces(NamedTuple):
    """Pieces of one class, before they are sorted; ``level`` counts visits, ``parent`` is a row or -1."""

    enter: Numbers
    seconds: Numbers
    patience: Numbers
    due: Numbers
    takeover: Numbers
    parent: Integers
    delay: Numbers
    station: int


def stream(seed: int, replication: int, *names: object) -> np.random.Generator:
    """Return the random numbers of one class and purpose in one replication."""
    key = crc32("|".join(str(name) for name in names).encode())
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, replication, key])))


def draw_work(case: SimulationCase, seed: int, replication: int) -> Drawn:
    """Return everything that comes to people in one replication."""
    factor = _day_factors(case, seed, replication)
    contacts = np.zeros(len(case.stations))
    parts: list[_Pieces] = []
    for flow in case.flows:
        for queue in np.flatnonzero((flow.station >= 0) & (flow.contacts * flow.share).any(axis=1)):
            name = (flow.name, case.queues[queue], seed, replication)
            pieces, inside = _flow(case, flow, int(queue), factor[queue], name)
            contacts[flow.station[queue]] += inside
            parts.append(pieces)
    parts += _deferred(case, factor, seed, replication)
    return Drawn(_sorted(parts), contacts)


def expected_contacts(case: SimulationCase) -> Numbers:
    """Return the mean of ``Drawn.contacts`` by station."""
    means = np.zeros(len(case.stations))
    for flow in case.flows:
        rows = flow.station >= 0
        np.add.at(means, flow.station[rows], (flow.contacts * flow.share).sum(axis=1)[rows])
    return means


def _day_factors(case: SimulationCase, seed: int, replication: int) -> Numbers:
    """Return how busy each interval's day is against the forecast, queues x intervals, mean 1."""
    shape = (len(case.queues), int(case.day.max()) + 1)
    if case.day_cv <= 0:
        return np.ones((shape[0], case.intervals))
    draws = [
        stream(seed, replication, "day", queue).standard_gamma(1 / case.day_cv**2, shape[1])
        for queue in case.queues
    ]
    return np.asarray(np.array(draws) * case.day_cv**2)[:, case.day]


def _flow(
    case: SimulationCase, flow: Flow, queue: int, factor: Numbers, name: tuple[str, str, int, int]
) -> tuple[_Pieces, int]:
    """Return the pieces of one queue's flow, and how many of its contacts come in the plan's own time."""
    kind, of, seed, replication = name

    def random(purpose: str) -> np.random.Generator:
        return stream(seed, replication, kind, of, purpose)

    before = round(case.warm_up_seconds / case.interval_seconds)
    cell = np.arange(-before, case.intervals) % case.intervals
    mean = (flow.contacts[queue] * flow.share[queue] * factor)[cell]
    came = _arrivals(mean, random("gaps")) - before
    place = np.floor(came).astype(np.int64)
    at = cell[place + before]
    n, cv = len(came), float(flow.cv[queue])
    enter = came * case.interval_seconds
    if flow.delay_seconds[queue].any():
        enter = enter + _times(flow.delay_seconds[queue][at], cv, random("ai"))
    seconds = _times(flow.seconds[queue][at], cv, random("handle"))
    patience = _patience(float(flow.patience_seconds[queue]), n, random("patience"))
    takes = random("takeover").random(n) < flow.takeover_share[queue][at]
    takeover = np.where(takes, _times(flow.takeover_seconds[queue][at], cv, random("talk")), 0.0)
    none = np.full(n, -1)
    first = _Pieces(
        enter, seconds, patience, np.full(n, np.inf), takeover, none, np.zeros(n), int(flow.station[queue])
    )
    return _with_chains(first, flow, queue, at, random("chain")), int((came >= 0).sum())


def _arrivals(mean: Numbers, random: np.random.Generator) -> Numbers:
    """Return the times (in intervals) of a Poisson process with these means: unit gaps, stretched."""
    reach = np.concatenate([[0.0], np.cumsum(mean)])
    total = float(reach[-1])
    gaps = random.standard_exponential(int(total + 8 * np.sqrt(total) + 32))
    sums = np.cumsum(gaps)
    while sums[-1] < total:
        sums = np.append(sums, sums[-1] + np.cumsum(random.standard_exponential(64)))
    sums = sums[sums < total]
    place = np.searchsorted(reach, sums, side="right") - 1
    return np.asarray(place + (sums - reach[place]) / mean[place])


def _times(mean: Numbers, cv: float, random: np.random.Generator) -> Numbers:
    """Return gamma times of these means and one coefficient of variation; 0: always the mean."""
    if cv <= 0:
        return mean.copy()
    if cv == 1:
        return np.asarray(mean * random.standard_exponential(len(mean)))
    return np.asarray(mean * cv**2 * random.standard_gamma(1 / cv**2, len(mean)))


def _patience(mean: float, n: int, random: np.random.Generator) -> Numbers:
    return mean * random.standard_exponential(n) if np.isfinite(mean) else np.full(n, np.inf)


def _with_chains(
    first: _Pieces, flow: Flow, queue: int, at: Integers, random: np.random.Generator
) -> _Pieces:
    """Return first visits with those that follow each, as rows after them."""
    again = flow.next_share[queue][at]
    if not again.any():
        return first
    with np.errstate(divide="ignore"):
        further = np.floor(np.log(random.random(len(at))) / np.log(again))
    further = np.minimum(np.nan_to_num(further), MOST_VISITS).astype(np.int64)
    levels, parent, rows = [first], np.arange(len(at)), np.arange(len(at))
    made, cv = len(at), float(flow.cv[queue])
    for level in range(1, int(further.max(initial=0)) + 1):
        keeps = further[rows] >= level
        rows, parent = rows[keeps], parent[keeps]
        n = len(rows)
        levels.append(
            first._replace(
                enter=np.full(n, np.inf),
                seconds=_times(flow.seconds[queue][at[rows]], cv, random),
                patience=_patience(float(flow.patience_seconds[queue]), n, random),
                due=np.full(n, np.inf),
                takeover=np.zeros(n),
                parent=parent,
                delay=_times(flow.next_delay_seconds[queue][at[rows]], cv, random),
            )
        )
        parent = made + np.arange(n)
        made += n
    return _Pieces(*_joined(levels), first.station)


def _joined(parts: list[_Pieces]) -> tuple[Numbers, Numbers, Numbers, Numbers, Numbers, Integers, Numbers]:
    """Return each column of several tables as one, in their order."""
    return (
        np.concatenate([part.enter for part in parts]),
        np.concatenate([part.seconds for part in parts]),
        np.concatenate([part.patience for part in parts]),
        np.concatenate([part.due for part in parts]),
        np.concatenate([part.takeover for part in parts]),
        np.concatenate([part.parent for part in parts]),
        np.concatenate([part.delay for part in parts]),
    )


def _deferred(case: SimulationCase, factor: Numbers, seed: int, replication: int) -> list[_Pieces]:
    """Return reviews, callbacks and email as pieces that come when they can first be done."""
    found, work = [], case.deferred
    interval = np.clip(np.floor(work.created / case.interval_seconds).astype(np.int64), 0, case.intervals - 1)
    for station in np.unique(work.station):
        rows = np.flatnonzero(work.station == station)
        random = stream(seed, replication, *case.stations.loc[station, ["site", "role", "pool", "activity"]])
        mean = work.seconds[rows] / work.piece_seconds[rows] * factor[work.queue[rows], interval[rows]]
        row = np.repeat(rows, random.poisson(mean))
        n = len(row)
        seconds = np.empty(n)
        for cv in np.unique(work.cv[row]):
            same = work.cv[row] == cv
            seconds[same] = _times(work.piece_seconds[row[same]], float(cv), random)
        none = np.full(n, -1)
        endless = np.full(n, np.inf)
        found.append(
            _Pieces(
                work.created[row],
                seconds,
                endless,
                work.due[row],
                np.zeros(n),
                none,
                np.zeros(n),
                int(station),
            )
        )
    return found


def _sorted(parts: list[_Pieces]) -> Work:
    """Return all pieces in the order of their coming, those that follow another last."""
    if not parts:
        none, numbers = np.zeros(0), np.zeros(0, np.int64)
        return Work(none, numbers, none, none, none, numbers, numbers, none, none)
    sizes = [len(part.enter) for part in parts]
    offset = np.cumsum([0, *sizes[:-1]])
    enter, seconds, patience, due, takeover, parent, delay = _joined(parts)
    station = np.repeat([part.station for part in parts], sizes).astype(np.int64)
    parent = np.where(parent >= 0, parent + np.repeat(offset, sizes), -1).astype(np.int64)
    order = np.argsort(enter, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    follow, follow_delay = np.full(len(order), -1), np.zeros(len(order))
    child = np.flatnonzero(parent >= 0)
    follow[rank[parent[child]]] = rank[child]
    follow_delay[rank[parent[child]]] = delay[child]
    return Work(
        enter[order],
        station[order],
        seconds[order],
        patience[order],
        due[order],
        np.zeros(len(order), np.int64),
        follow,
        follow_delay,
        takeover[order],
    )
