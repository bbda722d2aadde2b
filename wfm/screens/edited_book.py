"""Bring back a roster book edited in Excel: what is legal is taken over, the rest is listed with its cell."""

from __future__ import annotations

import streamlit as st

from wfm.errors import ChangedMeanwhileError, InputFaultsError, PlanningError
from wfm.screens import opened, state, words
from wfm.service import Job
from wfm.service import by_hand as acts
from wfm.service.by_hand import TakenIn
from wfm.service.desk import Draft

SHOWN = 50


def show(job: Job, now: Draft) -> None:
    """Show the place to drop an edited book, and what came of the last one."""
    with st.expander("Bring back a roster book edited in Excel", expanded=state.taken_in(job) is not None):
        uploaded = st.file_uploader(
            "Change shift codes on the sheet Grid of the roster book, save it, and drop it here.",
            type=["xlsx"],
            key="edited_book",
        )
        if uploaded is not None and state.is_new_book(uploaded.file_id):
            _take_in(job, now, uploaded.getvalue(), uploaded.name)
        taken = state.taken_in(job)
        if taken is not None:
            _told(taken, opened.given(job).plan_input.policy.settings.currency)


def _take_in(job: Job, now: Draft, content: bytes, name: str) -> None:
    state.keep_taken_in(job, None)
    try:
        with st.spinner("Checking every change against every rule"):
            after, taken = acts.take_in(job, opened.given(job), now, content, name)
    except InputFaultsError as error:
        st.error(f"{name} cannot be taken in. Mend these cells and drop it again.")
        for fault in error.faults[:SHOWN]:
            st.markdown(f"- {fault}")
        return
    except (ChangedMeanwhileError, PlanningError) as error:
        st.error(str(error))
        return
    state.see(job, after.revision)
    state.keep_taken_in(job, taken)
    st.rerun()


def _told(taken: TakenIn, currency: str) -> None:
    if taken.later_changes:
        st.info(
            f"The book was written before {words.count(taken.later_changes, 'day')} changed in this roster; "
            "its moves were checked on the roster as it is now."
        )
    if taken.accepted:
        st.success(f"{words.count(len(taken.accepted), 'move')} taken over.")
        st.markdown("\n".join(f"- {each}" for each in taken.accepted[:SHOWN]))
    if taken.refused:
        st.error(f"{words.count(len(taken.refused), 'move')} refused.")
        st.markdown("\n".join(f"- {each}" for each in taken.refused[:SHOWN]))
    if not taken.accepted and not taken.refused:
        st.info("The book holds no change.")
    soft = [each for each in taken.objections if each.price]
    if soft:
        st.caption("Priced: " + "; ".join(f"{e.words} ({words.money(currency, e.price)})" for e in soft))
