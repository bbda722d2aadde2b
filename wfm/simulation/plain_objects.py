"""What the plain kernel moves: people with their places for work, and stations where work waits."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from math import inf, nan

from wfm.simulation.played import Kind

OFF, ON, LEAVING = range(3)


@dataclass(eq=False)
class Slot:
    """One place for a piece of work at a person's; ``end`` is when the piece in it ends."""

    person: Person
    number: int
    item: int = -1
    since: float = nan
    end: float = inf


@dataclass(eq=False)
class Person:
    """One shift: its stretches still to come, and what the person does now."""

    number: int
    stretches: list[int]
    at: int = 0
    state: int = OFF
    since: float = nan
    busy: int = 0
    slots: list[Slot] = field(default_factory=list)


@dataclass(eq=False)
class Station:
    """Who is idle, longest first, and what waits; ``helps`` and ``helper``: stations, -1 where none."""

    kind: Kind
    helps: int = -1
    helper: int = -1
    idle: dict[Slot, None] = field(default_factory=dict)
    waiting: list[deque[int]] = field(default_factory=list)
    in_time: list[tuple[float, int]] = field(default_factory=list)
    overdue: list[tuple[float, int]] = field(default_factory=list)
