"""The migrations on Home, beside the plans: status, cost, next date to act, and the way to each."""

from __future__ import annotations

import streamlit as st

from wfm import service
from wfm.screens import menu, migration_frames, plan_list, state, words
from wfm.service import Job, Until, migrations, results

SHOWN = 4
WIDTHS = (4, 4, 4, 4, 9, 3)


def show() -> None:
    """Show the latest migrations, newest first."""
    jobs = service.recent(SHOWN, Until.MIGRATION)
    if not jobs:
        return
    st.subheader("Migrations", anchor=False)
    labels = ("Migration", "Heads", "Status", "Total cost", "Next date to act", "")
    for column, label in zip(st.columns(WIDTHS), labels, strict=True):
        column.caption(label)
    alike = plan_list.runs_alike(jobs)
    for job in jobs:
        _migration(job, alike[job])
    st.caption(f"Times of {state.zone()}.")


def _migration(job: Job, alike: str) -> None:
    """Show a migration in one row, ``alike`` among what tells it from others."""
    status, asked = service.status(job), service.options_of(job)
    name, heads, how, cost, ahead, open_it = st.columns(WIDTHS, vertical_alignment="center")
    facts = results.facts(job) if results.has_need(job) else None
    name.markdown(f"**{plan_list.title_of(job, facts)}**")
    made = [
        f"starting wish {asked.template}" if asked.template else "",
        f"{asked.moved_queue} moved by hand" if asked.moved_queue else "",
        "" if asked.risk_cap is None else f"at most {words.one_decimal(asked.risk_cap)} errors undetected",
        alike,
    ]
    if any(made):
        name.caption(", ".join(filter(None, made)))
    how.write(plan_list.STATES[status.state] if not status.has_result else "planned")
    how.caption(words.moment(service.submitted_at(job), state.zone()))
    if status.has_result:
        figures = results.figures(job)
        total = figures["heads"]["total"]
        heads.write(f"{words.whole(total['now'])} now, {words.whole(total['end'])} at the end")
        cost.write(words.money(figures["currency"], figures["cost"]))
        due = migration_frames.next_action(results.table(job, migrations.ACTIONS_TABLE))
        ahead.write(words.NOTHING if due is None else words.day(due["act_on"]))
        if due is not None:
            ahead.caption(due["sentence"])
    elif status.state.is_final:
        ahead.write(status.words)
    if open_it.button("Open", key=f"open_{job.id}", width="stretch"):
        state.take_file(job)
        state.take_migration(job)
        st.switch_page(str(menu.MIGRATION))
