"""Home: hand in a forecast, see what is wrong with it, come back to a plan or begin the next one."""

from __future__ import annotations

from itertools import chain

import streamlit as st

from wfm import service
from wfm.screens import charts, frames, guard, migration_list, plan_list, state, upload, words
from wfm.screens.assumption_frames import in_short
from wfm.service import Job, results


def show() -> None:
    """Show the place for a forecast, what was read, the plans, and have less need of the one on show."""
    guard.header("Home", state.file())
    _said()
    upload.show()
    job = state.file()
    if job is not None:
        _file(job)
    done = plan_list.show()
    migration_list.show()
    shown = _chosen(done)
    if shown is not None:
        _net_staffing(shown)


def _said() -> None:
    told = state.said()
    if told is not None:
        (st.error if told[1] else st.success)(told[0])


def _file(job: Job) -> None:
    if results.has_need(job):
        facts = results.facts(job)
        queues = len(results.table(job, "queues"))
        people = len(results.table(job, "people"))
        named = f", {words.people_of(people)} on the staff list" if people else ""
        st.success(
            f"{service.name_of(job)}: no faults. {queues} queue{'s' if queues > 1 else ''}, "
            f"{words.horizon(facts.first_day, facts.last_day)}, every {facts.interval_minutes} minutes, "
            f"{facts.zone}{named}."
        )
        said = in_short(results.table(job, "assumptions"))
        if said:
            st.caption(f"{said} Another way of working stands in sheet ModeMix of the template (Details).")
        upload.next_step()
    elif service.status(job).state.is_final:
        upload.refused(job)
    else:
        upload.wait_for(job)


def _chosen(done: list[Job]) -> Job | None:
    """Return the plan or the file on show where it was read, else the newest plan with a roster."""
    on_show = (each for each in (state.run(), state.file()) if each is not None and results.has_need(each))
    return next(chain(on_show, done), None)


def _net_staffing(job: Job) -> None:
    net = results.table(job, "net_staffing")
    facts = results.facts(job)
    title = facts.plan_name or service.name_of(job)
    st.subheader("Have minus need", anchor=False)
    if net.empty and service.options_of(job).week_of:
        st.info(
            f"{title}: its people are those of the migration by then; need and heads stand on Migration, "
            "People by week."
        )
        return
    if net.empty:
        st.info(f"{title} has no staff list: need stands on Requirements, heads to employ on Roster.")
        return
    st.caption(
        f"{title}: full-time people there, less leave, minus those the need asks for, by role and week. "
        "Breaks and whole shifts come on top: a plan is comfortable somewhat above 0."
    )
    st.altair_chart(
        charts.net_by_week(frames.net_weeks(net, facts)),
        alt="Have minus need in full-time people by role and week; red below 0",
    )


if __name__ == "__main__":
    show()
