"""Shift patterns: when a shift may start, how long it is, and where its breaks may lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
    """One start and length at one site; ``start_minute`` is on the site's wall clock.

    ``weekdays`` are those it may start on (0 is Monday); empty: every day.
    """

    code: str
    site: str
    start_minute: int
    presence_minutes: int
    breaks: tuple[Break, ...]
    is_part_time: bool
    weekdays: tuple[int, ...] = ()

    @property
    def paid_minutes(self) -> int:
        """Minutes paid: presence less unpaid breaks."""
        return self.presence_minutes - sum(b.minutes for b in self.breaks if not b.is_paid)

    def may_start_on(self, day: date) -> bool:
        """Return whether it may start on ``day``, a local date of its site."""
        return not self.weekdays or day.weekday() in self.weekdays
