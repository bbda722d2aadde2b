"""The rows of a long forecast below its header, and its columns of numbers."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from wfm.errors import Fault
from wfm.forecast.header import LongHeader
from wfm.forecast.reading import ColumnValues, add_faults, read_column
from wfm.workbook.header import header_key
from wfm.workbook.sheet import Sheet
from wfm.workbook.values import is_blank

_TOTAL = re.compile(
    r"((grand|sub|day|daily|week|weekly|monthly)[ -]?)?"
    r"(totals?|sum|suma|summe|gesamt|average|avg|mean|mittelwert)"
    r"( (calls|contacts|volume|offered|aht|day|week|month|per day))?:?",
    re.IGNORECASE,
)


def is_total(cell: object) -> bool:
    """Return whether a cell labels a row or column of totals or means."""
    return isinstance(cell, str) and _TOTAL.fullmatch(cell.strip()) is not None


class LongRows:
    """The rows of a long table below its header: cells by column, without blank rows and totals."""

    def __init__(self, sheet: Sheet, header: LongHeader) -> None:
        self.sheet, self.header = sheet, header
        used = list(header.places.values())
        first = [
            header.places[kind]
            for kind in ("queue", "date", "timestamp", "interval")
            if kind in header.places
        ]
        self.numbers = np.array(
            [
                row
                for row in range(header.row + 1, len(sheet.cells))
                if not all(is_blank(sheet.cells[row][place]) for place in used)
                and not any(is_total(sheet.cells[row][place]) for place in first)
                and not self._is_actual(row)
            ],
            dtype=np.int64,
        )

    def _is_actual(self, row: int) -> bool:
        place = self.header.places.get("kind")
        return place is not None and header_key(self.sheet.cells[row][place]) in ("actual", "actuals")

    def cells(self, kind: str) -> list[object]:
        """Return the cells of a kind of column."""
        place = self.header.places[kind]
        return [self.sheet.cells[row][place] for row in self.numbers]

    def read(
        self, kind: str, read: Callable[[object], object], name: str, faults: list[Fault]
    ) -> ColumnValues:
        """Return the values of a kind of column, a fault appended for each that cannot be read."""
        values = read_column(self.cells(kind), read)
        add_faults(self.sheet, self.numbers, self.header.places[kind], name, values, faults)
        return values


def numbers_of(
    rows: LongRows, kind: str, field: str, read: Callable[[object], object], name: str, faults: list[Fault]
) -> pd.DataFrame:
    """Return field, value, blank, unreadable and column of a kind of column, one row per row of the sheet."""
    values = rows.read(kind, read, name, faults)
    return pd.DataFrame(
        {
            "field": field,
            "value": values.numbers(),
            "is_blank": values.is_blank,
            "is_bad": values.is_bad,
            "column": rows.header.places[kind],
        }
    )
