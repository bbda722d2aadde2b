"""The last roster as the prior roster of the next plan: what was published is taken as worked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from wfm.errors import Fault
from wfm.policy.sheet_rows import number, rows_of, text
from wfm.units import MINUTES_PER_HOUR
from wfm.workbook.header import header_key
from wfm.workbook.sheet import Sheet, Workbook

PRIOR_SHEET = "PriorRoster"
BOOK_SHEET = "Agent-days"
HEADER = ("agent_id", "date", "shift_code")


def with_last_roster(
    workbook: Workbook, book: Workbook, first_day: date, faults: list[Fault], date_order: str = ""
) -> Workbook:
    """Return the planner's workbook with the shifts of an earlier roster book on its sheet PriorRoster.

    Parameters
    ----------
    workbook
        The planner's file. Rows of its own PriorRoster stay where the book has no shift of that person and
        date. Without sheet Staff nothing is taken: nobody is named.
    book
        A roster book of this product; only sheet Agent-days is read.
    first_day
        First day of the new plan: shifts from then on are not prior and are left out, and so are people who
        are no longer on sheet Staff.
    faults
        Appended where the book has no such sheet.
    date_order
        As in Settings, for the planner's own dates.
    """
    sheet = book.sheets.get(BOOK_SHEET)
    header = [str(cell) for cell in sheet.cells[0]] if sheet and sheet.cells else []
    if sheet is None or not set(HEADER) <= set(header):
        expected = f"a roster book with a sheet {BOOK_SHEET}"
        faults.append(Fault(book.name, "is not the last roster", expected))
        return workbook
    staff = {text(row, "agent_id") for row in rows_of(workbook, "Staff", [], date_order)}
    prior: dict[tuple[str, object], tuple[object, ...]] = {}
    for row in rows_of(workbook, PRIOR_SHEET, [], date_order):
        person, day = text(row, "agent_id"), row.values.get("date")
        prior[person, day] = (person, day, row.values.get("shift_code"), _clock(number(row, "start")))
    places = [header.index(name) for name in HEADER]
    for cells in sheet.cells[1:]:
        name, written, code = (cells[place] for place in places)
        day = written.date() if isinstance(written, datetime) else written
        if name in staff and isinstance(day, date) and day < first_day:
            prior[str(name), day] = (name, day, code, None)
    if not prior:
        return workbook
    is_prior = header_key(PRIOR_SHEET)
    own = {title: kept for title, kept in workbook.sheets.items() if header_key(title) != is_prior}
    rows: tuple[tuple[object, ...], ...] = ((*HEADER, "start"), *prior.values())
    return replace(workbook, sheets=own | {PRIOR_SHEET: Sheet(PRIOR_SHEET, rows)})


def _clock(minute: float | None) -> str | None:
    """Write minutes after midnight as the clock shows them, as a planner would."""
    return None if minute is None else "{:02d}:{:02d}".format(*divmod(int(minute), MINUTES_PER_HOUR))
