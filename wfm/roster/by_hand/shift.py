"""One person's shift as a value of its own: taken off a duty line, booked for events, put on a line again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from wfm.horizon import local_instant, weekday_and_minute
from wfm.roster.by_hand.terms import Pair, Terms
from wfm.shift_pattern import ShiftPattern
from wfm.shift_plan.night import night_clock
from wfm.units import SECONDS_PER_MINUTE

PAUSES = ("meal", "break")
WORK = "work"


class Piece(NamedTuple):
    """One stretch of a shift's timeline, with the columns of ``ACTIVITIES`` but its line."""

    activity: str
    role: str
    pool: str
    start: pd.Timestamp
    end: pd.Timestamp
    paid: bool


@dataclass(frozen=True)
class Shift:
    """What one person on a duty line does; equal shifts share a line."""

    site: str
    skill_set: str
    date: pd.Timestamp
    pattern: str
    shift_start: pd.Timestamp
    shift_end: pd.Timestamp
    paid_minutes: int
    night_minutes: int
    pieces: tuple[Piece, ...]

    @property
    def pairs(self) -> frozenset[Pair]:
        """The (role, pool) pairs it works."""
        return frozenset((piece.role, piece.pool) for piece in self.pieces if piece.role)


def shifts_of(lines: pd.DataFrame, activities: pd.DataFrame) -> dict[int, Shift]:
    """Return each duty line as the shift one of its people works, by line number."""
    wanted = activities[activities["line"].isin(lines["line"])].sort_values(["line", "start"])
    pieces: dict[int, list[Piece]] = {}
    columns = (wanted[name] for name in ("line", *Piece._fields))
    for line, activity, role, pool, start, end, paid in zip(*columns, strict=True):
        pieces.setdefault(int(line), []).append(Piece(activity, role, pool, start, end, bool(paid)))
    return {
        int(row["line"]): Shift(
            row["site"],
            row["skill_set"],
            row["date"],
            row["pattern"],
            row["shift_start"],
            row["shift_end"],
            int(row["paid_minutes"]),
            int(row["night_minutes"]),
            tuple(pieces.get(int(row["line"]), ())),
        )
        for row in lines.to_dict("records")
    }


def without_events(shift: Shift) -> Shift:
    """Return the shift with its bookings off the phone given back to the work beside them."""
    work = next((piece for piece in shift.pieces if piece.role), None)
    if work is None or all(piece.role or piece.activity in PAUSES for piece in shift.pieces):
        return shift
    pieces: list[Piece] = []
    for piece in shift.pieces:
        work = piece if piece.role else work
        is_booking = not piece.role and piece.activity not in PAUSES
        pieces.append(
            work._replace(start=piece.start, end=piece.end, paid=piece.paid) if is_booking else piece
        )
    return replace(shift, pieces=_joined(pieces))


def with_events(shift: Shift, events: pd.DataFrame | None) -> Shift:
    """Return the shift with a person's bookings in place of the work they fall on; pauses stay.

    Parameters
    ----------
    shift
        A shift without bookings.
    events
        Rows of ``EVENTS`` of one person and date; None: nothing is booked.
    """
    pieces = shift.pieces
    for event in [] if events is None else events.to_dict("records"):
        cut: list[Piece] = []
        for piece in pieces:
            first, last = max(piece.start, event["start"]), min(piece.end, event["end"])
            if not piece.role or first >= last:
                cut.append(piece)
                continue
            parts = (
                piece._replace(end=first),
                Piece(event["activity"], "", "", first, last, piece.paid),
                piece._replace(start=last),
            )
            cut += [part for part in parts if part.start < part.end]
        pieces = tuple(cut)
    return replace(shift, pieces=pieces)


def on_date(shift: Shift, day: pd.Timestamp, terms: Terms) -> Shift:
    """Return the same shift on another date: the same clock at the start, the same minutes after it."""
    zone = terms.zones[shift.site]
    _, minute = weekday_and_minute(pd.DatetimeIndex([shift.shift_start]), zone)
    start = local_instant(_date(day), int(minute[0]), zone)
    later = start - shift.shift_start
    pieces = tuple(piece._replace(start=piece.start + later, end=piece.end + later) for piece in shift.pieces)
    moved = replace(shift, date=day, shift_start=start, shift_end=shift.shift_end + later, pieces=pieces)
    return with_minutes(moved, terms)


def started_as(shift: Shift, pattern: ShiftPattern, terms: Terms) -> Shift | None:
    """Return the shift begun at a pattern's start; None unless that is another start as long at its site."""
    begins = local_instant(_date(shift.date), pattern.start_minute, terms.zones[shift.site])
    later = begins - shift.shift_start
    is_alike = pattern.site == shift.site and shift.shift_end - shift.shift_start == pd.Timedelta(
        minutes=pattern.presence_minutes
    )
    if not is_alike or not later:
        return None
    pieces = tuple(piece._replace(start=piece.start + later, end=piece.end + later) for piece in shift.pieces)
    moved = replace(
        shift, pattern=pattern.code, shift_start=begins, shift_end=shift.shift_end + later, pieces=pieces
    )
    return with_minutes(moved, terms)


def from_pattern(pattern: ShiftPattern, skill_set: str, pair: Pair, day: pd.Timestamp, terms: Terms) -> Shift:
    """Return a shift of a pattern in live work throughout, each break in the middle of its window.

    Parameters
    ----------
    pattern
        Start, length and breaks.
    skill_set, pair
        Who works it, and the role and pool they work.
    day
        Local date on which it starts.
    terms
        Time zone of the site, and the grid on which pauses start.
    """
    grid = _pause_grid(terms)
    start = local_instant(_date(day), pattern.start_minute, terms.zones[pattern.site])
    pieces: list[Piece] = []
    at = start
    for pause in pattern.breaks:
        middle = (pause.earliest_offset + pause.latest_offset) // 2 // grid * grid
        first = max(at, start + pd.Timedelta(minutes=max(middle, pause.earliest_offset)))
        if at < first:
            pieces.append(Piece(WORK, *pair, at, first, True))
        at = first + pd.Timedelta(minutes=pause.minutes)
        pieces.append(Piece(pause.kind, "", "", first, at, pause.is_paid))
    end = start + pd.Timedelta(minutes=pattern.presence_minutes)
    if at < end:
        pieces.append(Piece(WORK, *pair, at, end, True))
    shift = Shift(pattern.site, skill_set, day, pattern.code, start, end, 0, 0, tuple(pieces))
    return with_minutes(shift, terms)


def with_minutes(shift: Shift, terms: Terms) -> Shift:
    """Return the shift with its paid and night minutes counted from its timeline."""
    minute = pd.Timedelta(seconds=SECONDS_PER_MINUTE)
    paid = [piece for piece in shift.pieces if piece.paid]
    pay = terms.policy.pay
    at_site = pay[pay["site"] == shift.site]
    own = at_site[at_site["role"].isin([role for role, _ in shift.pairs])]
    night = (own if len(own) else at_site).iloc[0]
    clock = night_clock(
        shift.shift_start,
        int((shift.shift_end - shift.shift_start) / minute) + 1,
        terms.zones[shift.site],
        int(night["night_start_minute"]),
        int(night["night_end_minute"]),
    )
    first, last = (
        np.array([int((at - shift.shift_start) / minute) for at in ends], dtype=np.int64)
        for ends in ([piece.start for piece in paid], [piece.end for piece in paid])
    )
    return replace(
        shift, paid_minutes=int((last - first).sum()), night_minutes=int(clock.minutes(first, last).sum())
    )


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Join stretches of the same work that follow each other."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and piece.role and joined[-1]._replace(start=piece.start, end=piece.end) == piece:
            joined[-1] = joined[-1]._replace(end=piece.end)
        else:
            joined.append(piece)
    return tuple(joined)


def _pause_grid(terms: Terms) -> int:
    table = terms.policy.reference.shift_patterns
    row = table[
        (table["code"] == "") & (table["part"] == "shift") & (table["quantity"] == "pause_grid_minutes")
    ]
    return int(row["value"].to_numpy(float)[0])


def _date(day: pd.Timestamp) -> date:
    return day.date()
