"""Stress of a checked roster: what becomes of its service if more comes, fewer do, or the AI fails."""

from __future__ import annotations

import streamlit as st

from wfm.screens import check_frames, check_running
from wfm.service import Job, verifying
from wfm.service.desk import Draft


def show(job: Job, now: Draft) -> None:
    """Show the stress cases by role, how far they are, or the button that begins them."""
    st.subheader("If it comes worse than planned", anchor=False)
    roles = verifying.stress_of(job, now.revision)
    if roles is not None:
        st.caption("Service over the whole plan against target; the same customers come in every case.")
        st.dataframe(
            check_frames.stress_table(roles),
            hide_index=True,
            alt="Stress cases by role: pass or how far below",
        )
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
        help="More contacts, more absence, more escalation, and an hour without the AI.",
    )
