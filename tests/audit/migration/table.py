"""One sheet of the migration's book: its rows by the sheet's numbers, and how a difference names a cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

SHOWN = 5
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Table:
    """Rows of a sheet, their index the row number in the sheet; ``letters`` gives each column's letter."""

    name: str
    rows: pd.DataFrame
    letters: Mapping[str, str]
    keys: tuple[str, ...] = ()

    def cell(self, row: int, column: str) -> str:
        """Return the address of a cell: ``Heads!F12``."""
        return f"{self.name}!{self.letters.get(column, '')}{row}"

    def whom(self, row: int) -> str:
        """Return the keys of a row in words; phases and weeks as the sheet counts them, from 1."""
        parts = []
        for name in self.keys:
            value = self.rows.at[row, name]
            counted = name in ("phase", "week")
            parts.append(f"{name} {int(value) + 1}" if counted else str(value))
        return ", ".join(part for part in parts if part)

    def line(self, row: int, column: str, words: str) -> str:
        """Return one difference: where it stands, whom it is about, and what is wrong."""
        return f"{self.cell(row, column)}: {column} {words} ({self.whom(row)})"

    def differing(self, column: str, counted: pd.Series, tolerance: float = TOLERANCE) -> list[str]:
        """Return a line for every cell that tells another number than the audit counted."""
        told = self.rows[column].astype(float)
        counted = counted.reindex(told.index).astype(float)
        near = (told - counted).abs() <= tolerance * (1 + counted.abs())
        return shown(
            self.line(row, column, f"{told[row]:.9g}, counted {counted[row]:.9g}")
            for row in told.index[~near.to_numpy()]
        )

    def beyond(self, column: str, most: pd.Series, words: str, tolerance: float = TOLERANCE) -> list[str]:
        """Return a line for every cell above what a rule allows."""
        told = self.rows[column].astype(float)
        most = most.reindex(told.index).astype(float)
        above = told > most + tolerance * (1 + most.abs())
        return shown(
            self.line(row, column, f"{told[row]:.9g}, {words} {most[row]:.9g}")
            for row in told.index[above.to_numpy()]
        )


def shown(lines: Iterable[str]) -> list[str]:
    """Return the first lines, and how many more there are."""
    every = list(lines)
    rest = [f"... and {len(every) - SHOWN} more like {every[0]}"] if len(every) > SHOWN else []
    return [*every[:SHOWN], *rest]
