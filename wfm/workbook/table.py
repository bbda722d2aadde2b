"""Tables on sheets: columns found by their headers, cells read by kind, every fault with its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from wfm.errors import Fault
from wfm.workbook.clock import normal_date_order, settled_date_order
from wfm.workbook.header import HEADER_ROWS, bare_key, header_key, header_unit, nearest_header
from wfm.workbook.sheet import BrokenCell, Sheet
from wfm.workbook.values import (
    UnreadableError,
    is_blank,
    read_boolean,
    read_change,
    read_date,
    read_number,
    read_seconds,
    read_share,
    read_text,
    read_time,
    read_whole,
    shown,
)

_PERCENT = 100
_SLACK = 1e-9
"""99.9 % is 0.9990000000000001 once divided, and still inside a bound of 0.999."""


@dataclass(frozen=True)
class InputColumn:
    """One column of an input sheet.

    ``kind`` is text, whole, number, share (15 %, 15 or 0.15), change (a share more or less, as -5 %),
    seconds (s, min or mm:ss), hours, date, time or boolean. ``choices`` limits text. The declaration serves
    the reader, the template and the manual.
    """

    name: str
    kind: str
    unit: str
    meaning: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    is_required: bool = False
    example: str = ""


@dataclass(frozen=True)
class InputRow:
    """One row of an input sheet: values by column name (absent when blank) and the cell of each."""

    values: Mapping[str, object]
    cells: Mapping[str, str] = field(default_factory=dict)


def read_rows(
    sheet: Sheet, columns: Sequence[InputColumn], faults: list[Fault], date_order: str = ""
) -> list[InputRow]:
    """Return the rows of a table that begins with a header in rows 1 to 5.

    Parameters
    ----------
    sheet
        The sheet the table stands on.
    columns
        What its columns may be called and must hold. By kind the values are: text ``str``, whole ``int``,
        number, hours and change ``float``, share ``float`` 0 to 1, seconds ``float`` (s), date
        ``datetime.date``, time ``int`` minutes after midnight (0 to 1,440), boolean ``bool``.
    faults
        Faults are appended: cells that cannot be read or are out of range, columns missing or unknown.
    date_order
        ``dmy`` or ``mdy`` for dates written as text; blank where each column must settle it.

    Returns
    -------
    list of InputRow
        One per row that is not blank, in order; a value at fault is absent, its cell is not.
    """
    places, header_row = _header(sheet, columns, faults)
    readers = {
        name: _reader(column, [row[place] for row in sheet.cells[header_row + 1 :]], date_order, header)
        for name, (column, place, header) in places.items()
    }
    rows = []
    for number in range(header_row + 1, len(sheet.cells)):
        cells = sheet.cells[number]
        if all(is_blank(cells[place]) for _, place, _ in places.values()):
            continue
        values: dict[str, object] = {}
        for name, (column, place, _) in places.items():
            try:
                if not is_blank(cells[place]):
                    values[name] = in_range(column, readers[name](cells[place]))
                elif column.is_required:
                    raise UnreadableError(_expected(column))
            except UnreadableError as error:
                faults.append(cell_fault(sheet, number, place, f"{column.name}", str(error)))
        rows.append(
            InputRow(values, {name: sheet.address(number, at) for name, (_, at, _) in places.items()})
        )
    return rows


def cell_fault(sheet: Sheet, row: int, column: int, name: str, expected: str) -> Fault:
    """Return the fault of one cell: what it shows, what ``name`` should be, and how to mend a broken cell."""
    value = sheet.cells[row][column]
    action = value.action if isinstance(value, BrokenCell) else ""
    return Fault(sheet.address(row, column), f"{name} {shown(value)}", expected, action)


def _header(
    sheet: Sheet, columns: Sequence[InputColumn], faults: list[Fault]
) -> tuple[dict[str, tuple[InputColumn, int, str]], int]:
    """Return each column's declaration, place and header by its name, and the row of the header."""
    known = {header_key(name): column for column in columns for name in (column.name, *column.aliases)}

    def column_of(cell: object) -> InputColumn | None:
        return None if is_blank(cell) else known.get(header_key(cell)) or known.get(bare_key(cell))

    rows = sheet.cells[:HEADER_ROWS]
    found = [sum(column_of(cell) is not None for cell in row) for row in rows]
    if not any(found):
        names = ", ".join(column.name for column in columns)
        faults.append(Fault(sheet.name, "has no header row", f"columns {names} in one of the rows 1 to 5"))
        return {}, len(sheet.cells)
    header_row = found.index(max(found))
    places: dict[str, tuple[InputColumn, int, str]] = {}
    for place, cell in enumerate(rows[header_row]):
        column = column_of(cell)
        address = sheet.address(header_row, place)
        if column is None and not is_blank(cell):
            near = nearest_header(cell, [c.name for c in columns])
            expected = near or "one of " + ", ".join(c.name for c in columns)
            faults.append(
                Fault(address, f"column {cell!s} is not known", expected, "Rename or delete the column.")
            )
        elif column is not None and column.name in places:
            first = sheet.address(header_row, places[column.name][1])
            faults.append(
                Fault(address, f"column {cell!s} stands twice, first at {first}", "one column of a kind")
            )
        elif column is not None:
            places[column.name] = (column, place, str(cell))
    for column in columns:
        if column.is_required and column.name not in places:
            faults.append(Fault(sheet.name, f"has no column {column.name}", column.meaning))
    return places, header_row


def _reader(
    column: InputColumn, cells: Sequence[object], date_order: str, header: str
) -> Callable[[object], object]:
    """Return the parser of a column, settled by all its cells: date order, percents, unit."""
    if column.kind == "date":
        order = normal_date_order(date_order) or settled_date_order(cells)
        return lambda value: read_date(value, order)
    if column.kind == "share":
        return share_reader(cells)
    if column.kind == "seconds":
        unit = header_unit(header) or (column.unit if column.unit in ("min", "h") else "s")
        return lambda value: read_seconds(value, unit)
    readers: dict[str, Callable[[object], object]] = {
        "whole": read_whole,
        "number": read_number,
        "hours": read_number,
        "time": read_time,
        "boolean": read_boolean,
        "change": read_change,
    }
    return readers.get(column.kind, read_text)


def share_reader(cells: Sequence[object]) -> Callable[[object], float]:
    """Return the reader of a column of shares; where a bare number above 1 stands, all are percents.

    Then a fraction such as 0.15 is refused, as nobody can tell 0.15 % from 15 %.
    """
    is_percent = any((number := _bare_number(cell)) is not None and 1 < number <= _PERCENT for cell in cells)

    def read(value: object) -> float:
        number = _bare_number(value)
        if is_percent and number is not None and 0 < number < 1:
            raise UnreadableError(
                "percents throughout the column, or shares throughout: others here are above 1"
            )
        return read_share(value, is_percent=is_percent)

    return read


def _bare_number(cell: object) -> float | None:
    try:
        return read_number(cell)
    except UnreadableError:
        return None


def in_range(column: InputColumn, value: object) -> object:
    """Return a value that a column may hold, choices as declared; raise UnreadableError for others."""
    if column.choices and isinstance(value, str):
        by_key = {header_key(choice): choice for choice in column.choices}
        if header_key(value) not in by_key:
            raise UnreadableError(_expected(column))
        return by_key[header_key(value)]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        low, high = column.low, column.high
        if (low is not None and value < low - _SLACK) or (high is not None and value > high + _SLACK):
            raise UnreadableError(_expected(column))
    return value


def _expected(column: InputColumn) -> str:
    """Return what a cell of the column may hold, in words."""
    if column.choices:
        return "one of " + ", ".join(column.choices)
    is_share = column.kind in ("share", "change")
    scale = _PERCENT if is_share else 1
    unit = "%" if is_share else column.unit
    low, high = (None if limit is None else f"{limit * scale:,g}" for limit in (column.low, column.high))
    if low is not None and high is not None:
        text = f"{low} to {high} {unit}"
    elif low is not None or high is not None:
        text = f"{low} {unit} or more" if high is None else f"at most {high} {unit}"
    else:
        text = {"text": "a text", "boolean": "yes or no"}.get(column.kind, f"a {column.kind}")
    return text.strip().replace("  ", " ")
