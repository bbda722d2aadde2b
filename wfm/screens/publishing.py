"""Publish a roster with its change list, and freeze its first days."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from wfm.roster.versions import PUBLISHED, draft
from wfm.screens import opened, roster_frames, tables, words
from wfm.service import Job
from wfm.service import by_hand as acts
from wfm.service.change_lists import change_lists
from wfm.service.desk import Draft
from wfm.service.results import Facts

TALLEST = 320


def show(job: Job, now: Draft, facts: Facts) -> None:
    """Show the action that publishes, with what changes for whom; for a published roster, freezing."""
    version = draft(now.roster, now.version)
    if version.number > 0:
        with st.popover("Published before"):
            _published_before(job, now, facts)
    if version.status == PUBLISHED:
        with st.popover("Freeze days"):
            until = _until(facts, now, "freeze_until")
            st.button(
                "Freeze", disabled=until is None, on_click=_freeze, args=(job, now, until), key="freeze"
            )
        return
    number = version.number + 1
    with st.popover(f"Publish version {number}", type="primary"):
        changes = opened.changes(job, now)
        if version.number == 0:
            st.markdown(
                f"First version: {words.people_of(len(now.roster.people))} see it for the first time."
            )
        else:
            st.markdown(f"{words.count(len(changes), 'day')} changed since version {version.number}:")
            _change_list(changes, now, "Days changed since the last publication")
        until = _until(facts, now, "publish_until")
        st.button(
            "Publish",
            type="primary",
            on_click=_publish,
            args=(job, now, until),
            key="publish",
            width="stretch",
        )


def _published_before(job: Job, now: Draft, facts: Facts) -> None:
    """Show what each publication changed for whom, newest first."""
    for each in change_lists(job):
        told = f"{words.moment(each.published_utc, facts.zone)} by {each.author}"
        if each.changes is None:
            st.markdown(f"{told}: its change list is not kept.")
        elif each.changes.empty:
            st.markdown(f"{told}: the first one, or no day changed.")
        else:
            st.markdown(f"{told}: {words.count(len(each.changes), 'day')} changed.")
            _change_list(each.changes, now, f"Days changed by the publication of {told}")


def _change_list(changes: pd.DataFrame, now: Draft, alt: str) -> None:
    tables.show(
        roster_frames.change_list(changes, now.roster.people),
        height=TALLEST if len(changes) > 8 else "content",
        alt=alt,
    )


def _until(facts: Facts, now: Draft, key: str) -> date | None:
    """Show the choice of a last frozen day; none is the ordinary case."""
    first, last = date.fromisoformat(facts.first_day), date.fromisoformat(facts.last_day)
    frozen = None if now.version is None else now.version.frozen_until
    chosen: date | None = st.date_input(
        "Freeze until (no changes by mistake)",
        value=None,
        min_value=max(first, frozen) if frozen else first,
        max_value=last,
        format="DD/MM/YYYY",
        key=key,
    )
    return chosen


def _publish(job: Job, now: Draft, until: date | None) -> None:
    opened.change(job, lambda: acts.publish(job, opened.given(job), now, until))


def _freeze(job: Job, now: Draft, until: date) -> None:
    opened.change(job, lambda: acts.freeze(job, opened.given(job), now, until))
