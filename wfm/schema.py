"""Columns with their unit and meaning: one declaration checks, documents and labels each noun's table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from pandas.api.types import pandas_dtype

from wfm.errors import PlanningError

INSTANT = pd.DatetimeTZDtype(unit="us", tz="UTC")


@dataclass(frozen=True)
class Column:
    """One column: its type, unit, meaning and range; ``nullable`` where absence is information."""

    dtype: object
    unit: str
    meaning: str
    low: float | None = None
    high: float | None = None
    nullable: bool = False

    def holds(self, values: pd.Series) -> bool:
        """Return whether values are of the type, in the range, and there where they must be."""
        if values.dtype != pandas_dtype(self.dtype) or (not self.nullable and values.hasnans):
            return False
        if values.empty or (self.low is None and self.high is None):
            return True
        least, most = values.min(), values.max()
        is_blank = pd.isna(least)
        return bool(
            is_blank or ((self.low is None or least >= self.low) and (self.high is None or most <= self.high))
        )


@dataclass(frozen=True)
class Schema:
    """The columns of a noun's table, in order, and the columns that identify a row."""

    noun: str
    columns: Mapping[str, Column]
    key: tuple[str, ...] = ()

    def check(self, table: pd.DataFrame) -> None:
        """Raise unless ``table`` has exactly these columns, types and ranges, and no repeated key.

        Raises
        ------
        PlanningError
            Naming the first failures: the arithmetic made them, not the planner.
        """
        # Nouns are made by the thousand and nearly all are in order: pandera is asked where one is not.
        if self._is_in_order(table):
            return
        from wfm.malformed import failures

        found = failures(self, table)
        if found:
            raise PlanningError(f"{self.noun} is not well formed:\n{found}")

    def empty(self) -> pd.DataFrame:
        """Return a table of this schema without rows."""
        return pd.DataFrame(
            {name: pd.Series(dtype=pandas_dtype(c.dtype)) for name, c in self.columns.items()}
        )

    def conform(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return ``table`` with these columns alone, in order and of these types, index renumbered."""
        typed = {name: table[name].astype(pandas_dtype(c.dtype)) for name, c in self.columns.items()}
        return pd.DataFrame(typed).reset_index(drop=True)

    def _is_in_order(self, table: pd.DataFrame) -> bool:
        """Return whether nothing can be wrong with a table; where this says no, pandera has the last word."""
        if list(table.columns) != list(self.columns):
            return False
        columns = [(table[name], column) for name, column in self.columns.items()]
        return all(column.holds(values) for values, column in columns) and not (
            self.key and table.duplicated(list(self.key)).any()
        )
