"""Export: the files of a finished plan; each is read only when it is asked for."""

from __future__ import annotations

import hashlib

import streamlit as st

from wfm import service
from wfm.screens import guard, words
from wfm.service import Job, results

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show() -> None:
    """Show what can be downloaded, and the checksum by which a copy can be known again."""
    job = guard.finished_run("Export")
    facts, figures = results.facts(job), results.figures(job)
    st.markdown(f"#### {facts.plan_name or service.name_of(job)}")
    people, days, cost = st.columns([1, 3, 1])
    people.metric("People", words.whole(len(results.table(job, "people"))))
    days.metric("Days", words.horizon(facts.first_day, facts.last_day))
    cost.metric("Cost of the plan", words.money(figures["currency"], figures["cost"]))
    _downloads(job, service.input_of(job).stem)
    with st.expander("Details"):
        book = results.result_file(job, results.BOOK)
        st.markdown(f"SHA-256 of the roster book: `{hashlib.sha256(book).hexdigest()}`")
        st.markdown(f"Run: `{job.id}`")


def _downloads(job: Job, stem: str) -> None:
    files = (
        (
            "Roster book (.xlsx)",
            "Grid, shifts, activities, coverage, reviews, summary, legend and assumptions",
            f"{stem}_roster.xlsx",
            EXCEL,
            lambda: results.result_file(job, results.BOOK),
        ),
        (
            "Roster as CSV (.zip)",
            "The same tables for other systems",
            f"{stem}_roster_csv.zip",
            "application/zip",
            lambda: results.csv_pack(job),
        ),
        (
            "Requirement (.csv)",
            "People needed on duty, interval by interval, and what sets each number",
            f"{stem}_requirement.csv",
            "text/csv",
            lambda: results.result_file(job, results.REQUIREMENT_CSV),
        ),
        (
            "Summary (.json)",
            "Cost, closeness, heads, service and assumptions",
            f"{stem}_summary.json",
            "application/json",
            lambda: results.result_file(job, results.SUMMARY),
        ),
        (
            "Download pack (.zip)",
            "Everything above",
            f"{stem}_pack.zip",
            "application/zip",
            lambda: results.pack(job),
        ),
    )
    for label, meaning, name, mime, content in files:
        button, words_beside = st.columns([1, 2], vertical_alignment="center")
        words_beside.write(meaning)
        button.download_button(
            label, data=content, file_name=name, mime=mime, on_click="ignore", width="stretch", key=name
        )


if __name__ == "__main__":
    show()
