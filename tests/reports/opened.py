"""Exports read back: every cell of a workbook, and whether anything in it would run."""

from __future__ import annotations

import io
import zipfile

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet


def opened(content: bytes) -> openpyxl.Workbook:
    """Return the workbook as openpyxl opens it."""
    return openpyxl.load_workbook(io.BytesIO(content))


def texts(content: bytes) -> list[str]:
    """Return every text of every cell, header and footer of a workbook."""
    book = opened(content)
    cells = [
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    footers = [part.text or "" for sheet in book for part in (sheet.oddFooter.left, sheet.oddFooter.center)]
    return cells + footers + book.sheetnames


def formulas(content: bytes) -> list[str]:
    """Return the places of formulas: cells that openpyxl takes for one, and parts that hold one."""
    book = opened(content)
    found = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        found += [name for name in names if b"<f>" in parts.read(name)]
    return found


def row_of(sheet: Worksheet, label: str, column: int = 1) -> int:
    """Return the number of the first row with this text in a column."""
    return next(
        cell.row for row in sheet.iter_rows() for cell in row if cell.column == column and cell.value == label
    )


def values(sheet: Worksheet, row: int, first: int, last: int) -> list[object]:
    """Return the values of a row from one column to another."""
    return [sheet.cell(row, column).value for column in range(first, last + 1)]
