"""Explain a count of open shifts: people missing to a shift that nobody took, below the grid's people."""

from __future__ import annotations

import pandas as pd

from wfm.explain.book_table import BookTable
from wfm.explain.noun import Explanation, Step
from wfm.explain.open_shifts import TITLE, open_lines_of_row
from wfm.explain.replay import Replay
from wfm.explain.words import clock, day, figure, people
from wfm.explain.worked import Worked
from wfm.units import MINUTES_PER_HOUR


def explain_open_shifts(
    replay: Replay, worked: Worked, table: BookTable, row: int, column: int, on: pd.Timestamp
) -> Explanation | None:
    """Return the people missing to a shift on a date explained; None where the cell counts no open shift.

    No other row says which shift is open, so the count is what the Summary says of all open shifts, less
    those that the other cells list; a roster changed by hand has no such figure, and its count stands.

    Parameters
    ----------
    replay, worked
        The walk and the finished plan of the book.
    table
        The grid.
    row, column
        Counted from 0.
    on
        The date above the cell.
    """
    line = next((line for line in open_lines_of_row(table, row, replay) if line["date"] == on), None)
    if line is None:
        return None
    shift, where = str(table.sheet.cells[row][1]), table.sheet.address(row, column)
    zone, paid = replay.given.policy.zone_of(line["site"]), line["paid_minutes"] / MINUTES_PER_HOUR
    times = f"{clock(line['shift_start'], zone)} to {clock(line['shift_end'], zone)}"
    whose = f"{line['pattern']}, {times} at {line['site']}, for {line['skill_set']}"
    steps = [Step(f"{whose}: nobody took it", None, "")]
    told, value = worked.reported.get(TITLE), float(line["people"])
    if isinstance(told, (int, float)):
        others = float(worked.roster.open_lines["people"].sum()) - value
        value = float(told) - others
        words = f"{figure(told)} open shifts on sheet Summary - {figure(others)} in the other cells"
        steps.append(Step(f"{words}: {people(value)} missing", value, "people"))
    hours = paid * value
    steps.append(Step(f"{people(value)} x {figure(paid)} paid h = {figure(hours)} h", hours, "h"))
    return Explanation(where, f"{TITLE}: {shift}, {day(on)}", value, "people", tuple(steps))
