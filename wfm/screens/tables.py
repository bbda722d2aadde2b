"""Tables as every screen shows them: numbers to the right, a dash where there is nothing."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import streamlit as st

from wfm.screens import words

NUMBER = re.compile(r"(?:[A-Z]{3} )?[-+]?[\d,]+(?:\.\d+|(?::\d\d)+)?(?: ?%| pts| h)?")
"""A number as :mod:`wfm.screens.words` writes it: 12,345, -4.2 pts, 81.4 %, 5:30, GBP 22,490."""
NO_NUMBER = ("", words.NOTHING)


def show(
    table: pd.DataFrame,
    *,
    hide_index: bool = True,
    column_config: dict[str, Any] | None = None,
    **options: Any,
) -> Any:
    """Show a table and return what was chosen in it, as ``st.dataframe`` does, whose options it takes."""
    right = {name: st.column_config.TextColumn(alignment="right") for name in written_numbers(table)}
    return st.dataframe(
        table,
        hide_index=hide_index,
        column_config={**right, **(column_config or {})},
        placeholder=words.NOTHING,
        **options,
    )


def sentences(table: pd.DataFrame, **options: Any) -> None:
    """Show a table some cells of which are sentences: its lines break, so that they are read whole."""
    st.table(table, border="horizontal", hide_index=True, **options)


def written_numbers(table: pd.DataFrame) -> list[str]:
    """Return the columns of text that hold written numbers alone; plain numbers stand right anyway."""
    return [str(name) for name in table if _is_written_number(table[name])]


def _is_written_number(column: pd.Series) -> bool:
    if not pd.api.types.is_string_dtype(column):
        return False
    told = [str(value) for value in column.dropna() if str(value) not in NO_NUMBER]
    return bool(told) and all(NUMBER.fullmatch(value) for value in told)
