"""A case made worse or better: other volumes, escalation, absence, an AI that fails; always a new case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from wfm.simulation.case import Flow, SimulationCase
from wfm.simulation.played import Duty, Kind

Cells = NDArray[np.bool_]
"""Which intervals are meant: one flag each."""

WAITING_ON_AI = ("escalation",)
"""Flows whose share of contacts is an escalation rate."""


def with_volume(case: SimulationCase, factor: float | NDArray[np.float64]) -> SimulationCase:
    """Return the case with so many times the contacts (a forecast that errs, a burst).

    Parameters
    ----------
    case
        The roster and its customers.
    factor
        For all contacts, or for each queue and interval (queues x intervals). Work that may wait grows with
        the contacts of the intervals in which it can first be done.
    """
    factors = np.broadcast_to(factor, (len(case.queues), case.intervals))
    flows = _flows(case, lambda flow: replace(flow, contacts=flow.contacts * factors))
    work = case.deferred
    at = np.clip((work.created // case.interval_seconds).astype(np.int64), 0, case.intervals - 1)
    return replace(case, flows=flows, deferred=work._replace(seconds=work.seconds * factors[work.queue, at]))


def with_escalation(case: SimulationCase, points: float) -> SimulationCase:
    """Return the case with an escalation rate so many points higher (0.05: five), from 0 to 1."""

    def higher(flow: Flow) -> Flow:
        if flow.name not in WAITING_ON_AI:
            return flow
        return replace(flow, share=np.clip(flow.share + points, 0.0, 1.0))

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


def with_outage(case: SimulationCase, cells: Cells) -> SimulationCase:
    """Return the case with the AI down: whoever comes goes to people at once, for all of the conversation.

    Contacts of queues in mode 1 have no crew to go to and are lost, as watched conversations are: nobody
    talks with those.
    """
    is_watch = (case.stations["kind"] == Kind.WATCH).to_numpy()

    def alone(flow: Flow) -> Flow:
        if not flow.has_ai:
            return flow
        watched = is_watch[flow.station] & (flow.station >= 0)
        here = cells[None, :] & ~watched[:, None]
        return replace(
            flow,
            contacts=np.where(cells[None, :] & watched[:, None], 0.0, flow.contacts),
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
