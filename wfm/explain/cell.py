"""Explain any cell: of the roster book, of the requirement's file, or of the planner's own workbook."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from wfm.errors import Fault, InputFaultsError, PlanningError
from wfm.explain.activity import COLUMNS as ACTIVITY_COLUMNS
from wfm.explain.activity import explain_activity
from wfm.explain.assumption_cell import explain_assumption_cell
from wfm.explain.book_table import BookTable, book_table, cell_at, place_of
from wfm.explain.commercial_cell import explain_billing_cell, explain_commercial_cell
from wfm.explain.compare import with_shown
from wfm.explain.coverage import COLUMNS as COVERAGE_COLUMNS
from wfm.explain.coverage import explain_coverage_cell
from wfm.explain.crew import Crew
from wfm.explain.grid import explain_grid_cell
from wfm.explain.legend_cell import explain_legend_cell
from wfm.explain.noun import Explanation, Step
from wfm.explain.person_day import COLUMNS as DAY_COLUMNS
from wfm.explain.person_day import explain_roster_cell
from wfm.explain.record import moment_at
from wfm.explain.replay import Replay
from wfm.explain.reviews_cell import explain_reviews_cell
from wfm.explain.summary import explain_summary_cell
from wfm.explain.words import stamp
from wfm.explain.worked import Worked
from wfm.workbook import Workbook

SHEETS = ("Grid", "Agent-days", "Activities", "Coverage", "Reviews", "Summary", "Legend", "Assumptions")
"""Sheets of every roster book: all of them have cells to explain."""

MONEY_SHEETS = ("Commercial", "Billing")
"""Sheets of a book whose client has contracts; their cells are explained too."""

KEYS = ("site", "role", "pool", "interval_start")


def explain_cell(
    replay: Replay, worked: Worked, book: Workbook, sheet: str, cell: str, *, with_others: bool = False
) -> Explanation:
    """Return one cell of a roster book explained, recomputed and held against what the book shows.

    Parameters
    ----------
    replay
        The walk of the planner's file from which the book was made.
    worked
        The book as worked (``worked_of_book``), or the plan itself.
    book
        The book, opened.
    sheet, cell
        As ``Coverage`` and ``E20``.
    with_others
        Whether to look for others who could take a shift of the grid.

    Returns
    -------
    Explanation
        Its last step says what the book shows, and whether that is what was recomputed.

    Raises
    ------
    InputFaultsError
        If there is no such sheet or cell, the cell is blank, or it holds a title or a header.
    """
    held = book.sheets.get(sheet)
    every = (*SHEETS, *MONEY_SHEETS)
    if held is None or sheet not in every:
        known = ", ".join(name for name in every if name in book.sheets)
        raise InputFaultsError([Fault(sheet, "is no sheet of the book", f"a cell of {known}")])
    row, column = place_of(cell)
    where = held.address(row, column)
    shown = cell_at(held, cell)
    is_day = sheet == "Grid" and shown is None
    if shown is None and not is_day:
        raise InputFaultsError([Fault(where, "is blank", "a cell with a figure or a word")])
    try:
        found_one = _explained(replay, worked, book, sheet, row, column, with_others)
    except PlanningError as error:
        raise InputFaultsError(
            [Fault(where, f"cannot be explained: {error}", "a cell of this plan")]
        ) from None
    return with_shown(found_one, shown)


def _explained(
    replay: Replay, worked: Worked, book: Workbook, sheet: str, row: int, column: int, with_others: bool
) -> Explanation:
    if sheet == "Grid":
        return explain_grid_cell(replay, worked, book, row, column, with_others=with_others)
    if sheet == "Summary":
        return explain_summary_cell(replay, worked, book, row, column)
    if sheet == "Legend":
        return explain_legend_cell(replay, worked, book, row, column)
    if sheet == "Assumptions":
        return explain_assumption_cell(replay, worked, book, row, column)
    first = {
        **dict.fromkeys(("Agent-days", "Activities"), "agent_id"),
        **dict.fromkeys(("Commercial", "Billing"), "queue"),
    }.get(sheet, "site")
    table = book_table(book, sheet, first)
    where = table.sheet.address(row, column)
    header = table.header_of(column)
    if row <= table.header_row or not header:
        raise InputFaultsError([Fault(where, "is a header", "a cell below it")])
    if sheet == "Agent-days" and header in DAY_COLUMNS:
        return _agent_day(replay, worked, table, row, header, where, with_others)
    if sheet == "Activities" and header in ACTIVITY_COLUMNS:
        return explain_activity(
            replay, worked, table.text(row, "agent_id"), _moment(table, row, header), header, where
        )
    if sheet == "Coverage":
        return _coverage(replay, worked, table, row, header, where)
    if sheet == "Commercial":
        return explain_commercial_cell(replay, worked, table, row, header)
    if sheet == "Billing":
        return explain_billing_cell(replay, worked, table, row, header)
    if sheet == "Reviews":
        return explain_reviews_cell(replay, worked, table, row, header)
    raise InputFaultsError(
        [Fault(where, f"stands under {header!r}, which is not known", "a column of the book")]
    )


def _agent_day(
    replay: Replay, worked: Worked, table: BookTable, row: int, header: str, where: str, with_others: bool
) -> Explanation:
    """Return a cell of Agent-days; its date is told by when the shift starts, all else by its date."""
    person_id = table.text(row, "agent_id")
    if header == "date":
        start = instant(table, row, "shift_start")
        mine = worked.shifts_of(person_id)
        found = mine[mine["shift_start"] == start]
        on = moment_at(found, 0, "date") if len(found) else _date(table, row, "date")
    else:
        on = _date(table, row, "date")
    return explain_roster_cell(replay, worked, person_id, on, header, where, with_others=with_others)


def _moment(table: BookTable, row: int, header: str) -> pd.Timestamp:
    """Return a moment inside the activity of a row: its end is used where its start is asked for."""
    if header == "start":
        return instant(table, row, "end") - pd.Timedelta(minutes=1)
    return instant(table, row, "start")


def _coverage(
    replay: Replay, worked: Worked, table: BookTable, row: int, header: str, where: str
) -> Explanation:
    crew = Crew(*(table.text(row, name) for name in ("site", "role", "pool")))
    start = instant(table, row, "interval_start")
    if header in COVERAGE_COLUMNS:
        return explain_coverage_cell(replay, worked, crew, start, header, where)
    if header not in KEYS:
        raise InputFaultsError(
            [Fault(where, f"stands under {header!r}, which is not known", "a column of Coverage")]
        )
    if crew not in replay.crews:
        raise PlanningError(f"the plan has no {crew.role} for {crew.pool} at {crew.site}")
    place = replay.interval(start)
    zone = replay.given.policy.zone_of(crew.site)
    value = stamp(replay.intervals[place], zone) if header == "interval_start" else getattr(crew, header)
    words = {
        "interval_start": f"interval {place + 1} of the plan, on the clock of {zone}",
        "pool": "the crew that shares the work of its queues",
    }.get(header, f"{header} of a crew with live work")
    queues = replay.queues_of(crew.site, crew.pool)
    source = replay.sources.queue(queues[0], "pool" if header == "pool" else "site") if queues else None
    cells = source.cells if source and header in ("pool", "site") else ()
    return Explanation(
        where, f"{header}: {crew.pool}, {crew.site}", str(value), "", (Step(words, str(value), "", cells),)
    )


def instant(table: BookTable, row: int, header: str) -> pd.Timestamp:
    """Return the instant that a cell of the book names as text.

    Raises
    ------
    InputFaultsError
        If it is no time with a UTC offset.
    """
    text = table.text(row, header)
    try:
        return pd.Timestamp(text).tz_convert("UTC").as_unit("us")
    except (ValueError, TypeError):
        expected = "a time with its UTC offset, as 2027-03-28 01:30+00:00"
        raise InputFaultsError([Fault(table.address(row, header), f"is {text!r}", expected)]) from None


def _date(table: BookTable, row: int, header: str) -> pd.Timestamp:
    value = table.value(row, header)
    if not isinstance(value, (datetime, date)):
        raise InputFaultsError([Fault(table.address(row, header), f"is {value!r}", "a date")])
    return pd.Timestamp(value).normalize().as_unit("us")
