"""The Legend and Assumptions sheets: what codes, colours and columns mean, and what was taken for granted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports._excel import HEADER_LOOK, Book, SheetColumn, write_table
from reports._look import BANDS, CHANGED_DOT, OUTLINE, ROLE_LOOKS, band_of
from reports.day_cells import away_look, off_look
from reports.roster_tables import ACTIVITIES, AGENT_DAYS, COVERAGE, REVIEWS
from wfm.assumption import ASSUMPTION_COLUMNS, Assumption, assumption_table
from wfm.policy import Policy
from wfm.roster import Roster
from wfm.roster.codes_worked import codes_worked
from wfm.units import MINUTES_PER_HOUR

ACTIVITY_WORDS = (
    ("work", "conversations, or watching them, in the role and for the crew named"),
    ("review", "reading finished conversations; may wait until due"),
    ("callback", "calling back people who came outside opening hours; may wait until due"),
    ("email", "written contacts; may wait until due"),
    ("supervise", "leading the team on shift; adds no cover"),
    ("meal", "meal pause"),
    ("break", "short pause"),
)
TIME_NOTE = (
    "Times are text: date and time on the site's own clock, then the offset from UTC, as"
    " 2027-03-28 01:30+00:00. The offset tells the two passes of a repeated autumn hour apart."
    " As an Excel time: =DATEVALUE(LEFT(H2,10))+TIMEVALUE(MID(H2,12,5))."
    " Dates are Excel dates; an overnight shift belongs to the date on which it starts."
)
CODE_COLUMNS = ("Code", "Site", "Start", "End", "Paid hours", "Pauses", "Starts in band")
ASSUMPTION_WIDTHS = (28.0, 34.0, 14.0, 18.0, 12.0, 12.0, 90.0)


def write_legend(book: Book, roster: Roster, policy: Policy) -> None:
    """Add the Legend sheet.

    Parameters
    ----------
    book
        The workbook to add to.
    roster
        Gives the shift codes that are worked.
    policy
        Gives each site's time zone.
    """
    sheet = book.sheet("Legend")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 6, 20)
    row = _section(book, sheet, 0, "Shift codes", CODE_COLUMNS)
    for code in codes_worked(roster, policy).to_dict("records"):
        band = band_of(code["start_minute"])
        fill = book.look(bg_color=band.fill, border=1, border_color="#D1D5DB")
        sheet.write_string(row, 0, code["pattern"], fill)
        for column, name in enumerate(("site", "start", "end"), start=1):
            sheet.write_string(row, column, code[name])
        sheet.write_number(row, 4, code["paid_hours"])
        sheet.write_string(row, 5, code["pauses"])
        sheet.write_string(row, 6, band.name)
        row += 1
    row = _section(book, sheet, row + 1, "Colours of shifts, by the hour they start", ("Band", "From"))
    for band in BANDS:
        sheet.write_string(row, 0, band.name, book.look(bg_color=band.fill))
        sheet.write_string(row, 1, _clock(band.first_minute))
        row += 1
    row = _section(book, sheet, row + 1, "Other cells of the Grid", ("Cell", "Meaning"))
    for text, look, meaning in (
        ("AL", away_look(book, is_changed=False), "day away, with the code of sheet TimeOff or Events"),
        (
            f"{CHANGED_DOT} AL",
            away_look(book, is_changed=True),
            "dot and red edge: changed since published",
        ),
        ("", off_look(book, is_changed=False), "day off"),
        ("Open shifts", book.look(bold=True), "below the people: shifts nobody took, people missing a day"),
    ):
        sheet.write_string(row, 0, text, look)
        sheet.write_string(row, 1, meaning)
        row += 1
    row = _section(book, sheet, row + 1, "Roles", ("Letter and name", "Word in the tables"))
    for role, look in ROLE_LOOKS.items():
        colours = book.look(bg_color=look.fill, font_color=look.text, border=1, border_color=OUTLINE)
        sheet.write_string(row, 0, f"{look.letter} {look.name}", colours)
        sheet.write_string(row, 1, str(role))
        row += 1
    row = _section(book, sheet, row + 1, "Activities", ("Word", "Meaning"))
    for word, meaning in ACTIVITY_WORDS:
        sheet.write_string(row, 0, word)
        sheet.write_string(row, 1, meaning)
        row += 1
    row = _section(book, sheet, row + 1, "Times and dates", ())
    sheet.merge_range(row, 0, row, 6, "", book.look(text_wrap=True, valign="top"))
    sheet.write_string(row, 0, TIME_NOTE, book.look(text_wrap=True, valign="top"))
    sheet.set_row(row, 62)
    row = _section(book, sheet, row + 2, "Columns", ("Sheet", "Column", "Unit", "Meaning"))
    for name, columns in (
        ("Agent-days", AGENT_DAYS),
        ("Activities", ACTIVITIES),
        ("Coverage", COVERAGE),
        ("Reviews", REVIEWS),
    ):
        for told in columns:
            for index, text in enumerate((name, told.name, told.unit, told.meaning)):
                sheet.write_string(row, index, text)
            row += 1


def write_assumptions(book: Book, assumptions: tuple[Assumption, ...]) -> None:
    """Add the Assumptions sheet: every value the planner did not give, with its range and source."""
    columns = [
        SheetColumn(name, "text", width, name)
        for name, width in zip(ASSUMPTION_COLUMNS, ASSUMPTION_WIDTHS, strict=True)
    ]
    write_table(book, "Assumptions", columns, assumption_table(assumptions))


def _section(book: Book, sheet: Any, row: int, title: str, headers: Sequence[str]) -> int:
    """Write a section's title and header row; return the row below."""
    sheet.write_string(row, 0, title, book.look(bold=True, font_size=12))
    for column, header in enumerate(headers):
        sheet.write_string(row + 1, column, header, book.look(**HEADER_LOOK))
    return row + (2 if headers else 1)


def _clock(minute: int) -> str:
    return f"{minute // MINUTES_PER_HOUR:02d}:{minute % MINUTES_PER_HOUR:02d}"
