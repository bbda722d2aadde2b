"""From a phase to one of its weeks to that week's roster, and why its heads differ from the migration's."""

from __future__ import annotations

import streamlit as st

from wfm import service
from wfm.migration.week_heads import NEED, ROSTER
from wfm.screens import menu, migration_frames, migration_tables, opened, run_panel, state, tables, words
from wfm.service import Job, migrations
from wfm.service.migrations import Migrated


def show(job: Job, migrated: Migrated) -> None:
    """Show the choice of a week, the button that plans it and, once planned, its heads and its roster."""
    st.subheader("A week and its roster", anchor=False)
    phases = migrated.result.plan.phases
    left, right = st.columns(2)
    phase = left.selectbox(
        "Phase",
        range(phases.count),
        format_func=lambda phase: migration_frames.phase_name(phases, phase),
        key=state.PHASE,
        persist_state="session",
    )
    week = right.selectbox(
        "Week",
        migration_frames.weeks_of_phase(phase),
        format_func=lambda week: migration_frames.week_name(phases, week),
        key=state.PHASE_WEEK,
        persist_state="session",
    )
    planned = migrations.weeks_of(job).get(week)
    status = service.status(planned) if planned is not None else None
    if planned is not None and status is not None and not status.state.is_final:
        st.info(
            f"{migration_frames.week_name(phases, week)} is being planned: the panel shows how far it is."
        )
        return
    if planned is not None and status is not None and status.has_result and opened.has_roster(planned):
        _planned(job, planned)
        return
    if status is not None:
        st.warning(status.words)
    names = "Positions are numbered: they are those to fill by then."
    if not migrated.result.prepared.case.people.empty:
        names = "Its positions carry the names of the staff list, as the migration changes it until then."
    st.caption(
        "The week's own contacts, modes, shares and learning go through the same planning as a file's weeks. "
        + names
    )
    if st.button("Plan this week", type="primary", key="plan_week"):
        state.open_run(migrations.submit_week(job, week, run_panel.limit_seconds()))
        st.rerun()


def _planned(job: Job, planned: Job) -> None:
    heads = opened.week_heads(job, planned)
    need, found = (heads.loc[heads["item"] == item, "heads"].sum() for item in (NEED, ROSTER))
    st.markdown(
        f"The migration needs **{words.one_decimal(need)} heads** in this week, its roster has "
        f"**{words.whole(found)}**. What lies between, crew by crew:"
    )
    tables.show(
        migration_tables.week_steps(heads),
        column_config={
            migration_tables.STEP_NAMES[step]: st.column_config.TextColumn(help=told)
            for step, told in migration_tables.STEP_HELP.items()
        },
        alt="Heads by crew from the need of the migration, step by step, to the heads of the roster",
    )
    _names(planned)
    if st.button("Open the roster of this week", type="primary", key="open_week"):
        state.open_run(planned)
        st.switch_page(str(menu.ROSTER))


def _names(planned: Job) -> None:
    """Show how the people of the week come to it, and the rule by which they are named."""
    names = migrations.week_names_of(planned)
    if names is None:
        return
    st.markdown("Who they are:")
    tables.show(
        migration_tables.week_names(names),
        column_config={
            migration_tables.NAME_COLUMNS[column]: st.column_config.NumberColumn(help=told)
            for column, told in migration_tables.NAME_HELP.items()
        },
        alt="People of the week by role and site: today's, retrained, new, on leave, still to find",
    )
    st.caption(
        "Nobody knows today who will leave or learn another role. Names follow a rule: those there longest "
        "stay and are retrained, those there shortest leave. It decides nothing about anybody."
    )
