"""Columns with their unit and meaning: one declaration checks, documents and labels each noun's table.

The only file that imports pandera.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa
from pandas.api.types import pandas_dtype

from wfm.errors import PlanningError

INSTANT = pd.DatetimeTZDtype(unit="us", tz="UTC")
FAILURES_SHOWN = 10


@dataclass(frozen=True)
class Column:
    """One column: its type, unit, meaning and range; ``nullable`` where absence is information."""

    dtype: object
    unit: str
    meaning: str
    low: float | None = None
    high: float | None = None
    nullable: bool = False


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
        try:
            self._pandera().validate(table, lazy=True)
        except pa.errors.SchemaErrors as error:
            cases = error.failure_cases[["column", "check", "failure_case", "index"]]
            shown = cases.head(FAILURES_SHOWN).to_string(index=False)
            raise PlanningError(f"{self.noun} is not well formed:\n{shown}") from None

    def empty(self) -> pd.DataFrame:
        """Return a table of this schema without rows."""
        return pd.DataFrame(
            {name: pd.Series(dtype=pandas_dtype(c.dtype)) for name, c in self.columns.items()}
        )

    def conform(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return ``table`` with these columns alone, in order and of these types, index renumbered."""
        typed = {name: table[name].astype(pandas_dtype(c.dtype)) for name, c in self.columns.items()}
        return pd.DataFrame(typed).reset_index(drop=True)

    def _pandera(self) -> pa.DataFrameSchema:
        columns = {name: _column(column) for name, column in self.columns.items()}
        return pa.DataFrameSchema(
            columns, strict=True, ordered=True, unique=list(self.key) or None, name=self.noun
        )


def _column(column: Column) -> pa.Column:
    checks = []
    if column.low is not None:
        checks.append(pa.Check.ge(column.low))
    if column.high is not None:
        checks.append(pa.Check.le(column.high))
    return pa.Column(
        column.dtype,
        checks,
        nullable=column.nullable,
        metadata={"unit": column.unit, "meaning": column.meaning},
    )
