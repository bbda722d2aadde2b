"""Explain a cell of Assumptions: the value taken for granted, found again in what was read."""

from __future__ import annotations

from wfm.assumption import ASSUMPTION_COLUMNS, Assumption
from wfm.errors import Fault, InputFaultsError
from wfm.explain.book_table import book_table
from wfm.explain.commercial_cell import view_of
from wfm.explain.noun import Explanation, Step
from wfm.explain.replay import Replay
from wfm.explain.worked import Worked
from wfm.shift_plan import before_first_shift
from wfm.workbook import Workbook
from wfm.workload import turned_away


def explain_assumption_cell(
    replay: Replay, worked: Worked, book: Workbook, row: int, column: int
) -> Explanation:
    """Return one cell of sheet Assumptions explained.

    Parameters
    ----------
    replay, worked
        The walk and the finished plan.
    book
        The book.
    row, column
        Counted from 0.

    Raises
    ------
    InputFaultsError
        If the row is no assumption of this plan.
    """
    table = book_table(book, "Assumptions", "quantity")
    where, header = table.sheet.address(row, column), table.header_of(column)
    if header not in ASSUMPTION_COLUMNS or row <= table.header_row:
        raise InputFaultsError([Fault(where, "has nothing to explain", "an assumption")])
    shown = {name: table.text(row, name) for name in ASSUMPTION_COLUMNS}
    others = [name for name in ASSUMPTION_COLUMNS if name != header]
    fits = [
        note
        for note in all_assumptions(replay, worked)
        if sum(getattr(note, name) == shown[name] for name in others) >= len(others) - 1
        and note.quantity == (shown["quantity"] if header != "quantity" else note.quantity)
    ]
    fits.sort(key=lambda note: -sum(getattr(note, name) == shown[name] for name in ASSUMPTION_COLUMNS))
    if not fits:
        found = f"{shown['quantity']!r} is no assumption of this plan"
        raise InputFaultsError([Fault(where, found, "the file the book was made from")])
    note = fits[0]
    value = str(getattr(note, header))
    bounds = f", credible {note.low} to {note.high}" if note.low or note.high else ""
    words = f"{note.quantity} = {note.value} {note.unit}".rstrip() + f"{bounds}, for {note.applies_to}"
    steps = (Step(words, note.value, note.unit), Step(f"because: {note.source}", note.source, ""))
    return Explanation(where, f"{header}: {note.quantity}", value, "", steps, (note,))


def all_assumptions(replay: Replay, worked: Worked) -> tuple[Assumption, ...]:
    """Return everything the plan takes for granted, as its book lists it."""
    return worked.kept(
        "assumptions",
        lambda: (
            *replay.given.assumptions,
            *turned_away(replay.workload),
            *before_first_shift(worked.roster.shift_plan),
            *view_of(replay, worked).assumptions,
        ),
    )
