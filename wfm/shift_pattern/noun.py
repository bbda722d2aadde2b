"""Shift patterns: when a shift may start, how long it is, and where its breaks may lie."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Break:
    """A pause inside a shift; offsets count minutes from the shift's start to the break's start."""

    kind: str
    minutes: int
    is_paid: bool
    earliest_offset: int
    latest_offset: int


@dataclass(frozen=True)
class ShiftPattern:
    """One start and length at one site; ``start_minute`` is on the site's wall clock."""

    code: str
    site: str
    start_minute: int
    presence_minutes: int
    breaks: tuple[Break, ...]
    is_part_time: bool

    @property
    def paid_minutes(self) -> int:
        """Minutes paid: presence less unpaid breaks."""
        return self.presence_minutes - sum(b.minutes for b in self.breaks if not b.is_paid)
