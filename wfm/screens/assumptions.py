"""Assumptions: everything the plan takes for granted, with its range and source."""

from __future__ import annotations

import streamlit as st

from wfm.screens import guard, words
from wfm.service import results

HEADERS = {
    "quantity": "What",
    "applies_to": "Applies to",
    "value": "Value",
    "unit": "Unit",
    "low": "Low",
    "high": "High",
    "source": "Source",
}

ROWS_IN_FULL = 25
# Pixels of a longer list; a shorter one is shown whole.
TALLEST = 900


def show() -> None:
    """Show the assumptions of the file on show; a search narrows them."""
    job = guard.checked_file("Assumptions")
    table = results.table(job, "assumptions")
    st.caption("What your file did not say and the plan takes for granted, with its range and source.")
    wanted = st.text_input("Search", placeholder="escalation, handle time, shrinkage ...")
    text = table.agg(" ".join, axis="columns") if len(table) else table["quantity"]
    shown = table[text.str.contains(wanted, case=False, regex=False)]
    readable = shown.assign(
        quantity=[words.sentence_case(name.replace("_", " ")) for name in shown["quantity"]]
    )
    st.dataframe(
        readable.rename(columns=HEADERS),
        hide_index=True,
        height=TALLEST if len(readable) > ROWS_IN_FULL else "content",
        column_config={"Source": st.column_config.TextColumn(width="large")},
        alt="Assumptions with value, unit, range and source",
    )


if __name__ == "__main__":
    show()
