"""The rows of a long forecast below its header, and its columns of numbers."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from wfm.errors import Fault
from wfm.forecast.column import Column, ColumnValues
from wfm.forecast.header import LongHeader
from wfm.forecast.reading import add_faults
from wfm.workbook.header import header_key
from wfm.workbook.sheet import Sheet
from wfm.workbook.values import is_blank

_TOTAL = re.compile(
    r"((grand|sub|day|daily|week|weekly|monthly)[ -]?)?"
    r"(totals?|sum|suma|summe|gesamt|average|avg|mean|mittelwert)"
    r"( (calls|contacts|volume|offered|aht|day|week|month|per day))?:?",
    re.IGNORECASE,
)


_LABELS = frozenset({"queue", "date", "timestamp", "interval"})
"""Columns in which a total says that it is one."""


def is_total(cell: object) -> bool:
    """Return whether a cell labels a row or column of totals or means."""
    return isinstance(cell, str) and _TOTAL.fullmatch(cell.strip()) is not None


def _is_actual(cell: object) -> bool:
    return header_key(cell) in ("actual", "actuals")


class LongRows:
    """The rows of a long table below its header: cells by column, without blank rows and totals."""

    def __init__(self, sheet: Sheet, header: LongHeader) -> None:
        self.sheet, self.header = sheet, header
        below = sheet.cells[header.row + 1 :]
        columns = {kind: Column.of([row[at] for row in below]) for kind, at in header.places.items()}
        is_row = ~np.logical_and.reduce([column.where(is_blank) for column in columns.values()])
        for kind in _LABELS & columns.keys():
            is_row &= ~columns[kind].where(is_total)
        if "kind" in columns:
            is_row &= ~columns["kind"].where(_is_actual)
        kept = np.flatnonzero(is_row)
        self.numbers = kept + header.row + 1
        self._columns = {kind: column.rows(kept) for kind, column in columns.items()}

    def column(self, kind: str) -> Column:
        """Return the cells of a kind of column."""
        return self._columns[kind]

    def read(
        self, kind: str, read: Callable[[object], object], name: str, faults: list[Fault]
    ) -> ColumnValues:
        """Return the values of a kind of column, a fault appended for each that cannot be read."""
        values = self._columns[kind].read(read)
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
