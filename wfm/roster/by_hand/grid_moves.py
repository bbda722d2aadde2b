"""Changed cells of a Grid as moves: what left one person and came to another belongs together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from wfm.roster.by_hand.edit import CHANGE, GIVE_UP, MOVE, SWAP, TAKE, DayChange, Edit


@dataclass(frozen=True)
class CellChange:
    """One changed cell: its address, whose day it is, what stood there and what stands there now.

    ``row`` counts people from the top; ``crew`` tells people apart who cannot do each other's work.
    """

    cell: str
    row: int
    person_id: str
    crew: str
    date: pd.Timestamp
    was: str
    now: str


@dataclass(frozen=True)
class GridMove:
    """Cells that changed together, in grid order, and the edit they make."""

    cells: tuple[CellChange, ...]
    edit: Edit


def grid_moves(changed: Sequence[CellChange]) -> tuple[GridMove, ...]:
    """Return the changed cells grouped into moves, in grid order.

    A code that left one person and came to another on the same date is a move, two crosswise are a swap;
    a code that changed dates with one person is a shifted day. Any other cell stands alone: a code added
    is an open or an extra shift, a code taken away an open one, a code in exchange for another a change.
    """
    cells = sorted(changed, key=lambda cell: (cell.row, cell.date))
    group = _Groups(len(cells))
    left = {place: cell.was for place, cell in enumerate(cells) if cell.was}
    came = {place: cell.now for place, cell in enumerate(cells) if cell.now}
    for one, other in _swaps(cells, left, came):
        group.join(one, other)
        for place in (one, other):
            del left[place], came[place]
    for taker, giver in _handed_over(cells, left, came):
        group.join(giver, taker)
        del left[giver], came[taker]
    for taker, giver in _shifted(cells, left, came):
        group.join(giver, taker)
        del left[giver], came[taker]
    members: dict[int, list[int]] = {}
    for place in range(len(cells)):
        members.setdefault(group.of(place), []).append(place)
    moves = [tuple(cells[place] for place in places) for places in members.values()]
    return tuple(GridMove(own, edit_of(own)) for own in moves)


def edit_of(cells: Sequence[CellChange]) -> Edit:
    """Return the edit that changes these cells; whoever gets a shift is named first."""
    changes = [DayChange(cell.person_id, cell.date, cell.now) for cell in cells]
    changes.sort(key=lambda change: change.pattern == "")
    return Edit(_kind(cells), tuple(changes))


def _kind(cells: Sequence[CellChange]) -> str:
    if len(cells) == 1:
        cell = cells[0]
        return CHANGE if cell.was and cell.now else TAKE if cell.now else GIVE_UP
    people, dates = {cell.person_id for cell in cells}, {cell.date for cell in cells}
    crosswise = sorted(cell.was for cell in cells) == sorted(cell.now for cell in cells)
    is_swap = (
        len(people) == 2 and crosswise and (all(cell.was and cell.now for cell in cells) or len(dates) > 1)
    )
    return SWAP if is_swap else MOVE


def _swaps(
    cells: Sequence[CellChange], left: Mapping[int, str], came: Mapping[int, str]
) -> list[tuple[int, int]]:
    """Pair cells of one date whose codes changed places."""
    pairs: list[tuple[int, int]] = []
    used: set[int] = set()
    for one, a in enumerate(cells):
        for other in range(one + 1, len(cells)):
            b = cells[other]
            is_cross = one in left and one in came and (a.was, a.now) == (b.now, b.was)
            if is_cross and a.date == b.date and not used & {one, other}:
                pairs.append((one, other))
                used |= {one, other}
    return pairs


def _handed_over(
    cells: Sequence[CellChange], left: Mapping[int, str], came: Mapping[int, str]
) -> list[tuple[int, int]]:
    """Pair who got a code with who lost it that day: own crew first, then in grid order."""
    pairs: list[tuple[int, int]] = []
    free = set(left)
    for same_crew in (True, False):
        for taker, code in came.items():
            if any(taker == got for got, _ in pairs):
                continue
            fits = [
                giver
                for giver in sorted(free)
                if giver != taker
                and cells[giver].date == cells[taker].date
                and left[giver] == code
                and (cells[giver].crew == cells[taker].crew) == same_crew
            ]
            if fits:
                pairs.append((taker, fits[0]))
                free.remove(fits[0])
    return pairs


def _shifted(
    cells: Sequence[CellChange], left: Mapping[int, str], came: Mapping[int, str]
) -> list[tuple[int, int]]:
    """Pair a code that came to a person with the same code that left the same person on the nearest date."""
    pairs: list[tuple[int, int]] = []
    free = set(left)
    for taker, code in came.items():
        fits = [
            giver
            for giver in free
            if giver != taker and cells[giver].person_id == cells[taker].person_id and left[giver] == code
        ]
        if fits:
            day = cells[taker].date
            best = min(fits, key=lambda giver: (abs((cells[giver].date - day).days), giver))
            pairs.append((taker, best))
            free.remove(best)
    return pairs


class _Groups:
    """Numbers joined into groups, each named by its least member."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def of(self, place: int) -> int:
        while self._parent[place] != place:
            place = self._parent[place]
        return place

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.of(one), self.of(other)))
        self._parent[second] = first
