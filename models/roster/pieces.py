"""The stretches of a person's day: work, bookings laid over it, and pauses over both."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from wfm.shift_pattern import ShiftPattern
from wfm.units import SECONDS_PER_MINUTE

Window = tuple[pd.Timestamp, pd.Timestamp]
"""First and last start of a pause."""


@dataclass(frozen=True)
class Piece:
    """One stretch of a person's day."""

    activity: str
    role: str
    pool: str
    start: pd.Timestamp
    end: pd.Timestamp
    paid: bool

    @property
    def is_pause(self) -> bool:
        """Whether it is a meal or a break: no work, and nothing booked."""
        return self.role == ""


def piece_of(row: Mapping[Hashable, Any]) -> Piece:
    """Return the stretch that a row of a timeline tells."""
    return Piece(row["activity"], row["role"], row["pool"], row["start"], row["end"], bool(row["paid"]))


def windows_of(
    pattern: ShiftPattern | None, pieces: Sequence[Piece]
) -> dict[int, tuple[pd.Timestamp, pd.Timestamp]]:
    """Return the first and last start of each pause, by its place among the pauses; unknown ones stay put."""
    pauses = [piece for piece in pieces if piece.is_pause]
    start = pieces[0].start
    if pattern is None or len(pattern.breaks) != len(pauses):
        return {n: (pause.start, pause.start) for n, pause in enumerate(pauses)}
    minute = pd.Timedelta(seconds=SECONDS_PER_MINUTE)
    breaks = sorted(pattern.breaks, key=lambda rest: (rest.earliest_offset, rest.latest_offset))
    return {
        n: (start + rest.earliest_offset * minute, start + rest.latest_offset * minute)
        for n, rest in enumerate(breaks)
    }


def without_pauses(pieces: Sequence[Piece]) -> list[Piece]:
    """Fill each pause with the work before it, or after it at the shift's start."""
    work = [piece for piece in pieces if not piece.is_pause]
    if not work:
        return list(pieces)
    filled, last = [], work[0]
    for piece in pieces:
        last = last if piece.is_pause else piece
        filled.append(Piece(last.activity, last.role, last.pool, piece.start, piece.end, True))
    return filled


def laid_on(base: Sequence[Piece], upper: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of ``base`` cut away under those of ``upper``, in order of time."""
    left = list(base)
    for top in upper:
        cut = []
        for piece in left:
            if piece.end <= top.start or top.end <= piece.start:
                cut.append(piece)
                continue
            parts = ((piece.start, min(piece.end, top.start)), (max(piece.start, top.end), piece.end))
            cut += [
                Piece(piece.activity, piece.role, piece.pool, start, end, piece.paid)
                for start, end in parts
                if start < end
            ]
        left = [*cut, top]
    return _joined(sorted(left, key=lambda piece: piece.start))


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Join neighbours that are the same work."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.end == piece.start
            and _kind(last) == _kind(piece)
            and not piece.is_pause
        ):
            joined[-1] = Piece(*_kind(piece)[:3], last.start, piece.end, piece.paid)
        else:
            joined.append(piece)
    return joined


def _kind(piece: Piece) -> tuple[str, str, str, bool]:
    return piece.activity, piece.role, piece.pool, piece.paid
