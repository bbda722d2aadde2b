"""Move one queue by hand: a phase later or earlier, not at all, or from a phase on, each at its price."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from wfm import moving, service
from wfm.errors import NoPlanError
from wfm.migration.alternative import (
    AS_TODAY,
    EARLIER,
    LATER,
    NOT_PRICED,
    as_today,
    moves_of,
    ways_of,
    why_not_begun,
)
from wfm.roles import with_mode_names
from wfm.screens import migration_answer_tables, migration_frames, opened, run_panel, state
from wfm.service import Job, migration_answers, migrations
from wfm.service.migrations import Migrated

STEPS = {EARLIER: ("Bring forward one phase", -1), LATER: ("Slip one phase", 1)}
STAY = "Let it stay as today"
CHOICE, OFFER = 320, 285
"""Pixels of the choice of a queue, and of each of three offers: a price is read in full."""


def show(job: Job, migrated: Migrated) -> None:
    """Show the choice of a queue and the other paths it may take, each with its price or why it cannot be."""
    _undo(job)
    moving_first = migration_frames.moving(migrated.result.plan)
    queues = [*moving_first, *(q for q in migrated.result.prepared.paths if q not in moving_first)]
    queue = st.selectbox("Move a queue", queues, key=state.MOVED, width=CHOICE)
    # Under the choice: beside it a price would be cut off.
    row = st.container(horizontal=True, vertical_alignment="bottom")
    columns = [row.container(width=OFFER) for _ in range(3)]
    if queue in moving_first:
        _shift(job, migrated, queue, columns)
    else:
        _begin(job, migrated, queue, columns)
    st.caption("The other queues keep their phases; people are found anew. Price against the plan on show.")


def _shift(job: Job, migrated: Migrated, queue: str, columns: list[DeltaGenerator]) -> None:
    """Show what it costs that a queue that moves does so a phase earlier, a phase later, or not at all."""
    is_priced = migration_answer_tables.is_priced(migrated.answers, queue)
    if not is_priced:
        migration_answers.want(job, queue)
    offered = migration_answer_tables.alternatives(migrated.answers, queue)
    *shifts, stay = columns
    for column, (kind, (label, phases)) in zip(shifts, STEPS.items(), strict=True):
        why = moving.why_not_slipped(migrated.result, queue, phases)
        _offer(job, migrated, column, label, offered.get(kind), is_priced, why)
    today = ways_of(as_today(migrated.result.prepared.paths[queue]))
    staying = next((row for row in offered.values() if row["ways"] == today), None)
    _offer(job, migrated, stay, STAY, staying and {**staying, "kind": AS_TODAY}, is_priced, NOT_PRICED)


def _offer(
    job: Job,
    migrated: Migrated,
    column: DeltaGenerator,
    label: str,
    found: Mapping[Any, Any] | None,
    is_priced: bool,
    why_not: str,
) -> None:
    key = f"move_{label}"
    if not is_priced:
        column.button(f"{label}: price is being worked out", key=key, disabled=True, width="stretch")
    elif found is None:
        column.caption(f"{label}: not possible: {with_mode_names(why_not)}.")
    elif column.button(
        f"{label}: {migration_answer_tables.price(found, migrated.figures['currency'])}",
        key=key,
        width="stretch",
    ):
        _move(job, found["queue"], found["ways"], found["kind"])
    if found is not None and found["breaks"]:
        column.caption(f"Breaks rules: {found['breaks']}")


def _begin(job: Job, migrated: Migrated, queue: str, columns: list[DeltaGenerator]) -> None:
    """Show which way a queue that stays may enter, from which phase, and what that costs."""
    result, (to, when, price) = migrated.result, columns
    ways = moving.next_ways(result, queue)
    if not ways:
        because = with_mode_names(result.prepared.freedoms[queue].because)
        st.caption(f"{queue} has no other mode to move to: {because}.")
        return
    paths = result.prepared.paths[queue]
    way = to.selectbox("To mode", ways, format_func=migration_frames.way_name, key=state.MOVED_TO)
    direct = [moves[0] for path in paths.paths if len(moves := moves_of(path)) == 1]
    phase = when.selectbox(
        "Beginning in",
        range(result.plan.phases.count),
        index=min((first for first, entered in direct if entered == way), default=0),
        format_func=lambda number: migration_frames.phase_name(result.plan.phases, number),
        key=state.MOVED_PHASE,
    )
    try:
        found = opened.begun(job, queue, way, phase)
    except NoPlanError:
        price.caption(f"Not priced: {NOT_PRICED}.")
        return
    if found is None:
        price.caption(f"Not possible: {with_mode_names(why_not_begun(paths, way, phase))}.")
        return
    currency = migrated.figures["currency"]
    told = migration_answer_tables.price(vars(found), currency)
    if price.button(f"Move it: {told}", key="move_begin", width="stretch"):
        _move(job, queue, found.ways, found.kind)
    if broken := found.breaks(currency):
        price.caption(f"Breaks rules: {broken}")


def _move(job: Job, queue: str, ways: str, how: str) -> None:
    state.take_migration(migrations.submit_move(job, queue, ways, how, run_panel.limit_seconds()))
    st.rerun()


def _undo(job: Job) -> None:
    """Show what was moved by hand, and the way back to the plan before."""
    asked = service.options_of(job)
    before = service.find(asked.moved_from)
    if before is None:
        return
    said, back = st.columns([3, 1], vertical_alignment="center")
    said.info(f"{asked.moved_queue} was moved by hand: {with_mode_names(asked.moved_how)}.")
    if back.button("Back to the plan before", key="move_back", width="stretch"):
        migration_answers.ask(before)
        state.take_migration(before)
        st.rerun()
