"""The tables of a roster book as planners send it back: rows with their cells, every fault named."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from pandas.api.types import pandas_dtype

from wfm.errors import Fault
from wfm.policy.sheet_rows import sheet_named
from wfm.schema import INSTANT
from wfm.workbook.header import header_key
from wfm.workbook.sheet import Sheet, Workbook
from wfm.workbook.table import cell_fault
from wfm.workbook.unreadable import UnreadableError
from wfm.workbook.values import is_blank, read_boolean, read_date, read_number, read_text

STAMP = "a time with its UTC offset, such as 2027-02-01 08:00+00:00"


class BookColumn(NamedTuple):
    """One column of the book that is read back: its header and kind (text, day, stamp, hours or truth)."""

    name: str
    kind: str


AGENT_DAYS = (
    BookColumn("agent_id", "text"),
    BookColumn("site", "text"),
    BookColumn("team", "text"),
    BookColumn("role", "text"),
    BookColumn("date", "day"),
    BookColumn("shift_code", "text"),
    BookColumn("shift_start", "stamp"),
    BookColumn("shift_end", "stamp"),
    BookColumn("paid_hours", "hours"),
    BookColumn("night_hours", "hours"),
    BookColumn("notes", "text"),
)
ACTIVITIES = (
    BookColumn("agent_id", "text"),
    BookColumn("date", "day"),
    BookColumn("activity", "text"),
    BookColumn("role", "text"),
    BookColumn("pool", "text"),
    BookColumn("start", "stamp"),
    BookColumn("end", "stamp"),
    BookColumn("paid", "truth"),
)
MAY_BE_BLANK = frozenset({"team", "notes", "role", "pool"})


def read_book_table(
    workbook: Workbook, name: str, columns: Sequence[BookColumn], faults: list[Fault]
) -> pd.DataFrame | None:
    """Return a table of a roster book, one row per row of its sheet.

    Parameters
    ----------
    workbook
        A book that ``reports.roster`` wrote, perhaps edited since.
    name
        Sheet whose table begins in A1.
    columns
        Columns to read; others are left aside.
    faults
        A missing sheet or column and every cell that cannot be read are appended.

    Returns
    -------
    pd.DataFrame or None
        Columns by their name and ``cell``, the address of the first; None when faults were appended.
    """
    sheet = sheet_named(workbook, name)
    if sheet is None:
        faults.append(Fault(workbook.name, f"has no sheet {name}", "a roster book with all its sheets"))
        return None
    before = len(faults)
    header = {header_key(cell): place for place, cell in enumerate(sheet.cells[0])} if sheet.cells else {}
    for column in columns:
        if header_key(column.name) not in header:
            found = f"has no column {column.name} in row 1"
            faults.append(Fault(sheet.name, found, "the columns the roster book was written with"))
    if len(faults) > before:
        return None
    rows = [number for number in range(1, len(sheet.cells)) if not all(map(is_blank, sheet.cells[number]))]
    table = {
        column.name: _values(sheet, rows, header[header_key(column.name)], column, faults)
        for column in columns
    }
    first = header[header_key(columns[0].name)]
    table["cell"] = [sheet.address(row, first) for row in rows]
    if len(faults) > before:
        return None
    typed = pd.DataFrame(table)
    for column in columns:
        typed[column.name] = _typed(typed[column.name], column.kind)
    return typed


def _values(
    sheet: Sheet, rows: Sequence[int], place: int, column: BookColumn, faults: list[Fault]
) -> list[object]:
    read = _READERS[column.kind]
    values: list[object] = []
    known: dict[object, object] = {}
    for row in rows:
        raw = sheet.cells[row][place]
        if is_blank(raw) and column.name in MAY_BE_BLANK:
            values.append("")
            continue
        try:
            # Times and codes repeat by the thousand: each is read once.
            if raw not in known:
                known[raw] = read(raw)
            values.append(known[raw])
        except UnreadableError as error:
            faults.append(cell_fault(sheet, row, place, column.name, str(error)))
            values.append(None)
    return values


def read_text_cell(value: object) -> str:
    """Return a cell's text; blank is no text."""
    if is_blank(value):
        raise UnreadableError("a text")
    return read_text(value)


def _day(value: object) -> pd.Timestamp:
    return pd.Timestamp(read_date(value, ""))


def _stamp(value: object) -> pd.Timestamp:
    try:
        instant = pd.Timestamp(read_text_cell(value))
    except ValueError:
        raise UnreadableError(STAMP) from None
    if instant.tzinfo is None:
        raise UnreadableError(STAMP)
    return instant.tz_convert("UTC").as_unit("us")


def _typed(values: pd.Series, kind: str) -> pd.Series:
    typed: pd.Series = values.astype(pandas_dtype(_DTYPES[kind]))
    return typed


_DTYPES = {"text": "str", "day": "datetime64[us]", "stamp": INSTANT, "hours": "float64", "truth": "bool"}

_READERS: Mapping[str, Callable[[object], object]] = {
    "text": read_text_cell,
    "day": _day,
    "stamp": _stamp,
    "hours": read_number,
    "truth": read_boolean,
}
