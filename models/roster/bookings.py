"""Bookings in the day: whoever is booked works a line of their own, with the booking in its timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from models.roster.free_pauses import with_free_pauses
from models.roster.pieces import Piece, Window, laid_on, piece_of, windows_of, without_pauses
from models.roster.split import Split
from wfm.people import Staff
from wfm.shift_pattern import ShiftPattern
from wfm.shift_plan import ACTIVITIES


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
    split = Split(lines)
    timelines = []
    for (person, number), events in booked.groupby(["person_id", "line"], sort=True):
        line = int(str(number))
        own = split.line_of(str(person), line)
        pattern = known.get((str(events["site"].iat[0]), str(events["pattern"].iat[0])))
        timelines.append(_with_events(activities[activities["line"] == line], events, pattern, own))
    return split.tables(activities, duties, timelines)


def _booked(lines: pd.DataFrame, duties: pd.DataFrame, staff: Staff) -> pd.DataFrame:
    """Return the bookings that lie in shifts of the booked, with their lines."""
    spans = duties.merge(lines[["line", "shift_start", "shift_end", "pattern", "site"]], on="line")
    booked = spans.merge(staff.events.drop(columns="date"), on="person_id")
    return booked[(booked["shift_start"] <= booked["start"]) & (booked["end"] <= booked["shift_end"])]


def _with_events(
    timeline: pd.DataFrame, events: pd.DataFrame, pattern: ShiftPattern | None, line: int
) -> pd.DataFrame:
    pieces = [piece_of(row) for row in timeline.sort_values("start").to_dict("records")]
    booked = [
        piece_of({**row, "role": "", "pool": "", "paid": True})
        for row in events.sort_values("start").to_dict("records")
    ]
    laid = _laid_over(pieces, booked, windows_of(pattern, pieces))
    table = pd.DataFrame([vars(piece) for piece in laid])
    return ACTIVITIES.conform(table.assign(line=line))


def _laid_over(
    pieces: Sequence[Piece],
    booked: Sequence[Piece],
    windows: Mapping[int, Window],
) -> list[Piece]:
    """Lay bookings over the work, and pauses over both, moved out of the way where they can be."""
    work = without_pauses(pieces)
    placed: list[Piece] = []
    for n, pause in enumerate(piece for piece in pieces if piece.is_pause):
        placed.append(_moved(pause, [*booked, *placed], windows[n]))
    return laid_on(laid_on(work, booked), sorted(placed, key=lambda piece: piece.start))


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
