"""Tables as JSON: a row each, and in the schema every column with its type, meaning and unit."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_integer_dtype, is_numeric_dtype
from pandas.api.types import pandas_dtype as dtype_of
from pydantic import WithJsonSchema

from wfm.assumption import ASSUMPTION_COLUMNS, Assumption, assumption_table
from wfm.schema import Column, Schema

Rows = list[dict[str, Any]]
ASSUMPTIONS = Schema("Assumptions", {name: Column("str", "", "") for name in ASSUMPTION_COLUMNS})


def rows(table: pd.DataFrame) -> Rows:
    """Return a table, a row each; instants as ISO 8601, blank cells as null."""
    found: Rows = json.loads(table.to_json(orient="records", date_format="iso"))
    return found


def assumption_rows(assumptions: tuple[Assumption, ...]) -> Rows:
    """Return what is taken for granted, a row each."""
    return rows(assumption_table(assumptions))


def of(schema: Schema) -> WithJsonSchema:
    """Return what the API's schema tells of rows, from the columns that the noun declares itself."""
    columns = {name: _column(column) for name, column in schema.columns.items()}
    row = {"type": "object", "properties": columns, "required": list(columns)}
    return WithJsonSchema({"type": "array", "title": schema.noun, "items": row})


def _column(column: Column) -> dict[str, Any]:
    kind = _kind(dtype_of(column.dtype))
    unit = f" ({column.unit})" if column.unit else ""
    return {
        "type": [kind, "null"] if column.nullable else kind,
        "description": f"{column.meaning}{unit}".strip(),
    }


def _kind(dtype: Any) -> str:
    if is_bool_dtype(dtype):
        return "boolean"
    if is_integer_dtype(dtype):
        return "integer"
    return "number" if is_numeric_dtype(dtype) and not is_datetime64_any_dtype(dtype) else "string"
