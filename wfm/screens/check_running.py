"""A roster that is being checked, or could not be: say how far it is, or why, and check it again."""

from __future__ import annotations

import streamlit as st

from wfm.screens import words
from wfm.service import Job, verifying
from wfm.service.desk import Draft


def show(job: Job, now: Draft) -> None:
    """Begin the check of the roster unless it is under way, and show how far it is until it is there."""
    failed = verifying.failure(job, now.revision)
    if failed:
        st.warning(f"The service could not be checked: {failed}")
        st.button("Check again", on_click=verifying.ask, args=(job, now.revision), key="check_again")
        return
    verifying.ask(job, now.revision)
    watch_until_done(job)


def watch_until_done(job: Job) -> None:
    """Show how far what is being simulated is, and draw the screen again once it is there."""

    @st.fragment(run_every="1s")
    def watch() -> None:
        if not verifying.is_under_way(job):
            st.rerun()
        now = verifying.progress(job)
        st.info("The roster is played against random customers. Go on meanwhile: nothing waits for it.")
        st.progress(now.done, text=_far(now))

    watch()


def _far(now: verifying.Progress) -> str:
    if now.cases:
        return f"{now.cases_done} of {now.cases} stress cases, the last: {now.case}"
    if now.half_width is None:
        return "Getting ready"
    asked = words.points(verifying.PRECISION.half_width).removeprefix("+")
    so_far = words.points(now.half_width).removeprefix("+")
    return f"{now.case}: played {now.replications:,} times: service known to ± {so_far}; ± {asked} is enough"
