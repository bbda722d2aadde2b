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
    for job in jobs:
        _migration(job)


def _migration(job: Job) -> None:
    status, asked = service.status(job), service.options_of(job)
    name, heads, how, cost, ahead, open_it = st.columns(WIDTHS, vertical_alignment="center")
    facts = results.facts(job) if results.has_need(job) else None
    title = facts.plan_name if facts and facts.plan_name else service.name_of(job)
    name.markdown(f"**{title}**")
    if asked.moved_queue:
        name.caption(f"{asked.moved_queue} moved by hand")
    how.write(plan_list.STATES[status.state] if not status.has_result else "planned")
    how.caption(words.moment(service.submitted_at(job), facts.zone if facts else "UTC"))
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
