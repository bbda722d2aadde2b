"""One row for each value that a sheet gives: what it is, when it holds and in which cell it stands."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.forecast.column import ColumnValues
from wfm.schema import INSTANT
from wfm.workbook.sheet import Sheet
from wfm.workbook.table import cell_fault

ALL_CONTACTS = "All contacts"
"""Name of the only queue of a file that names none."""

WHOLE_DAY = -1
"""``minute`` of a value that holds for a whole day."""

NO_COLUMN = -1

READING_TYPES = {
    "queue": "str",
    "field": "str",
    "day": "datetime64[us]",
    "minute": "int64",
    "instant": str(INSTANT),
    "length": "int64",
    "value": "float64",
    "is_blank": "bool",
    "is_bad": "bool",
    "sheet": "int64",
    "row": "int64",
    "column": "int64",
    "second": "int64",
    "third": "int64",
    "time_column": "int64",
    "is_spread": "bool",
}
"""Columns of a table of readings.

``day`` and ``minute`` are on the wall clock, ``instant`` only where the file gives UTC or an offset;
``length`` is the interval in minutes, 0 where the row does not say; ``second`` and ``third`` are further
columns a sum was read from; ``sheet``, ``row`` and the columns count from 0; ``is_spread`` marks a part of
what its cell holds. A row whose time cannot be read has no day.
"""


VOLUME_ACTION = "Write the contacts of this interval, 0 where there are none."
TIME_ACTION = "Write it as 3:20 or 200, or leave it blank where it is not known."


def add_faults(
    sheet: Sheet, rows: np.ndarray, column: int, name: str, values: ColumnValues, faults: list[Fault]
) -> None:
    """Append a fault for each cell of a column that could not be read."""
    faults.extend(
        unread_fault(sheet, int(rows[at]), column, name, expected) for at, expected in values.expected.items()
    )


def unread_fault(sheet: Sheet, row: int, column: int, name: str, expected: str) -> Fault:
    """Return the fault of a cell that could not be read, with what to do about it."""
    fault = cell_fault(sheet, row, column, name, expected)
    if fault.action:
        return fault
    action = VOLUME_ACTION if name == "volume" else TIME_ACTION if "handle time" in name else ""
    return replace(fault, action=action)


def reading_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table of readings; columns not given are those of a value read from a single cell."""
    single = pd.DataFrame(index=frame.index)
    single = single.assign(length=0, second=NO_COLUMN, third=NO_COLUMN, is_spread=False)
    single["instant"] = pd.Series(pd.NaT, index=frame.index, dtype=INSTANT)
    missing = [name for name in single if name not in frame]
    return pd.concat([frame, single[missing]], axis=1)[list(READING_TYPES)].astype(READING_TYPES)


def no_readings() -> pd.DataFrame:
    """Return a table of readings without rows."""
    return reading_table(pd.DataFrame(columns=list(READING_TYPES)))


def note(quantity: str, applies_to: str, value: str, unit: str = "") -> Assumption:
    """Return what the reading of the file took for granted."""
    return Assumption(quantity, applies_to, value, unit, "", "", "reading of the forecast file")
