"""Hand in a forecast: drop a file or open an example, wait while it is read, mend what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

import reports.template
from wfm import service
from wfm.errors import Fault
from wfm.reference import data_folder
from wfm.screens import menu, state, tables, words
from wfm.service import Job, JobOptions, State, Until, results, rights
from wfm.service.exports import EXCEL

ENDINGS = ["xlsx", "csv", "txt", "xlsm", "xls"]
"""Endings the gate refuses are taken too: it says why, and what to do."""
FAULTS_ON_SCREEN = 200
PRESETS = {"": "wfm's own values", "article": "The article's figures"}
EXAMPLES = {
    "retail": "Retail: escalation with AI help",
    "healthcare": "Healthcare: monitoring first",
    "finance": "Finance: people and AI by turns",
}
QUESTIONS = {
    "date_order": (
        "01/02/2027 may be 1 Feb or 2 Jan. Which comes first in this file?",
        {"dmy": "The day: 1 Feb 2027", "mdy": "The month: 2 Jan 2027"},
    ),
    "blank_volume": (
        "Some volumes are blank. What does a blank mean in this file?",
        {"zero": "No contacts: plan them as 0", "": "Missing: I will fill them in"},
    ),
}
"""Settings the app asks for where the file leaves them open: the question, and the answers by value."""


def show() -> None:
    """Show the place to drop a file, and the three example clients."""
    preset = st.session_state.get(state.PRESET, "")
    uploaded = st.file_uploader(
        "Drop a forecast here, or open one of three example clients.",
        type=ENDINGS,
        help="Long or wide, .xlsx or .csv, 15, 30 or 60 minutes. Only a forecast is needed.",
    )
    if uploaded is not None and state.is_new_upload(uploaded.file_id):
        _read(uploaded.getvalue(), uploaded.name, JobOptions(Until.NEED, preset))
    for column, (stem, label) in zip(st.columns(len(EXAMPLES)), EXAMPLES.items(), strict=True):
        example = data_folder() / "examples" / f"{stem}.xlsx"
        if column.button(label, key=f"example_{stem}", width="stretch"):
            _read(example.read_bytes(), example.name, JobOptions(Until.NEED, preset))
    with st.expander("Details"):
        template()
        st.radio(
            "Values for what the file does not say",
            list(PRESETS),
            format_func=PRESETS.__getitem__,
            key=state.PRESET,
            help="The article is the vendor's paper that the modes come from (Anyreach 2026); its figures "
            "change the number of people a great deal.",
            persist_state="session",
        )


def template() -> None:
    """Show the way to a workbook with every sheet wfm reads, to be filled in."""
    st.download_button(
        "Template (.xlsx)",
        data=reports.template.workbook,
        file_name="wfm template.xlsx",
        mime=EXCEL,
        on_click="ignore",
        help="Every sheet wfm reads, with an example row each; only the forecast is needed.",
    )


def wait_for(job: Job) -> None:
    """Show that the file is being read, and the whole screen anew once it is."""
    name = service.name_of(job)

    @st.fragment(run_every="0.5s")
    def wait() -> None:
        if is_read(job):
            st.rerun()
        st.info(f"Reading {name}: {words.clock(service.status(job).seconds)}")

    wait()


def is_read(job: Job) -> bool:
    """Return whether there is something to show of a file: a run has its need long before it ends."""
    return results.has_need(job) or service.status(job).state.is_final


def refused(job: Job) -> None:
    """Show why the file cannot be planned: a question to answer, or every fault with its cell."""
    status = service.status(job)
    if status.state is not State.FAULTS:
        st.error(f"{service.name_of(job)}: {status.words}")
        return
    faults = service.faults(job)
    asked = [key for key in QUESTIONS if any(_names(fault, key) for fault in faults)]
    if asked:
        _ask(job, asked)
    others = [fault for fault in faults if not any(_names(fault, key) for key in asked)]
    if others or not asked:
        _list(job, faults)
    else:
        with st.expander(f"The cells in question ({words.whole(len(faults))})"):
            _list(job, faults)


def _ask(job: Job, keys: Sequence[str]) -> None:
    options = service.options_of(job)
    with st.form("questions"):
        st.subheader("One thing to settle for this file")
        answers = {}
        for key in keys:
            question, choices = QUESTIONS[key]
            answers[key] = st.radio(
                question, list(choices), format_func=choices.__getitem__, index=None, key=key
            )
        if st.form_submit_button("Check again", type="primary"):
            given = {key: answer for key, answer in answers.items() if answer}
            if given:
                answered = replace(options, answers={**options.answers, **given})
                again = service.submit_again(job, answered)
                state.take_file(again)
                if options.until is Until.PLAN:
                    state.take_run(again)
                st.rerun()
            st.warning("Choose an answer, or mend the file and drop it again.")


def _list(job: Job, faults: Sequence[Fault]) -> None:
    number = len(faults)
    st.error(
        f"{service.name_of(job)} has {words.whole(number)} fault{'s' if number > 1 else ''}. "
        "Mend the cells and drop the file again."
    )
    shown = faults[:FAULTS_ON_SCREEN]
    table = pd.DataFrame(
        {
            "Cell": [fault.where for fault in shown],
            "What is there": [fault.found for fault in shown],
            "What was expected": [fault.expected for fault in shown],
            "What to do": [fault.action for fault in shown],
        }
    )
    if not any(table["What to do"]):
        table = table.drop(columns="What to do")
    tables.show(
        table,
        alt="Every fault with its cell, what is there, what was expected and what to do",
    )
    if number > FAULTS_ON_SCREEN:
        st.caption(f"and {words.whole(number - FAULTS_ON_SCREEN)} more; the marked copy has all of them")
    if results.has_marked_copy(job):
        st.download_button(
            "Download a copy with the faults marked",
            data=rights.as_now(lambda: results.marked_copy(job)),
            file_name=results.marked_name(job),
            on_click="ignore",
        )


def _read(content: bytes, name: str, options: JobOptions) -> None:
    if not content:
        st.error(f"{name} is empty; expected a forecast.")
        return
    state.take_file(service.submit(content, name, options))


def _names(fault: Fault, key: str) -> bool:
    return key in f"{fault.expected} {fault.action}"


def next_step() -> None:
    """Show the way on from a file without faults."""
    menu.link(menu.FORECAST, "Look at the forecast")
    menu.link(menu.REQUIREMENTS, "See who is needed")
