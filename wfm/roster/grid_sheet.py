"""The Grid of a roster book as it comes back: people down, dates across, codes in the cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from wfm.errors import Fault
from wfm.workbook.header import header_key
from wfm.workbook.sheet import BrokenCell, Sheet
from wfm.workbook.table import cell_fault
from wfm.workbook.values import is_blank, read_text

HEADER_ROWS = 10
"""The header is looked for in so many rows from the top."""

HEADERS = {
    "person_id": "Agent ID",
    "name": "Name",
    "site": "Site",
    "team": "Team",
    "role": "Role",
    "contract": "Contract h/week",
}
CHANGED_MARKS = "•● "
"""Signs that mark a cell changed since the last publication."""


@dataclass(frozen=True)
class GridRow:
    """One person's row: what it says of the person, and the code and cell of every date."""

    person_id: str
    name: str
    site: str
    team: str
    role: str
    contract: object
    cell: str
    codes: Mapping[pd.Timestamp, str]
    cells: Mapping[pd.Timestamp, str]


@dataclass(frozen=True)
class GridSheet:
    """The rows of a Grid and the dates of its columns, in order."""

    rows: tuple[GridRow, ...]
    dates: tuple[pd.Timestamp, ...]


def read_grid_sheet(sheet: Sheet | None, book: str, faults: list[Fault]) -> GridSheet | None:
    """Return the Grid's people, dates and codes.

    Parameters
    ----------
    sheet
        Sheet Grid; the counts below its people are not read.
    book
        Name of the file, for the fault of a missing sheet.
    faults
        A missing header, dates or people that stand twice, and cells that hold no code are appended.

    Returns
    -------
    GridSheet or None
        None when faults were appended.
    """
    if sheet is None:
        faults.append(Fault(book, "has no sheet Grid", "a roster book with all its sheets"))
        return None
    before = len(faults)
    top = next((row for row in range(min(HEADER_ROWS, len(sheet.cells))) if _is_header(sheet, row)), None)
    if top is None:
        faults.append(Fault("Grid", "has no header row", "Agent ID, Name and the dates, as it was written"))
        return None
    places = {header_key(cell): place for place, cell in enumerate(sheet.cells[top]) if not is_blank(cell)}
    for title in HEADERS.values():
        if header_key(title) not in places:
            faults.append(Fault("Grid", f"has no column {title}", "the columns it was written with"))
    dates = _dates(sheet, top, faults)
    if len(faults) > before:
        return None
    columns = {name: places[header_key(title)] for name, title in HEADERS.items()}
    rows = [_row(sheet, number, columns, dates, faults) for number in _people_rows(sheet, top)]
    _refuse_twice(rows, faults)
    return GridSheet(tuple(rows), tuple(dates)) if len(faults) == before else None


def _is_header(sheet: Sheet, row: int) -> bool:
    return header_key(HEADERS["person_id"]) in {
        header_key(cell) for cell in sheet.cells[row] if not is_blank(cell)
    }


def _dates(sheet: Sheet, top: int, faults: list[Fault]) -> dict[pd.Timestamp, int]:
    dates: dict[pd.Timestamp, int] = {}
    for place, cell in enumerate(sheet.cells[top]):
        if not isinstance(cell, (datetime, date)):
            continue
        day = pd.Timestamp(cell).normalize()
        if day in dates:
            first = sheet.address(top, dates[day])
            faults.append(
                Fault(
                    sheet.address(top, place),
                    f"{day:%Y-%m-%d} stands twice, first at {first}",
                    "one column a date",
                )
            )
        dates.setdefault(day, place)
    if not dates:
        faults.append(Fault("Grid", "has no dates in its header", "the dates it was written with"))
    return dates


def _people_rows(sheet: Sheet, top: int) -> list[int]:
    """Return the rows of people: those below the header up to the first wholly blank one."""
    rows = []
    for number in range(top + 1, len(sheet.cells)):
        cells = sheet.cells[number]
        if all(map(is_blank, cells)):
            break
        rows.append(number)
    return rows


def _row(
    sheet: Sheet,
    number: int,
    columns: Mapping[str, int],
    dates: Mapping[pd.Timestamp, int],
    faults: list[Fault],
) -> GridRow:
    cells = sheet.cells[number]
    said = {name: _text(cells[place]) for name, place in columns.items()}
    if not said["person_id"]:
        expected = "the number of the person it was"
        faults.append(cell_fault(sheet, number, columns["person_id"], "Agent ID", expected))
    for place in dates.values():
        if isinstance(cells[place], BrokenCell):
            faults.append(cell_fault(sheet, number, place, "shift", "a shift code, or blank for a day off"))
    return GridRow(
        said["person_id"],
        said["name"],
        said["site"],
        said["team"],
        said["role"],
        cells[columns["contract"]],
        sheet.address(number, columns["person_id"]),
        {day: _text(cells[place]).strip(CHANGED_MARKS) for day, place in dates.items()},
        {day: sheet.address(number, place) for day, place in dates.items()},
    )


def _text(value: object) -> str:
    return "" if is_blank(value) or isinstance(value, BrokenCell) else read_text(value)


def _refuse_twice(rows: list[GridRow], faults: list[Fault]) -> None:
    seen: dict[str, str] = {}
    for row in rows:
        if row.person_id in seen and row.person_id:
            found = f"{row.person_id} stands twice, first at {seen[row.person_id]}"
            faults.append(Fault(row.cell, found, "one row a person"))
        seen.setdefault(row.person_id, row.cell)
