"""Explain a cell of Summary: every figure recounted from who works what, or said to be the run's own."""

from __future__ import annotations

import pandas as pd

from wfm.errors import Fault, InputFaultsError
from wfm.explain.noun import Explanation, Step
from wfm.explain.replay import Replay
from wfm.explain.summary_lines import LINES, Line
from wfm.explain.summary_tables import TABLES
from wfm.explain.worked import Worked
from wfm.workbook import Sheet, Workbook

REPORTED = "reported by the run that made the plan: measured or proved there, no sum of cells gives it"


def explain_summary_cell(
    replay: Replay, worked: Worked, book: Workbook, row: int, column: int
) -> Explanation:
    """Return one figure of sheet Summary explained.

    Parameters
    ----------
    replay, worked
        The walk and the finished plan of the book.
    book
        The book: its labels and headers say which figure it is.
    row, column
        Counted from 0.

    Returns
    -------
    Explanation
        What only the run can tell (processor time, bounds, heads of the comparisons) is said to be
        reported, with the value as it stands.

    Raises
    ------
    InputFaultsError
        If the cell is a title, a label, a header, or no figure this sheet is known to hold.
    """
    sheet = book.sheets["Summary"]
    where = sheet.address(row, column)
    label = _text(sheet, row, 0)
    header_row = _header_row(sheet, row)
    if header_row is None or _section(sheet, header_row) == "Heads to employ, leave included":
        return _of_line(replay, worked, sheet, label, row, column)
    section, header = _section(sheet, header_row), _text(sheet, header_row, column)
    found = next((table for title, table in TABLES.items() if section.startswith(title)), None)
    if found is None or not header or row <= header_row:
        raise InputFaultsError([Fault(where, "has nothing to explain", "a figure below a header")])
    cells = sheet.cells[row]
    keys = {_text(sheet, header_row, place): cells[place] for place in range(len(cells))}
    line = found(replay, worked, section, keys, header)
    if line is None:
        line = _reported(sheet, row, column)
    value, unit, steps, sources = line
    title = f"{header}: {section}, {label}"
    notes = tuple(dict.fromkeys(note for source in sources for note in source.assumptions))
    return Explanation(where, title, value, unit, tuple(steps), notes)


def _of_line(replay: Replay, worked: Worked, sheet: Sheet, label: str, row: int, column: int) -> Explanation:
    where = sheet.address(row, column)
    if column != 1 or not label or sheet.cells[row][1] is None or row == _header_row(sheet, row):
        expected = "the figure beside a label, in column B"
        raise InputFaultsError([Fault(where, "has nothing to explain", expected)])
    told = LINES.get(label)
    line = told(replay, worked) if told is not None else None
    if line is None:
        line = _reported(sheet, row, column)
    value, unit, steps, sources = line
    notes = tuple(dict.fromkeys(note for source in sources for note in source.assumptions))
    return Explanation(where, label, value, unit, tuple(steps), notes)


def _reported(sheet: Sheet, row: int, column: int) -> Line:
    """Return a figure that only the run can tell, as it stands."""
    value = sheet.cells[row][column]
    shown: float | str = float(value) if isinstance(value, (int, float)) else str(value)
    if isinstance(value, pd.Timestamp):
        shown = f"{value:%Y-%m-%d}"
    return shown, "", [Step(REPORTED, shown, "")], ()


def _header_row(sheet: Sheet, row: int) -> int | None:
    """Return the row of the header that a row lies below: the second of the block it stands in."""
    top = row
    while top > 0 and any(value not in (None, "") for value in sheet.cells[top - 1]):
        top -= 1
    is_block = top > 0 and _text(sheet, top, 1) == "" and _text(sheet, top + 1, 1) != "" and top < row
    return top + 1 if is_block and not _is_value(sheet, top + 1) else None


def _is_value(sheet: Sheet, row: int) -> bool:
    """Return whether a row holds a number: then it is no header."""
    return any(isinstance(value, (int, float)) for value in sheet.cells[row])


def _section(sheet: Sheet, header_row: int) -> str:
    return _text(sheet, header_row - 1, 0)


def _text(sheet: Sheet, row: int, column: int) -> str:
    if row >= len(sheet.cells) or column >= len(sheet.cells[row]):
        return ""
    value = sheet.cells[row][column]
    return "" if value is None else str(value)
