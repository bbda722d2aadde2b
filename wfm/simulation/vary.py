"""A case made worse or better: other volumes, escalation, absence, an AI that fails; always a new case."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from wfm.simulation.case import Flow, SimulationCase
from wfm.simulation.played import Duty, Kind

Cells = NDArray[np.bool_]
"""Which intervals are meant: one flag each, as ``SimulationCase.within`` gives; None: all."""

WAITING_ON_AI = ("escalation",)
"""Flows whose share of contacts is an escalation rate."""


def with_volume(
    case: SimulationCase, factor: float, cells: Cells | None = None, queues: Collection[str] | None = None
) -> SimulationCase:
    """Return the case with so many times the contacts (a forecast that errs, a burst).

    Work that may wait grows with the contacts of the intervals in which it can first be done.
    """
    chosen = _cells(case, cells, queues)
    flows = _flows(
        case, lambda flow: replace(flow, contacts=np.where(chosen, flow.contacts * factor, flow.contacts))
    )
    work = case.deferred
    at = np.clip((work.created // case.interval_seconds).astype(np.int64), 0, case.intervals - 1)
    grown = np.where(chosen[work.queue, at], work.seconds * factor, work.seconds)
    return replace(case, flows=flows, deferred=work._replace(seconds=grown))


def with_escalation(
    case: SimulationCase, points: float, cells: Cells | None = None, queues: Collection[str] | None = None
) -> SimulationCase:
    """Return the case with an escalation rate so many points higher (0.05: five), from 0 to 1."""
    chosen = _cells(case, cells, queues)

    def higher(flow: Flow) -> Flow:
        if flow.name not in WAITING_ON_AI:
            return flow
        return replace(flow, share=np.where(chosen, np.clip(flow.share + points, 0.0, 1.0), flow.share))

    return replace(case, flows=_flows(case, higher))


def with_escalation_at_least(case: SimulationCase, share: float, cells: Cells) -> SimulationCase:
    """Return the case with an escalation rate of at least this share in these intervals (a burst)."""

    def higher(flow: Flow) -> Flow:
        if flow.name not in WAITING_ON_AI:
            return flow
        return replace(flow, share=np.where(cells[None, :], np.maximum(flow.share, share), flow.share))

    return replace(case, flows=_flows(case, higher))


def with_more_people(case: SimulationCase, more: NDArray[np.int64]) -> SimulationCase:
    """Return the case with so many more people at each station in each interval, who all come.

    Parameters
    ----------
    case
        Whose ``stations`` and intervals ``more`` counts (stations x intervals).
    more
        People; who is there in intervals on end is one person.
    """
    start, end, station = [], [], []
    for place in range(len(more)):
        for level in range(1, int(more[place].max(initial=0)) + 1):
            edges = np.diff((more[place] >= level).astype(np.int8), prepend=0, append=0)
            firsts, lasts = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
            start += (firsts * case.interval_seconds).tolist()
            end += (lasts * case.interval_seconds).tolist()
            station += [place] * len(firsts)
    count, held = len(start), case.stations["places"].to_numpy(float)
    first = int(case.duty.person.max(initial=-1)) + 1
    none = np.zeros(count)
    added = Duty(
        np.arange(first, first + count),
        np.array(start, float),
        np.array(end, float),
        np.array(station, np.int64),
        np.maximum(np.floor(held[np.array(station, np.int64)]), 1.0).astype(np.int64),
    )
    duty = Duty(*(np.concatenate(pair) for pair in zip(case.duty, added, strict=True)))
    return replace(
        case,
        duty=duty,
        absent_share=np.concatenate([case.absent_share, none]),
        lost_share=np.concatenate([case.lost_share, none]),
    )


def with_outage(case: SimulationCase, cells: Cells, queues: Collection[str] | None = None) -> SimulationCase:
    """Return the case with the AI down: whoever comes goes to people at once, for all of the conversation.

    Contacts of queues in mode 1 have no crew to go to and are lost, as watched conversations are: nobody
    talks with those.
    """
    chosen = _cells(case, cells, queues)
    is_watch = (case.stations["kind"] == Kind.WATCH).to_numpy()

    def alone(flow: Flow) -> Flow:
        if not flow.has_ai:
            return flow
        watched = is_watch[flow.station] & (flow.station >= 0)
        here = chosen & ~watched[:, None]
        return replace(
            flow,
            contacts=np.where(chosen & watched[:, None], 0.0, flow.contacts),
            share=np.where(here, 1.0, flow.share),
            seconds=np.where(here, flow.alone_seconds, flow.seconds),
            delay_seconds=np.where(here, 0.0, flow.delay_seconds),
            next_share=np.where(here, 0.0, flow.next_share),
        )

    return replace(case, flows=_flows(case, alone))


def with_absence(case: SimulationCase, share: float) -> SimulationCase:
    """Return the case with this share of people absent without notice (0.15), in place of the plan's own.

    What is lost on the floor of those who come stays as it was.
    """
    return replace(case, absent_share=np.full(len(case.absent_share), share))


def _flows(case: SimulationCase, changed: Callable[[Flow], Flow]) -> tuple[Flow, ...]:
    return tuple(changed(flow) for flow in case.flows)


def _cells(case: SimulationCase, cells: Cells | None, queues: Collection[str] | None) -> Cells:
    """Return which queues and intervals are meant, queues x intervals."""
    meant = np.ones(case.intervals, bool) if cells is None else cells
    of = np.array([queues is None or queue in queues for queue in case.queues])
    return np.asarray(of[:, None] & meant[None, :])
