"""Columns of dates: each read by one order of day and month, never by two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from wfm.errors import Fault
from wfm.workbook.clock import is_ambiguous_date, normal_date_order, settled_date_order
from wfm.workbook.sheet import Sheet

_DATE_PART = re.compile(r"([\d/.-]{6,10})[T ].*")
_MONTHS = 12


def date_order_of(
    sheet: Sheet, places: Sequence[tuple[int, int]], rules_order: str, faults: list[Fault]
) -> str | None:
    """Return the order of day and month in a column or row of dates.

    Parameters
    ----------
    sheet, places
        Where the dates stand: (row, column) of each cell.
    rules_order
        What Settings says, which wins.
    faults
        One fault is appended where neither Settings nor any date of the column settles the order, or where
        Excel has read some of the dates the other way round.

    Returns
    -------
    str or None
        ``dmy``, ``mdy`` or blank where no date needs it; ``None`` where it stays open.
    """
    cells = [sheet.cells[row][column] for row, column in places]
    texts = [_date_text(cell) if isinstance(cell, str) else cell for cell in cells]
    order = normal_date_order(rules_order) or settled_date_order(texts)
    mixed = _first_of_half_read(texts)
    if mixed is not None:
        faults.append(
            Fault(
                sheet.address(*places[mixed]),
                f"date {cells[mixed]!r} is a text among dates of which none has a day above {_MONTHS}",
                "dates of one kind",
                "Excel has read the others month first; import the file again with the right date order.",
            )
        )
        return None
    if order:
        return order
    open_at = next((at for at, text in enumerate(texts) if is_ambiguous_date(text)), None)
    if open_at is None:
        return ""
    faults.append(
        Fault(
            sheet.address(*places[open_at]),
            f"date {cells[open_at]!r} could be two dates, and no date beside it settles which",
            "dates of one reading",
            "Say on sheet Settings under date_order: dmy for day first, mdy for month first.",
        )
    )
    return None


def _date_text(text: str) -> str:
    match = _DATE_PART.fullmatch(text.strip())
    return match[1] if match else text


def _first_of_half_read(cells: Sequence[object]) -> int | None:
    """Return the first text date where Excel took only the dates it could, day and month exchanged."""
    real = [cell for cell in cells if isinstance(cell, date)]
    proved = settled_date_order(cells)
    if not real or not proved or any(cell.day > _MONTHS for cell in real):
        return None
    if any(is_ambiguous_date(cell) for cell in cells):
        return None
    return next(at for at, cell in enumerate(cells) if isinstance(cell, str) and settled_date_order([cell]))
