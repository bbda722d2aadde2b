"""A planner's workbook as cells: what stands where, and nothing about what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class BrokenCell:
    """A cell that holds no value: an error such as #N/A, or a formula that was never calculated.

    ``shows`` completes the sentence "D18 ..."; ``action`` says how to mend it.
    """

    shows: str
    action: str


@dataclass(frozen=True)
class Sheet:
    """One sheet: ``cells[row][column]`` from A1, ragged rows padded with ``None``.

    A cell is ``None`` (blank), ``str``, ``bool``, ``int``, ``float``, ``datetime``, ``date``, ``time``,
    ``timedelta`` or ``BrokenCell``, as the file holds it.
    """

    name: str
    cells: tuple[tuple[object, ...], ...]
    hidden: bool = False

    def address(self, row: int, column: int) -> str:
        """Return the cell's address as Excel writes it, ``Forecast!C14``; both indices from 0."""
        return f"{self.name}!{column_letters(column)}{row + 1}"


@dataclass(frozen=True)
class Workbook:
    """An opened file: its sheets by name, in order, and the SHA-256 of its bytes."""

    name: str
    sheets: Mapping[str, Sheet]
    digest: str


def column_letters(column: int) -> str:
    """Return Excel's letters for a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
