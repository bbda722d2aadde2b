"""The planner's sheets by name, and faults about names that do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wfm.errors import Fault
from wfm.horizon import WEEKDAYS
from wfm.policy.sheets import INPUT_SHEETS
from wfm.units import DAYS_PER_WEEK
from wfm.workbook.header import header_key, nearest_header
from wfm.workbook.sheet import Sheet, Workbook
from wfm.workbook.table import InputRow, read_rows

DAY_LETTERS = 3
"""Weekdays are told apart by their first letters."""


def sheet_named(workbook: Workbook, name: str) -> Sheet | None:
    """Return the sheet of that name, whatever its case, spaces and underscores; None if there is none."""
    key = header_key(name)
    return next((sheet for title, sheet in workbook.sheets.items() if header_key(title) == key), None)


def rows_of(workbook: Workbook, name: str, faults: list[Fault], date_order: str = "") -> list[InputRow]:
    """Return the rows of an input sheet as ``INPUT_SHEETS`` declares it; none if the sheet is not there.

    Parameters
    ----------
    workbook
        The planner's file.
    name
        A key of ``INPUT_SHEETS``.
    faults
        Faults of its cells are appended.
    date_order
        ``dmy``, ``mdy`` or blank, as in Settings.
    """
    sheet = sheet_named(workbook, name)
    if sheet is None or not any(cell is not None for row in sheet.cells for cell in row):
        return []
    return read_rows(sheet, INPUT_SHEETS[name], faults, date_order)


def text(row: InputRow, column: str) -> str:
    """Return a text cell, blank where nothing stands."""
    return str(row.values.get(column, ""))


def number(row: InputRow, column: str) -> float | None:
    """Return a number cell (in the column's unit), None where nothing stands."""
    value = row.values.get(column)
    return float(value) if isinstance(value, (int, float)) else None


def cell(row: InputRow, column: str) -> str:
    """Return the address of a row's cell, that of its first cell where the column is not there."""
    return row.cells.get(column) or next(iter(row.cells.values()), "")


def known_name(
    row: InputRow, column: str, known: Iterable[str], what: str, faults: list[Fault]
) -> str | None:
    """Return the known name meant by a cell, whatever its case; appends a fault and returns None for others.

    Parameters
    ----------
    row, column
        The cell; a blank one has been reported already, or may be blank.
    known
        Names that may stand there.
    what
        What they name, for the fault: queue, site, role.
    faults
        A fault names the nearest known name.
    """
    name = text(row, column)
    names = list(known)
    if not name:
        return None
    by_key = {known_name.casefold(): known_name for known_name in names}
    if name.casefold() in by_key:
        return by_key[name.casefold()]
    near = nearest_header(name, names)
    expected = f"one of: {', '.join(sorted(names))}" if names else f"no {what}"
    action = f"The nearest is {near}." if near else ""
    faults.append(Fault(cell(row, column), f"{what} {name!r} is not known", expected, action))
    return None


def weekday_of(word: str) -> int | None:
    """Return the weekday (0 is Monday) of a name such as Mon or Monday; None for other words."""
    short = word.strip().capitalize()[:DAY_LETTERS]
    return WEEKDAYS.index(short) if short in WEEKDAYS else None


def weekdays_of(words: str) -> tuple[int, ...] | None:
    """Return the weekdays named in a list such as Sat,Sun or Mon-Fri; None if a word is no weekday."""
    found: set[int] = set()
    for part in re.split(r"[\s,;/&+]+", re.sub(r"\s*[-–]\s*", "-", words)):
        if not part:
            continue
        ends = [weekday_of(word) for word in part.split("-")]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > len(("from", "to")):
            return None
        found.update((first + n) % DAYS_PER_WEEK for n in range((last - first) % DAYS_PER_WEEK + 1))
    return tuple(sorted(found)) or None
