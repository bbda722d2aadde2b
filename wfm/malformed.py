"""What is wrong with a table, in pandera's words: loaded only where something is.

The only file that imports pandera, which takes as long to load as a small file to read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

if TYPE_CHECKING:
    from wfm.schema import Column, Schema

FAILURES_SHOWN = 10


def failures(schema: Schema, table: pd.DataFrame) -> str:
    """Return the first failures of a table against its schema, as a text of one line each; blank for none."""
    try:
        _checks(schema).validate(table, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases[["column", "check", "failure_case", "index"]]
        return str(cases.head(FAILURES_SHOWN).to_string(index=False))
    return ""


def _checks(schema: Schema) -> pa.DataFrameSchema:
    columns = {name: _column(column) for name, column in schema.columns.items()}
    return pa.DataFrameSchema(
        columns, strict=True, ordered=True, unique=list(schema.key) or None, name=schema.noun
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
