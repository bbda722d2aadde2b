"""Assumptions: everything the plan takes for granted, with its range and source."""

from __future__ import annotations

import streamlit as st

from wfm.screens import guard, tables
from wfm.screens.assumption_frames import readable
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
    shown_as = readable(table)
    text = shown_as.agg(" ".join, axis="columns") if len(shown_as) else shown_as["What"]
    shown = shown_as[text.str.contains(wanted, case=False, regex=False)]
    tables.show(
        shown,
        height=TALLEST if len(shown) > ROWS_IN_FULL else "content",
        column_config={"Source": st.column_config.TextColumn(width="large")},
        alt="Assumptions with value, unit, range and source",
    )


if __name__ == "__main__":
    show()
