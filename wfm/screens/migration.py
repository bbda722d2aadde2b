"""Migration: which mode each queue runs in, phase by phase, the people that takes, and when to act."""

from __future__ import annotations

import streamlit as st

from reports._look import way_look
from wfm import service
from wfm.migration.breach_words import breach_words
from wfm.migration.template import AS_TODAY, TEMPLATES, names_wishes
from wfm.migration.way import Way
from wfm.roles import Mode
from wfm.screens import (
    guard,
    menu,
    migration_frames,
    migration_frontier,
    migration_gantt,
    migration_headline,
    migration_pending,
    migration_people,
    migration_slips,
    migration_tables,
    migration_tabs,
    migration_week,
    opened,
    run_panel,
    state,
    tables,
    upload,
    words,
)
from wfm.service import Job, State, Until, migrations
from wfm.service.exports import EXCEL
from wfm.service.migrations import Migrated

TITLE = menu.TITLES[menu.MIGRATION]
NO_WISH = ""
TEMPLATE_WORDS = {
    "healthcare": "Healthcare: watched first (2), then escalation (3)",
    "retail": "Retail: escalation with AI help (3+4)",
    "finance": "Finance: people and AI by turns (5)",
    AS_TODAY: "As today: every queue stays",
    NO_WISH: "No wish: each queue as advised and by cost",
}
EARLIER_SHOWN = 5
ROWS_IN_FULL, TALLEST = 8, 600
TWO_LINES = 72
"""Pixels of a row whose sentence may take two lines."""


def show() -> None:
    """Show the migration on show; else what it needs to begin, or why it could not be made."""
    job = state.migration()
    if job is None:
        _begin(guard.checked_file(TITLE))
        return
    guard.header(TITLE, job)
    status = service.status(job)
    if not status.state.is_final:
        _under_way(job)
    elif status.state is State.FAULTS:
        upload.refused(job)
        menu.link(menu.HOME, "Drop the mended file on Home")
    elif not status.has_result:
        st.warning(status.words)
        _again(job)
    elif not opened.has_migration(job):
        st.warning("This migration was planned by an earlier version of wfm: plan it again.")
        _again(job)
    else:
        _loaded(job, opened.migrated(job))


def _under_way(job: Job) -> None:
    """Show that a migration is being planned; the one before stays to be read until then."""
    said = "The migration is being planned: the panel beside the menu shows how far it is."
    asked = service.options_of(job)
    before = state.migration_before() or service.find(asked.moved_from or asked.capped_from)
    if before is None or before == job or not opened.has_migration(before):
        st.info(said)
        return
    st.info(f"{said} Below stands the plan before it, until the new one is there.")
    migrated = opened.migrated(before)
    migration_headline.verdict_and_wishes(migrated, service.options_of(before).template)
    migration_headline.show(migrated)
    st.subheader("Queues and phases", anchor=False)
    _gantt(migrated)
    _actions(migrated)


def _begin(file: Job) -> None:
    """Show the starting wishes to pick from, or that the file has its own, and the button that starts."""
    _wish_and_start(file, "Plan the migration")
    recent = service.recent(EARLIER_SHOWN, Until.MIGRATION)
    earlier = [each for each in recent if service.status(each).has_result]
    if earlier:
        st.caption("Earlier migrations")
    for job in earlier:
        queue = service.options_of(job).moved_queue
        moved = f", {queue} moved by hand" if queue else ""
        at = f"{words.moment(service.submitted_at(job), state.zone())} ({state.zone()})"
        label = f"Open {service.name_of(job)}, {at}{moved}"
        if st.button(label, key=f"migration_{job.id}"):
            state.take_file(job)
            state.take_migration(job)
            st.rerun()


def _again(job: Job) -> None:
    _wish_and_start(job, "Plan it again")


def _wish_and_start(file: Job, label: str) -> None:
    if not opened.has_given(file):
        st.warning("This file was read by an earlier version of wfm: open it again on Home.")
        menu.link(menu.HOME, "Open the file on Home")
        return
    template = NO_WISH
    if names_wishes(opened.given(file).plan_input):
        st.info(f"Sheet Migration of {service.name_of(file)} says where its queues shall go.")
    else:
        st.info("Pick a starting wish: healthcare, retail, finance, or as today.")
        template = st.radio(
            f"{service.name_of(file)} does not say where its queues shall go",
            [*TEMPLATES, NO_WISH],
            format_func=TEMPLATE_WORDS.__getitem__,
            key=state.TEMPLATE,
        )
    fits = st.checkbox(
        "Measure what an hour on duty takes on the shifts of the first and the last week",
        value=True,
        key="fits",
        help="Small crews pay for many more hours than they are needed. Without it an average of all clients "
        "is taken: about three times as fast.",
    )
    if st.button(label, type="primary", key="start_migration"):
        limit = run_panel.limit_seconds()
        state.take_migration(migrations.submit_migration(file, template, limit, fits=fits))
        st.rerun()


def _loaded(job: Job, migrated: Migrated) -> None:
    plan, figures = migrated.result.plan, migrated.figures
    migration_headline.verdict_and_wishes(migrated, service.options_of(job).template)
    for breach in plan.breaches.to_dict("records"):
        st.error(breach_words(breach, figures["currency"]))
    if migrated.answers.diagnosis:
        st.warning(migrated.answers.diagnosis)
    migration_frontier.undo(job)
    migration_headline.show(migrated)
    migration_pending.watch(job, migrated)
    st.subheader("Queues and phases", anchor=False)
    _gantt(migrated)
    migration_slips.show(job, migrated)
    _actions(migrated)
    people, gates, cost, stress, reasons, assumed = st.tabs(
        ["People by week", "Gates", "Cost and risk", "If it turns out otherwise", "Why", "Assumptions"]
    )
    with people:
        migration_people.show(migrated)
    with gates:
        migration_tabs.gates(migrated)
    with cost:
        migration_tabs.cost(job, migrated)
    with stress:
        migration_tabs.stress(migrated)
    with reasons:
        migration_tabs.why(migrated)
    with assumed:
        migration_tabs.assumptions(migrated)
    st.divider()
    migration_week.show(job, migrated)
    _book(migrated)
    with st.expander("Plan this migration again"):
        _again(job)


def _book(migrated: Migrated) -> None:
    stem = migrated.result.plan_input.policy.settings.plan_name or "wfm"
    st.download_button(
        "Migration book (.xlsx)",
        data=lambda: migrations.book(migrated),
        file_name=f"{stem} migration.xlsx",
        mime=EXCEL,
        on_click="ignore",
        help="A page for the director, the Gantt, every table with its columns explained, dated actions.",
    )


def _gantt(migrated: Migrated) -> None:
    plan = migrated.result.plan
    st.altair_chart(
        migration_gantt.gantt(
            migration_frames.gantt(plan),
            migration_frames.gantt_today(plan),
            migration_frames.gantt_phases(plan),
            migration_frames.parallel_weeks(plan),
            migration_frames.diamonds(plan),
        ),
        key=state.GANTT,
        on_select=_take_bar,
        selection_mode=migration_gantt.BAR,
        alt="Queues by phase in the colours of their modes; stripes where two ways run, diamonds for gates",
    )
    st.caption(
        f"Letter of the role and mode: {_letters()}; E 3+4 has a green edge. Dense stripes: the "
        "old way still runs beside the new one; sparse stripes: kept for a rollback. Diamond: a gate. "
        "Click a bar to choose its queue and phase below."
    )


def _letters() -> str:
    looks = (way_look(Way(mode)) for mode in Mode)
    return ", ".join(f"{look.label} {look.name}" for look in looks)


def _take_bar() -> None:
    """Choose the queue and phase of the bar that was clicked; a click beside the bars changes nothing."""
    for bar in st.session_state[state.GANTT]["selection"].get(migration_gantt.BAR, []):
        state.choose_bar(bar["queue"], int(bar["number"]))


def _actions(migrated: Migrated) -> None:
    st.subheader("What to do, and when", anchor=False)
    table = migration_tables.to_do(migrated.actions)
    if table.empty:
        st.info("Nothing to do: nobody moves, is hired, retrained or given notice.")
        return
    currency = migrated.figures["currency"]
    tables.show(
        table,
        row_height=TWO_LINES,
        height=TALLEST if len(table) > ROWS_IN_FULL else "content",
        column_config={
            "Act on": st.column_config.DateColumn(format="ddd D MMM YYYY", width=130),
            # The sentence says what it is; the column is for whoever takes the table away.
            "What": None,
            "People": st.column_config.TextColumn(width=60),
            "Cost": st.column_config.TextColumn(f"Cost ({currency})", width=90),
            "In words": st.column_config.TextColumn(width=500),
        },
        alt="Dated actions: requisitions, classes, retraining, notices, reviews, decisions and moves",
    )


if __name__ == "__main__":
    show()
