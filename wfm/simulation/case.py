"""A roster and its customers as the simulation plays them, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.horizon import Horizon
from wfm.simulation.played import Duty, Integers, Numbers
from wfm.units import MINUTES_PER_HOUR, SECONDS_PER_HOUR


@dataclass(frozen=True, eq=False)
class Flow:
    """Conversations of one mode on their way to people; tables are queues x intervals of the contact.

    ``contacts`` (per interval) of which ``share`` come to the queue's ``station``, ``delay_seconds`` after
    they began, for ``seconds`` of a person's (or, where watched, the AI's) time. ``next_share`` of those
    served come again after ``next_delay_seconds``. ``alone_seconds`` is what a person would need without
    the AI. By queue: ``station`` (-1: none), ``cv`` of all these times, ``patience_seconds``.
    """

    name: str
    has_ai: bool
    contacts: Numbers
    share: Numbers
    seconds: Numbers
    delay_seconds: Numbers
    alone_seconds: Numbers
    takeover_share: Numbers
    takeover_seconds: Numbers
    station: Integers
    cv: Numbers
    patience_seconds: Numbers
    next_share: Numbers
    next_delay_seconds: Numbers


class Deferred(NamedTuple):
    """Work that may wait, one row per creation: seconds from the plan's start, ``seconds`` of people's time.

    ``piece_seconds`` is the mean length of one piece, ``cv`` its coefficient of variation.
    """

    queue: Integers
    station: Integers
    created: Numbers
    due: Numbers
    seconds: Numbers
    piece_seconds: Numbers
    cv: Numbers


@dataclass(frozen=True, eq=False)
class SimulationCase:
    """What the simulation draws from and plays.

    ``stations`` has one row per (site, role, pool, activity), with ``kind``, ``target_share`` and
    ``target_seconds``; ``duty`` is people's time as planned, the eve and the days after included;
    ``absent_share`` the chance of each person of ``duty`` not to come, ``lost_share`` the part of each
    stretch lost on the floor, in blocks of ``loss_block_seconds``. ``day_cv`` is the coefficient of
    variation of a day's contacts about the forecast, ``day`` the local day of each interval.
    ``warm_up_seconds`` are played before the plan begins and not counted. ``assumptions`` are those that the
    simulation makes beside the plan's.
    """

    horizon: Horizon
    queues: tuple[str, ...]
    stations: pd.DataFrame
    flows: tuple[Flow, ...]
    deferred: Deferred
    duty: Duty
    absent_share: Numbers
    lost_share: Numbers
    loss_block_seconds: float
    day: Integers
    day_cv: float
    warm_up_seconds: float
    assumptions: tuple[Assumption, ...] = ()

    @property
    def interval_seconds(self) -> float:
        """Length of an interval (s)."""
        return float(self.horizon.interval_hours * SECONDS_PER_HOUR)

    @property
    def intervals(self) -> int:
        """Number of intervals of the plan."""
        return len(self.day)

    @property
    def seconds(self) -> float:
        """Length of the plan (s)."""
        return self.interval_seconds * self.intervals


def seconds_from(start: pd.Timestamp, instants: pd.Series) -> Numbers:
    """Return instants as seconds from the plan's start."""
    return np.asarray((instants - start).dt.total_seconds(), float)


def minutes_as_seconds(minutes: float) -> float:
    """Return minutes as seconds."""
    return minutes * SECONDS_PER_HOUR / MINUTES_PER_HOUR
