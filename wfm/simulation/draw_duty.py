"""One replication's people: who does not come, and the blocks of time lost on the floor."""

from __future__ import annotations

import numpy as np

from wfm.simulation.case import SimulationCase
from wfm.simulation.draw_work import stream
from wfm.simulation.played import Duty


def draw_duty(case: SimulationCase, seed: int, replication: int) -> Duty:
    """Return people's time less absence and floor losses.

    Each person of a shift stays away with the share of unplanned absence; whoever comes loses the rest of
    the floor loss in blocks at random, so that at every instant the mean presence is people at work times
    (1 - floor loss).
    """
    duty = case.duty
    people = len(case.absent_share)
    comes = stream(seed, replication, "absence").random(people) >= case.absent_share
    shift = stream(seed, replication, "blocks").random(people) * case.loss_block_seconds
    rows = np.flatnonzero(comes[duty.person])
    phase, block = shift[duty.person[rows]], case.loss_block_seconds
    first = np.floor((duty.start[rows] - phase) / block).astype(np.int64)
    last = np.ceil((duty.end[rows] - phase) / block).astype(np.int64)
    pieces = last - first
    row = np.repeat(np.arange(len(rows)), pieces)
    place = np.arange(len(row)) - np.repeat(np.cumsum(pieces) - pieces, pieces) + first[row]
    start = np.maximum(duty.start[rows][row], phase[row] + place * block)
    end = np.minimum(duty.end[rows][row], phase[row] + (place + 1) * block)
    lost = stream(seed, replication, "losses").random(len(row)) < case.lost_share[rows][row]
    kept = np.flatnonzero(~lost & (end > start))
    row, place, start, end = row[kept], place[kept], start[kept], end[kept]
    # Pieces of one stretch that touch are one stretch again.
    is_first = np.ones(len(row), bool)
    is_first[1:] = (np.diff(row) != 0) | (np.diff(place) != 1)
    head = np.flatnonzero(is_first)
    tail = np.append(head[1:], len(row)) - 1 if len(row) else head
    kept_rows = rows[row[head]]
    person = np.cumsum(np.diff(duty.person[kept_rows], prepend=-1) != 0) - 1
    return Duty(
        person.astype(np.int64), start[head], end[tail], duty.station[kept_rows], duty.slots[kept_rows]
    )
