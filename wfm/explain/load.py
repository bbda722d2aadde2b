"""The load of one interval, contact by contact: what the arrivals of each earlier one leave to do in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from wfm.explain.crew import Crew
from wfm.explain.replay import QueueReplay, Replay
from wfm.modes.law import Numbers
from wfm.queueing import offered_load
from wfm.units import SECONDS_PER_MINUTE
from wfm.workload.live import handle_cvs

FIRST_REACH = 16
"""Intervals over which work is followed at first; doubled until nothing of it is left."""

LOST = 1e-11
"""Share of a piece's work that may be left out at its end."""

_Work = tuple[Numbers, Numbers, Numbers]
"""Pieces, seconds of each and seconds before each, by interval of their contact."""


@dataclass(frozen=True)
class Part:
    """What the arrivals of one interval leave of their work to another.

    ``place`` numbers the interval of the contacts, ``lag`` counts how many intervals earlier it lies;
    ``pieces`` arrive in it, of ``seconds`` each on average; ``erlangs`` is what of them falls into the
    interval explained.
    """

    queue: str
    place: int
    lag: int
    pieces: float
    seconds: float
    erlangs: float


def load_parts(replay: Replay, crew: Crew, place: int) -> tuple[Part, ...]:
    """Return the parts of a crew's load (erlang) in one interval; they sum to it.

    Parameters
    ----------
    replay
        The walk.
    crew
        Whose load it is.
    place
        Number of the interval from the plan's first.

    Notes
    -----
    Modified offered load: Jennings, Mandelbaum, Massey and Whitt (1996), as ``wfm.queueing.offered_load``.
    The plan's days repeat: what runs past their end loads their beginning.
    """
    parts: list[Part] = []
    for queue in replay.members(crew):
        parts += _parts(replay, queue, crew.role, _live_work(queue, crew.role), place)
    return tuple(parts)


def takeover_parts(replay: Replay, crew: Crew, place: int) -> tuple[Part, ...]:
    """Return the parts of the monitors' own conversations (erlang) in one interval."""
    parts: list[Part] = []
    for queue in replay.members(crew):
        found = queue.mode_of(crew.role)
        if found is not None and found[0].takeover_share.any():
            handling, work = found
            pieces = (work.live * handling.takeover_share)[0]
            own = (pieces, handling.takeover_seconds[0], np.zeros(pieces.shape))
            parts += _parts(replay, queue, crew.role, [own], place)
    return tuple(parts)


def total(parts: Iterable[Part]) -> float:
    """Return the erlangs of all parts together."""
    return float(sum(part.erlangs for part in parts))


def reached(replay: Replay, queue: QueueReplay, role: str, place: int) -> Numbers:
    """Return the erlangs that the contacts of one interval put on it and on each later one."""
    falls = _falls(replay, queue, role)
    rows = [
        pieces[place] * falls.of([(float(seconds[place]), float(delay[place]))])[0]
        for pieces, seconds, delay in _live_work(queue, role)
        if pieces[place] > 0
    ]
    width = max((len(row) for row in rows), default=0)
    padded = [np.pad(row, (0, width - len(row))) for row in rows]
    return np.asarray(sum(padded, np.zeros(width)))


def _live_work(queue: QueueReplay, role: str) -> list[_Work]:
    """Return the role's work as visits to a person and pieces that waited for the opening."""
    found = queue.mode_of(role)
    if found is None:
        return []
    handling, work = found
    visits = [
        ((work.live * visit.share)[0], visit.handle_seconds[0], visit.delay_seconds[0])
        for visit in handling.visits
    ]
    late = (work.late[0], work.late_seconds[0], np.zeros(work.late.shape[1]))
    return [*visits, late]


def _parts(replay: Replay, queue: QueueReplay, role: str, kinds: Iterable[_Work], place: int) -> list[Part]:
    falls = _falls(replay, queue, role)
    sums: dict[int, list[float]] = {}
    width = len(replay.intervals)
    for pieces, seconds, delay in kinds:
        busy = pieces > 0
        if not busy.any():
            continue
        reach = len(falls.of([(float(seconds[busy].max()), float(delay[busy].max()))])[0])
        lags = [lag for lag in range(reach) if busy[(place - lag) % width]]
        places = [(place - lag) % width for lag in lags]
        rows = falls.of([(float(seconds[at]), float(delay[at])) for at in places])
        for lag, at, row in zip(lags, places, rows, strict=True):
            found = sums.setdefault(lag, [0.0, 0.0, 0.0])
            found[0] += pieces[at]
            found[1] += pieces[at] * seconds[at]
            found[2] += pieces[at] * row[lag] if lag < len(row) else 0.0
    return [
        Part(queue.queue, (place - lag) % width, lag, count, work / count, erlangs)
        for lag, (count, work, erlangs) in sorted(sums.items())
    ]


class _Falls:
    """Where the work of one piece falls, for one spread of handle times; what was computed is kept."""

    def __init__(self, spread: float, length: float) -> None:
        self._spread, self._length = spread, length
        self._rows: dict[tuple[float, float], Numbers] = {}

    def of(self, pairs: list[tuple[float, float]]) -> list[Numbers]:
        """Return the erlangs a piece puts on its interval and each later one, by seconds and delay (s)."""
        missing = list(dict.fromkeys(pair for pair in pairs if pair not in self._rows))
        if missing:
            for pair, row in zip(missing, self._computed(missing), strict=True):
                self._rows[pair] = np.trim_zeros(row, "b") if row.any() else row[:1]
        return [self._rows[pair] for pair in pairs]

    def _computed(self, pairs: list[tuple[float, float]]) -> Numbers:
        seconds, delays = np.array(pairs, float).T[:, :, None]
        reach = FIRST_REACH
        while True:
            one = np.zeros((len(pairs), reach))
            one[:, 0] = 1.0
            falls = offered_load(
                one,
                seconds,
                self._length,
                handle_cv=self._spread,
                delay_seconds=delays if delays.any() else None,
            )
            # All of the work must have fallen somewhere; a lag without any may lie before one with some.
            if np.all(falls.sum(axis=1) >= seconds[:, 0] / self._length * (1 - LOST)):
                return falls
            reach *= 2


def _falls(replay: Replay, queue: QueueReplay, role: str) -> _Falls:
    spread = float(handle_cvs(replay.given.policy, [queue.queue], role)[0])
    length = float(replay.horizon.interval_minutes * SECONDS_PER_MINUTE)
    return replay.kept(("falls", spread), lambda: _Falls(spread, length))
