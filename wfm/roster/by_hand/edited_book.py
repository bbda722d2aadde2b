"""A roster book edited in Excel comes back in: what is legal is taken over, the rest refused by its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from wfm.errors import Fault
from wfm.policy.sheet_rows import sheet_named
from wfm.roster.by_hand.edit import worked_codes
from wfm.roster.by_hand.edited import Edited, Objection, apply
from wfm.roster.by_hand.grid_moves import CellChange, GridMove, edit_of, grid_moves
from wfm.roster.by_hand.terms import Terms, people_by_id
from wfm.roster.grid_sheet import GridRow, GridSheet, read_grid_sheet
from wfm.roster.noun import Roster
from wfm.workbook import Workbook
from wfm.workbook.header import nearest_header


@dataclass(frozen=True)
class Refusal:
    """One move of the edited book that stays out: its cells, the first rule it breaks, and why in words."""

    cells: tuple[str, ...]
    rule: str
    person_id: str
    date: pd.Timestamp | None
    words: str

    def __str__(self) -> str:
        """Return the line a planner reads: the cell, then the reason."""
        return f"{self.cells[0]}: {self.words}"


@dataclass(frozen=True, eq=False)
class ReadBack:
    """The roster with every legal move of an edited book, what was refused, and what soft rules it costs."""

    roster: Roster
    accepted: tuple[GridMove, ...]
    refusals: tuple[Refusal, ...]
    objections: tuple[Objection, ...]

    @property
    def price(self) -> float:
        """Price of the soft rules broken on the way (plan currency)."""
        return sum(objection.price for objection in self.objections)


def read_edited_grid(
    workbook: Workbook, published: Roster, terms: Terms, faults: list[Fault]
) -> ReadBack | None:
    """Return the published roster with the changes of an edited Grid.

    Parameters
    ----------
    workbook
        The book as it came back.
    published
        The roster the book was written from (``roster_from_book``, or as kept): what the Grid is held
        against.
    terms
        Staff, skills, rules, sites and patterns.
    faults
        Unknown codes, and people or dates that are not those of the book, are appended with their cell.

    Returns
    -------
    ReadBack or None
        None when faults were appended: nothing is then taken over.

    Notes
    -----
    Moves are judged in grid order, each as a whole and on top of those accepted. What is refused is tried
    again once others are in, then two together where they concern the same person; what is left over is
    refused with the rules it breaks on the roster that results.
    """
    before = len(faults)
    grid = read_grid_sheet(sheet_named(workbook, "Grid"), workbook.name, faults)
    if grid is None:
        return None
    _check_frame(grid, published, faults)
    changed = _changed_cells(grid, published, terms, faults)
    if len(faults) > before:
        return None
    return _judged(published, grid_moves(changed), terms)


def _judged(roster: Roster, moves: Sequence[GridMove], terms: Terms) -> ReadBack:
    accepted: list[GridMove] = []
    objections: list[Objection] = []
    pending = list(moves)
    is_progress = True
    while pending and is_progress:
        is_progress = False
        for trial in (*([move] for move in pending), *_together(pending)):
            if any(move not in pending for move in trial):
                continue
            edited = apply(roster, edit_of([cell for move in trial for cell in move.cells]), terms)
            if edited.is_refused:
                continue
            roster, is_progress = edited.roster, True
            accepted += trial
            objections += edited.objections
            pending = [move for move in pending if move not in trial]
    refusals = [_refusal(move, apply(roster, move.edit, terms)) for move in pending]
    return ReadBack(roster, tuple(accepted), tuple(refusals), tuple(objections))


def _together(moves: Sequence[GridMove]) -> list[list[GridMove]]:
    """Pair moves that share a person: either may be what the other needs."""
    return [
        [one, other]
        for one, other in combinations(moves, 2)
        if {cell.person_id for cell in one.cells} & {cell.person_id for cell in other.cells}
    ]


def _refusal(move: GridMove, edited: Edited) -> Refusal:
    first = edited.refusals[0]
    own = [cell for cell in move.cells if cell.person_id == first.person_id] or list(move.cells)
    day = first.date
    nearest = own[0] if day is None else min(own, key=lambda cell: abs((cell.date - day).days))
    cells = [nearest.cell, *(cell.cell for cell in move.cells if cell.cell != nearest.cell)]
    words = "; ".join(dict.fromkeys(objection.words for objection in edited.refusals))
    return Refusal(tuple(cells), first.rule, first.person_id or nearest.person_id, day, words)


def _check_frame(grid: GridSheet, roster: Roster, faults: list[Fault]) -> None:
    """Refuse people and dates that are not those of the roster."""
    people = people_by_id(roster)
    for row in grid.rows:
        person = people.get(row.person_id)
        if person is None:
            faults.append(Fault(row.cell, f"Agent ID is {row.person_id!r}", "someone of this roster"))
            continue
        for said, name in ((row.name, "name"), (row.site, "site"), (row.team, "team")):
            if said != " ".join(str(person[name]).split()):
                found = f"the {name} of {row.person_id} is {said!r}"
                action = "People change in sheet Staff; in the Grid only shift codes do."
                faults.append(Fault(row.cell, found, repr(str(person[name])), action))
    there = {row.person_id for row in grid.rows}
    for person_id in people:
        if person_id not in there:
            faults.append(Fault("Grid", f"has no row for {person_id}", "everyone of this roster"))
    days = {pd.Timestamp(day) for day in roster.shift_plan.horizon.days} | set(roster.duties["date"])
    for day in sorted(days - set(grid.dates)):
        faults.append(Fault("Grid", f"has no column for {day:%Y-%m-%d}", "every date of this roster"))
    for day in sorted(set(grid.dates) - days):
        faults.append(Fault("Grid", f"has a column for {day:%Y-%m-%d}", "dates of this roster alone"))


def _changed_cells(grid: GridSheet, roster: Roster, terms: Terms, faults: list[Fault]) -> list[CellChange]:
    worked, people = worked_codes(roster), people_by_id(roster)
    known = _known_codes(roster, terms)
    away = terms.staff.away
    absence = dict(zip(zip(away["person_id"], away["date"], strict=True), away["code"], strict=True))
    changed = []
    for number, row in enumerate(grid.rows):
        person = people.get(row.person_id)
        if person is None:
            continue
        for day, said in row.codes.items():
            was = worked.get((row.person_id, day), "")
            now = _code(
                row, day, said, str(absence.get((row.person_id, day), "")), known[str(person["site"])], faults
            )
            if now is not None and now != was:
                crew = f"{person['site']} {person['skill_set']}"
                changed.append(CellChange(row.cells[day], number, row.person_id, crew, day, was, now))
    return changed


def _known_codes(roster: Roster, terms: Terms) -> dict[str, dict[str, str]]:
    """Return the codes of every site, by the code without case and spaces."""
    known: dict[str, dict[str, str]] = {str(site): {} for site in roster.people["site"].unique()}
    lines = pd.concat([roster.shift_plan.lines, roster.open_lines])[["site", "pattern"]].drop_duplicates()
    offered = [(pattern.site, pattern.code) for pattern in terms.patterns]
    for site, code in (*lines.itertuples(index=False, name=None), *offered):
        known.setdefault(site, {})[_key(code)] = code
    return known


def _code(
    row: GridRow, day: pd.Timestamp, said: str, absence: str, known: dict[str, str], faults: list[Fault]
) -> str | None:
    """Return the shift code of a cell, blank for a day off and for leave that is booked; None: a fault."""
    if not said or (absence and _key(said) == _key(absence)):
        return ""
    if _key(said) in known:
        return known[_key(said)]
    near = nearest_header(said, list(known.values()))
    action = f"The nearest is {near}. " if near else ""
    action += "Leave is booked in sheet TimeOff."
    expected = f"a shift code of {row.site}, or blank for a day off"
    faults.append(Fault(row.cells[day], f"shift of {row.person_id} is {said!r}", expected, action))
    return None


def _key(code: str) -> str:
    return "".join(code.split()).casefold()
