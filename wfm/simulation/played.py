"""What a kernel plays and what it gives back: flat arrays of work and people's time, and what became of them.

Times are seconds from the first instant of the plan; what lies before it warms the queues up. Two kernels
play the same arrays with the same result: ``wfm.simulation.plain`` to be read, ``wfm.simulation.compiled`` to
be fast. The rules they share:

- People finish the conversation they hold before a break, a change of task or the end of a shift; a break
  keeps its length and what follows it begins later, but ends when it should.
- Reviews and email are set aside when their time is over and taken up again where they stood.
- Who waits is served by priority, then in the order of coming; patience runs from the coming. Who has been
  idle longest takes the next piece. Of work with a due time the earliest comes first; what can no longer be
  in time waits behind what can.
- People who answer call back those of their own crew while nobody waits, beside the time set apart for it.
- A monitor watches as many conversations at once as the span; one that finds no place goes on unwatched until
  a place is free, those unwatched longest first. A take-over holds the monitor alone: the others of the span
  go to free places or on unwatched. Who leaves hands over what others have places for and stays for the rest.
- Where two things happen at one instant, conversations end first, then people leave, then they come, then
  conversations begin.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Integers = NDArray[np.int64]


class Kind(IntEnum):
    """What is done at a station."""

    ANSWER = 0
    WATCH = 1
    SET_ASIDE = 2
    """Work by due time that may be put down: reviews, email."""
    CALL_BACK = 3
    """Work by due time that is finished once begun: callbacks."""


class Stations(NamedTuple):
    """What is done at each station (``Kind``), and the station whose waiting work its idle people take.

    ``helps`` is the number of that station, -1 where there is none; nobody is helped by two.
    """

    kind: Integers
    helps: Integers


def stations_alone(*kinds: Kind) -> Stations:
    """Return stations of these kinds of which none helps another."""
    return Stations(np.array(kinds, np.int64), np.full(len(kinds), -1))


class State(IntEnum):
    """What became of a piece of work."""

    NEVER = 0
    """Never came: the visit before it was not served."""
    OPEN = 1
    """Came and waits, or is being worked at."""
    DONE = 2
    ABANDONED = 3
    MISSED = 4
    """A watched conversation whose take-over found no monitor."""


class Work(NamedTuple):
    """Pieces of work, one row each: those with a time of coming first, in its order.

    ``enter`` (s; infinite: comes after another piece), ``station``, ``seconds`` of a person's or, for a
    conversation that is watched, the AI's time, ``patience`` (s), ``due`` (s; infinite: none), ``priority``
    (0 first), ``follow``: the piece that comes ``follow_delay`` seconds after this one is done (-1: none),
    ``takeover``: seconds a monitor talks at the end of a watched conversation.
    """

    enter: Numbers
    station: Integers
    seconds: Numbers
    patience: Numbers
    due: Numbers
    priority: Integers
    follow: Integers
    follow_delay: Numbers
    takeover: Numbers


class Duty(NamedTuple):
    """Stretches of people's time, one row each, in the order of person and time.

    ``person`` counts from 0 without gaps, a new number for each shift; ``slots`` is how many pieces of work
    the person holds at once.
    """

    person: Integers
    start: Numbers
    end: Numbers
    station: Integers
    slots: Integers


class Played(NamedTuple):
    """What became of each piece, and of people's time by station and interval.

    ``enter``, ``start`` and ``finish`` in seconds, not a number where it never happened; who hangs up has
    a finish and no start. ``unwatched`` (s) of a conversation. ``busy`` and ``present`` are seconds of
    slots, stations x intervals. ``events``: pieces that came, ended or hung up and people who came or left.
    """

    enter: Numbers
    start: Numbers
    finish: Numbers
    state: Integers
    unwatched: Numbers
    busy: Numbers
    present: Numbers
    events: int


def settled(
    work: Work,
    enter: Numbers,
    start: Numbers,
    finish: Numbers,
    state: Integers,
    unwatched: Numbers,
    time: tuple[Numbers, Numbers, int],
) -> Played:
    """Return the result with those still waiting at the end told apart: who hung up, and what is left."""
    gone = (state == State.OPEN) & np.isnan(start) & np.isfinite(work.patience)
    finish = np.where(gone, enter + work.patience, finish)
    state = np.where(gone, State.ABANDONED, state)
    busy, present, events = time
    events += int((state == State.ABANDONED).sum())
    return Played(enter, start, finish, state, unwatched, busy, present, events)
