"""Stress of a checked roster: what becomes of its service if more comes, fewer do, or the AI fails."""

from __future__ import annotations

import streamlit as st

from wfm.assumption import assumption_table
from wfm.screens import assumption_frames, check_frames, check_running, tables
from wfm.service import Job, results, verifying
from wfm.service.desk import Draft


def show(job: Job, now: Draft) -> None:
    """Show the stress cases by role, how far they are, or the button that begins them."""
    st.subheader("If it comes worse than planned", anchor=False)
    found = verifying.stress_of(job, now.revision)
    if found is not None:
        st.caption(
            "Service over the whole plan against target; the same customers come in every case. A reserve is "
            "simulated: with these people every role is back within a point of its target, or of the plan."
        )
        tables.sentences(
            check_frames.stress_table(found, results.facts(job).currency),
            alt="Stress cases by role: pass or how far below, and what would hold it",
        )
        with st.expander("Details: what the reserves take for granted"):
            taken = assumption_frames.readable(assumption_table(found.assumptions))
            tables.show(taken, alt="Assumptions of the stress test")
        return
    if verifying.is_under_way(job):
        check_running.watch_until_done(job)
        return
    failed = verifying.failure(job, now.revision)
    if failed:
        st.warning(f"The cases could not be simulated: {failed}")
    st.button(
        "Put it to the test",
        on_click=verifying.ask_stress,
        args=(job, now.revision),
        key="stress",
        help="More contacts, more absence, more escalation, an hour without the AI, your own cases of sheet "
        "Scenarios; and what would hold it.",
    )
