"""Answers beside a migration that are still being worked out: say so, and draw them once they are there."""

from __future__ import annotations

import streamlit as st

from wfm.migration.answers import MigrationAnswers
from wfm.screens import migration_answer_tables, opened, state
from wfm.service import Job, migration_answers
from wfm.service.migrations import Migrated


def watch(job: Job, migrated: Migrated) -> None:
    """Say which answers are still being worked out; when one is there, the screen is drawn with it."""
    if not migrated.answers.pending:
        return
    if migrated.told.failed:
        st.warning(f"Not everything beside this plan could be worked out: {migrated.told.failed}")
    elif migration_answers.is_under_way(job):
        _watch(job, _shown(migrated.answers))
    else:
        said, rest = st.columns([3, 1], vertical_alignment="center")
        said.caption(f"Not worked out yet: {migration_answer_tables.still_to_come(migrated)}.")
        if rest.button("Work out the rest", key="ask_answers", width="stretch"):
            migration_answers.ask(job)
            st.rerun()


def missing(migrated: Migrated, answer: str) -> bool:
    """Return whether an answer is not there yet, and say so in its place."""
    if answer not in migrated.answers.pending:
        return False
    st.caption("Still to be worked out: it appears here by itself.")
    return True


def _watch(job: Job, shown: object) -> None:
    @st.fragment(run_every="2s")
    def watch() -> None:
        now = opened.migrated(job)
        if _shown(now.answers) != shown or not migration_answers.is_under_way(job):
            st.rerun()
        st.caption(
            "The plan is complete. Being worked out beside it: "
            f"{migration_answer_tables.still_to_come(now)}. They appear here by themselves."
        )

    watch()


def _shown(answers: MigrationAnswers) -> object:
    """Return what changes on the screen when answers come: answers, and prices of the queues on it."""
    on_show = {st.session_state.get(key, "") for key in (state.MOVED, state.QUEUE)}
    return answers.pending, answers.priced & on_show
