"""Change a finished book on purpose, to see whether the audit notices."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Row = dict[str, object]


def changed(book: Path, out: Path, sheet: str, matches: Callable[[Row], bool], change: Row) -> Path:
    """Write a copy in which the first matching row of a sheet has other values; return its path."""
    workbook = openpyxl.load_workbook(book)
    table = workbook[sheet]
    places = {cell.value: cell.column for cell in table[1]}
    row = first_row(table, places, matches)
    for name, value in change.items():
        table.cell(row, places[name], value)
    workbook.save(out)
    return out


def dropped(book: Path, out: Path, sheet: str, matches: Callable[[Row], bool]) -> Path:
    """Write a copy without the first matching row of a sheet; return its path."""
    workbook = openpyxl.load_workbook(book)
    table = workbook[sheet]
    places = {cell.value: cell.column for cell in table[1]}
    table.delete_rows(first_row(table, places, matches))
    workbook.save(out)
    return out


def with_figure(book: Path, out: Path, label: str, value: float) -> Path:
    """Write a copy in which a figure on Summary is another; return its path."""
    workbook = openpyxl.load_workbook(book)
    for row in workbook["Summary"].iter_rows():
        if row[0].value == label:
            row[1].value = value
    workbook.save(out)
    return out


def shifted(book: Path, out: Path, sheet: str, matches: Callable[[Row], bool], times: dict[str, str]) -> Path:
    """Write a copy in which the clock (HH:MM) of times in every matching row is replaced."""
    workbook = openpyxl.load_workbook(book)
    table = workbook[sheet]
    places = {cell.value: cell.column for cell in table[1]}
    for number in range(2, table.max_row + 1):
        if matches(values(table, places, number)):
            for name, clock in times.items():
                cell = table.cell(number, places[name])
                cell.value = f"{cell.value[:11]}{clock}{cell.value[16:]}"
    workbook.save(out)
    return out


def first_row(table: Worksheet, places: dict[str, int], matches: Callable[[Row], bool]) -> int:
    """Return the number of the first matching row."""
    return next(n for n in range(2, table.max_row + 1) if matches(values(table, places, n)))


def values(table: Worksheet, places: dict[str, int], number: int) -> Row:
    """Return a row's values by header."""
    return {name: table.cell(number, place).value for name, place in places.items()}
