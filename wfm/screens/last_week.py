"""Last week: what came against the plan, which hours were due to what, and values for the next plan."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from reports.outcome import effect_table
from wfm.errors import InputFaultsError
from wfm.screens import guard, menu, opened, tables, words
from wfm.service import Job, results
from wfm.service.reviewing import Reviewed, reviewed_of

SHOWN = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show() -> None:
    """Take in what came, and show it beside the plan."""
    job = guard.finished_run(menu.TITLES[menu.LAST_WEEK])
    if not opened.has_given(job):
        st.warning("This plan was made by an earlier version of wfm: run it again to review it.")
        return
    uploaded = st.file_uploader(
        "A workbook with sheet Actuals (the template has one), of days of this plan.",
        type=["xlsx"],
        key="actuals",
    )
    if uploaded is None:
        st.info("Drop what came: contacts by day or interval, handle times, escalation, hours and absence.")
        return
    found = _reviewed(job, uploaded.getvalue(), uploaded.name)
    if found is not None:
        _told(found, results.facts(job).plan_name)


def _reviewed(job: Job, content: bytes, name: str) -> Reviewed | None:
    try:
        with st.spinner("Holding the plan against what came"):
            return reviewed_of(opened.given(job).plan_input, content, name)
    except InputFaultsError as error:
        st.error(f"{name} cannot be taken in. Mend these cells and drop it again.")
        for fault in error.faults[:SHOWN]:
            st.markdown(f"- {fault}")
        return None


def _told(found: Reviewed, title: str) -> None:
    days = found.outcome.days
    planned, came, hours = st.columns(3)
    contacts = float(days["contacts"].sum())
    more = contacts - float(days["planned_contacts"].sum())
    planned.metric("Contacts that came", words.whole(contacts), f"{more:+,.0f}", "off")
    worked = float(days["hours"].sum())
    extra = worked - float(days["planned_hours"].sum())
    came.metric("Hours of people's work", words.whole(worked), words.signed(extra), "off")
    hours.metric("Days", words.whole(days["date"].nunique()))
    for sentence in found.sentences:
        st.markdown(f"- {words.sentence_case(sentence)}")
    st.subheader("How good the forecast was", anchor=False)
    tables.show(accuracy(found), alt="Forecast against what came by queue")
    st.subheader("Which hours were due to what", anchor=False)
    effects = effect_table(found.outcome)
    tables.show(
        pd.DataFrame(
            {
                "Because of": effects["because_of"].map(words.sentence_case),
                "Hours": [f"{h:+,.1f}" for h in effects["hours"]],
            }
        ),
        alt="Hours beyond the plan by what made them",
    )
    st.subheader("For the next plan", anchor=False)
    if found.values.empty:
        st.caption("The days tell of no value to change.")
    else:
        st.caption(
            "Named as the sheets of your workbook name them: paste each value there, or keep your own."
        )
        tables.show(found.values, alt="Values to paste into the next plan")
    st.download_button(
        "Download the outcome book (.xlsx)",
        data=lambda: found.book(title),
        file_name="outcome.xlsx",
        mime=EXCEL,
        on_click="ignore",
        key="outcome_book",
    )


def accuracy(found: Reviewed) -> pd.DataFrame:
    """Return how good the forecast was, a row for each queue."""
    table = found.outcome.accuracy(["queue"])
    return pd.DataFrame(
        {
            "Queue": table["queue"],
            "Planned": table["planned_contacts"].map(words.whole),
            "Came": table["contacts"].map(words.whole),
            "Planned less came": table["bias"].map(words.signed_percent),
            "Error of a day": [words.NOTHING if pd.isna(e) else words.percent(e) for e in table["wape"]],
        }
    )


if __name__ == "__main__":
    show()
