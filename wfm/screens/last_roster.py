"""Import last month's roster on an empty Roster screen: the run that follows knows what was worked."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from wfm import service
from wfm.errors import InputFaultsError, PlanningError
from wfm.screens import opened, state, words
from wfm.service import Job, Until
from wfm.service.last_roster import shifts_before

SHOWN = 50


def show(job: Job) -> None:
    """Show the place to drop last month's roster book, and whether one is taken in already.

    Parameters
    ----------
    job
        The file on show, read and without faults, that no run has planned yet.
    """
    if not opened.has_given(job):
        return
    if job.last_roster.exists():
        st.success("Last month's roster is taken in: the run counts its shifts for rest, runs and fairness.")
    uploaded = st.file_uploader(
        "Last month's roster book (.xlsx): its shifts bind rest, days in a row and fairness of this plan.",
        type=["xlsx"],
        key="last_roster",
    )
    if uploaded is not None and state.is_new_book(uploaded.file_id):
        _take(job, uploaded.getvalue(), uploaded.name)
    told = state.said()
    if told is not None:
        (st.error if told[1] else st.info)(told[0])


def _take(job: Job, content: bytes, name: str) -> None:
    try:
        number = shifts_before(opened.given(job).plan_input, content, name)
    except InputFaultsError as error:
        st.error(f"{name} cannot be taken in as last month's roster.")
        for fault in error.faults[:SHOWN]:
            st.markdown(f"- {fault}")
        return
    except PlanningError as error:
        st.error(str(error))
        return
    options = replace(service.options_of(job), until=Until.NEED)
    state.take_file(service.submit_again(job, options, content))
    state.say(f"{name}: {words.count(number, 'shift')} before this plan taken in.")
    st.rerun()
