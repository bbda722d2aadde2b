"""Seats by the minute: where a site has more people at work than seats, somebody's break moves there.

The plan counts heads by the interval, and takes whoever is booked off the work beside whoever pauses. Where
the pause of the booked lies in the booking, and no line like theirs is free, one person more than it counted
is at work for as long; the breaks of others move into that stretch, so that nobody who was counted is missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.roster.pieces import Piece, laid_on, piece_of, windows_of, without_pauses
from models.roster.split import Split
from wfm.shift_pattern import ShiftPattern
from wfm.shift_pattern.kind import MEAL
from wfm.shift_plan import ACTIVITIES, ShiftPlan
from wfm.shift_plan.recount import with_carried_in

MINUTE = pd.Timedelta(minutes=1)


@dataclass(frozen=True)
class _Move:
    """A pause, by its line and its place among the line's pauses, and when it would begin."""

    line: int
    pause: int
    start: pd.Timestamp
    later: pd.Timedelta


def with_seats_kept(
    shift_plan: ShiftPlan,
    duties: pd.DataFrame,
    seats: Mapping[str, float],
    patterns: Sequence[ShiftPattern],
    booked: Set[str],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return lines, timelines and duties with breaks moved so that nobody is at work without a seat.

    Parameters
    ----------
    shift_plan
        Its ``lines`` and ``activities`` are what is worked; who is still at work from the roster before
        has a seat too.
    duties
        Who works which line.
    seats
        Seats by site; a site that is not named has no limit.
    patterns
        Windows of breaks: no break leaves its own, and meals stay where they are.
    booked
        People with a booking, whose day stays as it is.

    Notes
    -----
    A break moves only into a stretch of too many, and only if whoever comes back earlier finds a seat.
    Where no break can, the stretch stays as it is. Who shares a line is split off it first.
    """
    known = {(pattern.site, pattern.code): pattern for pattern in patterns}
    lines, activities = shift_plan.lines, shift_plan.activities
    everyone = with_carried_in(lines, activities, shift_plan.carried_in)
    split, moved = Split(lines), []
    free = duties[~duties["person_id"].isin(booked)].drop_duplicates("line").set_index("line")["person_id"]
    for site, most in seats.items():
        floor = _Floor(*everyone, site)
        if not (floor.people > most).any():
            continue
        own = lines[(lines["site"] == site) & lines["line"].isin(free.index)].set_index("line")["pattern"]
        days = {
            int(str(line)): _Day.of(timeline, known.get((site, str(own[line]))))
            for line, timeline in activities[activities["line"].isin(own.index)].groupby("line")
        }
        for move in _moves(floor, days, most):
            line = split.line_of(str(free[move.line]), move.line)
            day = days.pop(move.line).with_move(move)
            moved.append(day.timeline(line))
    return split.tables(activities, duties, moved)


class _Floor:
    """People at work at a site, minute by minute from the first to the last instant."""

    def __init__(self, lines: pd.DataFrame, activities: pd.DataFrame, site: str) -> None:
        here = lines.loc[lines["site"] == site, ["line", "people"]]
        work = activities[activities["role"] != ""].merge(here, on="line")
        self._origin = work["start"].min()
        change = np.zeros(self.minute(work["end"].max()) + 1) if len(work) else np.zeros(1)
        for side, sign in (("start", 1.0), ("end", -1.0)):
            at = ((work[side] - self._origin) / MINUTE).to_numpy().round().astype(np.int64)
            np.add.at(change, at, sign * work["people"].to_numpy(float))
        self.people: NDArray[np.float64] = np.cumsum(change)

    def minute(self, instant: pd.Timestamp) -> int:
        """Return the minute of an instant."""
        return round((instant - self._origin) / MINUTE)

    def instant(self, minute: int) -> pd.Timestamp:
        """Return the instant of a minute."""
        return self._origin + minute * MINUTE

    def between(self, start: pd.Timestamp, end: pd.Timestamp) -> NDArray[np.float64]:
        """Return the people of these minutes, to be read and changed."""
        return self.people[self.minute(start) : self.minute(end)]


@dataclass(frozen=True)
class _Day:
    """One person's shift, its pauses and the first and last start of each."""

    pieces: tuple[Piece, ...]
    windows: Mapping[int, tuple[pd.Timestamp, pd.Timestamp]]

    @staticmethod
    def of(timeline: pd.DataFrame, pattern: ShiftPattern | None) -> _Day:
        """Return the day that a line's timeline tells."""
        pieces = [piece_of(row) for row in timeline.sort_values("start").to_dict("records")]
        return _Day(tuple(pieces), windows_of(pattern, pieces))

    @property
    def pauses(self) -> list[Piece]:
        """The pauses, in order of time."""
        return [piece for piece in self.pieces if piece.is_pause]

    def moves(self, line: int, start: pd.Timestamp, end: pd.Timestamp) -> Iterator[_Move]:
        """Yield the moves of a break into a stretch."""
        for n, pause in enumerate(self.pauses):
            length, (first, last) = pause.end - pause.start, self.windows[n]
            others = [other for at, other in enumerate(self.pauses) if at != n]
            if pause.activity == MEAL or length > end - start:
                continue
            for begin in (start, end - length):
                is_free = all(begin + length <= o.start or o.end <= begin for o in others)
                if first <= begin <= last and is_free and not (pause.start < end and start < pause.end):
                    yield _Move(line, n, begin, abs(begin - pause.start))

    def with_move(self, move: _Move) -> _Day:
        """Return the day with one pause begun at another time."""
        pauses = self.pauses
        pause = pauses[move.pause]
        end = move.start + (pause.end - pause.start)
        pauses[move.pause] = Piece(pause.activity, "", "", move.start, end, pause.paid)
        laid = laid_on(without_pauses(self.pieces), sorted(pauses, key=lambda piece: piece.start))
        return _Day(tuple(laid), self.windows)

    def timeline(self, line: int) -> pd.DataFrame:
        """Return the day as a line's activities."""
        return ACTIVITIES.conform(pd.DataFrame([vars(piece) for piece in self.pieces]).assign(line=line))


def _moves(floor: _Floor, days: Mapping[int, _Day], most: float) -> Iterator[_Move]:
    """Yield the shortest move into each stretch of too many; whoever uses one takes its line out of days."""
    left_alone = np.zeros(len(floor.people), dtype=bool)
    while (over := np.flatnonzero((floor.people > most) & ~left_alone)).size:
        ends = np.flatnonzero(np.diff(over) > 1)
        start, end = int(over[0]), int(over[ends[0] if len(ends) else -1]) + 1
        stretch = floor.instant(start), floor.instant(end)
        moves = [
            move
            for line, day in days.items()
            for move in day.moves(line, *stretch)
            if (floor.between(day.pauses[move.pause].start, day.pauses[move.pause].end) + 1 <= most).all()
        ]
        if not moves:
            left_alone[start:end] = True
            continue
        best = min(moves, key=lambda move: (move.later, move.line, move.start))
        pause = days[best.line].pauses[best.pause]
        floor.between(pause.start, pause.end)[:] += 1
        floor.between(best.start, best.start + (pause.end - pause.start))[:] -= 1
        yield best
