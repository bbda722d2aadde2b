"""An edit carried out: shifts go from hand to hand, lines are split and joined, nothing is judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from wfm.roster.by_hand.board import Board
from wfm.roster.by_hand.edit import DayChange, Edit
from wfm.roster.by_hand.recount import with_lines
from wfm.roster.by_hand.shift import (
    Piece,
    Shift,
    from_pattern,
    on_date,
    shifts_of,
    with_events,
    without_events,
)
from wfm.roster.by_hand.terms import Terms, people_by_id
from wfm.roster.noun import DUTIES, Roster

UNSKILLED = 1e4
"""Distance between a person and a shift for which the skills are missing: taken last, and then refused."""


class NotPossibleError(Exception):
    """The edit cannot even be drawn: no such shift, nobody's hours to keep. Says why, in words."""


def rearranged(roster: Roster, edit: Edit, terms: Terms) -> Roster:
    """Return the roster after an edit, whatever rules it breaks.

    Parameters
    ----------
    roster
        Who works what now.
    edit
        Days to change. A code on a day is, in this order: the shift someone else of the edit leaves on that
        date, the shift the same person leaves on another date or, there being neither, in exchange for
        the one worked that day; an open shift of that code; an extra shift with the code's usual breaks.
        A shift left that nobody takes is open.
    terms
        Bookings, skills and patterns; bookings of whoever takes a shift are put into it.

    Raises
    ------
    NotPossibleError
        If no shift of a code can be made, or a supervisor would keep hours that nobody works.
    """
    return _Exchange(roster, edit, terms).result()


class _Exchange:
    """One edit being carried out."""

    def __init__(self, roster: Roster, edit: Edit, terms: Terms) -> None:
        self.roster, self.terms = roster, terms
        self.people = people_by_id(roster)
        unknown = [change.person_id for change in edit.changes if change.person_id not in self.people]
        if unknown:
            raise NotPossibleError(f"{unknown[0]} is not on the roster")
        self.board = Board(roster, edit.dates)
        self.leaders = [change for change in edit.changes if self.people[change.person_id]["leads"]]
        self.members = [change for change in edit.changes if not self.people[change.person_id]["leads"]]
        duties = roster.duties[roster.duties["date"].isin(edit.dates)]
        self.line_of = dict(
            zip(zip(duties["person_id"], duties["date"], strict=True), duties["line"], strict=True)
        )
        self.taken: dict[tuple[str, pd.Timestamp], int] = {}

    def result(self) -> Roster:
        freed = self._freed()
        wanted = [change for change in self.members if change.pattern]
        wanted = self._serve(wanted, freed, is_same_person=False)
        wanted = self._serve(wanted, freed, is_same_person=True)
        wanted = self._exchanged(wanted, freed)
        for want in wanted:
            self._put(want, self._open_shift(want) or self._extra(want))
        for _, shift in freed:
            self.board.open[self.board.put(shift)] += 1
        self._seat_leaders()
        return self._roster()

    def _freed(self) -> list[tuple[str, Shift]]:
        """Take everyone of the edit off their lines; give who left what, without bookings."""
        freed = []
        for change in self.members:
            line = self.line_of.get((change.person_id, change.date))
            if line is not None:
                self.board.people[line] -= 1
                freed.append((change.person_id, without_events(self.board.shifts[line])))
        return freed

    def _serve(
        self, wanted: list[DayChange], freed: list[tuple[str, Shift]], *, is_same_person: bool
    ) -> list[DayChange]:
        """Give wanted codes the freed shifts that suit best; return the wants that are left.

        Shifts go to others on their own date alone, and with the same person to any date.
        """
        cost = np.full((len(wanted), len(freed)), np.inf)
        for row, want in enumerate(wanted):
            for column, (who, shift) in enumerate(freed):
                is_own = who == want.person_id
                if shift.pattern == want.pattern and (is_own if is_same_person else shift.date == want.date):
                    cost[row, column] = self._distance(want, who, shift)
        served = {}
        for row, column in zip(*_cheapest(cost), strict=True):
            shift = freed[column][1]
            self._put(wanted[row], on_date(shift, wanted[row].date, self.terms) if is_same_person else shift)
            served[row] = column
        freed[:] = [entry for column, entry in enumerate(freed) if column not in served.values()]
        return [want for row, want in enumerate(wanted) if row not in served]

    def _exchanged(self, wanted: list[DayChange], freed: list[tuple[str, Shift]]) -> list[DayChange]:
        """Where a person only changes the code of a day, the old shift goes and the new one comes."""
        left = []
        for want in wanted:
            old = [entry for entry in freed if entry[0] == want.person_id and entry[1].date == want.date]
            open_shift = self._open_shift(want, take=False)
            if not old or open_shift is not None:
                left.append(want)
                continue
            freed.remove(old[0])
            self._put(want, self._extra(want))
        return left

    def _distance(self, want: DayChange, who: str, shift: Shift) -> float:
        """Rank freed shifts: skills first, then near dates, then one's own skill set and own shift."""
        skill_set = self.people[want.person_id]["skill_set"]
        unlike = 1.0 * (who != want.person_id) + 2.0 * (shift.skill_set != skill_set)
        unskilled = 0.0 if self._has_skills(want, shift) else UNSKILLED
        return float(unlike + unskilled + 4.0 * abs((shift.date - want.date).days))

    def _has_skills(self, want: DayChange, shift: Shift) -> bool:
        person = self.people[want.person_id]
        held = self.terms.pairs.get((str(person["site"]), str(person["skill_set"])), frozenset())
        return bool(shift.site == person["site"]) and shift.pairs <= held

    def _open_shift(self, want: DayChange, *, take: bool = True) -> Shift | None:
        for line, count in sorted(self.board.open.items()):
            shift = self.board.shifts[line]
            if count > 0 and shift.date == want.date and shift.pattern == want.pattern:
                # An open line without its timeline is made anew from its code.
                timed = shift if shift.pieces else self._extra(want)
                if self._has_skills(want, timed):
                    self.board.open[line] -= take
                    return without_events(timed)
        return None

    def _extra(self, want: DayChange) -> Shift:
        """Return a shift of the code on the date: as colleagues work it, else from the pattern."""
        person = self.people[want.person_id]
        site, skill_set = str(person["site"]), str(person["skill_set"])
        lines = self.roster.shift_plan.lines
        like = lines[
            (lines["site"] == site) & (lines["skill_set"] == skill_set) & (lines["pattern"] == want.pattern)
        ]
        pattern = self.terms.pattern_of.get((site, want.pattern))
        if len(like):
            apart = (like["date"] - want.date).abs()
            near = like.loc[[apart.idxmin()]]
            shift = shifts_of(near, self.roster.shift_plan.activities)[int(near["line"].to_numpy()[0])]
            return on_date(without_events(shift), want.date, self.terms)
        pairs = self._primary_first(site, skill_set)
        if pattern is None or not pairs:
            raise NotPossibleError(f"{want.pattern} is no shift that {person['name']} could work at {site}")
        return from_pattern(pattern, skill_set, pairs[0], want.date, self.terms)

    def _primary_first(self, site: str, skill_set: str) -> list[tuple[str, str]]:
        skills = self.terms.skill_sets.skills
        own = skills[(skills["site"] == site) & (skills["skill_set"] == skill_set)]
        own = own.sort_values("is_primary", ascending=False, kind="stable")
        return list(zip(own["role"], own["pool"], strict=True))

    def _put(self, want: DayChange, shift: Shift) -> None:
        person = self.people[want.person_id]
        own = replace(shift, skill_set=str(person["skill_set"]))
        line = self.board.put(with_events(own, self.terms.events.get((want.person_id, want.date))))
        self.board.people[line] += 1
        self.taken[(want.person_id, want.date)] = line

    def _seat_leaders(self) -> None:
        """Let supervisors keep the hours of a line: as the edit says, or as before where theirs is gone."""
        for change in self.leaders:
            if change.pattern:
                self.taken[(change.person_id, change.date)] = self._hours(change, change.pattern, None)
        changed = {(change.person_id, change.date) for change in self.leaders}
        for (who, day), line in self.line_of.items():
            if self.people[who]["leads"] and (who, day) not in changed and self.board.people[line] < 1:
                shift = self.board.shifts[line]
                self.taken[(who, day)] = self._hours(DayChange(who, day, shift.pattern), shift.pattern, shift)

    def _hours(self, change: DayChange, code: str, like: Shift | None) -> int:
        """Return a worked line with these hours for a supervisor, the same pauses first."""
        person = self.people[change.person_id]
        found = [
            line
            for line, shift in self.board.shifts.items()
            if self.board.people[line] > 0
            and (shift.site, shift.date, shift.pattern) == (person["site"], change.date, code)
            and (like is None or (shift.shift_start, shift.shift_end) == (like.shift_start, like.shift_end))
        ]
        if not found:
            day = f"{change.date:%a} {change.date.day} {change.date:%b}"
            keeps = f"{person['name']} leads a team and keeps the hours of a colleague"
            raise NotPossibleError(f"{keeps}: nobody works {code} on {day}")
        return min(
            found,
            key=lambda line: (like is not None and not _same_pauses(self.board.shifts[line], like), line),
        )

    def _roster(self) -> Roster:
        duties = self.roster.duties
        touched = {(change.person_id, change.date) for change in (*self.members, *self.leaders)}
        touched |= set(self.taken)
        keys = list(zip(duties["person_id"], duties["date"], strict=True))
        kept = duties[[key not in touched for key in keys]]
        rows = [(who, day, line) for (who, day), line in self.taken.items()]
        added = DUTIES.conform(pd.DataFrame(rows, columns=list(DUTIES.columns)))
        merged = pd.concat([kept, added]) if rows else kept
        place = {person_id: number for number, person_id in enumerate(self.people)}
        merged = merged.assign(place=merged["person_id"].map(place)).sort_values(["place", "date"])
        plan = with_lines(self.roster, self.board.lines(), self.board.activities(), self.terms.policy)
        # A proof belongs to the roster that the search left, not to one changed by hand.
        return replace(
            self.roster,
            shift_plan=plan,
            duties=DUTIES.conform(merged),
            open_lines=self.board.open_lines(),
            solution=None,
        )


def _same_pauses(one: Shift, other: Shift) -> bool:
    return _pauses(one.pieces) == _pauses(other.pieces)


def _pauses(pieces: Iterable[Piece]) -> list[Piece]:
    return [piece for piece in pieces if not piece.role]


def _cheapest(cost: NDArray[np.float64]) -> tuple[list[int], list[int]]:
    """Return rows and columns of the cheapest assignment that serves as many rows as can be."""
    far = 1.0 + 2.0 * np.nansum(np.where(np.isinf(cost), 0.0, cost))
    rows, columns = linear_sum_assignment(np.where(np.isinf(cost), far, cost))
    pairs = [(int(r), int(c)) for r, c in zip(rows, columns, strict=True) if np.isfinite(cost[r, c])]
    return [r for r, _ in pairs], [c for _, c in pairs]
