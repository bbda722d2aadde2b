"""A file as it would be without what is wrong in it, so that the rest can be looked at in the same round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from wfm.errors import Fault
from wfm.workbook.order import cell_of
from wfm.workbook.sheet import Sheet, Workbook, column_letters
from wfm.workbook.values import is_blank


def mended(workbook: Workbook, faults: Iterable[Fault]) -> Workbook:
    """Return the workbook with every faulty cell blank; where it was blank already, its row goes.

    Faults that name no cell are left as they are.
    """
    at_fault: dict[str, dict[int, set[str]]] = {}
    for fault in faults:
        sheet, row, letters = cell_of(fault.where)
        if row:
            at_fault.setdefault(sheet, {}).setdefault(row - 1, set()).add(letters)
    sheets = {name: _mended(sheet, at_fault.get(name, {})) for name, sheet in workbook.sheets.items()}
    return replace(workbook, sheets=sheets)


def _mended(sheet: Sheet, at_fault: dict[int, set[str]]) -> Sheet:
    if not at_fault:
        return sheet
    rows = list(sheet.cells)
    for number, columns in at_fault.items():
        rows[number] = _row(rows[number], columns)
    return replace(sheet, cells=tuple(rows))


def _row(row: tuple[object, ...], columns: set[str]) -> tuple[object, ...]:
    left = tuple(None if column_letters(place) in columns else cell for place, cell in enumerate(row))
    was_blank = any(is_blank(cell) for place, cell in enumerate(row) if column_letters(place) in columns)
    return (None,) * len(row) if was_blank else left
