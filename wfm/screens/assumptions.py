"""Assumptions: everything the plan takes for granted, with its range and source."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wfm.screens import guard, words
from wfm.service import results

ROWS_IN_FULL = 25
# Pixels of a longer list; a shorter one is shown whole.
TALLEST = 900


def show() -> None:
    """Show the assumptions of the file on show; a search narrows them."""
    job = guard.checked_file("Assumptions")
    table = results.table(job, "assumptions")
    st.caption("What your file did not say and the plan takes for granted, with its range and source.")
    wanted = st.text_input("Search", placeholder="escalation, handle time, shrinkage ...")
    readable = _readable(table)
    text = readable.agg(" ".join, axis="columns") if len(readable) else readable["What"]
    shown = readable[text.str.contains(wanted, case=False, regex=False)]
    st.dataframe(
        shown,
        hide_index=True,
        height=TALLEST if len(shown) > ROWS_IN_FULL else "content",
        column_config={"Source": st.column_config.TextColumn(width="large")},
        alt="Assumptions with value, unit, range and source",
    )


def _readable(table: pd.DataFrame) -> pd.DataFrame:
    """Return assumptions in planners' words, each value with its unit."""
    values = zip(table["value"], table["unit"], strict=True)
    return pd.DataFrame(
        {
            "What": table["quantity"].map(words.quantity),
            "Applies to": table["applies_to"].map(words.roles_in),
            "Value": [words.with_unit(value, unit) for value, unit in values],
            "Low": table["low"],
            "High": table["high"],
            "Source": table["source"],
        }
    )


if __name__ == "__main__":
    show()
