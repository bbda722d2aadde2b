"""Explain a shift code of sheet Legend: its times, paid hours and pauses, found again in what is worked."""

from __future__ import annotations

from wfm.errors import Fault, InputFaultsError
from wfm.explain.book_table import BookTable, book_table
from wfm.explain.noun import Explanation, Step
from wfm.explain.record import Record, records
from wfm.explain.replay import Replay
from wfm.explain.words import figure
from wfm.explain.worked import Worked
from wfm.roster.codes_worked import codes_worked
from wfm.workbook import Workbook

COLUMNS = {
    "Code": "pattern",
    "Site": "site",
    "Start": "start",
    "End": "end",
    "Paid hours": "paid_hours",
    "Pauses": "pauses",
}
BAND = "Starts in band"


def explain_legend_cell(replay: Replay, worked: Worked, book: Workbook, row: int, column: int) -> Explanation:
    """Return one cell of the Legend's shift codes explained; what stands below them explains itself.

    Parameters
    ----------
    replay, worked
        The walk and the finished plan of the book.
    book
        The book.
    row, column
        Counted from 0.

    Raises
    ------
    InputFaultsError
        If the cell is none of the shift codes.
    """
    table = book_table(book, "Legend", "Code")
    where, header = table.sheet.address(row, column), table.header_of(column)
    if row == table.header_row:
        raise InputFaultsError([Fault(where, "is a header", "a cell below it")])
    is_code = table.header_row < row < _end(table) and header in (*COLUMNS, BAND)
    if not is_code:
        raise InputFaultsError([Fault(where, "has nothing to explain", "a shift code: this explains itself")])
    codes = worked.kept("codes", lambda: records(codes_worked(worked.roster, replay.given.policy)))
    fits = [code for code in codes if _shares(code, table, row)]
    if not fits:
        found = f"{table.text(row, 'Code')!r} is worked nowhere"
        raise InputFaultsError([Fault(where, found, "a code of the grid")])
    code = fits[0]
    words = (
        f"{code['pattern']} at {code['site']}, as most people work it: {code['start']} to {code['end']},"
        f" {figure(code['paid_hours'])} h paid, pauses: {code['pauses']}"
    )
    steps, value = [Step(words, None, "")], code.get(COLUMNS.get(header, ""), "")
    if header == BAND:
        value, cells = _band(table, code)
        steps.append(Step(f"a start at {code['start']} lies in the band {value!r}", value, "", cells))
    unit = "h" if header == "Paid hours" else ""
    return Explanation(where, f"{header}: {code['pattern']}, {code['site']}", value, unit, tuple(steps))


def _shares(code: Record, table: BookTable, row: int) -> bool:
    """Return whether a row is about a code: one of code and site may have been changed."""
    same: list[bool] = [
        table.text(row, header) == str(code[COLUMNS[header]]) for header in ("Code", "Site", "Start", "End")
    ]
    return sum(same) >= len(same) - 1


def _end(table: BookTable) -> int:
    """Return the first row below the shift codes."""
    cells = table.sheet.cells
    below = range(table.first_row, len(cells))
    return next((row for row in below if not cells[row][0]), len(cells))


def _band(table: BookTable, code: Record) -> tuple[str, tuple[str, ...]]:
    """Return the band of colour in which a code starts, from the Legend's own list, and its cell."""
    cells = table.sheet.cells
    first = next(row for row in range(len(cells)) if cells[row][0] == "Band") + 1
    last = next((row for row in range(first, len(cells)) if not cells[row][0]), len(cells))
    bands = [(str(cells[row][1]), str(cells[row][0]), row) for row in range(first, last)]
    # Before the first band of the day the last one, the night's, still holds.
    started = [band for band in bands if band[0] <= code["start"]] or bands
    _, name, row = started[-1]
    return name, (table.sheet.address(row, 1),)
