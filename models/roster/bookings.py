"""Bookings in the day: whoever is booked works a line of their own, with the booking in its timeline."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from models.roster.free_pauses import with_free_pauses
from wfm.people import Staff
from wfm.shift_pattern import ShiftPattern
from wfm.shift_plan import ACTIVITIES, LINES
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


def with_bookings(
    lines: pd.DataFrame,
    activities: pd.DataFrame,
    duties: pd.DataFrame,
    staff: Staff,
    patterns: Sequence[ShiftPattern],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return lines, timelines and duties with a line of its own for every shift that holds a booking.

    Parameters
    ----------
    lines, activities, duties
        What is worked; ``people`` of a line are those on duty on it.
    staff
        Its ``events`` are the bookings.
    patterns
        Windows of breaks: a pause that a booking meets moves out of its way, inside its window.

    Notes
    -----
    Who is booked first changes places with somebody of the same shift whose pauses the booking leaves alone
    (``with_free_pauses``). A line of one person keeps its number; from a line of several the person is
    split off, with a new number after all others. Paid time stays as it is.
    """
    duties = with_free_pauses(lines, activities, duties, _booked(lines, duties, staff))
    booked = _booked(lines, duties, staff)
    known = {(pattern.site, pattern.code): pattern for pattern in patterns}
    split = _Split(lines)
    timelines = [activities]
    for (person, number), events in booked.groupby(["person_id", "line"], sort=True):
        line = int(str(number))
        own = split.line_of(str(person), line)
        pattern = known.get((str(events["site"].iat[0]), str(events["pattern"].iat[0])))
        timelines.append(_with_events(activities[activities["line"] == line], events, pattern, own))
    everything = lines.assign(people=lines["line"].map(split.people))
    if split.new:
        originals = lines.set_index("line").loc[list(split.new.values())].assign(people=1)
        everything = pd.concat([everything, originals.assign(line=list(split.new)).reset_index(drop=True)])
    pairs = zip(duties["person_id"], duties["line"], strict=True)
    moved = [split.moved.get((str(person), int(line)), int(line)) for person, line in pairs]
    # A line that keeps its number has a timeline with the booking in place of the one it had.
    kept = activities[~activities["line"].isin(set(split.moved.values()))]
    together = pd.concat([kept, *timelines[1:]])
    return (
        LINES.conform(everything),
        ACTIVITIES.conform(together.sort_values(["line", "start"])),
        duties.assign(line=moved),
    )


def _booked(lines: pd.DataFrame, duties: pd.DataFrame, staff: Staff) -> pd.DataFrame:
    """Return the bookings that lie in shifts of the booked, with their lines."""
    spans = duties.merge(lines[["line", "shift_start", "shift_end", "pattern", "site"]], on="line")
    booked = spans.merge(staff.events.drop(columns="date"), on="person_id")
    return booked[(booked["shift_start"] <= booked["start"]) & (booked["end"] <= booked["shift_end"])]


class _Split:
    """Lines of their own for people with bookings, while they are split off.

    ``people`` of each old line, ``new`` lines with the old one each came from, and where each of
    (person, line) has ``moved``.
    """

    def __init__(self, lines: pd.DataFrame) -> None:
        self.people = {int(line): int(n) for line, n in zip(lines["line"], lines["people"], strict=True)}
        self.new: dict[int, int] = {}
        self.moved: dict[tuple[str, int], int] = {}
        self._last = max(self.people, default=0)

    def line_of(self, person: str, line: int) -> int:
        """Return the person's own line: the old one if nobody else is on it."""
        own = line
        if self.people[line] > 1:
            self.people[line] -= 1
            self._last += 1
            own = self._last
            self.new[own] = line
        self.moved[person, line] = own
        return own


def _with_events(
    timeline: pd.DataFrame, events: pd.DataFrame, pattern: ShiftPattern | None, line: int
) -> pd.DataFrame:
    pieces = [_piece(row) for row in timeline.sort_values("start").to_dict("records")]
    booked = [
        _piece({**row, "role": "", "pool": "", "paid": True})
        for row in events.sort_values("start").to_dict("records")
    ]
    laid = _laid_over(pieces, booked, _windows(pattern, pieces))
    table = pd.DataFrame([vars(piece) for piece in laid])
    return ACTIVITIES.conform(table.assign(line=line))


def _piece(row: Mapping[Hashable, Any]) -> Piece:
    return Piece(row["activity"], row["role"], row["pool"], row["start"], row["end"], bool(row["paid"]))


def _windows(
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


def _laid_over(
    pieces: Sequence[Piece],
    booked: Sequence[Piece],
    windows: Mapping[int, Window],
) -> list[Piece]:
    """Lay bookings over the work, and pauses over both, moved out of the way where they can be."""
    work = _without_pauses(pieces)
    placed: list[Piece] = []
    for n, pause in enumerate(piece for piece in pieces if piece.is_pause):
        placed.append(_moved(pause, [*booked, *placed], windows[n]))
    return _over(_over(work, booked), sorted(placed, key=lambda piece: piece.start))


def _without_pauses(pieces: Sequence[Piece]) -> list[Piece]:
    """Fill each pause with the work before it, or after it at the shift's start."""
    work = [piece for piece in pieces if not piece.is_pause]
    if not work:
        return list(pieces)
    filled, last = [], work[0]
    for piece in pieces:
        last = last if piece.is_pause else piece
        filled.append(Piece(last.activity, last.role, last.pool, piece.start, piece.end, True))
    return filled


def _moved(pause: Piece, taken: Sequence[Piece], window: Window) -> Piece:
    """Return a pause at the nearest place of its window that nothing takes; where it was if there is none."""
    length = pause.end - pause.start
    edges = [edge for piece in taken for edge in (piece.end, piece.start - length)]
    places = [pause.start, *(edge for edge in edges if window[0] <= edge <= window[1])]
    free = [
        start
        for start in places
        if all(start + length <= piece.start or piece.end <= start for piece in taken)
    ]
    start = min(free, key=lambda place: abs(place - pause.start), default=pause.start)
    return Piece(pause.activity, "", "", start, start + length, pause.paid)


def _over(base: Sequence[Piece], upper: Sequence[Piece]) -> list[Piece]:
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
