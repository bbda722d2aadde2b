"""Pieces of work and stretches of people's time by hand, in minutes, so that tests name only what matters."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from wfm.simulation import plain
from wfm.simulation.played import Duty, Kind, Played, Work, stations_alone

MINUTE = 60.0
HALF_HOUR = 1800.0


class Piece(NamedTuple):
    """A piece of work (minutes); ``enter`` infinite: it comes after another one."""

    enter: float
    minutes: float
    station: int = 0
    patience: float = np.inf
    due: float = np.inf
    priority: int = 0
    follow: int = -1
    follow_delay: float = 0.0
    takeover: float = 0.0


class Stretch(NamedTuple):
    """A stretch of a person's time (minutes)."""

    person: int
    start: float
    end: float
    station: int = 0
    slots: int = 1


def work_of(*pieces: Piece) -> Work:
    """Return the pieces as a kernel takes them."""
    columns = [np.array(column, float) for column in zip(*pieces, strict=True)]
    table = dict(zip(Piece._fields, columns, strict=True))
    return Work(
        table["enter"] * MINUTE,
        table["station"].astype(int),
        table["minutes"] * MINUTE,
        table["patience"] * MINUTE,
        table["due"] * MINUTE,
        table["priority"].astype(int),
        table["follow"].astype(int),
        table["follow_delay"] * MINUTE,
        table["takeover"] * MINUTE,
    )


def duty_of(*stretches: Stretch) -> Duty:
    """Return the stretches as a kernel takes them."""
    columns = [np.array(column, float) for column in zip(*stretches, strict=True)]
    table = dict(zip(Stretch._fields, columns, strict=True))
    return Duty(
        table["person"].astype(int),
        table["start"] * MINUTE,
        table["end"] * MINUTE,
        table["station"].astype(int),
        table["slots"].astype(int),
    )


def played(
    pieces: list[Piece],
    stretches: list[Stretch],
    kinds: tuple[Kind, ...] = (Kind.ANSWER,),
    helps: tuple[int, ...] | None = None,
) -> Played:
    """Return what the plain kernel makes of them, over two half-hours."""
    stations = stations_alone(*kinds)
    if helps is not None:
        stations = stations._replace(helps=np.array(helps))
    return plain.play(stations, work_of(*pieces), duty_of(*stretches), HALF_HOUR, 2)


def minutes(seconds: np.ndarray) -> list[float]:
    """Return times in minutes, ``None`` where there is none."""
    return [None if np.isnan(each) else each / MINUTE for each in seconds]
