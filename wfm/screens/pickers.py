"""Choices that several screens share: the day and the crew on show."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from wfm.screens import frames, state, words
from wfm.service.results import Facts

ALL_CREWS = "All crews"


def day(facts: Facts) -> date:
    """Show the choice of a day of the plan and return it; the choice holds on every screen."""
    days = frames.horizon_of(facts).days
    chosen: date = st.selectbox("Day", days, format_func=words.day, key=state.DAY, persist_state="session")
    return chosen


def crew(rows: pd.DataFrame) -> pd.DataFrame:
    """Show the choice of a crew and return its rows; the choice holds on every screen."""
    crews = sorted(rows["crew"].unique())
    chosen = st.selectbox("Crew", [ALL_CREWS, *crews], key=state.CREW, persist_state="session")
    return rows if chosen == ALL_CREWS else rows[rows["crew"] == chosen]
