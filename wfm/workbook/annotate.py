"""A copy of the planner's workbook with every fault marked in its cell and listed on a sheet of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.worksheet import Worksheet

from wfm.errors import Fault, InputFaultsError
from wfm.workbook.delimited import read_delimited
from wfm.workbook.gate import EXCEL_SUFFIXES, check_upload
from wfm.workbook.order import cell_of
from wfm.workbook.sheet import column_letters

FAULTS_SHEET = "Faults"
_COLUMNS = ("Where", "Found", "Expected", "What to do")
_WIDTHS = (26, 60, 60, 60)
_FAULT_FILL = PatternFill("solid", start_color="FFF4B6B6")
_COMMENT_SIZE = (420, 120)
_SHEET_NAME_LENGTH = 31
"""Excel allows no more letters in the name of a sheet."""


def annotated_copy(path: Path, faults: Sequence[Fault], out: Path) -> None:
    """Write a copy of a planner's file with its faults filled, commented and listed.

    Parameters
    ----------
    path
        The planner's file. A file that cannot be opened gives a workbook with the list alone; a table as
        text gives a workbook with its cells.
    faults
        In the order to be listed; those that name a cell are marked there too.
    out
        The .xlsx to write. Nothing that a fault says ever becomes a formula.
    """
    book = _book_of(path)
    is_text = path.suffix.lower() not in EXCEL_SUFFIXES
    for name, row, letters, text in _marks(faults):
        sheet_name = _title(name) if is_text else name
        if sheet_name in book.sheetnames and isinstance(book[sheet_name], Worksheet):
            _mark(book[sheet_name], f"{letters}{row}", text)
    _list(book, faults)
    book.save(out)


def _book_of(path: Path) -> openpyxl.Workbook:
    try:
        check_upload(path)
    except InputFaultsError:
        return _empty_book()
    if path.suffix.lower() not in EXCEL_SUFFIXES:
        book = _empty_book()
        sheet = book.create_sheet(_title(path.stem))
        for row, cells in enumerate(read_delimited(path.read_bytes()), start=1):
            for column, text in enumerate(cells, start=1):
                _write_text(sheet, row, column, text)
        return book
    try:
        return openpyxl.load_workbook(path)
    except Exception:
        # What damages a file enough for openpyxl to stop is already told by the faults themselves.
        return _empty_book()


def _title(name: str) -> str:
    """Return a name as Excel allows it for a sheet."""
    return re.sub(r"[\[\]:*?/\\]", "_", name)[:_SHEET_NAME_LENGTH]


def _empty_book() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for name in book.sheetnames:
        del book[name]
    return book


def _marks(faults: Iterable[Fault]) -> list[tuple[str, int, str, str]]:
    """Return sheet, row, column letters and text of each cell at fault, all its faults in one text."""
    texts: dict[tuple[str, int, str], list[str]] = {}
    for fault in faults:
        sheet, row, letters = cell_of(fault.where)
        if row:
            says = f"{fault.found}; expected {fault.expected}"
            texts.setdefault((sheet, row, letters), []).append(f"{says}. {fault.action}".strip())
    return [(*place, "\n".join(parts)) for place, parts in texts.items()]


def _mark(sheet: Worksheet, address: str, text: str) -> None:
    cell = sheet[address]
    cell.fill = _FAULT_FILL
    if isinstance(cell, Cell) and not isinstance(cell, MergedCell):
        width, height = _COMMENT_SIZE
        cell.comment = Comment(text, "wfm", width=width, height=height)


def _list(book: openpyxl.Workbook, faults: Sequence[Fault]) -> None:
    name, number = FAULTS_SHEET, 1
    while name in book.sheetnames:
        number += 1
        name = f"{FAULTS_SHEET} {number}"
    sheet = book.create_sheet(name, 0)
    for column, (header, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True), start=1):
        _write_text(sheet, 1, column, header).font = Font(bold=True)
        sheet.column_dimensions[column_letters(column - 1)].width = width
    for row, fault in enumerate(faults, start=2):
        for column, text in enumerate((fault.where, fault.found, fault.expected, fault.action), start=1):
            _write_text(sheet, row, column, text)
    sheet.freeze_panes = "A2"
    book.active = 0


def _write_text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text that stays one, even if it begins with an equals sign; return its cell."""
    cell = cast("Cell", sheet.cell(row, column))
    try:
        cell.value = text
    except IllegalCharacterError:
        cell.value = "".join(letter for letter in text if letter.isprintable())
    cell.data_type = "s"
    return cell
