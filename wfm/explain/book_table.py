"""A sheet of the roster book as rows with their addresses, its columns found by their headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wfm.errors import Fault, InputFaultsError
from wfm.workbook import Sheet, Workbook
from wfm.workbook.sheet import column_letters

HEADER_SEARCH = 10
"""The header of a table stands in one of the first rows."""

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_LETTERS = 26


@dataclass(frozen=True, eq=False)
class BookTable:
    """One table of the book: ``columns`` by header, rows below ``header_row`` to ``last_row``; all from 0."""

    sheet: Sheet
    header_row: int
    columns: Mapping[str, int]
    last_row: int

    @property
    def first_row(self) -> int:
        """The first row below the header (counted from 0)."""
        return self.header_row + 1

    def rows(self) -> Iterator[int]:
        """Return the numbers of the rows that are not blank."""
        for number in range(self.first_row, self.last_row + 1):
            if any(value is not None for value in self.sheet.cells[number]):
                yield number

    def value(self, row: int, header: str) -> object:
        """Return what stands in a row under a header; None where blank or without such a column."""
        column = self.columns.get(header)
        return None if column is None else self.sheet.cells[row][column]

    def text(self, row: int, header: str) -> str:
        """Return a cell as text, blank where nothing stands."""
        value = self.value(row, header)
        return "" if value is None else str(value)

    def address(self, row: int, header: str) -> str:
        """Return the address of a row's cell under a header."""
        return self.sheet.address(row, self.columns[header])

    def header_of(self, column: int) -> str:
        """Return the header of a column, blank where it has none."""
        return next((name for name, place in self.columns.items() if place == column), "")


def book_table(book: Workbook, name: str, first_header: str) -> BookTable:
    """Return a table of the book that begins with a header row.

    Parameters
    ----------
    book
        The roster book, opened.
    name
        Name of the sheet.
    first_header
        Header of its first column, by which the header row is found.

    Raises
    ------
    InputFaultsError
        If the sheet or its header is not there.
    """
    sheet = book.sheets.get(name)
    if sheet is None:
        known = ", ".join(book.sheets)
        raise InputFaultsError([Fault(book.name, f"has no sheet {name}", f"a roster book (it has {known})")])
    for number, row in enumerate(sheet.cells[:HEADER_SEARCH]):
        if row and row[0] == first_header:
            columns = {str(value): place for place, value in enumerate(row) if isinstance(value, str)}
            return BookTable(sheet, number, columns, len(sheet.cells) - 1)
    raise InputFaultsError([Fault(name, f"has no header {first_header}", "a sheet of a roster book")])


def place_of(cell: str) -> tuple[int, int]:
    """Return row and column (both counted from 0) of a cell such as ``C14``.

    Raises
    ------
    InputFaultsError
        If it is no address of a cell.
    """
    found = _ADDRESS.fullmatch(cell.strip())
    if found is None:
        raise InputFaultsError([Fault(repr(cell), "is no cell", "an address such as C14")])
    column = 0
    for letter in found.group(1).upper():
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(found.group(2)) - 1, column - 1


def sheet_and_cell(where: str) -> tuple[str, str]:
    """Return sheet and cell of an address such as ``Coverage!E20`` or ``'Agent-days'!K3``.

    Raises
    ------
    InputFaultsError
        If it does not name a sheet and a cell.
    """
    sheet, mark, cell = where.strip().rpartition("!")
    if not mark or not sheet:
        raise InputFaultsError([Fault(repr(where), "names no sheet", "Sheet!Cell, as Coverage!E20")])
    return sheet.strip().strip("'").replace("''", "'"), cell


def cell_at(sheet: Sheet, cell: str) -> object:
    """Return what stands in a cell of a sheet; None where blank or beyond its edge."""
    row, column = place_of(cell)
    inside = row < len(sheet.cells) and column < len(sheet.cells[row])
    return sheet.cells[row][column] if inside else None


def normal(cell: str) -> str:
    """Return an address in capitals without dollar signs."""
    row, column = place_of(cell)
    return f"{column_letters(column)}{row + 1}"
