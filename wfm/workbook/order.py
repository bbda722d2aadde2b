"""Faults in the order in which a planner walks through the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wfm.errors import Fault
from wfm.workbook.sheet import Workbook

_CELL = re.compile(r"(?P<sheet>.*)!(?P<letters>[A-Z]{1,3})(?P<row>\d+)")


def in_workbook_order(faults: Iterable[Fault], workbook: Workbook) -> list[Fault]:
    """Return the faults without repeats: of the file, then sheet by sheet, each by row and column."""
    places = {name: place for place, name in enumerate(workbook.sheets)}

    def place(fault: Fault) -> tuple[int, int, int, str]:
        sheet, row, letters = cell_of(fault.where)
        return places.get(sheet, -1), row, len(letters), letters

    return sorted(dict.fromkeys(faults), key=place)


def cell_of(where: str) -> tuple[str, int, str]:
    """Return sheet, row (0 where none is named) and column letters of an address such as Forecast!D17."""
    match = _CELL.fullmatch(where)
    return (match["sheet"], int(match["row"]), match["letters"]) if match else (where, 0, "")
