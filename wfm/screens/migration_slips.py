"""Slip a queue's moves one phase, or bring them forward: what it costs stands in the button."""

from __future__ import annotations

import streamlit as st

from wfm import migrating, service
from wfm.migration.alternative import EARLIER, LATER
from wfm.screens import migration_answer_tables, migration_frames, run_panel, state
from wfm.service import Job, migration_answers, migrations
from wfm.service.migrations import Migrated

STEPS = {EARLIER: ("Bring forward one phase", -1), LATER: ("Slip one phase", 1)}


def show(job: Job, migrated: Migrated) -> None:
    """Show the choice of a queue that moves and, where its rules allow, what a phase more or less costs."""
    _undo(job)
    answers, queues = migrated.answers, migration_frames.moving(migrated.result.plan)
    if not queues:
        return
    choice, *buttons = st.columns([2, 3, 3], vertical_alignment="bottom")
    queue = choice.selectbox("Move a queue", queues, key=state.MOVED)
    is_priced = migration_answer_tables.is_priced(answers, queue)
    if not is_priced:
        migration_answers.want(job, queue)
    offered = migration_answer_tables.alternatives(answers, queue)
    for column, (kind, (label, phases)) in zip(buttons, STEPS.items(), strict=True):
        found = offered.get(kind)
        if not is_priced:
            column.button(
                f"{label}: price is being worked out", key=f"move_{phases}", disabled=True, width="stretch"
            )
        elif found is None:
            column.caption(
                f"{label}: not possible: {migrating.why_not_moved(migrated.result, queue, phases)}."
            )
        elif column.button(
            f"{label}: {migration_answer_tables.price(found, migrated.figures['currency'])}",
            key=f"move_{phases}",
            width="stretch",
        ):
            seconds = run_panel.limit_seconds()
            state.take_migration(migrations.submit_move(job, queue, phases, seconds))
            st.rerun()
    st.caption("The other queues keep their phases; people are found anew. Price against the plan on show.")


def _undo(job: Job) -> None:
    """Show what was moved by hand, and the way back to the plan before."""
    asked = service.options_of(job)
    before = service.find(asked.moved_from)
    if before is None:
        return
    how = "one phase later" if asked.moved_phases > 0 else "one phase earlier"
    said, back = st.columns([3, 1], vertical_alignment="center")
    said.info(f"{asked.moved_queue} was moved {how} by hand.")
    if back.button("Back to the plan before", key="move_back", width="stretch"):
        migration_answers.ask(before)
        state.take_migration(before)
        st.rerun()
